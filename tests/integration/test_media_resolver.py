"""Addresses that have to be asked, and titles: over real HTTP, with a strict oEmbed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import InvalidUrl, MediaUnreachable, UnsupportedMedia
from shared.media.guarded import GuardedClient
from shared.media.oembed import KNOWN_FOR_MS, MAX_REMEMBERED, UNKNOWN_FOR_MS
from shared.media.resolver import MediaResolver
from shared.media.sources import SUPPORTED
from tests.factories import CLIP
from tests.integration.outside import ANY_PORT, is_server, serving, trap

VIDEO_ID = "dQw4w9WgXcQ"
THUMBNAIL_URL = f"https://i.ytimg.com/vi/{VIDEO_ID}/hqdefault.jpg"
VIDEO = Media(
    Provider.YOUTUBE,
    Kind.VIDEO,
    CLIP.url,
    id=VIDEO_ID,
    start=42,
    list_id="PL12",
    thumbnail_url=THUMBNAIL_URL,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeClock:
    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def now_ms(self) -> int:
        return self.now


class OEmbed:
    """YouTube's endpoint: refuses whatever is not asked exactly as it should be."""

    def __init__(self) -> None:
        self.titles: dict[str, object] = {CLIP.url: "Never Gonna Give You Up"}
        self.status = 200
        self.body: bytes | None = None
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        if sorted(request.query) != ["format", "url"] or request.query["format"] != "json":
            return web.Response(status=400, text="Bad Request")
        url = request.query["url"]
        self.asked.append(url)
        if self.status != 200:
            return web.json_response({"title": "An error"}, status=self.status)
        if self.body is not None:
            return web.Response(body=self.body, content_type="application/json")
        if url not in self.titles:
            return web.Response(status=404, text="Not Found")
        return web.json_response({"type": "video", "version": "1.0", "title": self.titles[url]})


@asynccontextmanager
async def resolving(**options: Any) -> AsyncIterator[MediaResolver]:
    client = GuardedClient(is_allowed=is_server, ports=ANY_PORT, time_limit_s=2)
    resolver = MediaResolver(client=client, **options)
    try:
        yield resolver
    finally:
        await resolver.close()


@pytest.fixture
def oembed() -> OEmbed:
    return OEmbed()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def resolver(oembed: OEmbed, clock: FakeClock) -> AsyncIterator[MediaResolver]:
    async with (
        serving(web.get("/oembed", oembed.answer)) as server,
        resolving(clock=clock, oembed_url=str(server.make_url("/oembed"))) as made,
    ):
        yield made


def typed(content_type: str, status: int = 200) -> Handler:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Content-Type": content_type})

    return answer


def address(server: TestServer) -> str:
    return str(server.make_url("/watch/7?key=a%2Fb"))


async def test_a_recognised_address_is_not_asked() -> None:
    async with trap("127.0.0.1") as untouched, resolving() as resolver:
        url = f"http://127.0.0.1:{untouched.port}/film.mp4"
        assert await resolver.resolve(url) == Media(Provider.FILE, Kind.MP4, url, title="film")
        assert untouched.connections == 0


async def test_a_playlist_is_resolved_and_left_to_the_caller() -> None:
    async with resolving() as resolver:
        found = await resolver.resolve("https://www.youtube.com/playlist?list=PL123")
    assert (found.kind, found.id) == (Kind.PLAYLIST, "PL123")


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        pytest.param("video/mp4", Kind.MP4, id="mp4"),
        pytest.param("video/webm", Kind.MP4, id="webm"),
        pytest.param("Video/MP4; codecs=avc1", Kind.MP4, id="upper case with parameters"),
        pytest.param("application/vnd.apple.mpegurl", Kind.HLS, id="HLS"),
        pytest.param("application/x-mpegURL", Kind.HLS, id="older HLS"),
        pytest.param("audio/mpegurl", Kind.HLS, id="HLS as audio"),
        pytest.param("audio/x-mpegurl", Kind.HLS, id="older HLS as audio"),
    ],
)
async def test_an_address_without_an_extension_is_told_by_its_content_type(
    content_type: str, kind: Kind
) -> None:
    async with (
        serving(web.head("/watch/7", typed(content_type))) as server,
        resolving() as resolver,
    ):
        found = await resolver.resolve(address(server))
        assert found == Media(Provider.FILE, kind, address(server), title="7")


