"""What happened to a room. Past-tense names; the class is the wire schema."""

from dataclasses import dataclass

from shared.domain.hold import Hold
from shared.domain.managing_events import (
    CapacityChanged,
    ChatChanged,
    ChatRoleChanged,
    Closed,
    DeputyChanged,
    EmotionsChanged,
    GrantChanged,
    LinksRevoked,
    OwnerChanged,
    PatienceChanged,
    PersonForgotten,
    RoleChanged,
    RoomRenamed,
    ToleranceChanged,
    VisibilityChanged,
)
from shared.domain.moderation_events import ModerationEvent
from shared.domain.playback import Playback
from shared.domain.queue_events import QueueEvent
from shared.domain.ready_events import ReadyEvent


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


Event = (
    PlaybackChanged
    | HoldBegan
    | HoldChanged
    | ReadyEvent
    | QueueEvent
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
