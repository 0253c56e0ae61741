"""A double of Slack for tests: the Web API over HTTP and Socket Mode over a WebSocket, on the loopback interface."""

import asyncio
import json
import socket
import struct
import time
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from threading import Condition, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias, TypeVar

from aiohttp import WSMsgType, web

from tests.slack_double.block_kit_limits import refusal

if TYPE_CHECKING:
    from concurrent.futures import Future

BOT_TOKEN: Final = "xoxb-double"
APP_TOKEN: Final = "xapp-double"
TEAM: Final = "T1"
BOT_USER: Final = "U0BOT"
BOT_ID: Final = "B0BOT"
TIMEOUT: Final = 30.0

Json: TypeAlias = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A response that replaces the normal response of a method once."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    error: str = "internal_error"


class SlackDouble:
    """A double of Slack that sends events, records calls and returns errors on request.

    Attributes:
        posted: accepted bodies of ``chat.postMessage``, in order.
        refused: errors of ``chat.postMessage`` for bad messages.
        statuses: bodies of ``assistant.threads.setStatus``.
        calls: names of the called methods, in order.
        acks: seconds between an envelope and its acknowledgement, by envelope id.
        connections: number of WebSockets that were opened so far.
    """

    def __init__(self) -> None:
        self.posted: list[Json] = []
        self.refused: list[str] = []
        self.statuses: list[Json] = []
        self.calls: list[str] = []
        self.acks: dict[str, float] = {}
        self.connections = 0
        self._sent: dict[str, float] = {}
        self._trouble: defaultdict[str, deque[Trouble]] = defaultdict(deque)
        self._sockets: list[tuple[web.WebSocketResponse, asyncio.Transport]] = []
        self._changed = Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._port = 0

    @property
    def api_url(self) -> str:
        """The base URL of the Web API."""
        return f"http://127.0.0.1:{self._port}/api/"

    @property
    def connected(self) -> int:
        """The number of open WebSockets."""
        return len(self._sockets)

    def __enter__(self) -> Self:
        self._thread.start()
        self._runner = self._call(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def trouble(self, method: str, *responses: Trouble) -> None:
        """Return these responses to the next calls of ``method``."""
        self._trouble[method].extend(responses)

    def send(self, body: Json, envelope_id: str) -> None:
        """Send an event over the newest WebSocket."""
        envelope = {
            "type": "events_api",
            "envelope_id": envelope_id,
            "payload": body,
            "accepts_response_payload": False,
            "retry_attempt": 0,
            "retry_reason": "",
        }
        self._sent[envelope_id] = time.monotonic()
        self._call(self._sockets[-1][0].send_json(envelope))

    def reset(self) -> None:
        """Reset the TCP connections of all WebSockets."""
        self._call(self._reset())

    def until(self, condition: Callable[[], bool], seconds: float = TIMEOUT) -> bool:
        """Wait until the condition is true. Return False after a timeout."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    def forget(self) -> None:
        """Delete the records. The connections stay open."""
        with self._changed:
            for record in (self.posted, self.refused, self.statuses, self.calls, self.acks):
                record.clear()

    def quiet(self, seconds: float = 0.25) -> None:
        """Wait, to give unexpected calls time to arrive."""
        time.sleep(seconds)

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return future.result(TIMEOUT)

    async def _start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/api/{method}", self._method)
        app.router.add_get("/socket", self._socket)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._port = runner.addresses[0][1]
        return runner

    async def _stop(self) -> None:
        for peer, _ in list(self._sockets):
            await peer.close()
        await self._runner.cleanup()

    async def _reset(self) -> None:
        for _, transport in list(self._sockets):
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    async def _method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await _body(request)
        with self._changed:
            self.calls.append(method)
            response = self._respond(method, body, request.headers.get("Authorization", ""))
            self._changed.notify_all()
        return response

    def _respond(self, method: str, body: Json, authorization: str) -> web.Response:
        token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if authorization != f"Bearer {token}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        if self._trouble[method]:
            trouble = self._trouble[method].popleft()
            return web.json_response(
                {"ok": False, "error": trouble.error}, status=trouble.status, headers=trouble.headers
            )
        methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": self._auth_test,
            "apps.connections.open": self._open,
            "chat.postMessage": self._post,
            "assistant.threads.setStatus": self._status,
        }
        unknown: Json = {"ok": False, "error": "unknown_method"}
        return web.json_response(methods[method](body) if method in methods else unknown)

    def _auth_test(self, _: Json) -> Json:
        return {
            "ok": True,
            "url": "https://double.slack.example/",
            "team": "Double",
            "team_id": TEAM,
            "user": "onrecord",
            "user_id": BOT_USER,
            "bot_id": BOT_ID,
        }

    def _open(self, _: Json) -> Json:
        return {"ok": True, "url": f"ws://127.0.0.1:{self._port}/socket"}

    def _post(self, body: Json) -> Json:
        error = refusal(body)
        if error:
            self.refused.append(error)
            return {"ok": False, "error": error}
        self.posted.append(body)
        return {"ok": True, "channel": body["channel"], "ts": f"1700000100.{len(self.posted):06}"}

    def _status(self, body: Json) -> Json:
        self.statuses.append(body)
        return {"ok": True}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        peer = web.WebSocketResponse()
        await peer.prepare(request)
        transport = request.transport
        if not isinstance(transport, asyncio.Transport):
            msg = "The WebSocket has no transport."
            raise TypeError(msg)
        connection = (peer, transport)
        await peer.send_json({"type": "hello", "num_connections": 1})
        with self._changed:
            self._sockets.append(connection)
            self.connections += 1
            self._changed.notify_all()
        async for message in peer:
            if message.type is WSMsgType.TEXT:
                self._record_ack(json.loads(message.data))
        with self._changed:
            self._sockets.remove(connection)
            self._changed.notify_all()
        return peer

    def _record_ack(self, ack: Json) -> None:
        envelope_id = ack["envelope_id"]
        with self._changed:
            self.acks[envelope_id] = time.monotonic() - self._sent[envelope_id]
            self._changed.notify_all()


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json" and request.can_read_body:
        body: Json = await request.json()
        return body
    return dict(await request.post())
