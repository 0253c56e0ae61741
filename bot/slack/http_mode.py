"""HTTP mode: a waitress server for Slack's signed requests and health checks."""

import logging
import socket
from collections.abc import Callable, Iterable
from threading import Event
from typing import TYPE_CHECKING, Final

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import create_server

from bot.slack.config import SlackSettings
from index.errors import SettingsError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_MAX_BODY_BYTES: Final = 1_000_000
_POLL_SECONDS: Final = 0.2

_log = logging.getLogger(__name__)


def application(app: App) -> "WSGIApplication":
    """Return a WSGI application that serves ``POST /slack/events`` and ``GET /healthz``."""
    slack: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]] = SlackRequestHandler(app)

    def respond(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) == ("GET", "/healthz"):
            start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
            return [b"ok\n"]
        try:
            return slack(environ, start_response)
        except ValueError:  # the body is not UTF-8 or not JSON, so it is not from Slack
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []

    return respond


def serve_http(app: App, settings: SlackSettings, stop: Event) -> None:
    """Answer requests until ``stop`` is set, then finish the open ones.

    Raises:
        SettingsError: the port is not available.
    """
    with _listen(settings) as listener:
        _log.info("Listening for Slack on %s:%s", settings.host, settings.port)
        _serve(app, settings, listener, stop)


def _listen(settings: SlackSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        address = f"{settings.host}:{settings.port}"
        reason = str(error.strerror).partition(" (")[0]  # Python repeats the address in parentheses
        msg = f"Cannot listen on {address} ({reason}). Set ONRECORD_SLACK_PORT to another port."
        raise SettingsError(msg) from error


def _serve(app: App, settings: SlackSettings, listener: socket.socket, stop: Event) -> None:
    sockets: dict[int, socket.socket] = {}  # typed as in waitress, which puts dispatchers into it
    server = create_server(
        application(app),
        map=sockets,
        sockets=[listener],
        threads=settings.workers,
        max_request_body_size=_MAX_BODY_BYTES,
    )
    while not stop.is_set():
        wasyncore.loop(timeout=_POLL_SECONDS, map=sockets, count=1)
    server.task_dispatcher.shutdown()
    server.close()
    wasyncore.close_all(sockets)
