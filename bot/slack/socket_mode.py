"""Socket Mode: Slack's events over one WebSocket, from connecting to a clean end."""

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
_PING_SECONDS: Final = 5.0  # also how often a lost connection is looked for
_GOODBYE_SECONDS: Final = 2.0

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
    """Connect, and look for a lost connection only then.

    ``client.connect()`` alone looks at once, finds none yet and makes a second one; what comes over the first is lost.
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
