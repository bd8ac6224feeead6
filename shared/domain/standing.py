"""
Who leads the room and who may do what: derived from roles and presence, never written down.

The order of succession, first that is present:

1. the owner;
2. the deputy whom the owner named;
3. the admin who has been here longest;
4. the viewer who has been here longest.

Whoever leads may at least do what an admin may. Nothing is handed over and nothing has to be
given back: when the owner returns, the same derivation yields the owner again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.errors import PermissionDenied, RoomClosed
from shared.domain.moderation_errors import Banned, Kicked, Muted
from shared.domain.page_state import ALL_WELL, Report
from shared.domain.permissions import ALWAYS_LED, SPOKEN, Permission, Role
from shared.domain.room import Room
from shared.domain.sanctions import Sanction, sanction_of

GRACE_MS = 15_000
"""How long a person stays present without a connection: longer than a reload on a slow phone."""


@dataclass(frozen=True, slots=True)
class Present:
    """
    A person in the room, on however many devices.

    Attributes:
        since_ms: When they came, server clock; a reload does not start it anew.
        is_connected: False during the grace period after their last device went away.
        report: Of the device that keeps up best.
    """

    user_id: int
    name: str
    since_ms: int
    is_connected: bool = True
    report: Report = ALL_WELL


def leader(room: Room, present: Sequence[Present]) -> int | None:
    """Return who leads the room; None only if nobody is there."""
    here = {person.user_id for person in present}
    for first in (room.owner_id, room.deputy_id):
        if first in here:
            return first
    admins = [person for person in present if room.role_of(person.user_id) is Role.ADMIN]
    longest = min(
        admins or present, key=lambda person: (person.since_ms, person.user_id), default=None
    )
    return None if longest is None else longest.user_id


def standing(room: Room, user_id: int, present: Sequence[Present]) -> Role:
    """Return the role a person acts in right now."""
    role = room.role_of(user_id)
    if role is Role.VIEWER and leader(room, present) == user_id:
        return Role.ADMIN
    return role


def is_appointed(room: Room, user_id: int) -> bool:
    """Return whether a person has been made something here: owner, admin or deputy."""
    return room.role_of(user_id) is not Role.VIEWER or user_id == room.deputy_id


def limit_for(room: Room, user_id: int) -> int | None:
    """Return how many there may be with a person; None for those whom no crowd locks out."""
    return None if is_appointed(room, user_id) else room.capacity


def authorize(
    room: Room, permission: Permission, user_id: int, present: Sequence[Present], now_ms: int
) -> None:
    """
    The only permission check in the program.

    Raises:
        Muted: If the person may not speak for now, and this is speaking.
        PermissionDenied: If the person's standing is below what the room grants.
    """
    if mute := _mute(room, permission, user_id, now_ms):
        raise Muted(until_ms=mute.until_ms)
    if not is_allowed(room, permission, user_id, present):
        raise PermissionDenied(permission=permission)


def is_granted(room: Room, permission: Permission, user_id: int, now_ms: int) -> bool:
    """Return whether a person may something whoever else is here: a storm asks only this."""
    is_muted = _mute(room, permission, user_id, now_ms) is not None
    return _holds(room, permission, user_id) and not is_muted


def is_allowed(
    room: Room, permission: Permission, user_id: int, present: Sequence[Present]
) -> bool:
    """Return whether a person's standing is enough; the muted are told by :func:`authorize`."""
    if _holds(room, permission, user_id):
        return True
    if permission in ALWAYS_LED and leader(room, present) == user_id:
        return True
    return standing(room, user_id, present).includes(room.grants[permission])


def _holds(room: Room, permission: Permission, user_id: int) -> bool:
    is_enough = room.role_of(user_id).includes(room.grants[permission])
    return is_enough or room.is_trusted(user_id, permission)


def _mute(room: Room, permission: Permission, user_id: int, now_ms: int) -> Sanction | None:
    return sanction_of(room.muted, user_id, now_ms) if permission in SPOKEN else None


def refuse_excluded(room: Room, user_id: int, now_ms: int) -> None:
    """
    Check that a person may be in the room at all.

    Raises:
        Kicked: If they were put out a moment ago.
        Banned: If they may not enter.
    """
    for sanctions, refusal in ((room.banned, Banned), (room.kicked, Kicked)):
        sanction = sanction_of(sanctions, user_id, now_ms)
        if sanction:
            raise refusal(until_ms=sanction.until_ms, reason=sanction.reason)


def is_excluded(room: Room, user_id: int, now_ms: int) -> bool:
    """Return whether a person was put out of the room, or may not enter."""
    lists = (room.banned, room.kicked)
    return any(sanction_of(sanctions, user_id, now_ms) for sanctions in lists)


def authorize_over(room: Room, other_id: int, user_id: int, present: Sequence[Present]) -> None:
    """
    Check that a person may act on what is somebody else's: as an admin, and not on those above.

    Raises:
        PermissionDenied: If they may not.
    """
    own = standing(room, user_id, present)
    if not own.includes(Role.ADMIN) or not own.includes(room.role_of(other_id)):
        raise PermissionDenied(permission=Permission.MODERATE)


def authorize_against(room: Room, other_id: int, user_id: int, present: Sequence[Present]) -> None:
    """
    Check that a person may take something from another: only those above them may.

    Nobody is above the owner, who can therefore not be locked out, and no one is above themselves.

    Raises:
        PermissionDenied: If they may not.
    """
    if room.role_of(other_id).includes(standing(room, user_id, present)):
        raise PermissionDenied(permission=Permission.MODERATE)


def closed(room: Room) -> RoomClosed:
    """Return what to tell those who ask something of a room that is over."""
    why = {"reason": room.closed_reason} if room.closed_reason else {}
    return RoomClosed(room_id=room.id, **why)
