"""People at the other end of real sockets and requests."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import socketio
from aiohttp import ClientSession

ARRIVAL_SECONDS = 5
FRAMES = (
    "events",
    "presence",
    "message",
    "message_deleted",
    "messages_deleted",
    "typing",
    "emotions",
    "notification",
    "kicked",
    "notifications_read",
    "waiting",
    "admitted",
    "bye",
)


class HttpClient:
    def __init__(self, session: ClientSession, url: str, authorization: str | None) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": authorization} if authorization else {}

    async def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        async with self._session.request(
            method, self._url + path, json=body, headers=self._headers
        ) as response:
            return response.status, await response.json()


class SocketClient:
    """
    One device. Use as a context manager: it is connected inside.

    Attributes:
        frames: What has arrived, by name, in order.
        sent_at: When by the server's clock, of what says so: milliseconds, apart from the frames.
    """

    def __init__(self, url: str, **auth: object) -> None:
        self.frames: dict[str, list[Any]] = {name: [] for name in FRAMES}
        self.sent_at: dict[str, list[float]] = {name: [] for name in FRAMES}
        self._url = url
        self._auth = auth
        self._arrived = asyncio.Condition()
        self._socket = socketio.AsyncClient(reconnection=False)
        for name in FRAMES:
            self._socket.on(name, self._keeper(name))

    def _keeper(self, name: str) -> Any:
        async def keep(payload: Any) -> None:
            async with self._arrived:
                if "server_ms" in payload:
                    self.sent_at[name].append(payload.pop("server_ms"))
                self.frames[name].append(payload)
                self._arrived.notify_all()

        return keep

    async def __aenter__(self) -> Self:
        await self._socket.connect(
            self._url, auth=self._auth, transports=["websocket"], wait_timeout=ARRIVAL_SECONDS
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.leave()

    async def leave(self) -> None:
        await self._socket.disconnect()

    async def ask(self, name: str, *payload: object) -> Any:
        """Return the acknowledgement."""
        data = payload[0] if len(payload) == 1 else payload or None
        return await self._socket.call(name, data, timeout=ARRIVAL_SECONDS)

    async def do(self, name: str, **payload: object) -> Any:
        """Return the acknowledgement of a command that must succeed."""
        answer = await self.ask(name, payload)
        assert answer["ok"], answer
        return answer

    async def refused(self, name: str, **payload: object) -> Any:
        """Return the error of a command that must be refused."""
        answer = await self.ask(name, payload)
        assert not answer["ok"], answer
        return answer["error"]

    async def flood(self, name: str, payload: object = None, *, times: int) -> None:
        """Send without waiting for an answer."""
        for _ in range(times):
            await self._socket.emit(name, payload)

    async def room(self) -> Any:
        return (await self.do("sync"))["room"]

    async def until(self, name: str, is_met: Callable[[list[Any]], bool]) -> list[Any]:
        """Wait until the frames of a name that have arrived meet a condition; return them."""
        async with asyncio.timeout(ARRIVAL_SECONDS), self._arrived:
            await self._arrived.wait_for(lambda: is_met(self.frames[name]))
        return self.frames[name]

    async def arrival(self, name: str) -> Any:
        """Return the first frame of a name."""
        return (await self.until(name, bool))[0]

    async def count(self, expected: int) -> None:
        """Wait until the room is said to hold so many people."""
        await self.until(
            "presence", lambda frames: any(f["count"] == expected for f in frames[-1:])
        )


async def refusal(url: str, **auth: object) -> Any:
    """Return the error that a connection is refused with."""
    socket = socketio.AsyncClient(reconnection=False)
    refusals: list[Any] = []
    socket.on("connect_error", refusals.append)
    try:
        await socket.connect(url, auth=auth, transports=["websocket"])
    except socketio.exceptions.ConnectionError:
        return refusals[0]["data"]
    finally:
        await socket.disconnect()
        await socket.eio.disconnect()
    raise AssertionError("was let in")
