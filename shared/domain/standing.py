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

from shared.domain.errors import PermissionDenied
from shared.domain.permissions import ALWAYS_LED, Permission, Role
from shared.domain.room import Room

GRACE_MS = 15_000
"""How long a person stays present without a connection: longer than a reload on a slow phone."""


@dataclass(frozen=True, slots=True)
class Present:
    """
    A person in the room, on however many devices.

    Attributes:
        since_ms: When they came, server clock; a reload does not start it anew.
        is_connected: False during the grace period after their last device went away.
    """

    user_id: int
    name: str
    since_ms: int
    is_connected: bool = True


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


def authorize(room: Room, permission: Permission, user_id: int, present: Sequence[Present]) -> None:
    """
    The only permission check in the program.

    Raises:
        PermissionDenied: If the person's standing is below what the room grants.
    """
    if not is_allowed(room, permission, user_id, present):
        raise PermissionDenied(permission=permission)


def is_granted(room: Room, permission: Permission, user_id: int) -> bool:
    """Return whether a person's own role is enough, whoever is here: a storm asks only this."""
    return room.role_of(user_id).includes(room.grants[permission])


def is_allowed(
    room: Room, permission: Permission, user_id: int, present: Sequence[Present]
) -> bool:
    if is_granted(room, permission, user_id):
        return True
    if permission in ALWAYS_LED and leader(room, present) == user_id:
        return True
    return standing(room, user_id, present).includes(room.grants[permission])


def authorize_over(room: Room, other_id: int, user_id: int, present: Sequence[Present]) -> None:
    """
    Check that a person may act on what is somebody else's: as an admin, and not on those above.

    Raises:
        PermissionDenied: If they may not.
    """
    own = standing(room, user_id, present)
    if not own.includes(Role.ADMIN) or not own.includes(room.role_of(other_id)):
        raise PermissionDenied(permission="moderate")
