"""A thing to watch, as the room knows it: who serves it and how to play it."""

from dataclasses import dataclass
from enum import StrEnum


class Provider(StrEnum):
    """Who serves the media; each has a player in the browser."""

    YOUTUBE = "youtube"
    FILE = "file"


class Kind(StrEnum):
    """What an address leads to."""

    VIDEO = "video"
    """One video of a provider's."""
    MP4 = "mp4"
    """A progressive file of any container, played by the browser's own video element."""
    HLS = "hls"
    """An HTTP Live Streaming playlist."""
    PLAYLIST = "playlist"
    CHANNEL = "channel"


PLAYABLE = frozenset({Kind.VIDEO, Kind.MP4, Kind.HLS})


@dataclass(frozen=True, slots=True)
class Media:
    """
    A recognised address.

    Attributes:
        id: The provider's own identifier; None for files, which have none but their address.
        url: The address to play or to open outside, normalised.
        start: Seconds at which the link asks to begin; None if it does not.
        list_id: The provider's playlist the link was taken from, if it names one.
        title: None until it is known.
        thumbnail_url: None until it is known, or if there is none.
    """

    provider: Provider
    kind: Kind
    url: str
    id: str | None = None
    start: int | None = None
    list_id: str | None = None
    title: str | None = None
    thumbnail_url: str | None = None
