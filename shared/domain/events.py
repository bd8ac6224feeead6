"""What happened to a room. Past-tense names; the class is the wire schema."""

from dataclasses import dataclass

from shared.domain.permissions import Permission, Role
from shared.domain.playback import Playback
from shared.domain.room import Chat, QueueItem, Visibility


@dataclass(frozen=True, slots=True)
class PlaybackChanged:
    """The shared playhead took a new motion."""

    playback: Playback


@dataclass(frozen=True, slots=True)
class ItemStarted:
    """An item is on; if it was in the queue, it has left it."""

    item: QueueItem
    playback: Playback


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """An item joined the end of the queue."""

    item: QueueItem


@dataclass(frozen=True, slots=True)
class ItemRemoved:
    """An item left the queue."""

    item_id: str


@dataclass(frozen=True, slots=True)
class ItemDescribed:
    """The title or the thumbnail of an item became known."""

    item_id: str
    title: str | None
    thumbnail_url: str | None


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
class GrantChanged:
    """Something is allowed from another role on."""

    permission: Permission
    role: Role


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
class Closed:
    """The room is over; nobody can enter it any more."""

    closed_at_ms: int


@dataclass(frozen=True, slots=True)
class LinksRevoked:
    """Links issued under an earlier epoch are worthless."""

    link_epoch: int


Event = (
    PlaybackChanged
    | ItemStarted
    | ItemAdded
    | ItemRemoved
    | ItemDescribed
    | RoomRenamed
    | VisibilityChanged
    | RoleChanged
    | DeputyChanged
    | GrantChanged
    | ChatChanged
    | ChatRoleChanged
    | PersonForgotten
    | LinksRevoked
    | Closed
)
