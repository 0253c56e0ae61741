"""Puts the Slack face together and keeps it running. Nothing happens at import."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Final

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.slack.bounded_executor import BoundedExecutor
from bot.slack.config import SlackSettings, require_tokens
from bot.slack.connection_errors import refused, unreachable
from bot.slack.dispatcher import Ask, QuestionDispatcher
from bot.slack.http_mode import serve_http
from bot.slack.listeners import register
from bot.slack.recent_events import RecentEvents
from bot.slack.socket_mode import serve_socket

_SECONDS: Final = 30
_STATUS_SECONDS: Final = 3
_RETRIES: Final = 3
_MOST_SURPLUS: Final = 1000  # who is told to ask again; Slack takes one message a second in a channel
_BOT_VARIABLE: Final = "ONRECORD_SLACK_BOT_TOKEN"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The Bolt app, and the desk that it brings questions to."""

    app: App
    desk: QuestionDispatcher


def build_app(settings: SlackSettings, ask: Ask) -> Bot:
    """Return a bot that answers with ``ask``, its token accepted by Slack.

    Raises:
        SettingsError: a secret is missing, malformed or refused.
        SlackUnreachableError: Slack does not answer.
    """
    require_tokens(settings)
    _check_token(_client(settings, _SECONDS, []))
    app = App(
        name="onrecord",
        client=_client(settings, _SECONDS, _retry_handlers()),
        signing_secret=settings.signing_secret,
        listener_executor=ThreadPoolExecutor(1, thread_name_prefix="slack"),  # its queue is endless, so it only sorts
    )
    desk = QuestionDispatcher(
        ask=ask,
        status=_client(settings, _STATUS_SECONDS, []),
        seen=RecentEvents(),
        asked=BoundedExecutor(settings.workers, settings.waiting, "answer"),
        surplus=BoundedExecutor(1, _MOST_SURPLUS, "turn-away"),
    )
    register(app, desk)
    return Bot(app, desk)


def serve(bot: Bot, settings: SlackSettings, stop: Event) -> None:
    """Take events until ``stop`` is set, then finish what was taken.

    Raises:
        SettingsError: the app token is refused, or the address cannot be listened on.
        SlackUnreachableError: Slack does not answer.
    """
    try:
        if settings.mode == "socket":
            serve_socket(bot.app, settings, stop)
        else:
            serve_http(bot.app, settings, stop)
    finally:
        bot.app.listener_runner.listener_executor.shutdown()
        bot.desk.close()


def _client(settings: SlackSettings, seconds: int, retries: list[RetryHandler]) -> WebClient:
    return WebClient(settings.bot_token, base_url=settings.api_url, timeout=seconds, retry_handlers=retries)


def _retry_handlers() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=_RETRIES),
        RateLimitErrorRetryHandler(max_retry_count=_RETRIES),
        ServerErrorRetryHandler(max_retry_count=_RETRIES),
    ]


def _check_token(client: WebClient) -> None:
    try:
        client.auth_test()
    except SlackApiError as error:
        raise refused(_BOT_VARIABLE, error) from error
    except OSError as error:
        raise unreachable(client.base_url, error) from error
