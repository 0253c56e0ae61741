"""Puts the Slack face together and keeps it running. Nothing happens at import."""

import logging
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Event
from typing import Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import ABNF, WebSocketException

from bot.slack.config import SlackSettings, SlackUnreachableError, require_tokens
from bot.slack.bounded_executor import Line
from bot.slack.listeners import Ask, Desk, register
from bot.slack.recent_events import Seen
from bot.slack.http_mode import serve_http
from index.errors import SettingsError

_SECONDS: Final = 30
_STATUS_SECONDS: Final = 3
_RETRIES: Final = 3
_MOST_SURPLUS: Final = 1000  # who is told to ask again; Slack takes one message a second in a channel
_BOT_VARIABLE: Final = "ONRECORD_SLACK_BOT_TOKEN"
_APP_VARIABLE: Final = "ONRECORD_SLACK_APP_TOKEN"
_PING_SECONDS: Final = 5.0  # also how often a lost connection is looked for

_GOODBYE_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """The Bolt app, and the desk that it brings questions to."""

    app: App
    desk: Desk


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
        client=_client(settings, _SECONDS, _patience()),
        signing_secret=settings.signing_secret,
        listener_executor=ThreadPoolExecutor(1, thread_name_prefix="slack"),  # its queue is endless, so it only sorts
    )
    desk = Desk(
        ask=ask,
        status=_client(settings, _STATUS_SECONDS, []),
        seen=Seen(),
        asked=Line(settings.workers, settings.waiting, "answer"),
        surplus=Line(1, _MOST_SURPLUS, "turn-away"),
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
            _serve_socket(bot.app, settings, stop)
        else:
            serve_http(bot.app, settings, stop)
    finally:
        bot.app.listener_runner.listener_executor.shutdown()
        bot.desk.close()


def _serve_socket(app: App, settings: SlackSettings, stop: Event) -> None:
    handler = SocketModeHandler(app, settings.app_token, ping_interval=_PING_SECONDS)
    try:
        _connect(handler.client, settings)
        _log.info("Connected to Slack")
        stop.wait()
    finally:
        _close(handler.client)


def _connect(client: SocketModeClient, settings: SlackSettings) -> None:
    """Connect, and look for a lost connection only then.

    ``client.connect()`` alone looks at once, finds none yet and makes a second one; what comes over the first is lost.
    """
    opened = Event()
    client.on_open_listeners.append(lambda _: opened.set())
    client.current_app_monitor_started = True
    try:
        client.connect()
    except SlackApiError as error:
        raise _refused(_APP_VARIABLE, error) from error
    except OSError as error:
        raise _unreachable(settings.api_url, error) from error
    opened.wait(_PING_SECONDS)
    client.current_app_monitor.start()


def _close(client: SocketModeClient) -> None:
    """Let the connection's own thread end it, then close.

    ``client.close()`` alone closes the socket under that thread, which may then wait for it for ever.
    """
    runner, session = client.current_session_runner, client.current_session
    client.auto_reconnect_enabled = False
    runner.event.set()
    if session and session.sock:
        session.keep_running = False
        with suppress(WebSocketException, OSError):  # it broke just now: as good as closed
            session.send("", ABNF.OPCODE_PING)  # the reply wakes the thread
        runner.thread.join(_GOODBYE_SECONDS)
    if session and session.sock and session.sock.sock:  # no reply came
        with suppress(OSError):
            session.sock.sock.shutdown(socket.SHUT_RDWR)
    client.close()


def _client(settings: SlackSettings, seconds: int, retries: list[RetryHandler]) -> WebClient:
    return WebClient(settings.bot_token, base_url=settings.api_url, timeout=seconds, retry_handlers=retries)


def _patience() -> list[RetryHandler]:
    return [
        ConnectionErrorRetryHandler(max_retry_count=_RETRIES),
        RateLimitErrorRetryHandler(max_retry_count=_RETRIES),
        ServerErrorRetryHandler(max_retry_count=_RETRIES),
    ]


def _check_token(client: WebClient) -> None:
    try:
        client.auth_test()
    except SlackApiError as error:
        raise _refused(_BOT_VARIABLE, error) from error
    except OSError as error:
        raise _unreachable(client.base_url, error) from error


def _refused(variable: str, error: SlackApiError) -> SettingsError:
    reason = error.response.get("error", "no reason given")
    msg = f"Slack refused {variable} ({reason}): copy it again from https://api.slack.com/apps."
    return SettingsError(msg)


def _unreachable(url: str, error: OSError) -> SlackUnreachableError:
    msg = f"Slack cannot be reached at {url} ({error}): check the network and try again."
    return SlackUnreachableError(msg)
