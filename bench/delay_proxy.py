"""A TCP proxy that makes a line slow: what browsers themselves throttle, WebSockets escape."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

CHUNK_BYTES = 65_536
SOCKETS = b"/socket.io/"
APART_S = 1e-6
"""Between two chunks: timers of one instant go off in any order."""


@dataclass(frozen=True, slots=True)
class Way:
    """
    One direction of a line. What was sent first arrives first, as with TCP.

    Attributes:
        delay_ms: What everything takes.
        jitter_ms: What it takes more or less, evenly spread.
        held: The part of all chunks that is held, with all behind it,
        held_ms: for so long: a packet was lost and had to be sent again.
    """

    delay_ms: float = 0
    jitter_ms: float = 0
    held: float = 0
    held_ms: float = 500


class DelayProxy:
    """Only sockets are made slow: pages and their scripts load at once."""

    def __init__(self, host: str, port: int, up: Way, down: Way, seed: int) -> None:
        self._host, self._port = host, port
        self._up, self._down = up, down
        self._chance = random.Random(seed)  # noqa: S311  chance, not a secret
        self._pipes: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int]:
        """Yield the port."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            for pipe in self._pipes:
                pipe.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(self._host, self._port)
        for each in (writer, up_writer):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        first = await reader.read(CHUNK_BYTES)
        is_slow = SOCKETS in first.partition(b"\r\n")[0]
        up, down = (self._up, self._down) if is_slow else (Way(), Way())
        for carrying in (
            self._carry(reader, up_writer, up, first),
            self._carry(up_reader, writer, down),
        ):
            pipe = asyncio.ensure_future(carrying)  # noqa: TID251
            self._pipes.add(pipe)
            pipe.add_done_callback(self._pipes.discard)

    async def _carry(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        way: Way,
        chunk: bytes = b"",
    ) -> None:
        loop = asyncio.get_running_loop()
        free_at = 0.0
        with suppress(ConnectionError):
            while chunk := chunk or await source.read(CHUNK_BYTES):
                free_at = max(free_at + APART_S, loop.time() + self._time_of(way))
                loop.call_at(free_at, _write, target, chunk)
                chunk = b""
        loop.call_at(max(free_at + APART_S, loop.time()), target.close)

    def _time_of(self, way: Way) -> float:
        """Return seconds."""
        held_ms = way.held_ms if self._chance.random() < way.held else 0
        jitter_ms = self._chance.uniform(-way.jitter_ms, way.jitter_ms)
        return max(0.0, way.delay_ms + jitter_ms + held_ms) / 1000


def _write(target: asyncio.StreamWriter, chunk: bytes) -> None:
    if not target.is_closing():
        target.write(chunk)
