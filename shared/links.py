"""
Signed room links: a room, a role and an expiry in what Telegram's start parameter can carry.

A token is ``base64url(header + mac) + room id``: 28 characters and at most 36, of Telegram's
``[A-Za-z0-9_-]``, at most 64 together: ``start`` takes no more (``startapp`` would take 512).

==========  =====  =================================================
version     1      ``VERSION << 2 | role``; the first character, `B`
expiry      4      seconds since the Unix epoch, until 2106
epoch       2      of the room's links; a later one revokes
mac         14     HMAC-SHA256 over header and room id, truncated
==========  =====  =================================================

21 bytes are exactly 28 characters: no padding and no spare bits, so no token can be written in
two ways. 14 bytes are 112 bits, where RFC 2104 section 5 asks for at least 80.
"""

import base64
import hmac
import re
import struct
from dataclasses import dataclass

from shared.domain.link_errors import LinkExpired, LinkInvalid
from shared.domain.permissions import Role
from shared.domain.room import LINK_EPOCHS
from shared.ports.clock import Clock

ROOM_ID = re.compile(r"[A-Za-z0-9_-]{1,36}")
"""What fits a token beside its signature; a UUID does."""
VERSION = 1
"""Six bits. Not 63: that is `_`, and a start parameter in `_tgr_` is Telegram's referral."""

_HEADER = struct.Struct(">BIH")
_MAC_BYTES = 14
_ROLES = (Role.VIEWER, Role.ADMIN)
"""By their number in the header."""
_TOKEN = re.compile(rf"([A-Za-z0-9_-]{{28}})({ROOM_ID.pattern})")


@dataclass(frozen=True, slots=True)
class RoomLink:
    """
    What a genuine link says. Whether it has been revoked, only the room knows.

    Attributes:
        epoch: The room's ``link_epoch`` when the link was issued.
    """

    room_id: str
    role: Role
    epoch: int
    expires_ms: int


class Links:
    """
    Args:
        secret: Known to this server only; a change makes every link invalid.
    """

    def __init__(self, secret: bytes, clock: Clock) -> None:
        if not secret:
            raise ValueError("everybody could sign with an empty secret")
        # A key of their own, so that the secret may serve other purposes too.
        self._key = hmac.digest(secret, b"room-link", "sha256")
        self._clock = clock

    def issue(self, room_id: str, *, role: Role, epoch: int, expires_ms: int) -> str:
        """
        Return a token. The expiry is kept in whole seconds, rounded down.

        Raises:
            ValueError: If a link cannot carry it; it never carries the owner's role.
        """
        expires_s = expires_ms // 1000
        if role not in _ROLES:
            raise ValueError(f"no link makes anybody {role}")
        if not ROOM_ID.fullmatch(room_id):
            raise ValueError(f"not a room id: {room_id!r}")
        if not (0 <= epoch < LINK_EPOCHS and 0 <= expires_s < 2**32):
            raise ValueError(f"out of range: epoch {epoch}, expiry {expires_ms} ms")
        header = _HEADER.pack(VERSION << 2 | _ROLES.index(role), expires_s, epoch)
        head = base64.urlsafe_b64encode(header + self._mac(header, room_id))
        return head.decode() + room_id

    def open(self, token: str) -> RoomLink:
        """
        Return what a token carries.

        Raises:
            LinkInvalid: If it is not one of ours, to the last bit.
            LinkExpired: If it was one of ours.
        """
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise LinkInvalid
        head, room_id = base64.urlsafe_b64decode(match[1]), match[2]
        header, mac = head[: _HEADER.size], head[_HEADER.size :]
        if not hmac.compare_digest(mac, self._mac(header, room_id)):
            raise LinkInvalid
        kind, expires_s, epoch = _HEADER.unpack(header)
        version, role = kind >> 2, kind & 0b11
        if version != VERSION or role >= len(_ROLES):
            raise LinkInvalid
        link = RoomLink(room_id, _ROLES[role], epoch, expires_s * 1000)
        if self._clock.now_ms() >= link.expires_ms:
            raise LinkExpired
        return link

    def _mac(self, header: bytes, room_id: str) -> bytes:
        return hmac.digest(self._key, header + room_id.encode(), "sha256")[:_MAC_BYTES]
