"""
Refusals that concern addresses of media; read as ``errors.py``.

* :exc:`RoomError`
    * :exc:`UnsupportedMedia`
        * :exc:`InvalidUrl`
        * :exc:`UrlTooLong`
        * :exc:`MediaUnreachable`
        * :exc:`PlaylistUnavailable`
"""

from shared.domain.errors import RoomError


class UnsupportedMedia(RoomError):
    """No player for this address. Data: ``supported``, what may be given instead, or ``kind``."""

    code = "unsupported_media"


class InvalidUrl(UnsupportedMedia):
    """Not an http(s) address, or one with credentials in it."""

    code = "invalid_url"


class UrlTooLong(UnsupportedMedia):
    """Data: ``limit`` in characters."""

    code = "url_too_long"


class MediaUnreachable(UnsupportedMedia):
    """The address had to be asked what it is, and could not be."""

    code = "media_unreachable"


class PlaylistUnavailable(UnsupportedMedia):
    """Not a playlist, a private one, or its provider did not answer."""

    code = "playlist_unavailable"
