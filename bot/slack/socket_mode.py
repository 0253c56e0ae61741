"""Socket Mode: a WebSocket for Slack's events."""

import logging
import socket
from contextlib import suppress
from threading import Event
from typing import Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import ABNF, WebSocketException

from bot.slack.config import SlackSettings
from bot.slack.connection_errors import refused, unreachable

_APP_VARIABLE: Final = "ONRECORD_SLACK_APP_TOKEN"
_PING_SECONDS: Final = 5.0  # also the interval of the connection check
_CLOSE_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


def serve_socket(app: App, settings: SlackSettings, stop: Event) -> None:
    """Receive events until ``stop`` is set."""
    handler = SocketModeHandler(app, settings.app_token, ping_interval=_PING_SECONDS)
    try:
        _connect(handler.client, settings)
        _log.info("Connected to Slack")
        stop.wait()
    finally:
        _close(handler.client)


def _connect(client: SocketModeClient, settings: SlackSettings) -> None:
    """Connect, then start the connection check.

    ``client.connect()`` alone starts the check at once. The check finds no open connection and opens a second one.
    The events on the first connection are then lost.
    """
    opened = Event()
    client.on_open_listeners.append(lambda _: opened.set())
    client.current_app_monitor_started = True
    try:
        client.connect()
    except SlackApiError as error:
        raise refused(_APP_VARIABLE, error) from error
    except OSError as error:
        raise unreachable(settings.api_url, error) from error
    opened.wait(_PING_SECONDS)
    client.current_app_monitor.start()


def _close(client: SocketModeClient) -> None:
    """Stop the thread of the connection, then close the client.

    ``client.close()`` alone closes the socket while that thread reads from it, and the thread may then wait forever.
    """
    runner, session = client.current_session_runner, client.current_session
    client.auto_reconnect_enabled = False
    runner.event.set()
    if session and session.sock:
        session.keep_running = False
        with suppress(WebSocketException, OSError):  # the connection is broken, so it needs no close
            session.send("", ABNF.OPCODE_PING)  # the reply wakes the reading thread
        runner.thread.join(_CLOSE_SECONDS)
    if session and session.sock and session.sock.sock:  # Slack sent no reply
        with suppress(OSError):
            session.sock.sock.shutdown(socket.SHUT_RDWR)
    client.close()
