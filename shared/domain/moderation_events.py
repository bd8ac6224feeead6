"""What happened to the order of a room; read as ``events.py``."""

from dataclasses import dataclass

from shared.domain.permissions import Permission
from shared.domain.sanctions import Sanction


@dataclass(frozen=True, slots=True)
class TrustChanged:
    """A person may do something beyond their role, or no longer."""

    user_id: int
    permission: Permission
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class ControlAsked:
    """A person's hand is up, or down again."""

    user_id: int
    is_asking: bool


@dataclass(frozen=True, slots=True)
class UserKicked:
    """A person was put out, and may come back in a moment."""

    sanction: Sanction
    at_ms: int


@dataclass(frozen=True, slots=True)
class UserBanned:
    """A person was put out and may not enter; what they were in the room, they are no longer."""

    sanction: Sanction
    at_ms: int


@dataclass(frozen=True, slots=True)
class UserUnbanned:
    """A person may enter again."""

    user_id: int


@dataclass(frozen=True, slots=True)
class UserMuted:
    """A person may neither chat nor feel."""

    sanction: Sanction
    at_ms: int


@dataclass(frozen=True, slots=True)
class UserUnmuted:
    """A person may chat and feel again."""

    user_id: int


@dataclass(frozen=True, slots=True)
class SlowModeChanged:
    """Viewers wait longer, or shorter, between two messages."""

    interval_s: int


@dataclass(frozen=True, slots=True)
class FilterChanged:
    """Other words than before may not be said."""

    words: tuple[str, ...]


ModerationEvent = (
    TrustChanged
    | ControlAsked
    | UserKicked
    | UserBanned
    | UserUnbanned
    | UserMuted
    | UserUnmuted
    | SlowModeChanged
    | FilterChanged
)
