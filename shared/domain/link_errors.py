"""
Refusals that concern links into rooms; read as ``errors.py``.

* :exc:`RoomError`
    * :exc:`LinkRefused`
        * :exc:`LinkInvalid`
        * :exc:`LinkExpired`
        * :exc:`LinkRevoked`
"""

from shared.domain.errors import RoomError


class LinkRefused(RoomError):
    code = "link_refused"


class LinkInvalid(LinkRefused):
    """Not a link of ours: malformed, tampered with, or signed with another secret."""

    code = "link_invalid"


class LinkExpired(LinkRefused):
    code = "link_expired"


class LinkRevoked(LinkRefused):
    """The owner has made all earlier links worthless."""

    code = "link_revoked"
