"""HTTP mode, over real HTTP with signed requests."""

import http.client
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from threading import Event
from typing import Any, Final

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.slack.app import build_app, serve
from bot.slack.config import SlackSettings
from index.errors import SettingsError
from index.models import Answer, Question
from tests.bot.slack.conftest import running
from tests.bot.slack.samples import ANSWER, QUOTE, mention, quotes
from tests.slack_double.server import SlackDouble

SECRET: Final = "signing-secret"


def always(_: Question) -> Answer:
    return ANSWER


def free_port() -> int:
    """Return a port that is not in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def web(settings: SlackSettings) -> Iterator[SlackSettings]:
    """Settings of a running bot in HTTP mode."""
    http_mode = replace(settings, mode="http", signing_secret=SECRET, port=free_port())
    with running(http_mode, always):
        deadline = time.monotonic() + 5
        while not is_open(http_mode.port):
            assert time.monotonic() < deadline
        yield http_mode


def is_open(port: int) -> bool:
    """Return True if a server listens on this port."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def request(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
    """Send a request. Return the status and the body of the response."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, names)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def event(port: int, body: dict[str, Any], secret: str = SECRET, age: int = 0) -> tuple[int, str]:
    """Send an event that was signed ``age`` seconds ago. Return the status and the body of the response."""
    raw = json.dumps(body)
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=raw)
    assert signature is not None
    return request(
        port,
        "POST",
        "/slack/events",
        raw.encode(),
        Content_Type="application/json",
        X_Slack_Request_Timestamp=stamp,
        X_Slack_Signature=signature,
    )


def test_signed_event_is_answered_once_if_slack_repeats_it(slack: SlackDouble, web: SlackSettings) -> None:
    body = mention(ts="1.1")
    assert event(web.port, body)[0] == 200
    assert event(web.port, body)[0] == 200
    assert slack.until(lambda: len(slack.posted) == 1)
    slack.quiet()
    [post] = slack.posted
    assert (post["thread_ts"], quotes(post["blocks"])) == ("1.1", [QUOTE.text])


def test_request_that_is_not_from_slack_is_refused(slack: SlackDouble, web: SlackSettings) -> None:
    assert event(web.port, mention(), secret="another")[0] == 401
    assert event(web.port, mention(), age=600)[0] == 401
    assert request(web.port, "POST", "/slack/events", b"{}")[0] == 401
    assert request(web.port, "POST", "/slack/events", b"\xff")[0] == 400
    assert request(web.port, "GET", "/slack/events")[0] == 404
    slack.quiet()
    assert slack.posted == []


def test_url_verification_returns_the_challenge(web: SlackSettings) -> None:
    challenge = {"type": "url_verification", "token": "t", "challenge": "c-7"}
    status, body = event(web.port, challenge)
    assert (status, json.loads(body)) == (200, {"challenge": "c-7"})


def test_health_check_returns_ok(web: SlackSettings) -> None:
    assert request(web.port, "GET", "/healthz") == (200, "ok\n")


def test_port_in_use_is_an_error(web: SlackSettings) -> None:
    app = build_app(web, always)
    with pytest.raises(SettingsError) as caught:
        serve(app, web, Event())
    assert str(caught.value) == (
        f"Cannot listen on 127.0.0.1:{web.port} (Address already in use). Set ONRECORD_SLACK_PORT to another port."
    )
