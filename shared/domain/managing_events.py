"""What happened to how a room is managed; read as ``events.py``."""

from dataclasses import dataclass

from shared.domain.hold import Patience
from shared.domain.permissions import Permission, Role
from shared.domain.room import Chat, Visibility


@dataclass(frozen=True, slots=True)
class RoomRenamed:
    """The room has another name."""

    title: str


@dataclass(frozen=True, slots=True)
class VisibilityChanged:
    """Others may find or enter the room than before."""

    visibility: Visibility


@dataclass(frozen=True, slots=True)
class RoleChanged:
    """A person became an admin or a viewer."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class DeputyChanged:
    """Another person, or nobody, leads while the owner is away."""

    user_id: int | None


@dataclass(frozen=True, slots=True)
class OwnerChanged:
    """Somebody else owns the room; whoever did is an admin."""

    user_id: int


@dataclass(frozen=True, slots=True)
class GrantChanged:
    """Something is allowed from another role on."""

    permission: Permission
    role: Role


@dataclass(frozen=True, slots=True)
class CapacityChanged:
    """The room holds more people, or fewer."""

    capacity: int


@dataclass(frozen=True, slots=True)
class PatienceChanged:
    """The room waits for those who stall, or no longer."""

    patience: Patience


@dataclass(frozen=True, slots=True)
class ToleranceChanged:
    """Pages jump from another distance on."""

    tolerance_s: float


@dataclass(frozen=True, slots=True)
class EmotionsChanged:
    """People here may feel something else."""

    emotions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChatChanged:
    """The room belongs to this Telegram chat."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class ChatRoleChanged:
    """A person became an administrator of the room's chat, or is none any more."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """A person left no trace: no role, and nobody's name on what they added."""

    user_id: int


@dataclass(frozen=True, slots=True)
class LinksRevoked:
    """Links issued under an earlier epoch are worthless."""

    link_epoch: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The room is over; nobody can enter it any more."""

    closed_at_ms: int
    reason: str = ""
