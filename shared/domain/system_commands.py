"""What the program itself asks of a room; never parsed from a client."""

from dataclasses import dataclass

from shared.domain.media import Media
from shared.domain.permissions import Role
from shared.domain.room import Chat


@dataclass(frozen=True, slots=True)
class CloseByService:
    """End the room for good, by those who run the service."""

    reason: str


@dataclass(frozen=True, slots=True)
class CountReady:
    """
    Count down if those who are still there are all ready.

    Attributes:
        user_ids: Of whom an answer is expected.
        lead_ms: How long everybody needs to be ready for a start.
    """

    user_ids: tuple[int, ...]
    lead_ms: int


@dataclass(frozen=True, slots=True)
class Describe:
    """Fill in what has been found out about an item."""

    item_id: str
    media: Media


@dataclass(frozen=True, slots=True)
class Forget:
    """Take every trace of a person out of the room."""

    user_id: int


@dataclass(frozen=True, slots=True)
class HoldFor:
    """
    Let the room stand still for these people, in ascending order; for nobody, it goes on.

    Attributes:
        lead_ms: How long everybody needs to be ready for a start.
    """

    user_ids: tuple[int, ...]
    lead_ms: int


@dataclass(frozen=True, slots=True)
class HonourChat:
    """Make an admin of who administers the room's chat, or a viewer again of who no longer does."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class HonourLink:
    """Give the role that a verified link carries."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class TieToChat:
    """Note which chat the room belongs to: a group that grew has another id."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class Wake:
    """Hold the playhead where it was when the room was last watched, if that is long ago."""

    seen_at_ms: int


SystemCommand = (
    CloseByService
    | CountReady
    | Describe
    | Forget
    | HoldFor
    | HonourChat
    | HonourLink
    | TieToChat
    | Wake
)
