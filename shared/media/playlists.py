"""The videos of YouTube's playlists, through the feed that each has, which needs no key."""

from collections.abc import Sequence
from urllib.parse import urlencode
from xml.etree import ElementTree

from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import MediaUnreachable, PlaylistUnavailable
from shared.media.guarded import GuardedClient
from shared.media.titles import clean_title
from shared.media.youtube import recognise_video

FEED_URL = "https://www.youtube.com/feeds/videos.xml"

MAX_VIDEOS = 15
"""As many as a feed tells of."""

_NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "yt": "http://www.youtube.com/xml/schemas/2015",
}


class YouTubePlaylists:
    def __init__(self, client: GuardedClient, *, feed_url: str) -> None:
        self._client = client
        self._feed_url = feed_url

    async def videos(self, media: Media) -> Sequence[Media]:
        """
        Return the first videos of the playlist that an address is of or names.

        Raises:
            PlaylistUnavailable: If it names none, or YouTube does not tell: mixes, "watch later"
                and private lists have no feed.
        """
        list_id = media.id if media.kind is Kind.PLAYLIST else media.list_id
        if media.provider is not Provider.YOUTUBE or list_id is None:
            raise PlaylistUnavailable
        query = urlencode({"playlist_id": list_id})
        try:
            answer = await self._client.get(f"{self._feed_url}?{query}")
        except MediaUnreachable as exc:
            raise PlaylistUnavailable from exc
        videos = _videos(answer.body) if answer.status == 200 else ()
        if not videos:
            raise PlaylistUnavailable
        return videos


def _videos(body: bytes) -> tuple[Media, ...]:
    # A feed declares no document type; without one there are no entities to be blown up.
    if b"<!DOCTYPE" in body:
        return ()
    try:
        feed = ElementTree.fromstring(body)  # noqa: S314  # see above
    except ElementTree.ParseError:
        return ()
    entries = (_video(entry) for entry in feed.iterfind("atom:entry", _NAMES))
    # The same video may be in a list twice, but not within one tap.
    unique = {video.url: video for video in entries if video is not None}
    return tuple(unique.values())[:MAX_VIDEOS]


def _video(entry: ElementTree.Element) -> Media | None:
    title = entry.findtext("atom:title", "", _NAMES)
    return recognise_video(entry.findtext("yt:videoId", "", _NAMES), title=clean_title(title))
