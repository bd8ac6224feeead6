"""What an event makes of a room. Pure, total, and mirrored by ``reduce`` in room-store.js."""

from dataclasses import replace
from typing import assert_never

from shared.domain.events import (
    DeputyChanged,
    Event,
    ItemAdded,
    ItemDescribed,
    ItemRemoved,
    ItemStarted,
    LinksRevoked,
    PlaybackChanged,
    RoleChanged,
    RoomRenamed,
    VisibilityChanged,
)
from shared.domain.permissions import Role
from shared.domain.room import QueueItem, Room


def evolve(room: Room, event: Event) -> Room:
    """Return the room as it is after an event."""
    room = replace(room, version=room.version + 1)
    match event:
        case PlaybackChanged(playback):
            return replace(room, playback=playback)
        case ItemStarted(item, playback):
            queue = _without(room.queue, item.id)
            return replace(room, current=item, playback=playback, queue=queue)
        case ItemAdded(item):
            return replace(room, queue=(*room.queue, item))
        case ItemRemoved(item_id):
            return replace(room, queue=_without(room.queue, item_id))
        case ItemDescribed():
            queue = tuple(_described(item, event) for item in room.queue)
            current = room.current and _described(room.current, event)
            return replace(room, current=current, queue=queue)
        case RoomRenamed(title):
            return replace(room, title=title)
        case VisibilityChanged(visibility):
            return replace(room, visibility=visibility)
        case RoleChanged(user_id, role):
            others = {admin for admin in room.admins if admin != user_id}
            admins = others | {user_id} if role is Role.ADMIN else others
            return replace(room, admins=tuple(sorted(admins)))
        case DeputyChanged(user_id):
            return replace(room, deputy_id=user_id)
        case LinksRevoked(link_epoch):
            return replace(room, link_epoch=link_epoch)
        case _:
            assert_never(event)


def _without(queue: tuple[QueueItem, ...], item_id: str) -> tuple[QueueItem, ...]:
    return tuple(item for item in queue if item.id != item_id)


def _described(item: QueueItem, event: ItemDescribed) -> QueueItem:
    if item.id != event.item_id:
        return item
    media = replace(item.media, title=event.title, thumbnail_url=event.thumbnail_url)
    return replace(item, media=media)
