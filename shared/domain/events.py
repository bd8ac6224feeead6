"""What happened to a room. Past-tense names; the class is the wire schema."""

from dataclasses import dataclass

from shared.domain.hold import Hold, Patience
from shared.domain.moderation_events import ModerationEvent
from shared.domain.permissions import Permission, Role
from shared.domain.playback import Playback
from shared.domain.queue import Loop, QueueChange, QueueItem, Suggestion
from shared.domain.ready_events import ReadyEvent
from shared.domain.room import Chat, Visibility


@dataclass(frozen=True, slots=True)
class PlaybackChanged:
    """The shared playhead took a new motion."""

    playback: Playback


@dataclass(frozen=True, slots=True)
class HoldBegan:
    """The room stands still for those named, until its motion begins or they are ready."""

    hold: Hold
    playback: Playback


@dataclass(frozen=True, slots=True)
class HoldChanged:
    """The room waits for others than before."""

    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ItemStarted:
    """An item is on; if it was in the queue, it has left it."""

    item: QueueItem
    playback: Playback


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """An item joined the end of the queue, or its beginning."""

    item: QueueItem
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class ItemRemoved:
    """An item left the queue."""

    item_id: str


@dataclass(frozen=True, slots=True)
class QueueArranged:
    """The queue has another order; items that are not named have left it."""

    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueueChanging:
    """
    Somebody changes the queue; as it is now, it can be brought back for a while.

    Attributes:
        count: How many items the change is about.
        suggestion_id: What the change takes out of the suggestions.
    """

    change_id: str
    change: QueueChange
    count: int
    user_id: int
    at_ms: int
    suggestion_id: str | None = None


@dataclass(frozen=True, slots=True)
class QueueRestored:
    """The named change was undone."""

    change_id: str


@dataclass(frozen=True, slots=True)
class LoopChanged:
    """Something else is played again."""

    mode: Loop


@dataclass(frozen=True, slots=True)
class AutoplayChanged:
    """The next item starts by itself, or waits to be started."""

    is_on: bool


@dataclass(frozen=True, slots=True)
class SuggestionAdded:
    """Somebody suggested a video."""

    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class SuggestionRemoved:
    """A suggestion was decided on, or withdrawn."""

    item_id: str


@dataclass(frozen=True, slots=True)
class SuggestionVoted:
    """A person is for a suggestion, or no longer."""

    item_id: str
    user_id: int
    is_for: bool


@dataclass(frozen=True, slots=True)
class SkipVoted:
    """A person is for skipping what is on, or no longer."""

    user_id: int
    is_for: bool


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
class OwnerChanged:
    """Somebody else owns the room; whoever did is an admin."""

    user_id: int


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
class Closed:
    """The room is over; nobody can enter it any more."""

    closed_at_ms: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinksRevoked:
    """Links issued under an earlier epoch are worthless."""

    link_epoch: int


Event = (
    PlaybackChanged
    | HoldBegan
    | HoldChanged
    | ReadyEvent
    | ItemStarted
    | ItemAdded
    | ItemRemoved
    | QueueArranged
    | QueueChanging
    | QueueRestored
    | LoopChanged
    | AutoplayChanged
    | SuggestionAdded
    | SuggestionRemoved
    | SuggestionVoted
    | SkipVoted
    | ItemDescribed
    | RoomRenamed
    | VisibilityChanged
    | RoleChanged
    | DeputyChanged
    | OwnerChanged
    | GrantChanged
    | ModerationEvent
    | CapacityChanged
    | PatienceChanged
    | ToleranceChanged
    | EmotionsChanged
    | ChatChanged
    | ChatRoleChanged
    | PersonForgotten
    | LinksRevoked
    | Closed
)
