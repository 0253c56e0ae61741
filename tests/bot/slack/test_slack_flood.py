"""More questions than the bot can queue, over a real WebSocket and real HTTP."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from threading import Event, Semaphore, Thread
from typing import Any

import pytest

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings
from index.models import Answer, Question
from prompts import slack_messages
from tests.bot.slack.conftest import running
from tests.bot.slack.samples import ANSWER, QUOTE, mention, quotes
from tests.slack_double.server import TIMEOUT, SlackDouble, Trouble

WORKERS, MAX_PENDING = 2, 3


class BlockedAnswers:
    """Answers that are blocked until ``released`` is set."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = Event()
        self._started = Semaphore(0)

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question.text)
        self._started.release()
        assert self.released.wait(TIMEOUT)
        return ANSWER

    def started(self, count: int) -> bool:
        """Wait until ``count`` more answers have started. Return False after a timeout."""
        return all(self._started.acquire(timeout=TIMEOUT) for _ in range(count))


@pytest.fixture
def few(settings: SlackSettings) -> SlackSettings:
    """Settings of a bot with a short queue."""
    return replace(settings, workers=WORKERS, max_pending=MAX_PENDING)


def send(slack: SlackDouble, threads: Iterable[str]) -> None:
    for thread in threads:
        slack.send(mention(f"<@U0BOT> question {thread}", ts=thread), f"e{thread}")


def is_busy(post: dict[str, Any]) -> bool:
    return bool(post["text"].replace("\u2060", "") == slack_messages.BUSY)


def threads(posts: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(post["thread_ts"] for post in posts)


def test_bot_rejects_questions_if_the_queue_is_full_and_answers_all_others(
    slack: SlackDouble, few: SlackSettings
) -> None:
    ask = BlockedAnswers()
    flood = [f"{number}.1" for number in range(10, 30)]
    with running(few, ask):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, flood)
        assert slack.until(lambda: len(slack.posted) == len(flood) - WORKERS - MAX_PENDING)
        assert slack.until(lambda: len(slack.acks) == len(flood))
        slack.quiet()
        busy = threads(slack.posted)
        assert all(map(is_busy, slack.posted))
        assert ask.started(WORKERS)
        assert len(ask.asked) == WORKERS
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == len(flood))
        answered = [post for post in slack.posted if not is_busy(post)]
        assert [quotes(post["blocks"]) for post in answered] == [[QUOTE.text]] * (WORKERS + MAX_PENDING)
        assert sorted(busy + threads(answered)) == flood
        assert sorted(ask.asked) == [f"question {thread}" for thread in threads(answered)]
        send(slack, ["30.1"])  # the queue has room again
        assert slack.until(lambda: len(slack.posted) == len(flood) + 1)
    assert quotes(slack.posted[-1]["blocks"]) == [QUOTE.text]
    assert slack.refused == []


def test_rejected_question_is_not_answered_when_slack_repeats_it(slack: SlackDouble, few: SlackSettings) -> None:
    ask = BlockedAnswers()
    with running(replace(few, workers=1, max_pending=0), ask):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, ["1.1"])
        assert ask.started(1)
        again = mention(ts="2.1")
        slack.send(again, "e2")
        assert slack.until(lambda: len(slack.posted) == 1)
        slack.send(again, "e3")
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == 2)
        assert slack.until(lambda: len(slack.acks) == 3)
        slack.quiet()
    assert [(post["thread_ts"], is_busy(post)) for post in slack.posted] == [("2.1", True), ("1.1", False)]


def test_accepted_questions_are_answered_after_a_stop(slack: SlackDouble, few: SlackSettings) -> None:
    ask = BlockedAnswers()
    stop = Event()
    thread = Thread(target=serve, args=(build_app(few, ask), few, stop))
    thread.start()
    assert slack.until(lambda: slack.connections == 1)
    accepted = [f"{number}.1" for number in range(WORKERS + MAX_PENDING)]
    send(slack, accepted)
    assert ask.started(WORKERS)
    assert slack.until(lambda: len(slack.acks) == len(accepted))
    stop.set()
    assert slack.until(lambda: slack.connected == 0)
    slack.quiet()
    assert thread.is_alive()
    assert slack.posted == []
    ask.released.set()
    thread.join(TIMEOUT)
    assert not thread.is_alive()
    assert threads(slack.posted) == accepted
    assert not any(map(is_busy, slack.posted))


def test_refused_busy_reply_is_logged_and_other_questions_are_answered(
    slack: SlackDouble, few: SlackSettings, caplog: pytest.LogCaptureFixture
) -> None:
    ask = BlockedAnswers()
    with running(replace(few, workers=1, max_pending=0), ask), caplog.at_level(logging.WARNING):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, ["1.1"])
        assert ask.started(1)
        slack.trouble("chat.postMessage", Trouble(error="is_archived"))
        send(slack, ["2.1"])
        assert slack.until(lambda: "chat.postMessage" in slack.calls)
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == 1)
    assert threads(slack.posted) == ["1.1"]
    [logged] = [record.message for record in caplog.records if record.name == "bot.slack.posting"]
    assert logged.startswith('Could not post the "busy" reply: ')
    assert "is_archived" in logged
