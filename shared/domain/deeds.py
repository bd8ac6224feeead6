"""What of a room's events its admins want to read later: who changed what, for whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.domain.events import Event
from shared.domain.managing_events import (
    Closed,
    DeputyChanged,
    EmotionsChanged,
    GrantChanged,
    LinksRevoked,
    OwnerChanged,
    RoleChanged,
    RoomRenamed,
    VisibilityChanged,
)
from shared.domain.moderation_events import (
    FilterChanged,
    SlowModeChanged,
    TrustChanged,
    UserBanned,
    UserKicked,
    UserMuted,
    UserUnbanned,
    UserUnmuted,
)
from shared.domain.queue_events import ItemStarted, QueueChanging

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Deed:
    """
    Attributes:
        event: The class of what happened.
        facts: What JSON can carry; whom it is about is their ``user_id``.
    """

    event: type[Event]
    facts: Facts


def deed_of(event: Event) -> Deed | None:
    """Return what is worth remembering of an event; None of what passes by, like a pause."""
    facts = _facts_of(event)
    return None if facts is None else Deed(type(event), facts)


def _facts_of(event: Event) -> Facts | None:
    match event:
        case UserKicked(sanction) | UserBanned(sanction) | UserMuted(sanction):
            about = {"user_id": sanction.user_id, "until_ms": sanction.until_ms}
            return {**about, "reason": sanction.reason}
        case UserUnbanned(user_id) | UserUnmuted(user_id) | OwnerChanged(user_id):
            return {"user_id": user_id}
        case DeputyChanged(user_id):
            return {"user_id": user_id}
        case RoleChanged(user_id, role):
            return {"user_id": user_id, "role": role}
        case TrustChanged(user_id, permission, is_trusted):
            return {"user_id": user_id, "permission": permission, "is_trusted": is_trusted}
        case GrantChanged(permission, role):
            return {"permission": permission, "role": role}
        case SlowModeChanged(interval_s):
            return {"interval_s": interval_s}
        case FilterChanged(words):
            return {"count": len(words)}
        case RoomRenamed(title):
            return {"title": title}
        case VisibilityChanged(visibility):
            return {"visibility": visibility}
        case ItemStarted(item):
            return {"title": item.media.title, "url": item.media.url}
        case QueueChanging(_, change, count):
            return {"change": change, "count": count}
        case EmotionsChanged() | LinksRevoked() | Closed():
            return {}
        case _:
            return None
