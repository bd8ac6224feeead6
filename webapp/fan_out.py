"""
How one frame reaches a whole room: encoded once, and the same bytes written to every WebSocket.

Left to itself, the library (python-socketio 5.18) makes a task and a queued packet of it for each
recipient, wakes a writer for each, and aiohttp encodes and frames it for each again.
"""

import asyncio
import logging
import struct
from collections.abc import Callable
from typing import Any

import engineio
import socketio
from aiohttp import web
from engineio.async_drivers.aiohttp import WebSocket
from engineio.packet import MESSAGE
from engineio.packet import Packet as Parcel
from socketio import packet

from shared.tasks import Tasks

logger = logging.getLogger(__name__)

MAX_UNSENT_BYTES = 64 * 1024
"""Of a slow reader; what exceeds them waits in its queue, as all else that is sent to it."""

MAX_PENDING = 1_000
"""
Packets for one page. The chat of a crowd makes so many in a quarter of a minute, an ordinary room
in an evening: whoever has not read them by then is served better by a snapshot. Without a limit, a
page that reads nothing and answers pings all the same would fill the memory.
"""

_FINAL_TEXT = 0x81
_SHORT, _MEDIUM = 125, 0xFFFF
_TWO_BYTES, _EIGHT_BYTES = 126, 127


def text_frame(text: str) -> bytes:
    """
    Return a WebSocket message of a server's, which is not masked: the same for everybody.

    Source: RFC 6455 section 5.2.
    """
    payload = text.encode()
    size = len(payload)
    if size <= _SHORT:
        return struct.pack("!BB", _FINAL_TEXT, size) + payload
    if size <= _MEDIUM:
        return struct.pack("!BBH", _FINAL_TEXT, _TWO_BYTES, size) + payload
    return struct.pack("!BBQ", _FINAL_TEXT, _EIGHT_BYTES, size) + payload


class Outbox(asyncio.Queue[Any]):
    """
    Attributes:
        pending: Packets that its writer has not taken out yet, or not taken note of.
    """

    def __init__(self, give_up: Callable[["Outbox"], None]) -> None:
        """
        Args:
            give_up: Is called when too many are pending.
        """
        super().__init__()
        self.pending = 0
        self._give_up = give_up

    def put_nowait(self, item: Any) -> None:
        super().put_nowait(item)
        self.pending += 1
        if self.pending == MAX_PENDING:
            self._give_up(self)

    def task_done(self) -> None:
        super().task_done()
        self.pending -= 1


class Line(WebSocket):  # type: ignore[misc]  # shipped without types
    """The WebSocket of one page. The library's writer sends on it, and whole rooms do."""

    def __init__(self, handler: Any, server: "PageServer") -> None:
        super().__init__(handler, server)
        self._page = handler.__self__
        self._is_sending = False
        self._transport: asyncio.Transport | None = None

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        self._transport = environ["aiohttp.request"].transport
        self.server.lines[self._page.sid] = self
        try:
            response: web.WebSocketResponse = await super().__call__(environ)
            return response
        finally:
            self.server.lines.pop(self._page.sid, None)

    async def send(self, message: str | bytes) -> None:
        self._is_sending = True
        try:
            await super().send(message)
        finally:
            self._is_sending = False

    def write(self, frame: bytes) -> bool:
        """Send a whole frame at once, unless it would overtake something; return whether it did."""
        transport = self._transport
        if transport is None or transport.is_closing() or not self._is_clear:
            return False
        if transport.get_write_buffer_size() > MAX_UNSENT_BYTES:
            return False
        transport.write(frame)
        return True

    def cut(self) -> None:
        """End it at once; a farewell would wait behind what is not read."""
        if self._transport is not None:
            self._transport.abort()

    @property
    def _is_clear(self) -> bool:
        is_in_use = self._page.upgraded and not self._page.upgrading
        return is_in_use and not self._is_sending and not self._page.queue.pending


class PageServer(engineio.AsyncServer):  # type: ignore[misc]  # shipped without types
    """
    Attributes:
        lines: By the transport's own ids; pages that poll have none.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.lines: dict[str, Line] = {}
        self._tasks = Tasks()
        # The one place where the library can be told of another kind of WebSocket.
        self._async: dict[str, Any] = {**self._async, "websocket": Line}

    def create_queue(self) -> Outbox:
        return Outbox(self._give_up)

    def _give_up(self, outbox: Outbox) -> None:
        """Part with a page that does not read; it comes back to a snapshot if it is alive."""
        for page_id, page in self.sockets.items():
            if page.queue is outbox:
                logger.info("gave up on %s, which does not read", page_id)
                if line := self.lines.get(page_id):
                    line.cut()
                # Later, because closing tells rooms, and it may be in the middle of such a telling.
                self._tasks.start(page.close(wait=False, abort=True), name=f"give up {page_id}")


class RoomServer(socketio.AsyncServer):  # type: ignore[misc]  # shipped without types
    def _engineio_server_class(self) -> type[PageServer]:
        return PageServer


class FanOut(socketio.AsyncManager):  # type: ignore[misc]  # shipped without types
    async def emit(self, event: str, data: object, namespace: str, **options: Any) -> None:
        """Send to a room or to one socket; nothing is awaited, so frames stay in order."""
        audience = options.pop("to", None) or options.pop("room", None)
        if any(options.values()):  # one frame is the same for everybody, and nobody answers it
            unknown = sorted(name for name, value in options.items() if value)
            raise ValueError(f"no frame to a room takes {unknown}")
        pages = self.server.eio
        parcel = Parcel(MESSAGE, self._encoded(event, data, namespace))
        frame = text_frame(parcel.encode())
        for _, page_id in self.get_participants(namespace, audience):
            page = pages.sockets.get(page_id)
            if page is None or page.closing or page.closed:
                continue
            line = pages.lines.get(page_id)
            if line is None or not line.write(frame):
                page.queue.put_nowait(parcel)

    def _encoded(self, event: str, data: object, namespace: str) -> str:
        to_send = self.server.packet_class(packet.EVENT, data=[event, data], namespace=namespace)
        encoded: str = to_send.encode()
        return encoded