@pytest.mark.parametrize("content_type", ["text/html", "audio/mpeg", "application/octet-stream"])
async def test_what_is_not_a_video_is_refused_with_what_would_do(content_type: str) -> None:
    async with (
        serving(web.head("/watch/7", typed(content_type))) as server,
        resolving() as resolver,
    ):
        with pytest.raises(UnsupportedMedia) as caught:
            await resolver.resolve(address(server))
    assert type(caught.value) is UnsupportedMedia
    assert caught.value.data == {"supported": SUPPORTED}


@pytest.mark.parametrize("refusal", [403, 405, 501])
async def test_a_server_that_refuses_head_is_asked_for_the_first_byte(refusal: int) -> None:
    ranges: list[str | None] = []

    async def film(request: web.Request) -> web.Response:
        ranges.append(request.headers.get("Range"))
        return web.Response(status=206, body=b"\0", content_type="video/mp4")

    async with (
        serving(
            web.head("/watch/7", typed("text/plain", refusal)),
            web.get("/watch/7", film, allow_head=False),
        ) as server,
        resolving() as resolver,
    ):
        assert (await resolver.resolve(address(server))).kind is Kind.MP4
    assert ranges == ["bytes=0-0"]


@pytest.mark.parametrize("status", [304, 404, 410, 500])
async def test_an_address_that_answers_with_an_error_is_unreachable(status: int) -> None:
    async with (
        serving(web.head("/watch/7", typed("video/mp4", status))) as server,
        resolving() as resolver,
    ):
        with pytest.raises(MediaUnreachable) as refused:
            await resolver.resolve(address(server))
        assert refused.value.data["supported"]


