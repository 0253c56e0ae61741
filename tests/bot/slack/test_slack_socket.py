"""Socket Mode, over a real WebSocket and real HTTP."""

import logging
import time
from dataclasses import replace
from typing import Any

import pytest

from bot.slack.config import SlackSettings
from index.errors import IndexMissingError
from index.models import Answer, Question
from prompts import messages, slack_messages
from tests.bot.slack.conftest import Run, running
from tests.bot.slack.samples import ANSWER, HOSTILE, QUOTE, answer, mention, message, quotes
from tests.slack_double.server import BOT_ID, BOT_USER, SlackDouble, Trouble


def always(_: Question) -> Answer:
    return ANSWER


def posted(slack: SlackDouble, count: int = 1) -> list[dict[str, Any]]:
    """Wait for ``count`` posts and check that no more follow."""
    assert slack.until(lambda: len(slack.posted) >= count)
    slack.quiet()
    assert len(slack.posted) == count
    assert slack.refused == []
    return slack.posted


def said(post: dict[str, Any]) -> str:
    """Return the text of a post that consists of one sentence."""
    [block] = post["blocks"]
    [part] = block["elements"]
    [inline] = part["elements"]
    return str(inline["text"])


def test_bot_connects_once(slack: SlackDouble, settings: SlackSettings) -> None:
    with running(settings, always):
        assert slack.until(lambda: slack.connections == 1)
        slack.quiet()
        assert slack.calls.count("apps.connections.open") == 1


def test_mention_is_acknowledged_at_once_and_answered_once_in_its_thread(run: Run) -> None:
    asked: list[Question] = []

    def slow(question: Question) -> Answer:
        asked.append(question)
        time.sleep(0.5)
        return ANSWER

    slack = run(slow)
    slack.send(mention("<@U0BOT> what did R&amp;D say in <#C9|news>?", ts="1.1"), "e1")
    assert slack.until(lambda: "e1" in slack.acks)
    assert slack.acks["e1"] < 3  # seconds, after which Slack repeats the event
    [post] = posted(slack)
    assert asked == [Question("what did R&D say in #news?")]
    assert quotes(post["blocks"]) == [QUOTE.text]
    assert (post["channel"], post["thread_ts"]) == ("C1", "1.1")
    assert (post["unfurl_links"], post["unfurl_media"]) == (False, False)
    assert slack.statuses == []


def test_mention_in_a_thread_is_answered_in_that_thread(run: Run) -> None:
    slack = run(always)
    slack.send(mention(thread_ts="0.5"), "e1")
    [post] = posted(slack)
    assert post["thread_ts"] == "0.5"


def test_direct_message_gets_a_status_and_an_answer_in_its_own_thread(run: Run) -> None:
    slack = run(always)
    slack.send(message(ts="7.7"), "e1")
    [post] = posted(slack)
    assert (post["channel"], post["thread_ts"]) == ("D1", "7.7")
    assert quotes(post["blocks"]) == [QUOTE.text]
    [status] = slack.statuses
    assert (status["channel_id"], status["thread_ts"], status["status"]) == (
        "D1",
        "7.7",
        slack_messages.STATUS,
    )


def test_refused_status_does_not_prevent_the_answer(run: Run) -> None:
    slack = run(always)
    slack.trouble("assistant.threads.setStatus", Trouble(error="missing_scope"))
    slack.send(message(), "e1")
    [post] = posted(slack)
    assert quotes(post["blocks"]) == [QUOTE.text]


def test_two_events_of_one_mention_are_answered_once(run: Run) -> None:
    slack = run(always)
    slack.send(message("<@U0BOT> what did Arvane say", channel="C1", channel_type="channel", ts="3.1"), "e1")
    slack.send(mention("<@U0BOT> what did Arvane say", ts="3.1"), "e2")
    slack.send(mention("<@U0BOT> what did Arvane say", ts="3.1"), "e3")
    posted(slack)
    assert sorted(slack.acks) == ["e1", "e2", "e3"]


def test_repeated_event_is_answered_once(run: Run) -> None:
    slack = run(always)
    slack.send(mention(ts="4.1", event_id="EvSame"), "e1")
    slack.send(mention(ts="4.2", event_id="EvSame"), "e2")
    [post] = posted(slack)
    assert post["thread_ts"] in {"4.1", "4.2"}


def test_same_timestamp_in_another_team_or_channel_is_another_question(run: Run) -> None:
    slack = run(always)
    slack.send(mention(ts="5.1"), "e1")
    slack.send(mention(ts="5.1", team_id="T2"), "e2")
    slack.send(mention(ts="5.1", channel="C2"), "e3")
    threads = sorted((post["channel"], post["thread_ts"]) for post in posted(slack, 3))
    assert threads == [("C1", "5.1"), ("C1", "5.1"), ("C2", "5.1")]


