"""A media host that keeps connections and says nothing, or breaks off in the middle of a film."""

import asyncio
from pathlib import Path
from types import TracebackType

EARLY = 0.15
"""Part of the film: enough to begin to play, and soon over."""


class FailingHost:
    """
    A server of one film, so simple that it can fail in every way a real one does.

    Attributes:
        is_silent: Whether it takes connections and never answers.
        stops_early: Whether it gives the beginning of the film only, and nothing more until told to
            go on.
    """

    def __init__(self, film: Path) -> None:
        self._film = film
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._goes_on = asyncio.Event()
        self.is_silent = False
        self.stops_early = False

    @property
    def film_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/film.mp4"

    async def __aenter__(self) -> "FailingHost":
        await self.come_back()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.drop()

    async def come_back(self) -> None:
        """Listen (again), at the address of before."""
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def drop(self) -> None:
        """Break every connection off, and take no new one."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    def go_on(self) -> None:
        """Give the rest of the film to those who wait for it, and all of it from now on."""
        self.stops_early = False
        self._goes_on.set()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if self.is_silent:
                    await reader.read()
                    return
                rest = await self._send(writer, _range_start(head.decode()))
                if rest:
                    if await self._is_left(reader):
                        return
                    writer.write(rest)
                    await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _is_left(self, reader: asyncio.StreamReader) -> bool:
        """Wait until there is more to give; return whether nobody is there for it any more."""
        leaves = asyncio.ensure_future(reader.read())  # noqa: TID251  awaited or cancelled below
        goes_on = asyncio.ensure_future(self._goes_on.wait())  # noqa: TID251  likewise
        done, pending = await asyncio.wait({leaves, goes_on}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        return leaves in done

    async def _send(self, writer: asyncio.StreamWriter, start: int) -> bytes:
        """Return what was kept back."""
        body = self._film.read_bytes()
        last = len(body) - 1
        writer.write(
            (
                "HTTP/1.1 206 Partial Content\r\n"
                "Content-Type: video/mp4\r\nAccept-Ranges: bytes\r\n"
                f"Content-Range: bytes {start}-{last}/{len(body)}\r\n"
                f"Content-Length: {len(body) - start}\r\n\r\n"
            ).encode()
        )
        end = int(len(body) * EARLY) if self.stops_early else len(body)
        writer.write(body[start:end])
        await writer.drain()
        return body[max(start, end) :]


def _range_start(head: str) -> int:
    for line in head.splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "range":
            return int(value.strip().removeprefix("bytes=").split("-")[0] or 0)
    return 0
