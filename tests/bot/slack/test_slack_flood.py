"""More questions than are answered at a time, over a real WebSocket and real HTTP."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from threading import Event, Semaphore, Thread
from typing import Any

import pytest

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings
from index.models import Answer, Question
from prompts import messages
from tests.bot.slack.conftest import running
from tests.bot.slack.samples import ANSWER, QUOTE, mention, quotes
from tests.slack_double.server import PATIENCE, SlackDouble, Trouble

WORKERS, WAITING = 2, 3


class HeldAnswers:
    """Answers nothing until it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = Event()
        self._begun = Semaphore(0)

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question.text)
        self._begun.release()
        assert self.released.wait(PATIENCE)
        return ANSWER

    def begun(self, count: int) -> bool:
        """Wait until so many more are being answered; return whether they are."""
        return all(self._begun.acquire(timeout=PATIENCE) for _ in range(count))


@pytest.fixture
def few(settings: SlackSettings) -> SlackSettings:
    """Settings of a bot that is soon busy."""
    return replace(settings, workers=WORKERS, waiting=WAITING)


def send(slack: SlackDouble, threads: Iterable[str]) -> None:
    for thread in threads:
        slack.send(mention(f"<@U0BOT> question {thread}", ts=thread), f"e{thread}")


def is_busy(post: dict[str, Any]) -> bool:
    return bool(post["text"].replace("\u2060", "") == messages.SLACK_BUSY)


def threads(posts: Iterable[dict[str, Any]]) -> list[str]:
    return sorted(post["thread_ts"] for post in posts)


def test_the_surplus_is_told_to_ask_again_and_all_others_are_answered(slack: SlackDouble, few: SlackSettings) -> None:
    ask = HeldAnswers()
    flood = [f"{number}.1" for number in range(10, 30)]
    with running(few, ask):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, flood)
        assert slack.until(lambda: len(slack.posted) == len(flood) - WORKERS - WAITING)
        assert slack.until(lambda: len(slack.acks) == len(flood))
        slack.quiet()
        busy = threads(slack.posted)
        assert all(map(is_busy, slack.posted))
        assert ask.begun(WORKERS)
        assert len(ask.asked) == WORKERS
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == len(flood))
        answered = [post for post in slack.posted if not is_busy(post)]
        assert [quotes(post["blocks"]) for post in answered] == [[QUOTE.text]] * (WORKERS + WAITING)
        assert sorted(busy + threads(answered)) == flood
        assert sorted(ask.asked) == [f"question {thread}" for thread in threads(answered)]
        send(slack, ["30.1"])  # there is room again
        assert slack.until(lambda: len(slack.posted) == len(flood) + 1)
    assert quotes(slack.posted[-1]["blocks"]) == [QUOTE.text]
    assert slack.refused == []


def test_a_question_that_was_turned_away_is_not_taken_when_slack_sends_it_again(
    slack: SlackDouble, few: SlackSettings
) -> None:
    ask = HeldAnswers()
    with running(replace(few, workers=1, waiting=0), ask):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, ["1.1"])
        assert ask.begun(1)
        again = mention(ts="2.1")
        slack.send(again, "e2")
        assert slack.until(lambda: len(slack.posted) == 1)
        slack.send(again, "e3")
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == 2)
        assert slack.until(lambda: len(slack.acks) == 3)
        slack.quiet()
    assert [(post["thread_ts"], is_busy(post)) for post in slack.posted] == [("2.1", True), ("1.1", False)]


def test_what_was_taken_is_answered_though_the_bot_is_told_to_stop(slack: SlackDouble, few: SlackSettings) -> None:
    ask = HeldAnswers()
    stop = Event()
    thread = Thread(target=serve, args=(build_app(few, ask), few, stop))
    thread.start()
    assert slack.until(lambda: slack.connections == 1)
    taken = [f"{number}.1" for number in range(WORKERS + WAITING)]
    send(slack, taken)
    assert ask.begun(WORKERS)
    assert slack.until(lambda: len(slack.acks) == len(taken))
    stop.set()
    assert slack.until(lambda: slack.connected == 0)
    slack.quiet()
    assert thread.is_alive()
    assert slack.posted == []
    ask.released.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert threads(slack.posted) == taken
    assert not any(map(is_busy, slack.posted))


def test_a_refused_busy_reply_is_logged_and_nobody_else_suffers(
    slack: SlackDouble, few: SlackSettings, caplog: pytest.LogCaptureFixture
) -> None:
    ask = HeldAnswers()
    with running(replace(few, workers=1, waiting=0), ask), caplog.at_level(logging.WARNING):
        assert slack.until(lambda: slack.connections == 1)
        send(slack, ["1.1"])
        assert ask.begun(1)
        slack.trouble("chat.postMessage", Trouble(error="is_archived"))
        send(slack, ["2.1"])
        assert slack.until(lambda: "chat.postMessage" in slack.calls)
        ask.released.set()
        assert slack.until(lambda: len(slack.posted) == 1)
    assert threads(slack.posted) == ["1.1"]
    [logged] = [record.message for record in caplog.records if record.name == "bot.slack.posting"]
    assert logged.startswith("Somebody could not be told to ask again: ")
    assert "is_archived" in logged
