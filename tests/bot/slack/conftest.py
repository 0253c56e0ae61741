"""A Slack double and a running bot."""

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
    """A Slack on the loopback."""
    with SlackDouble() as double:
        yield double


@pytest.fixture
def settings(slack: SlackDouble) -> SlackSettings:
    """Settings that the double accepts."""
    return accepted(slack)


def accepted(slack: SlackDouble) -> SlackSettings:
    """Return settings that ``slack`` accepts."""
    return SlackSettings(bot_token=BOT_TOKEN, app_token=APP_TOKEN, api_url=slack.api_url)


@contextmanager
def running(settings: SlackSettings, ask: Ask) -> Iterator[None]:
    """Serve in a thread, and stop as a signal handler would."""
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
    """A bot that is kept running, and the function that answers for it at present."""

    def __init__(self, slack: SlackDouble) -> None:
        self.slack = slack
        self.answer: Ask = _nobody

    def __call__(self, question: Question) -> Answer:
        return self.answer(question)


def _nobody(_: Question) -> Answer:
    msg = "nobody answers at present"
    raise QuestionError(msg)


@pytest.fixture(scope="session")
def switchboard() -> Iterator[Switchboard]:
    """A bot in Socket Mode; starting and stopping one takes longer than a test."""
    with SlackDouble() as slack:
        board = Switchboard(slack)
        with running(accepted(slack), board):
            assert slack.until(lambda: slack.connections == 1)
            yield board


@pytest.fixture
def run(switchboard: Switchboard) -> Iterator[Run]:
    """Lets a running bot answer with a function; returns its Slack with nothing recorded."""

    def start(ask: Ask) -> SlackDouble:
        switchboard.slack.forget()
        switchboard.answer = ask
        return switchboard.slack

    yield start
    switchboard.answer = _nobody
