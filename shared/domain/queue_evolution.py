"""What the events of the queue make of a room; part of ``evolution.py``."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from shared.domain.ids import with_id
from shared.domain.queue import QueueItem, Suggestion, Undo
from shared.domain.queue_events import (
    AutoplayChanged,
    ItemAdded,
    ItemDescribed,
    ItemRemoved,
    ItemStarted,
    LoopChanged,
    QueueArranged,
    QueueChanging,
    QueueEvent,
    QueueRestored,
    SkipVoted,
    SuggestionAdded,
    SuggestionRemoved,
    SuggestionVoted,
)
from shared.domain.room import Room


def evolve_queue(room: Room, event: QueueEvent) -> Room:
    match event:
        case ItemStarted(item, playback):
            queue = _without(room.queue, item.id)
            return replace(
                room,
                current=item,
                playback=playback,
                hold=None,
                ready_check=None,
                queue=queue,
                skip_votes=(),
                undo=None,
            )
        case ItemAdded(item, is_next):
            return replace(room, queue=(item, *room.queue) if is_next else (*room.queue, item))
        case ItemRemoved(item_id):
            return replace(room, queue=_without(room.queue, item_id))
        case QueueArranged(item_ids):
            known = {item.id: item for item in room.queue}
            return replace(room, queue=tuple(known[item_id] for item_id in item_ids))
        case QueueChanging():
            return replace(room, undo=_noted(room, event))
        case QueueRestored():
            return _restored(room)
        case LoopChanged(mode):
            return replace(room, loop=mode)
        case AutoplayChanged(is_on):
            return replace(room, autoplay=is_on)
        case SkipVoted(user_id, is_for):
            return replace(room, skip_votes=with_id(room.skip_votes, user_id, is_in=is_for))
        case SuggestionAdded() | SuggestionRemoved() | SuggestionVoted():
            return replace(room, suggestions=_suggestions(room, event))
        case ItemDescribed():
            return mapped(room, lambda item: _described(item, event))
        case _:
            assert_never(event)


def mapped(room: Room, change: Callable[[QueueItem], QueueItem]) -> Room:
    """Return the room with every item in it changed, wherever it is."""
    return replace(
        room,
        current=room.current and change(room.current),
        queue=tuple(map(change, room.queue)),
        suggestions=tuple(_with_item(suggestion, change) for suggestion in room.suggestions),
        undo=room.undo
        and replace(
            room.undo,
            queue=tuple(map(change, room.undo.queue)),
            suggestion=room.undo.suggestion and _with_item(room.undo.suggestion, change),
        ),
    )


def without_voter(room: Room, user_id: int) -> Room:
    """Return the room without a person's votes, nor their change to be undone."""

    def unvoted(suggestion: Suggestion) -> Suggestion:
        return replace(suggestion, votes=with_id(suggestion.votes, user_id, is_in=False))

    undo = room.undo
    if undo is not None and undo.user_id == user_id:
        undo = None
    return replace(
        room,
        suggestions=tuple(map(unvoted, room.suggestions)),
        skip_votes=with_id(room.skip_votes, user_id, is_in=False),
        undo=undo and replace(undo, suggestion=undo.suggestion and unvoted(undo.suggestion)),
    )


def _noted(room: Room, event: QueueChanging) -> Undo:
    suggestion = next(
        (known for known in room.suggestions if known.item.id == event.suggestion_id), None
    )
    return Undo(
        event.change_id,
        event.change,
        event.count,
        event.user_id,
        event.at_ms,
        room.queue,
        suggestion,
    )


def _restored(room: Room) -> Room:
    if room.undo is None:
        return room
    returning = () if room.undo.suggestion is None else (room.undo.suggestion,)
    return replace(
        room,
        queue=room.undo.queue,
        suggestions=(*room.suggestions, *returning),
        undo=None,
    )


def _suggestions(
    room: Room, event: SuggestionAdded | SuggestionRemoved | SuggestionVoted
) -> tuple[Suggestion, ...]:
    match event:
        case SuggestionAdded(suggestion):
            return (*room.suggestions, suggestion)
        case SuggestionRemoved(item_id):
            return tuple(known for known in room.suggestions if known.item.id != item_id)
        case SuggestionVoted(item_id, user_id, is_for):
            return tuple(
                replace(known, votes=with_id(known.votes, user_id, is_in=is_for))
                if known.item.id == item_id
                else known
                for known in room.suggestions
            )
        case _:
            assert_never(event)


def _described(item: QueueItem, event: ItemDescribed) -> QueueItem:
    if item.id != event.item_id:
        return item
    media = replace(item.media, title=event.title, thumbnail_url=event.thumbnail_url)
    return replace(item, media=media)


def _with_item(suggestion: Suggestion, change: Callable[[QueueItem], QueueItem]) -> Suggestion:
    return replace(suggestion, item=change(suggestion.item))


def _without(queue: tuple[QueueItem, ...], item_id: str) -> tuple[QueueItem, ...]:
    return tuple(item for item in queue if item.id != item_id)
