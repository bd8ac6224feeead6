"""Requests to addresses that strangers gave us: to the public Internet only, short and small."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Container, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from types import MappingProxyType

from aiohttp import (
    AddrInfoType,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver

from shared.domain.media_errors import MediaUnreachable

logger = logging.getLogger(__name__)

PORTS = frozenset({80, 443})
"""What the web is served on. Others would make us a port scanner; a film on another port is known
by its extension and never asked about."""
MAX_REDIRECTS = 5
"""A shortener, http to https, www, and a content network's choice of a server: four."""
TIME_LIMIT_S = 5.0
"""For everything from the name to the last byte: somebody waits for the answer."""
MAX_BYTES = 256 * 1024
"""A hundred times a long oEmbed answer."""

IPAddress = IPv4Address | IPv6Address

# Written out because the standard library's `is_global` changed within Python 3.11 and calls
# multicast, 6to4 and NAT64 global. Source: IANA's IPv4 and IPv6 Special-Purpose Address Registries.
_REFUSED_IPV4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, where clouds keep their metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
# All unicast space given out so far; loopback, mapped IPv4, NAT64, unique local, link-local and
# multicast lie outside.
_GIVEN_OUT_IPV6 = ip_network("2000::/3")
_REFUSED_IPV6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",  # documentation
    )
)


def is_public(address: IPAddress) -> bool:
    """Return whether an address belongs to somebody on the public Internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _REFUSED_IPV4)
    return address in _GIVEN_OUT_IPV6 and not any(address in network for network in _REFUSED_IPV6)


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        content_type: Lower case, without parameters.
        body: Empty unless it was asked for.
    """

    status: int
    content_type: str
    body: bytes = b""


class GuardedClient:
    """
    An HTTP client that connects nowhere but where it may.

    The guard sits where sockets are made: each connection, also those after a redirect and those to
    an address written as numbers, passes it with the very address it is about to be made to, so a
    name that resolves differently the second time gains nothing. Redirects from https to http are
    followed: nothing of ours is sent that could be overheard.

    Must be made inside a running event loop.
    """

    def __init__(
        self,
        *,
        is_allowed: Callable[[IPAddress], bool] = is_public,
        ports: Container[int] = PORTS,
        resolver: AbstractResolver | None = None,
        time_limit_s: float = TIME_LIMIT_S,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._is_allowed = is_allowed
        self._ports = ports
        self._time_limit_s = time_limit_s
        self._max_bytes = max_bytes
        self._session = ClientSession(
            connector=TCPConnector(resolver=resolver, socket_factory=self._open_socket),
            cookie_jar=DummyCookieJar(),
            timeout=ClientTimeout(),  # _request has one for everything
            trust_env=False,  # a proxy would connect for us, past the guard
            auto_decompress=False,  # a small answer stays small
            headers={"User-Agent": "WatchTogether", "Accept-Encoding": "identity"},
        )

    async def ask(
        self, method: str, url: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Answer:
        """
        Return an answer without its body, which is not read.

        Raises:
            MediaUnreachable: If there is none in time, or one of the addresses is refused.
        """
        async with self._request(method, url, headers) as response:
            return Answer(response.status, response.content_type)

    async def get(self, url: str) -> Answer:
        """
        Return an answer with its body.

        Raises:
            MediaUnreachable: As :meth:`ask`, or if the body is too large.
        """
        async with self._request("GET", url, {}) as response:
            body = bytearray()
            async for chunk in response.content.iter_any():
                body += chunk
                if len(body) > self._max_bytes:
                    raise MediaUnreachable
            return Answer(response.status, response.content_type, bytes(body))

    async def close(self) -> None:
        """Idempotent."""
        await self._session.close()

    @asynccontextmanager
    async def _request(
        self, method: str, url: str, headers: Mapping[str, str]
    ) -> AsyncIterator[ClientResponse]:
        try:
            async with (
                asyncio.timeout(self._time_limit_s),
                # aiohttp counts the request that is redirected, we the redirects.
                self._session.request(
                    method,
                    url,
                    headers=headers,
                    allow_redirects=True,
                    max_redirects=MAX_REDIRECTS + 1,
                ) as response,
            ):
                yield response
        # ValueError: names that cannot be encoded for the DNS.
        except (ClientError, TimeoutError, OSError, ValueError) as exc:
            logger.info("no answer: %s", type(exc).__name__)  # never the address
            raise MediaUnreachable from exc

    def _open_socket(self, addr_info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, sockaddr = addr_info
        host, port = str(sockaddr[0]), sockaddr[1]
        if port not in self._ports or not self._is_allowed(ip_address(host)):
            raise PermissionError("refused: not a public address of the web")
        return socket.socket(family, kind, protocol)
