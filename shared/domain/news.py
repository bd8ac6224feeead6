"""
What of a room's changes is news for whom, beyond what everybody in the room sees anyway.

Nobody is told of what they did themselves. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.domain.decisions import Change
from shared.domain.events import Event
from shared.domain.managing_events import Closed, DeputyChanged, OwnerChanged, RoleChanged
from shared.domain.moderation_events import (
    TrustChanged,
    UserBanned,
    UserKicked,
    UserMuted,
    UserUnbanned,
    UserUnmuted,
)
from shared.domain.permissions import Permission, Role
from shared.domain.queue import Loop, QueueChange, QueueItem
from shared.domain.queue_events import ItemStarted, QueueChanging
from shared.domain.room import Room
from shared.domain.sanctions import Sanction
from shared.domain.standing import is_allowed


class NewsCode(StrEnum):
    """What a person is told of; part of the wire protocol, and of the names of sentences."""

    PROMOTED = "promoted"
    DEMOTED = "demoted"
    DEPUTY_NAMED = "deputy_named"
    DEPUTY_UNNAMED = "deputy_unnamed"
    OWNER_NAMED = "owner_named"
    CONTROL_GIVEN = "control_given"
    CONTROL_TAKEN = "control_taken"
    QUEUE_GIVEN = "queue_given"
    QUEUE_TAKEN = "queue_taken"
    KICKED = "kicked"
    BANNED = "banned"
    UNBANNED = "unbanned"
    MUTED = "muted"
    UNMUTED = "unmuted"
    SUGGESTION_APPROVED = "suggestion_approved"
    SUGGESTION_REJECTED = "suggestion_rejected"
    SUGGESTION_PLAYED = "suggestion_played"
    ROOM_CLOSED = "room_closed"
    ROOM_HIDDEN = "room_hidden"
    ROOM_SHOWN = "room_shown"
    ROOM_FEATURED = "room_featured"
    ROOM_UNFEATURED = "room_unfeatured"
    ROOM_CLOSED_BY_SERVICE = "room_closed_by_service"
    INVITATION = "invitation"


_TRUST = {
    (Permission.CONTROL, True): NewsCode.CONTROL_GIVEN,
    (Permission.CONTROL, False): NewsCode.CONTROL_TAKEN,
    (Permission.QUEUE, True): NewsCode.QUEUE_GIVEN,
    (Permission.QUEUE, False): NewsCode.QUEUE_TAKEN,
}


@dataclass(frozen=True, slots=True)
class News:
    """
    Attributes:
        user_id: Who is told.
        facts: What its sentence needs; only what JSON can carry.
    """

    user_id: int
    code: NewsCode
    facts: Mapping[str, object] = field(default_factory=dict)


def news_of(change: Change, actor_id: int) -> tuple[News, ...]:
    """Return what a change is to people other than whoever asked for it."""
    found = (news for event in change.events for news in _news(event, change))
    # Who is forgotten leaves a zero on what they added.
    return tuple(news for news in found if news.user_id not in (actor_id, 0))


def _news(event: Event, change: Change) -> Iterator[News]:
    before, room = change.before, change.room
    match event:
        case RoleChanged(user_id, role):
            yield News(user_id, NewsCode.PROMOTED if role is Role.ADMIN else NewsCode.DEMOTED)
        case DeputyChanged(user_id):
            if before.deputy_id is not None:
                yield News(before.deputy_id, NewsCode.DEPUTY_UNNAMED)
            if user_id is not None:
                yield News(user_id, NewsCode.DEPUTY_NAMED)
        case OwnerChanged(user_id):
            yield News(user_id, NewsCode.OWNER_NAMED)
        case TrustChanged(user_id, permission, is_trusted) if (permission, is_trusted) in _TRUST:
            yield News(user_id, _TRUST[permission, is_trusted])
        case UserKicked(sanction):
            yield _on_sanction(sanction, NewsCode.KICKED)
        case UserBanned(sanction):
            yield _on_sanction(sanction, NewsCode.BANNED)
        case UserMuted(sanction):
            yield _on_sanction(sanction, NewsCode.MUTED)
        case UserUnbanned(user_id):
            yield News(user_id, NewsCode.UNBANNED)
        case UserUnmuted(user_id):
            yield News(user_id, NewsCode.UNMUTED)
        case QueueChanging(change=QueueChange.APPROVED, suggestion_id=item_id):
            yield from _on_suggestion(before, item_id, NewsCode.SUGGESTION_APPROVED)
        case QueueChanging(change=QueueChange.REJECTED, suggestion_id=item_id):
            yield from _on_suggestion(before, item_id, NewsCode.SUGGESTION_REJECTED)
        case ItemStarted(item) if _is_first_time(item, before):
            # Who fills the queue themselves, whoever else is here, knows what is coming.
            if not is_allowed(room, Permission.QUEUE, item.added_by, present=()):
                yield News(item.added_by, NewsCode.SUGGESTION_PLAYED, _about(item))
        case Closed():
            own = {*room.admins, *room.chat_admins, room.owner_id}
            for user_id in sorted(own | {room.deputy_id or room.owner_id}):
                yield News(user_id, NewsCode.ROOM_CLOSED)
        case _:  # of interest to everybody in the room, who see it, or to nobody
            return


def _on_sanction(sanction: Sanction, code: NewsCode) -> News:
    facts = {"until_ms": sanction.until_ms, "reason": sanction.reason}
    return News(sanction.user_id, code, facts)


def _on_suggestion(before: Room, item_id: str | None, code: NewsCode) -> Iterator[News]:
    for suggestion in before.suggestions:
        if suggestion.item.id == item_id:
            yield News(suggestion.item.added_by, code, _about(suggestion.item))


def _is_first_time(item: QueueItem, before: Room) -> bool:
    """What a room repeats is played again under another id, or comes back to its queue."""
    is_again = before.current is not None and before.current.media.url == item.media.url
    return not is_again and before.loop is Loop.OFF


def _about(item: QueueItem) -> dict[str, object]:
    media = item.media
    return {"media": {"title": media.title, "url": media.url, "kind": media.kind}}
