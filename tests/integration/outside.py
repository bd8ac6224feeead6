"""The outside world on the loopback interface: names, servers, and ports not to be touched."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from shared.media.guarded import IPAddress

ANY_PORT = range(2**16)


def is_server(address: IPAddress) -> bool:
    """An address policy for which the servers of :func:`serving` are the whole Internet."""
    return str(address) == "127.0.0.1"


class Names(AbstractResolver):
    """A resolver that knows exactly the given names, and counts the questions."""

    def __init__(self, addresses: Mapping[str, Sequence[str]]) -> None:
        self._addresses = addresses
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked += 1
        if host not in self._addresses:
            raise OSError(f"no such name: {host}")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in self._addresses[host]
        ]

    async def close(self) -> None:
        pass


class Trap:
    """A port nobody may connect to; it counts those who do."""

    def __init__(self) -> None:
        self.port = 0
        self.connections = 0

    def caught(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.close()


@asynccontextmanager
async def trap(host: str) -> AsyncIterator[Trap]:
    """Lay a trap on a free port of an address of this machine."""
    laid = Trap()
    async with await asyncio.start_server(laid.caught, host, 0) as server:
        laid.port = server.sockets[0].getsockname()[1]
        yield laid


@asynccontextmanager
async def serving(*routes: web.RouteDef) -> AsyncIterator[TestServer]:
    """Serve routes on 127.0.0.1."""
    app = web.Application()
    app.add_routes(routes)
    server = TestServer(app, host="127.0.0.1")
    async with server:
        yield server
