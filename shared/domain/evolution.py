"""What an event makes of a room. Pure, total, and mirrored by ``reduce`` in room-store.js."""

from dataclasses import replace
from typing import assert_never

from shared.domain.events import Event, HoldBegan, HoldChanged, PlaybackChanged
from shared.domain.hold import Hold
from shared.domain.ids import with_id
from shared.domain.managing_events import (
    CapacityChanged,
    ChatChanged,
    ChatRoleChanged,
    Closed,
    DeputyChanged,
    EmotionsChanged,
    GrantChanged,
    LinksRevoked,
    OwnerChanged,
    PatienceChanged,
    PersonForgotten,
    RoleChanged,
    RoomRenamed,
    ToleranceChanged,
    VisibilityChanged,
)
from shared.domain.moderation_events import ModerationEvent
from shared.domain.moderation_evolution import evolve_moderation, without_standing
from shared.domain.permissions import Role
from shared.domain.playback import Playback
from shared.domain.queue import QueueItem
from shared.domain.queue_events import QueueEvent
from shared.domain.queue_evolution import evolve_queue, mapped
from shared.domain.ready_check import ReadyCheck
from shared.domain.ready_events import (
    CountdownStarted,
    ReadinessChanged,
    ReadyCheckEnded,
    ReadyCheckStarted,
)
from shared.domain.room import Room
from shared.domain.sanctions import without_name


def evolve(room: Room, event: Event) -> Room:
    """Return the room as it is after an event."""
    room = replace(room, version=room.version + 1)
    if isinstance(event, QueueEvent):
        return evolve_queue(room, event)
    if isinstance(event, ModerationEvent):
        return evolve_moderation(room, event)
    match event:
        case PlaybackChanged(playback):
            return _moving(room, playback)
        case HoldBegan(hold, playback):
            return replace(_moving(room, playback), hold=hold)
        case HoldChanged(user_ids):
            return replace(room, hold=_for(room.hold, user_ids))
        case ReadyCheckStarted(check):
            return replace(room, ready_check=check)
        case ReadinessChanged(user_id, is_ready):
            return replace(
                room, ready_check=_answered(room.ready_check, user_id, is_ready=is_ready)
            )
        case CountdownStarted(playback):
            counting = _counting(room.ready_check, playback)
            return replace(room, playback=playback, hold=None, ready_check=counting)
        case ReadyCheckEnded():
            return replace(room, ready_check=None)
        case RoomRenamed(title):
            return replace(room, title=title)
        case VisibilityChanged(visibility):
            return replace(room, visibility=visibility)
        case RoleChanged(user_id, role):
            return replace(room, admins=_with_role(room.admins, user_id, role))
        case DeputyChanged(user_id):
            return replace(room, deputy_id=user_id)
        case OwnerChanged(user_id):
            return _handed_over(room, user_id)
        case GrantChanged(permission, role):
            return replace(room, grants={**room.grants, permission: role})
        case CapacityChanged(capacity):
            return replace(room, capacity=capacity)
        case PatienceChanged(patience):
            return replace(room, patience=patience)
        case ToleranceChanged(tolerance_s):
            return replace(room, tolerance_s=tolerance_s)
        case EmotionsChanged(emotions):
            return replace(room, emotions=emotions)
        case ChatChanged(chat):
            return replace(room, chat=chat)
        case ChatRoleChanged(user_id, role):
            return replace(room, chat_admins=_with_role(room.chat_admins, user_id, role))
        case PersonForgotten(user_id):
            return _forgotten(room, user_id)
        case LinksRevoked(link_epoch):
            return replace(room, link_epoch=link_epoch)
        case Closed(closed_at_ms, reason):
            return replace(room, closed_at_ms=closed_at_ms, closed_reason=reason)
        case _:
            assert_never(event)


def _moving(room: Room, playback: Playback) -> Room:
    hold, check = _kept(room.hold, playback), _pending(room.ready_check, playback)
    return replace(room, playback=playback, hold=hold, ready_check=check)


def _kept(hold: Hold | None, playback: Playback) -> Hold | None:
    """What is held may be sought in; whatever else begins or ends its motion ends the hold."""
    is_held = hold and not playback.paused and playback.updated_at_ms == hold.until_ms
    return hold if is_held else None


def _pending(check: ReadyCheck | None, playback: Playback) -> ReadyCheck | None:
    """Who is asked is asked before a still picture; a countdown is that of one start."""
    if check is None or check.starts_at_ms is None:
        return check if playback.paused else None
    is_counted_down = not playback.paused and playback.updated_at_ms == check.starts_at_ms
    return check if is_counted_down else None


def _answered(check: ReadyCheck | None, user_id: int, *, is_ready: bool) -> ReadyCheck | None:
    return check and replace(check, ready=with_id(check.ready, user_id, is_in=is_ready))


def _counting(check: ReadyCheck | None, playback: Playback) -> ReadyCheck | None:
    return check and replace(check, starts_at_ms=playback.updated_at_ms)


def _for(hold: Hold | None, user_ids: tuple[int, ...]) -> Hold | None:
    return hold and replace(hold, user_ids=user_ids)


def _with_role(admins: tuple[int, ...], user_id: int, role: Role) -> tuple[int, ...]:
    return with_id(admins, user_id, is_in=role is Role.ADMIN)


def _handed_over(room: Room, user_id: int) -> Room:
    others = _with_role(room.admins, user_id, Role.VIEWER)
    return replace(
        room,
        owner_id=user_id,
        admins=_with_role(others, room.owner_id, Role.ADMIN),
        deputy_id=None if room.deputy_id == user_id else room.deputy_id,
    )


def _forgotten(room: Room, user_id: int) -> Room:
    def anonymous(item: QueueItem) -> QueueItem:
        return replace(item, added_by=0) if item.added_by == user_id else item

    return replace(
        without_standing(mapped(room, anonymous), user_id),
        chat_admins=_with_role(room.chat_admins, user_id, Role.VIEWER),
        hold=_for(room.hold, _without(room.hold, user_id)),
        ready_check=_answered(room.ready_check, user_id, is_ready=False),
        # Whoever was put out does not come back by being forgotten.
        muted=without_name(room.muted, user_id),
        kicked=without_name(room.kicked, user_id),
        banned=without_name(room.banned, user_id),
    )


def _without(hold: Hold | None, user_id: int) -> tuple[int, ...]:
    return tuple(awaited for awaited in hold.user_ids if awaited != user_id) if hold else ()
