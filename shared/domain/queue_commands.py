"""What may be asked of the queue and of the suggestions to it; read as ``commands.py``."""

from dataclasses import dataclass
from typing import ClassVar

from shared.domain.fields import ItemId, Url
from shared.domain.permissions import Permission
from shared.domain.queue import Loop


@dataclass(frozen=True, slots=True)
class AddToQueue:
    """Put a video at the end of the queue, or at its beginning."""

    needs: ClassVar = Permission.QUEUE

    url: Url
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class AddPlaylist:
    """Append the videos of a playlist, as many as its provider tells of."""

    needs: ClassVar = Permission.QUEUE

    url: Url


@dataclass(frozen=True, slots=True)
class RemoveFromQueue:
    """Take an item out of the queue."""

    needs: ClassVar = Permission.QUEUE

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Put an item of the queue before another one; null puts it at the end."""

    needs: ClassVar = Permission.QUEUE

    item_id: ItemId
    before_id: ItemId | None


@dataclass(frozen=True, slots=True)
class ShuffleQueue:
    """Put the queue into another order, once."""

    needs: ClassVar = Permission.QUEUE


@dataclass(frozen=True, slots=True)
class ClearQueue:
    """Take everything out of the queue."""

    needs: ClassVar = Permission.QUEUE


@dataclass(frozen=True, slots=True)
class UndoQueue:
    """Take back the named change of the queue, if it is the last one and ten seconds young."""

    needs: ClassVar = Permission.QUEUE

    change_id: ItemId


@dataclass(frozen=True, slots=True)
class SetLoop:
    """Repeat nothing, what is on, or the whole queue."""

    needs: ClassVar = Permission.QUEUE

    mode: Loop


@dataclass(frozen=True, slots=True)
class SetAutoplay:
    """Decide whether the next item starts by itself when one has ended."""

    needs: ClassVar = Permission.QUEUE

    is_on: bool


@dataclass(frozen=True, slots=True)
class Suggest:
    """Propose a video; from whoever may queue it, that is adding it."""

    needs: ClassVar = Permission.SUGGEST

    url: Url


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back one's own suggestion."""

    needs: ClassVar = Permission.SUGGEST

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class Vote:
    """Be for a suggestion, or no longer."""

    needs: ClassVar = Permission.SUGGEST

    item_id: ItemId
    is_for: bool


@dataclass(frozen=True, slots=True)
class VoteSkip:
    """Be for going on to the next item, or no longer, if the named one is still on."""

    needs: ClassVar = Permission.SUGGEST

    item_id: ItemId
    is_for: bool = True


@dataclass(frozen=True, slots=True)
class Approve:
    """Let a suggestion into the queue."""

    needs: ClassVar = Permission.QUEUE

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class Reject:
    """Take a suggestion out."""

    needs: ClassVar = Permission.QUEUE

    item_id: ItemId


SuggestionCommand = Suggest | Withdraw | Vote | Approve | Reject
"""What viewers propose and admins decide on."""

QueueCommand = (
    AddToQueue
    | AddPlaylist
    | RemoveFromQueue
    | MoveItem
    | ShuffleQueue
    | ClearQueue
    | UndoQueue
    | SetLoop
    | SetAutoplay
)
"""What changes the queue, and how it is played."""
