"""The Slack app: builds it and runs it. An import has no side effects."""

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

_TIMEOUT_SECONDS: Final = 30
_STATUS_TIMEOUT_SECONDS: Final = 3
_MAX_RETRIES: Final = 3
_MAX_PENDING_REJECTIONS: Final = 1000  # Slack accepts one message a second in a channel
_BOT_VARIABLE: Final = "ONRECORD_SLACK_BOT_TOKEN"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The Bolt app and the dispatcher that receives its events."""

    app: App
    dispatcher: QuestionDispatcher


def build_app(settings: SlackSettings, ask: Ask) -> Bot:
    """Return a bot that answers with ``ask``. Slack has accepted its bot token.

    Raises:
        SettingsError: a secret is missing, malformed or refused.
        SlackUnreachableError: Slack does not answer.
    """
    require_tokens(settings)
    _check_token(_client(settings, _TIMEOUT_SECONDS, []))
    app = App(
        name="onrecord",
        client=_client(settings, _TIMEOUT_SECONDS, _retry_handlers()),
        signing_secret=settings.signing_secret,
        # The queue of this pool is unbounded, so its thread only dispatches.
        listener_executor=ThreadPoolExecutor(1, thread_name_prefix="slack"),
    )
    dispatcher = QuestionDispatcher(
        ask=ask,
        status_client=_client(settings, _STATUS_TIMEOUT_SECONDS, []),
        recent=RecentEvents(),
        answers=BoundedExecutor(settings.workers, settings.max_pending, "answer"),
        rejections=BoundedExecutor(1, _MAX_PENDING_REJECTIONS, "rejection"),
    )
    register(app, dispatcher)
    return Bot(app, dispatcher)


def serve(bot: Bot, settings: SlackSettings, stop: Event) -> None:
    """Receive events until ``stop`` is set, then finish the accepted questions.

    Raises:
        SettingsError: Slack refuses the app token, or the port is not available.
        SlackUnreachableError: Slack does not answer.
    """
    try:
        if settings.mode == "socket":
            serve_socket(bot.app, settings, stop)
        else:
            serve_http(bot.app, settings, stop)
    finally:
        bot.app.listener_runner.listener_executor.shutdown()
        bot.dispatcher.close()


def _client(settings: SlackSettings, timeout: int, retries: list[RetryHandler]) -> WebClient:
    return WebClient(settings.bot_token, base_url=settings.api_url, timeout=timeout, retry_handlers=retries)


def _retry_handlers() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=_MAX_RETRIES),
        RateLimitErrorRetryHandler(max_retry_count=_MAX_RETRIES),
        ServerErrorRetryHandler(max_retry_count=_MAX_RETRIES),
    ]


def _check_token(client: WebClient) -> None:
    try:
        client.auth_test()
    except SlackApiError as error:
        raise refused(_BOT_VARIABLE, error) from error
    except OSError as error:
        raise unreachable(client.base_url, error) from error
