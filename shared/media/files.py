"""Files and streams that the browser plays by itself: told by their extension or content type."""

from posixpath import splitext
from urllib.parse import unquote

from shared.domain.media import Kind, Media, Provider
from shared.media.address import Address

PROGRESSIVE = ("mp4", "m4v", "webm", "ogg", "ogv", "mov")
STREAMED = ("m3u8",)

_KINDS = dict.fromkeys(PROGRESSIVE, Kind.MP4) | dict.fromkeys(STREAMED, Kind.HLS)

# RFC 8216 section 4 has the first and the third; servers in the wild send the others.
_HLS_TYPES = frozenset(
    {
        "application/vnd.apple.mpegurl",
        "application/x-mpegurl",
        "audio/mpegurl",
        "audio/x-mpegurl",
    }
)


def recognise(address: Address) -> Media | None:
    """Tell by the extension; the address stays exactly as it is, it may be signed."""
    extension = splitext(unquote(address.path))[1].removeprefix(".").lower()
    kind = _KINDS.get(extension)
    return Media(Provider.FILE, kind, address.url) if kind else None


def kind_of(content_type: str) -> Kind | None:
    """Return what a content type, lower case and without parameters, makes of an address."""
    if content_type in _HLS_TYPES:
        return Kind.HLS
    return Kind.MP4 if content_type.startswith("video/") else None
