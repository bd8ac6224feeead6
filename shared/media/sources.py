"""Which player plays an address: one table of sources, one pure function over it."""

from collections.abc import Callable, Set
from dataclasses import dataclass

from shared.domain.media import Media
from shared.domain.media_errors import InvalidUrl, UnsupportedMedia, UrlTooLong
from shared.media import files, youtube
from shared.media.address import Address, parse_address

MAX_URL = 2048
"""Characters; what every browser, proxy and log between us and a server carries."""

SUPPORTED = ("youtube", *files.PROGRESSIVE, *files.STREAMED)
"""What may be given instead, for those whose address is refused."""

WITHOUT_A_PLAYER = frozenset(
    {
        "dai.ly",
        "dailymotion.com",
        "facebook.com",
        "instagram.com",
        "kinescope.io",
        "ok.ru",
        "rutube.ru",
        "tiktok.com",
        "twitch.tv",
        "twitter.com",
        "vimeo.com",
        "vk.com",
        "vk.ru",
        "vkvideo.ru",
        "x.com",
    }
)
"""Sites of videos whose pages are not videos: there is no need to ask them."""


@dataclass(frozen=True, slots=True)
class Source:
    """
    A row of the table.

    Attributes:
        recognise: Returns None for what is not to be watched.
        domains: Where nothing else is looked for; none for a source that may be anywhere.
    """

    recognise: Callable[[Address], Media | None]
    domains: Set[str] = frozenset()


SOURCES = (
    Source(youtube.recognise, youtube.DOMAINS),
    # Before the sites without a player: some of them hand out files as well.
    Source(files.recognise),
    Source(lambda _address: None, WITHOUT_A_PLAYER),
)


def identify(url: str) -> Media | None:
    """
    Return what an address leads to, by its form alone; None if only its server can tell.

    Raises:
        InvalidUrl: If it is not an http(s) address, or has credentials in it.
        UrlTooLong: If it is longer than :data:`MAX_URL`.
        UnsupportedMedia: If it is on a known site, but not a video that can be played here.
    """
    try:
        address = parse_address(url)
    except ValueError as exc:
        raise InvalidUrl(supported=SUPPORTED) from exc
    if len(address.url) > MAX_URL:
        raise UrlTooLong(limit=MAX_URL, supported=SUPPORTED)
    for source in SOURCES:
        if source.domains and not address.is_within(source.domains):
            continue
        if media := source.recognise(address):
            return media
        if source.domains:
            raise UnsupportedMedia(supported=SUPPORTED)
    return None
