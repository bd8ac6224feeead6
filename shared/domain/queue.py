"""What comes next: items, what viewers suggest, and the last change, that it can be undone."""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.media import Media

MAX_QUEUE = 200
"""Items; a night's worth of clips, and a snapshot that stays under 100 KB."""
MAX_SUGGESTIONS = 100
"""Items; more than an admin will look through."""
MAX_SUGGESTIONS_EACH = 5
"""Waiting at once, per viewer: nobody fills the list alone."""
MAX_VOTES = 100
"""For one suggestion: by then it leads any list. Keeps all votes of a room under 150 KB."""
MAX_SKIP_VOTES = 2_000
"""Half of a larger room than one process holds, and bounded whoever comes, votes and goes."""
LEAST_SKIP_VOTES = 2
"""One person alone is no majority over somebody who leads and is watching."""
UNDO_MS = 10_000
"""Long enough to notice a slip, too short to take back what others have built on."""


class Loop(StrEnum):
    """What is played again."""

    OFF = "off"
    ONE = "one"
    ALL = "all"


class QueueChange(StrEnum):
    """What somebody did to the queue."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SHUFFLED = "shuffled"
    CLEARED = "cleared"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to watch, and who put it there."""

    id: str
    media: Media
    added_by: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    Attributes:
        votes: Who is for it, in ascending order; whoever made it is, to begin with.
    """

    item: QueueItem
    votes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """
    The queue before its last change.

    Attributes:
        count: How many items the change was about.
        suggestion: What the change took out of the suggestions.
    """

    change_id: str
    change: QueueChange
    count: int
    user_id: int
    at_ms: int
    queue: tuple[QueueItem, ...]
    suggestion: Suggestion | None = None


def skip_threshold(people: int) -> int:
    """Return how many votes skip: more than half of those present."""
    return max(LEAST_SKIP_VOTES, people // 2 + 1)
