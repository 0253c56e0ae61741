"""A Slack double and a running bot."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings
from bot.slack.listeners import Ask
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


@pytest.fixture
def run(slack: SlackDouble, settings: SlackSettings) -> Iterator[Run]:
    """Starts a bot in Socket Mode that answers with a function; returns its connected Slack."""
    with ExitStack() as stack:

        def start(ask: Ask) -> SlackDouble:
            stack.enter_context(running(settings, ask))
            assert slack.until(lambda: slack.connections == 1)
            return slack

        yield start