def test_other_events_are_acknowledged_and_ignored(run: Run) -> None:
    ignored = [
        message(bot_id="B9"),
        message(user=BOT_USER),
        message(bot_id=BOT_ID, user=BOT_USER),
        message(user=None),
        message(subtype="message_changed"),
        message(subtype="message_deleted"),
        message(subtype="file_share"),
        message(edited={"user": "U1", "ts": "1.2"}),
        message(channel="C1", channel_type="channel"),
        mention(bot_id="B9"),
        mention(edited={"user": "U1", "ts": "1.2"}),
        mention(type="app_home_opened"),
    ]
    slack = run(always)
    for number, body in enumerate(ignored):
        slack.send(body, f"ignored{number}")
    slack.send(mention(ts="9.9"), "question")
    [post] = posted(slack)
    assert post["thread_ts"] == "9.9"
    assert slack.until(lambda: len(slack.acks) == len(ignored) + 1)


@pytest.mark.parametrize(
    "text", ["<@U0BOT>", " <@U0BOT|onrecord> <@U2>  ", None, "<@U0BOT> hi", "Thank you, <@U0BOT>!", "<@U0BOT>: ?"]
)
def test_message_without_a_question_gets_help(run: Run, text: str) -> None:
    slack = run(always)
    slack.send(mention(text), "e1")
    [post] = posted(slack)
    assert said(post) == slack_messages.HELP


@pytest.mark.parametrize("text", ["hi, what did Lavrov say", "thanksgiving", "help for farmers", "hi-tech"])
def test_question_that_starts_like_a_greeting_is_asked(run: Run, text: str) -> None:
    asked: list[Question] = []

    def record(question: Question) -> Answer:
        asked.append(question)
        return ANSWER

    slack = run(record)
    slack.send(mention(f"<@U0BOT> {text}"), "e1")
    [post] = posted(slack)
    assert asked == [Question(text)]
    assert quotes(post["blocks"]) == [QUOTE.text]


def test_hostile_article_text_arrives_unchanged_and_harmless(run: Run) -> None:
    slack = run(lambda _: answer(HOSTILE))
    slack.send(mention(), "e1")
    [post] = posted(slack)
    assert quotes(post["blocks"]) == [HOSTILE]
    assert "<" not in post["text"]
    assert ">" not in post["text"]
    assert "&lt;!channel&gt;" in post["text"].replace("\u2060", "")
    assert (post["mrkdwn"], post["parse"], post["link_names"]) == (False, "none", False)


def test_rate_limited_post_is_repeated_once(run: Run) -> None:
    slack = run(always)
    slack.trouble("chat.postMessage", Trouble(429, {"Retry-After": "1"}, "ratelimited"))
    slack.send(mention(), "e1")
    posted(slack)
    assert slack.calls.count("chat.postMessage") == 2


def test_post_is_repeated_after_server_errors(run: Run) -> None:
    slack = run(always)
    slack.trouble("chat.postMessage", Trouble(500), Trouble(503))
    slack.send(mention(), "e1")
    posted(slack)
    assert slack.calls.count("chat.postMessage") == 3


def test_bot_reconnects_after_a_reset(run: Run) -> None:
    slack = run(always)
    before = slack.connections
    slack.reset()
    assert slack.until(lambda: slack.connections == before + 1)
    slack.send(mention(), "e1")
    [post] = posted(slack)
    assert quotes(post["blocks"]) == [QUOTE.text]


def test_expected_error_is_shown(run: Run) -> None:
    def missing(_: Question) -> Answer:
        msg = "There is no index in /x. Run onrecord reindex."
        raise IndexMissingError(msg)

    slack = run(missing)
    slack.send(mention(), "e1")
    [post] = posted(slack)
    assert said(post) == "I could not answer that. There is no index in /x. Run onrecord reindex."


def test_unexpected_error_is_logged_and_not_shown(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Question) -> Answer:
        msg = "secret-7"
        raise LookupError(msg)

    slack = run(broken)
    with caplog.at_level(logging.ERROR):
        slack.send(mention(), "e1")
        [post] = posted(slack)
    assert said(post) == slack_messages.FAILURE
    assert "secret-7" not in str(post)
    [record] = [record for record in caplog.records if record.name == "bot.slack.posting"]
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "secret-7"


def test_refused_post_is_followed_by_one_failure_reply(run: Run) -> None:
    slack = run(always)
    slack.trouble("chat.postMessage", Trouble(error="msg_blocks_too_long"))
    slack.send(mention(), "e1")
    [post] = posted(slack)
    assert said(post) == slack_messages.FAILURE


def test_nothing_found_shows_the_closest_passage(run: Run) -> None:
    nothing = replace(ANSWER, status="nothing_found", quotes=(), nearest=(QUOTE,))
    slack = run(lambda _: nothing)
    slack.send(mention(), "e1")
    [post] = posted(slack)
    assert post["text"].startswith(messages.NOTHING_FOUND.removesuffix("."))
    assert quotes(post["blocks"]) == [QUOTE.text]
