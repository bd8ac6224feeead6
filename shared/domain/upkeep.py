"""
What the program itself does to a room: descriptions, honoured links and chats, waking, forgetting.

Pure, as ``decisions.py``; it needs no permission, because nobody asks.
"""

from dataclasses import replace
from typing import assert_never

from shared.domain.decisions import Change, changed
from shared.domain.errors import TooManyAdmins
from shared.domain.events import Event, PlaybackChanged
from shared.domain.evolution import evolve
from shared.domain.holding import decide_hold
from shared.domain.managing import set_role
from shared.domain.managing_events import ChatChanged, ChatRoleChanged, Closed, PersonForgotten
from shared.domain.media import Media
from shared.domain.permissions import Role
from shared.domain.queue_events import ItemDescribed
from shared.domain.ready_checking import decide_count
from shared.domain.room import MAX_ADMINS, Room
from shared.domain.system_commands import (
    CloseByService,
    CountReady,
    Describe,
    Forget,
    HoldFor,
    HonourChat,
    HonourLink,
    SystemCommand,
    TieToChat,
    Wake,
)

ABANDONED_AFTER_MS = 60_000
"""Longer than a restart or a tunnel takes; after it, nobody is still watching along."""


def handle_system(room: Room, command: SystemCommand, now_ms: int) -> Change:
    """Apply what the program itself asks; it needs no permission."""
    return changed(room, decide_system(room, command, now_ms))


def decide_system(room: Room, command: SystemCommand, now_ms: int) -> tuple[Event, ...]:
    match command:
        case CloseByService(reason):
            return () if room.is_closed else (Closed(now_ms, reason),)
        case CountReady() | HoldFor() if room.is_closed:
            return ()  # it closed while somebody looked whether to ask for this
        case CountReady(user_ids, lead_ms):
            return decide_count(room, user_ids, lead_ms, now_ms)
        case Describe(item_id, media):
            return _describe(room, item_id, media)
        case HonourLink(user_id, role):
            # A link only ever gives: an old viewer's link does not demote an admin.
            held = room.role_of(user_id)
            return () if held.includes(role) else set_role(room, user_id, role)
        case HoldFor(user_ids, lead_ms):
            return decide_hold(room, user_ids, lead_ms, now_ms)
        case HonourChat(user_id, role):
            return _honour_chat(room, user_id, role)
        case TieToChat(chat):
            return () if chat == room.chat else (ChatChanged(chat),)
        case Forget(user_id):
            return _forget(room, user_id)
        case Wake(seen_at_ms):
            return _wake(room, seen_at_ms, now_ms)
        case _:
            assert_never(command)


def _wake(room: Room, seen_at_ms: int, now_ms: int) -> tuple[Event, ...]:
    # Who moves the playhead is there, even if that has not been noted yet.
    seen_at_ms = max(seen_at_ms, room.playback.updated_at_ms)
    if room.playback.paused or now_ms - seen_at_ms <= ABANDONED_AFTER_MS:
        return ()
    held_at = room.playback.position_at(seen_at_ms)
    return (PlaybackChanged(room.playback.moved(now_ms, position=held_at, paused=True)),)


def _forget(room: Room, user_id: int) -> tuple[Event, ...]:
    event = PersonForgotten(user_id)
    is_unknown = replace(evolve(room, event), version=room.version) == room
    return () if is_unknown else (event,)


def _honour_chat(room: Room, user_id: int, role: Role) -> tuple[Event, ...]:
    is_admin = role is Role.ADMIN
    if user_id == room.owner_id or is_admin == (user_id in room.chat_admins):
        return ()
    if is_admin and len(room.chat_admins) >= MAX_ADMINS:
        raise TooManyAdmins(limit=MAX_ADMINS)
    return (ChatRoleChanged(user_id, role),)


def _describe(room: Room, item_id: str, media: Media) -> tuple[Event, ...]:
    suggested = (suggestion.item for suggestion in room.suggestions)
    for item in (room.current, *room.queue, *suggested):
        if item is not None and item.id == item_id:
            known = (item.media.title, item.media.thumbnail_url)
            found = (media.title, media.thumbnail_url)
            return () if found == known else (ItemDescribed(item_id, *found),)
    return ()
