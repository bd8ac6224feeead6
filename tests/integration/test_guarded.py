"""The client for strangers' addresses goes nowhere but where it may, and not for long."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import pytest
from aiohttp import ClientConnectorError, web

from shared.domain.media_errors import MediaUnreachable
from shared.media.guarded import MAX_REDIRECTS, PORTS, GuardedClient, is_public
from tests.integration.outside import ANY_PORT, Names, is_server, serving, trap

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def guarded(**options: Any) -> AsyncIterator[GuardedClient]:
    client = GuardedClient(**{"ports": ANY_PORT, **options})
    try:
        yield client
    finally:
        await client.close()


def answering(body: str = "here", **options: Any) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=body, **options)

    return answer


def redirecting(location: str) -> Handler:
    async def redirect(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": location})

    return redirect


def is_refusal(error: MediaUnreachable) -> bool:
    """Return whether the guard said no, rather than the network."""
    cause = error.__cause__
    return isinstance(cause, ClientConnectorError) and isinstance(cause.os_error, PermissionError)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("8.8.8.8", id="IPv4"),
        pytest.param("100.63.255.255", id="before carrier-grade NAT"),
        pytest.param("100.128.0.0", id="after carrier-grade NAT"),
        pytest.param("172.15.255.255", id="before the private 172"),
        pytest.param("172.32.0.0", id="after the private 172"),
        pytest.param("223.255.255.255", id="before multicast"),
        pytest.param("2606:4700:4700::1111", id="IPv6"),
        pytest.param("2a00:1450:4010::8a", id="IPv6 of Europe"),
    ],
)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("0.0.0.0", id="this host"),
        pytest.param("10.1.2.3", id="private 10"),
        pytest.param("100.64.0.1", id="carrier-grade NAT"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="the far end of loopback"),
        pytest.param("169.254.169.254", id="cloud metadata"),
        pytest.param("172.16.0.1", id="private 172"),
        pytest.param("172.31.255.255", id="the far end of private 172"),
        pytest.param("192.0.0.1", id="protocol assignments"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("192.88.99.1", id="6to4 relay"),
        pytest.param("192.168.1.1", id="private 192"),
        pytest.param("198.19.0.1", id="benchmarks"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("239.255.255.250", id="SSDP"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::", id="unspecified"),
        pytest.param("::1", id="IPv6 loopback"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("::ffff:127.0.0.1", id="IPv4-mapped loopback"),
        pytest.param("::ffff:8.8.8.8", id="IPv4-mapped public"),
        pytest.param("64:ff9b::7f00:1", id="NAT64 of loopback"),
        pytest.param("64:ff9b:1::a00:1", id="local NAT64"),
        pytest.param("100::1", id="discard"),
        pytest.param("2001:0:7f00:1::", id="Teredo"),
        pytest.param("2001:db8::1", id="IPv6 documentation"),
        pytest.param("2002:7f00:1::", id="6to4 of loopback"),
        pytest.param("3fff::1", id="newer documentation"),
        pytest.param("5f00::1", id="segment routing"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fd12:3456:789a::1", id="unique local, as used"),
        pytest.param("fe80::1", id="IPv6 link-local"),
        pytest.param("fe80::1%eth0", id="link-local with its zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff02::1", id="IPv6 multicast"),
    ],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_this_machine_is_refused_by_default_without_a_connection(host: str) -> None:
    async with trap("127.0.0.1") as local, guarded() as client:
        with pytest.raises(MediaUnreachable) as caught:
            await client.get(f"http://{host}:{local.port}/")
        assert is_refusal(caught.value)
        assert local.connections == 0


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "0"])
async def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    async with trap("127.0.0.1") as local, guarded() as client:
        with pytest.raises(MediaUnreachable):
            await client.get(f"http://{host}:{local.port}/")
        assert local.connections == 0


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
async def test_a_name_is_refused_for_the_address_it_stands_for(address: str) -> None:
    names = Names({"innocent.test": [address]})
    async with guarded(resolver=names) as client:
        with pytest.raises(MediaUnreachable) as caught:
            await client.get("http://innocent.test/")
    assert is_refusal(caught.value)
    assert names.asked == 1


async def test_of_several_addresses_only_the_allowed_one_is_tried() -> None:
    names = Names({"both.test": ["127.0.0.2", "127.0.0.1"]})
    async with (
        serving(web.get("/", answering())) as server,
        guarded(resolver=names, is_allowed=is_server) as client,
    ):
        answer = await client.get(f"http://both.test:{server.port}/")
    assert answer.body == b"here"


@pytest.mark.parametrize("host", ["127.0.0.2", "elsewhere.test"])
async def test_a_redirect_to_a_refused_address_is_not_followed(host: str) -> None:
    names = Names({"allowed.test": ["127.0.0.1"], "elsewhere.test": ["127.0.0.2"]})
    async with (
        trap("127.0.0.2") as elsewhere,
        serving(web.get("/", redirecting(f"http://{host}:{elsewhere.port}/"))) as server,
        guarded(resolver=names, is_allowed=is_server) as client,
    ):
        with pytest.raises(MediaUnreachable) as caught:
            await client.get(f"http://allowed.test:{server.port}/")
        assert is_refusal(caught.value)
        assert elsewhere.connections == 0


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)", "http://["])
async def test_a_redirect_to_no_web_address_is_refused(location: str) -> None:
    async with (
        serving(web.get("/", redirecting(location))) as server,
        guarded(is_allowed=is_server) as client,
    ):
        with pytest.raises(MediaUnreachable):
            await client.get(str(server.make_url("/")))


async def test_redirects_are_followed_up_to_their_limit_and_no_further() -> None:
    async def count_down(request: web.Request) -> web.Response:
        left = int(request.match_info["left"])
        if not left:
            return web.Response(text="arrived")
        return web.Response(status=302, headers={"Location": f"/{left - 1}"})

    async with (
        serving(web.get("/{left}", count_down)) as server,
        guarded(is_allowed=is_server) as client,
    ):
        answer = await client.get(str(server.make_url(f"/{MAX_REDIRECTS}")))
        assert answer.body == b"arrived"
        with pytest.raises(MediaUnreachable):
            await client.get(str(server.make_url(f"/{MAX_REDIRECTS + 1}")))


async def test_a_port_that_is_not_the_webs_is_refused() -> None:
    async with (
        trap("127.0.0.1") as local,
        guarded(is_allowed=is_server, ports=PORTS) as client,
    ):
        with pytest.raises(MediaUnreachable) as caught:
            await client.get(f"http://127.0.0.1:{local.port}/")
        assert is_refusal(caught.value)
        assert local.connections == 0


async def test_a_body_may_be_as_large_as_the_limit_and_no_larger() -> None:
    async def sized(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * int(request.match_info["size"]))

    async with (
        serving(web.get("/{size}", sized)) as server,
        guarded(is_allowed=is_server, max_bytes=1000) as client,
    ):
        assert len((await client.get(str(server.make_url("/1000")))).body) == 1000
        with pytest.raises(MediaUnreachable):
            await client.get(str(server.make_url("/1001")))


async def test_a_body_without_an_end_is_given_up() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    async with (
        serving(web.get("/", endless)) as server,
        guarded(is_allowed=is_server) as client,
    ):
        with pytest.raises(MediaUnreachable):
            await client.get(str(server.make_url("/")))
        assert (await client.ask("GET", str(server.make_url("/")))).status == 200


async def test_a_packed_body_is_not_unpacked() -> None:
    packed = gzip.compress(b"\0" * 1_000_000)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    async with (
        serving(web.get("/", answer)) as server,
        guarded(is_allowed=is_server) as client,
    ):
        assert (await client.get(str(server.make_url("/")))).body == packed


@pytest.mark.parametrize("path", ["/silent", "/stops", "/redirects"])
async def test_a_server_that_keeps_us_waiting_is_given_up(path: str) -> None:
    over = asyncio.Event()

    async def silent(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    async def stops(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x")
        await over.wait()
        return response

    async with (
        serving(
            web.get("/silent", silent),
            web.get("/stops", stops),
            web.get("/redirects", redirecting("/silent")),
        ) as server,
        guarded(is_allowed=is_server, time_limit_s=0.1) as client,
    ):
        try:
            with pytest.raises(MediaUnreachable) as caught:
                await asyncio.wait_for(client.get(str(server.make_url(path))), 5)
            assert isinstance(caught.value.__cause__, TimeoutError)
        finally:
            over.set()


async def test_a_server_that_does_not_speak_http_is_unreachable() -> None:
    async with trap("127.0.0.1") as mute, guarded(is_allowed=is_server) as client:
        with pytest.raises(MediaUnreachable):
            await client.get(f"http://127.0.0.1:{mute.port}/")
        assert mute.connections  # or nothing has been shown


async def test_a_name_that_does_not_exist_is_unreachable() -> None:
    async with guarded(resolver=Names({})) as client:
        with pytest.raises(MediaUnreachable):
            await client.get("http://nowhere.test/")


async def test_requests_say_who_asks_and_carry_nothing_else_of_ours() -> None:
    seen: list[dict[str, str]] = []

    async def remember(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        return web.Response(headers={"Set-Cookie": "track=1"})

    async with (
        serving(web.get("/", remember)) as server,
        guarded(resolver=Names({"cookies.test": ["127.0.0.1"]}), is_allowed=is_server) as client,
    ):
        await client.get(f"http://cookies.test:{server.port}/")
        await client.get(f"http://cookies.test:{server.port}/")
    assert set(seen[0]) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
    assert seen[0]["User-Agent"] == "WatchTogether"
    assert seen[1] == seen[0]


async def test_an_answer_has_its_status_and_its_content_type() -> None:
    page = answering(status=404, content_type="Text/HTML", charset="utf-8")
    async with (
        serving(web.get("/", page)) as server,
        guarded(is_allowed=is_server) as client,
    ):
        answer = await client.get(str(server.make_url("/")))
    assert (answer.status, answer.content_type, answer.body) == (404, "text/html", b"here")
