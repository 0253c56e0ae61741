"""Fixtures: a Slack double and a running bot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings
from bot.slack.dispatcher import Ask
from index.errors import QuestionError
from index.models import Answer, Question
from tests.slack_double.server import APP_TOKEN, BOT_TOKEN, SlackDouble

Run = Callable[[Ask], SlackDouble]


@pytest.fixture
def slack() -> Iterator[SlackDouble]:
    """A Slack double on the loopback interface."""
    with SlackDouble() as double:
        yield double


@pytest.fixture
def settings(slack: SlackDouble) -> SlackSettings:
    """Settings that the double accepts."""
    return accepted_settings(slack)


def accepted_settings(slack: SlackDouble) -> SlackSettings:
    """Return settings that ``slack`` accepts."""
    return SlackSettings(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=slack.api_url)


@contextmanager
def running(settings: SlackSettings, ask: Ask) -> Iterator[None]:
    """Serve in a thread until the context ends, then stop as a signal handler does."""
    stop = Event()
    thread = Thread(target=serve, args=(build_app(settings, ask), settings, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


class Switchboard:
    """A running bot, and the function that answers for it in the current test."""

    def __init__(self, slack: SlackDouble) -> None:
        self.slack = slack
        self.answer: Ask = _unexpected

    def __call__(self, question: Question) -> Answer:
        return self.answer(question)


def _unexpected(_: Question) -> Answer:
    msg = "No test is running."
    raise QuestionError(msg)


@pytest.fixture(scope="session")
def switchboard() -> Iterator[Switchboard]:
    """A bot in Socket Mode. All tests share it, because starting one takes longer than a test."""
    with SlackDouble() as slack:
        board = Switchboard(slack)
        with running(accepted_settings(slack), board):
            assert slack.until(lambda: slack.connections == 1)
            yield board


@pytest.fixture
def run(switchboard: Switchboard) -> Iterator[Run]:
    """A function that lets the bot answer with another function. It returns the Slack double without records."""

    def start(ask: Ask) -> SlackDouble:
        switchboard.slack.forget()
        switchboard.answer = ask
        return switchboard.slack

    yield start
    switchboard.answer = _unexpected
