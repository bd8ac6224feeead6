"""What the commands of the queue mean."""

from hashlib import sha256
from typing import assert_never

from shared.domain.context import Context, new_item
from shared.domain.events import Event
from shared.domain.media_errors import PlaylistUnavailable
from shared.domain.queue import MAX_QUEUE, UNDO_MS, QueueChange, QueueItem
from shared.domain.queue_commands import (
    AddPlaylist,
    AddToQueue,
    ClearQueue,
    MoveItem,
    QueueCommand,
    RemoveFromQueue,
    SetAutoplay,
    SetLoop,
    ShuffleQueue,
    UndoQueue,
)
from shared.domain.queue_errors import NothingToUndo, QueueFull
from shared.domain.queue_events import (
    AutoplayChanged,
    ItemAdded,
    ItemRemoved,
    LoopChanged,
    QueueArranged,
    QueueChanging,
    QueueRestored,
)
from shared.domain.room import Room
from shared.domain.turns import queued


def decide_queue(room: Room, command: QueueCommand, ctx: Context) -> tuple[Event, ...]:
    match command:
        case AddToQueue(_, is_next):
            return add(room, (new_item(ctx),), ctx, is_next=is_next)
        case AddPlaylist():
            return _add_playlist(room, ctx)
        case RemoveFromQueue(item_id):
            removed = ItemRemoved(queued(room, item_id).id)
            return changing(QueueChange.REMOVED, 1, ctx), removed
        case MoveItem(item_id, before_id):
            return _move(room, queued(room, item_id), before_id, ctx)
        case ShuffleQueue():
            return _arrange(room, QueueChange.SHUFFLED, len(room.queue), _shuffled(room, ctx), ctx)
        case ClearQueue():
            return _arrange(room, QueueChange.CLEARED, len(room.queue), [], ctx)
        case UndoQueue(change_id):
            return _undo(room, change_id, ctx)
        case SetLoop(mode):
            return () if mode is room.loop else (LoopChanged(mode),)
        case SetAutoplay(is_on):
            return () if is_on is room.autoplay else (AutoplayChanged(is_on),)
        case _:
            assert_never(command)


def add(
    room: Room, items: tuple[QueueItem, ...], ctx: Context, *, is_next: bool = False
) -> tuple[Event, ...]:
    """
    Raises:
        QueueFull: If there is no room for a single one; of several, as many as fit are added.
    """
    fitting = items[: MAX_QUEUE - len(room.queue)]
    if not fitting:
        raise QueueFull(limit=MAX_QUEUE)
    added = (ItemAdded(item, is_next) for item in fitting)
    return changing(QueueChange.ADDED, len(fitting), ctx), *added


def changing(
    change: QueueChange, count: int, ctx: Context, *, suggestion_id: str | None = None
) -> QueueChanging:
    return QueueChanging(ctx.new_id, change, count, ctx.user_id, ctx.now_ms, suggestion_id)


def _add_playlist(room: Room, ctx: Context) -> tuple[Event, ...]:
    if not ctx.playlist:
        raise PlaylistUnavailable
    items = (
        QueueItem(f"{ctx.new_id}.{place}", media, ctx.user_id)
        for place, media in enumerate(ctx.playlist)
    )
    return add(room, tuple(items), ctx)


def _move(room: Room, item: QueueItem, before_id: str | None, ctx: Context) -> tuple[Event, ...]:
    if before_id == item.id:
        return ()
    order = [other.id for other in room.queue if other.id != item.id]
    place = len(order) if before_id is None else order.index(queued(room, before_id).id)
    order.insert(place, item.id)
    return _arrange(room, QueueChange.MOVED, 1, order, ctx)


def _shuffled(room: Room, ctx: Context) -> list[str]:
    ids = [item.id for item in room.queue]
    return sorted(ids, key=lambda item_id: sha256(f"{ctx.seed} {item_id}".encode()).digest())


def _arrange(
    room: Room, change: QueueChange, count: int, order: list[str], ctx: Context
) -> tuple[Event, ...]:
    if order == [item.id for item in room.queue]:
        return ()
    return changing(change, count, ctx), QueueArranged(tuple(order))


def _undo(room: Room, change_id: str, ctx: Context) -> tuple[Event, ...]:
    undo = room.undo
    if undo is None or undo.change_id != change_id or ctx.now_ms - undo.at_ms > UNDO_MS:
        raise NothingToUndo
    return (QueueRestored(change_id),)
