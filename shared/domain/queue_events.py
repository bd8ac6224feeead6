"""What happened to the queue, to suggestions and to what is on; read as ``events.py``."""

from dataclasses import dataclass

from shared.domain.playback import Playback
from shared.domain.queue import Loop, QueueChange, QueueItem, Suggestion


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


QueueEvent = (
    ItemStarted
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
)
