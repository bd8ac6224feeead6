"""What an address leads to, and how to call it: by its form, and by asking where that is needed."""

from collections.abc import Sequence
from dataclasses import replace

from shared.clock import SystemClock
from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import MediaUnreachable, UnsupportedMedia
from shared.media import youtube
from shared.media.address import parse_address
from shared.media.files import kind_of
from shared.media.guarded import Answer, GuardedClient
from shared.media.oembed import OEMBED_URL, YouTubeTitles
from shared.media.playlists import FEED_URL, YouTubePlaylists
from shared.media.sources import SUPPORTED, identify
from shared.media.titles import title_from_url
from shared.ports.clock import Clock

# Servers that know the file but not the question: signed addresses are signed for GET alone (403).
_HEAD_REFUSED = frozenset({403, 405, 501})
_FIRST_BYTE = {"Range": "bytes=0-0"}


class MediaResolver:
    """
    Implements :class:`shared.ports.MediaResolver` over HTTP.

    Must be made inside a running event loop.
    """

    def __init__(
        self,
        *,
        client: GuardedClient | None = None,
        clock: Clock | None = None,
        oembed_url: str = OEMBED_URL,
        feed_url: str = FEED_URL,
    ) -> None:
        self._client = client or GuardedClient()
        self._titles = YouTubeTitles(self._client, clock or SystemClock(), oembed_url=oembed_url)
        self._playlists = YouTubePlaylists(self._client, feed_url=feed_url)

    def recognise(self, url: str) -> Media | None:
        """
        Return what an address leads to if its form alone tells; None if its server has to be asked.

        A file has its title from the address, a video its thumbnail.

        Raises:
            UnsupportedMedia: If it is none of ours; see :func:`shared.media.sources.identify`.
        """
        media = identify(url)
        return media and _described_by_address(media)

    async def resolve(self, url: str) -> Media:
        """
        Return what an address leads to; playlists and channels too, which nothing plays.

        Raises:
            UnsupportedMedia: As :meth:`recognise`.
            MediaUnreachable: If its server had to be asked and did not answer.
        """
        media = self.recognise(url)
        return media or _described_by_address(await self._probe(parse_address(url).url))

    async def playlist(self, media: Media) -> Sequence[Media]:
        """
        Return the first videos of the playlist that an address leads to or was taken from.

        Raises:
            PlaylistUnavailable: See :meth:`YouTubePlaylists.videos`.
        """
        return await self._playlists.videos(media)

    async def describe(self, media: Media) -> Media:
        """Return the same media with the title that its provider gives it. Never raises."""
        if media.provider is not Provider.YOUTUBE or media.kind is not Kind.VIDEO:
            return media
        return replace(media, title=await self._titles.title(media.url) or media.title)

    async def close(self) -> None:
        """Idempotent."""
        await self._client.close()

    async def _probe(self, url: str) -> Media:
        answer = await self._ask(url)
        if not 200 <= answer.status < 300:
            raise MediaUnreachable(supported=SUPPORTED)
        kind = kind_of(answer.content_type)
        if kind is None:
            raise UnsupportedMedia(supported=SUPPORTED)
        return Media(Provider.FILE, kind, url)

    async def _ask(self, url: str) -> Answer:
        try:
            answer = await self._client.ask("HEAD", url)
            if answer.status in _HEAD_REFUSED:
                return await self._client.ask("GET", url, _FIRST_BYTE)
        except MediaUnreachable as exc:
            raise MediaUnreachable(supported=SUPPORTED) from exc
        return answer


def _described_by_address(media: Media) -> Media:
    match media:
        case Media(provider=Provider.YOUTUBE, kind=Kind.VIDEO, id=str(video_id)):
            return replace(media, thumbnail_url=youtube.thumbnail_url(video_id))
        case Media(provider=Provider.FILE):
            return replace(media, title=title_from_url(media.url))
        case _:
            return media
