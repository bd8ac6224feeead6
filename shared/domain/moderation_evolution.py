"""What an event makes of a room's order: who is trusted, who is kept from what."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from shared.domain.ids import with_id
from shared.domain.moderation_events import (
    ControlAsked,
    FilterChanged,
    ModerationEvent,
    SlowModeChanged,
    TrustChanged,
    UserBanned,
    UserKicked,
    UserMuted,
    UserUnbanned,
    UserUnmuted,
)
from shared.domain.permissions import Permission
from shared.domain.queue_evolution import without_voter
from shared.domain.room import Room
from shared.domain.sanctions import with_sanction, without_person


def evolve_moderation(room: Room, event: ModerationEvent) -> Room:
    match event:
        case TrustChanged():
            return _trusting(room, event)
        case ControlAsked(user_id, is_asking):
            return replace(room, hands=_hands(room, user_id, is_asking=is_asking))
        case UserKicked(sanction, at_ms):
            kicked = with_sanction(room.kicked, sanction, at_ms)
            return replace(_without_hand(room, sanction.user_id), kicked=kicked)
        case UserBanned(sanction, at_ms):
            banned = with_sanction(room.banned, sanction, at_ms)
            return replace(without_standing(room, sanction.user_id), banned=banned)
        case UserUnbanned(user_id):
            return replace(room, banned=without_person(room.banned, user_id))
        case UserMuted(sanction, at_ms):
            return replace(room, muted=with_sanction(room.muted, sanction, at_ms))
        case UserUnmuted(user_id):
            return replace(room, muted=without_person(room.muted, user_id))
        case SlowModeChanged(interval_s):
            return replace(room, slow_mode_s=interval_s)
        case FilterChanged(words):
            return replace(room, filtered_words=words)
        case _:
            assert_never(event)


def without_standing(room: Room, user_id: int) -> Room:
    """Return the room without what a person has been made in it, and without their votes."""
    return replace(
        _without_hand(without_voter(room, user_id), user_id),
        admins=tuple(admin for admin in room.admins if admin != user_id),
        deputy_id=None if room.deputy_id == user_id else room.deputy_id,
        trusted={
            permission: tuple(known for known in trusted if known != user_id)
            for permission, trusted in room.trusted.items()
        },
    )


def _trusting(room: Room, event: TrustChanged) -> Room:
    now = with_id(room.trusted.get(event.permission, ()), event.user_id, is_in=event.is_trusted)
    trusted: Mapping[Permission, tuple[int, ...]] = {**room.trusted, event.permission: now}
    room = replace(room, trusted=trusted)
    return _without_hand(room, event.user_id) if event.permission is Permission.CONTROL else room


def _hands(room: Room, user_id: int, *, is_asking: bool) -> tuple[int, ...]:
    others = tuple(known for known in room.hands if known != user_id)
    return (*others, user_id) if is_asking else others


def _without_hand(room: Room, user_id: int) -> Room:
    return replace(room, hands=_hands(room, user_id, is_asking=False))
