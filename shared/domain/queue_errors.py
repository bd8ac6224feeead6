"""
Refusals that concern what is on and what comes next; read as ``errors.py``.

* :exc:`RoomError`
    * :exc:`NothingLoaded`
    * :exc:`ItemNotFound`
    * :exc:`QueueFull`
    * :exc:`NothingToUndo`
    * :exc:`SuggestionsFull`
    * :exc:`TooManySuggestions`
    * :exc:`VotesFull`
"""

from shared.domain.errors import RoomError


class NothingLoaded(RoomError):
    """There is no media to play, pause or seek."""

    code = "nothing_loaded"


class ItemNotFound(RoomError):
    code = "item_not_found"


class QueueFull(RoomError):
    """Data: ``limit``, the number of items a queue holds."""

    code = "queue_full"


class NothingToUndo(RoomError):
    """The queue was changed since, or it is too late."""

    code = "nothing_to_undo"


class SuggestionsFull(RoomError):
    """Data: ``limit``, the number of suggestions that can wait."""

    code = "suggestions_full"


class TooManySuggestions(RoomError):
    """Data: ``limit``, how many of one person's suggestions can wait."""

    code = "too_many_suggestions"


class VotesFull(RoomError):
    """Data: ``limit``, the number of votes that are counted."""

    code = "votes_full"
