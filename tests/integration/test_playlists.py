"""YouTube's feeds of playlists, over real HTTP, from a server as strict as theirs."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from shared.domain.media import Media
from shared.domain.media_errors import PlaylistUnavailable
from shared.media.guarded import GuardedClient
from shared.media.playlists import MAX_VIDEOS
from shared.media.resolver import MediaResolver
from tests.integration.outside import ANY_PORT, is_server, serving, trap

ENTRY = """<entry>
  <id>yt:video:{id}</id><yt:videoId>{id}</yt:videoId><title>{title}</title>
  <link rel="alternate" href="https://www.youtube.com/watch?v={id}"/>
</entry>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"
      xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
  <yt:playlistId>PLnights</yt:playlistId><title>Nights</title>{entries}
</feed>"""
PLAYLIST = "https://www.youtube.com/playlist?list=PLnights"


def feed(*videos: tuple[str, str]) -> str:
    entries = "".join(ENTRY.format(id=video_id, title=title) for video_id, title in videos)
    return FEED.format(entries=entries)


class Feeds:
    """YouTube's endpoint: it knows one playlist, and nothing that is asked otherwise."""

    def __init__(self) -> None:
        self.body = feed(("video_____1", "One &amp; only"), ("video_____2", "Two"))
        self.asked = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if dict(request.query) != {"playlist_id": "PLnights"}:
            return web.Response(status=404, text="Not Found")
        return web.Response(text=self.body, content_type="text/xml")


@pytest.fixture
def feeds() -> Feeds:
    return Feeds()


@pytest.fixture
async def resolver(feeds: Feeds) -> AsyncIterator[MediaResolver]:
    async with serving(web.get("/feed", feeds.answer)) as server:
        client = GuardedClient(is_allowed=is_server, ports=ANY_PORT, time_limit_s=2)
        made = MediaResolver(client=client, feed_url=str(server.make_url("/feed")))
        yield made
        await made.close()


async def videos(resolver: MediaResolver, url: str) -> list[Media]:
    return [*await resolver.playlist(await resolver.resolve(url))]


@pytest.mark.parametrize(
    "url", [PLAYLIST, "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLnights"]
)
async def test_the_videos_of_a_playlist_come_with_their_titles_and_pictures(
    resolver: MediaResolver, url: str
) -> None:
    one, two = await videos(resolver, url)

    assert (one.title, two.title) == ("One & only", "Two")
    assert one.url == "https://www.youtube.com/watch?v=video_____1"
    assert one.thumbnail_url == "https://i.ytimg.com/vi/video_____1/hqdefault.jpg"


async def test_no_more_are_taken_than_a_feed_should_have_and_none_twice(
    resolver: MediaResolver, feeds: Feeds
) -> None:
    many = [(f"video___{n:03}", f"Part {n}") for n in range(MAX_VIDEOS + 5)]
    feeds.body = feed(many[0], *many)

    found = await videos(resolver, PLAYLIST)

    assert [media.title for media in found] == [f"Part {n}" for n in range(MAX_VIDEOS)]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not xml",
        feed(),
        feed(("../evil", "No id")),
        '<!DOCTYPE feed [<!ENTITY a "boom">]>' + feed(("video_____1", "&a;")).partition("?>")[2],
        "<feed>" * 100_000,
    ],
)
async def test_what_is_no_feed_is_no_playlist(
    resolver: MediaResolver, feeds: Feeds, body: str
) -> None:
    feeds.body = body

    with pytest.raises(PlaylistUnavailable):
        await videos(resolver, PLAYLIST)
    assert feeds.asked == 1


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://films.test/film.mp4"]
)
async def test_without_a_list_nobody_is_asked(
    resolver: MediaResolver, feeds: Feeds, url: str
) -> None:
    with pytest.raises(PlaylistUnavailable):
        await videos(resolver, url)
    assert feeds.asked == 0


async def test_a_list_that_has_no_feed_is_said_to_be_unavailable(resolver: MediaResolver) -> None:
    with pytest.raises(PlaylistUnavailable):
        await videos(resolver, "https://www.youtube.com/playlist?list=RDmix")


async def test_a_youtube_that_does_not_answer_has_no_playlist() -> None:
    client = GuardedClient(is_allowed=is_server, ports=ANY_PORT, time_limit_s=2)
    async with trap("127.0.0.1") as mute:
        made = MediaResolver(client=client, feed_url=f"http://127.0.0.1:{mute.port}/feed")
        with pytest.raises(PlaylistUnavailable):
            await videos(made, PLAYLIST)
        await made.close()