async def test_a_redirect_is_followed_and_the_address_given_is_kept() -> None:
    async def redirect(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": "/really"})

    async with (
        serving(web.head("/watch/7", redirect), web.head("/really", typed("video/mp4"))) as server,
        resolving() as resolver,
    ):
        assert (await resolver.resolve(address(server))).url == address(server)


async def test_a_bad_address_is_refused_unasked() -> None:
    async with resolving() as resolver:
        with pytest.raises(InvalidUrl):
            await resolver.resolve("javascript:alert(1)")


async def test_this_machine_is_not_asked_by_default() -> None:
    resolver = MediaResolver()
    async with trap("127.0.0.1") as local:
        with pytest.raises(MediaUnreachable) as refused:
            await resolver.resolve(f"http://127.0.0.1:{local.port}/film")
        assert refused.value.data["supported"]
        assert local.connections == 0
    await resolver.close()


async def test_a_youtube_video_has_its_thumbnail_without_asking(
    resolver: MediaResolver, oembed: OEmbed
) -> None:
    found = await resolver.resolve(f"https://youtu.be/{VIDEO_ID}?t=42&list=PL12")
    assert found == VIDEO
    assert oembed.asked == []


async def test_a_youtube_video_gets_its_title_and_keeps_the_rest(
    resolver: MediaResolver,
) -> None:
    assert await resolver.describe(VIDEO) == replace(VIDEO, title="Never Gonna Give You Up")


async def test_a_title_is_cleaned(resolver: MediaResolver, oembed: OEmbed) -> None:
    oembed.titles[CLIP.url] = "\u202eNever\n\x00Gonna\ud800" + "!" * 300
    described = await resolver.describe(VIDEO)
    assert described.title == ("Never Gonna " + "!" * 300)[:199] + "…"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
async def test_a_title_that_is_refused_leaves_the_video_as_it_was(
    resolver: MediaResolver, oembed: OEmbed, status: int
) -> None:
    oembed.status = status
    described = await resolver.describe(VIDEO)
    assert described == VIDEO


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<html>", id="not JSON"),
        pytest.param(b"\xff\xfe\xff", id="not text"),
        pytest.param(b"[]", id="not an object"),
        pytest.param(b'{"title": 5}', id="not a string"),
        pytest.param(b'{"title": " "}', id="nothing to see"),
        pytest.param(b"[" * 200_000, id="too deep"),
        pytest.param(b'{"title": "' + b"a" * 300_000 + b'"}', id="too large"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_no_title(
    resolver: MediaResolver, oembed: OEmbed, body: bytes
) -> None:
    oembed.body = body
    described = await resolver.describe(VIDEO)
    assert described == VIDEO
    assert oembed.asked == [CLIP.url]


async def test_a_youtube_that_does_not_answer_is_no_error() -> None:
    async with (
        trap("127.0.0.1") as mute,
        resolving(oembed_url=f"http://127.0.0.1:{mute.port}/oembed") as resolver,
    ):
        described = await resolver.describe(VIDEO)
        assert described == VIDEO
        assert mute.connections


async def test_a_title_is_asked_once_an_hour(
    resolver: MediaResolver, oembed: OEmbed, clock: FakeClock
) -> None:
    await resolver.describe(VIDEO)
    clock.now += KNOWN_FOR_MS - 1
    await resolver.describe(VIDEO)
    assert len(oembed.asked) == 1
    clock.now += 1
    oembed.titles[CLIP.url] = "Renamed"
    assert (await resolver.describe(VIDEO)).title == "Renamed"


async def test_a_title_not_found_is_asked_again_after_a_minute(
    resolver: MediaResolver, oembed: OEmbed, clock: FakeClock
) -> None:
    oembed.status = 500
    await resolver.describe(VIDEO)
    oembed.status = 200
    clock.now += UNKNOWN_FOR_MS - 1
    assert (await resolver.describe(VIDEO)).title is None
    clock.now += 1
    assert (await resolver.describe(VIDEO)).title == "Never Gonna Give You Up"


async def test_the_oldest_title_is_forgotten_when_there_are_too_many(
    resolver: MediaResolver, oembed: OEmbed
) -> None:
    urls = [f"https://www.youtube.com/watch?v={number:011}" for number in range(MAX_REMEMBERED)]
    oembed.titles.update(dict.fromkeys(urls, "One of many"))
    await resolver.describe(VIDEO)
    for start in range(0, MAX_REMEMBERED, 50):
        await asyncio.gather(
            *(
                resolver.describe(Media(Provider.YOUTUBE, Kind.VIDEO, url, id=url[-11:]))
                for url in urls[start : start + 50]
            )
        )
    await resolver.describe(VIDEO)
    assert oembed.asked.count(CLIP.url) == 2
    await resolver.describe(Media(Provider.YOUTUBE, Kind.VIDEO, urls[-1], id=urls[-1][-11:]))
    assert oembed.asked.count(urls[-1]) == 1


async def test_a_file_is_named_by_its_address_without_asking(
    resolver: MediaResolver, oembed: OEmbed
) -> None:
    film = await resolver.resolve("https://cdn.example.com/Big_Buck%20Bunny.mp4?x=1")
    assert film.title == "Big_Buck Bunny"
    assert await resolver.describe(film) == film
    assert oembed.asked == []


async def test_a_channel_is_described_as_it_is(resolver: MediaResolver, oembed: OEmbed) -> None:
    channel = Media(
        Provider.YOUTUBE, Kind.CHANNEL, "https://www.youtube.com/@Blender", id="@Blender"
    )
    assert await resolver.describe(channel) == channel
    assert oembed.asked == []


async def test_closing_twice_does_no_harm() -> None:
    async with resolving() as resolver:
        await resolver.close()
