"""What is asked of a room by those who manage it; read as ``commands.py``."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import MaxLen, MinLen

from shared.domain.capacity import Capacity
from shared.domain.emotions import MAX_SET
from shared.domain.fields import Emotion, UserId
from shared.domain.hold import Patience
from shared.domain.permissions import Permission, Role
from shared.domain.room import Visibility
from shared.domain.tolerance import Tolerance

MAX_TITLE = 100
"""Characters; two lines on a phone."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the room a name; an empty one takes it away."""

    needs: ClassVar = Permission.MANAGE

    title: Annotated[str, MaxLen(MAX_TITLE)]


@dataclass(frozen=True, slots=True)
class SetVisibility:
    """Decide who may find the room and who may enter it."""

    needs: ClassVar = Permission.MANAGE

    visibility: Visibility


@dataclass(frozen=True, slots=True)
class SetRole:
    """Make a person an admin, or a viewer again."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId
    role: Literal[Role.ADMIN, Role.VIEWER]


@dataclass(frozen=True, slots=True)
class SetDeputy:
    """Name who leads the room while its owner is away; null names nobody."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId | None


@dataclass(frozen=True, slots=True)
class TransferRoom:
    """Make somebody else the owner; whoever was it stays an admin."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class SetGrant:
    """Decide from which role on something is allowed. Managing stays the owner's."""

    needs: ClassVar = Permission.MANAGE

    permission: Literal[
        Permission.CONTROL,
        Permission.QUEUE,
        Permission.SUGGEST,
        Permission.CHAT,
        Permission.EMOTE,
        Permission.INVITE,
        Permission.MODERATE,
    ]
    role: Role


@dataclass(frozen=True, slots=True)
class SetCapacity:
    """Decide how many people the room holds. Whoever is inside stays."""

    needs: ClassVar = Permission.MANAGE

    capacity: Capacity


@dataclass(frozen=True, slots=True)
class SetPatience:
    """Decide whether the room stops for those whose video has stalled."""

    needs: ClassVar = Permission.MANAGE

    patience: Patience


@dataclass(frozen=True, slots=True)
class SetTolerance:
    """Decide from how many seconds off a page jumps; below, it draws near by its rate."""

    needs: ClassVar = Permission.MANAGE

    tolerance_s: Tolerance


@dataclass(frozen=True, slots=True)
class SetEmotions:
    """Choose what people here may feel: one to eight emoji, in the order they are offered."""

    needs: ClassVar = Permission.MANAGE

    emotions: Annotated[tuple[Emotion, ...], MinLen(1), MaxLen(MAX_SET)]


@dataclass(frozen=True, slots=True)
class RevokeLinks:
    """Make every link issued so far worthless."""

    needs: ClassVar = Permission.MANAGE


@dataclass(frozen=True, slots=True)
class Close:
    """End the room for good; nobody can enter it any more."""

    needs: ClassVar = Permission.MANAGE


ManagingCommand = (
    Rename
    | SetVisibility
    | SetRole
    | SetDeputy
    | TransferRoom
    | SetGrant
    | SetCapacity
    | SetPatience
    | SetTolerance
    | SetEmotions
    | RevokeLinks
    | Close
)
