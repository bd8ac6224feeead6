"""Plain builders with defaults; a test names only what it is about."""

from typing import Any

from shared.domain.context import Context
from shared.domain.media import Kind, Media, Provider
from shared.domain.news import NewsCode
from shared.domain.playback import Playback
from shared.domain.queue import QueueItem
from shared.domain.room import Room
from shared.domain.standing import Present
from shared.notifications import Notification

OWNER, ADMIN, DEPUTY, VIEWER, OTHER = 1, 2, 3, 4, 5
NOW = 1_700_000_000_000

FILM = Media(Provider.FILE, Kind.MP4, "https://films.test/nosferatu.mp4", title="nosferatu")
CLIP = Media(Provider.YOUTUBE, Kind.VIDEO, "https://www.youtube.com/watch?v=dQw4w9WgXcQ")


def make_item(item_id: str = "film", media: Media = FILM, added_by: int = OWNER) -> QueueItem:
    return QueueItem(item_id, media, added_by)


def make_room(**changes: Any) -> Room:
    return Room(
        **{
            "id": "r",
            "owner_id": OWNER,
            "admins": (ADMIN,),
            "current": make_item(),
            "playback": Playback(updated_at_ms=NOW),
            "created_at_ms": NOW,
            **changes,
        }
    )


def make_notification(user_id: int = VIEWER, **changes: Any) -> Notification:
    facts = {"room_id": "r", "room_title": "Кино", "code": NewsCode.PROMOTED, "at_ms": NOW}
    return Notification(user_id, **{"actor_id": OWNER, "facts": {}, **facts, **changes})


def present(*user_ids: int) -> tuple[Present, ...]:
    """Return people who came in this order, a second apart."""
    return tuple(
        Present(user_id, f"user {user_id}", NOW + index * 1000)
        for index, user_id in enumerate(user_ids)
    )


def by(user_id: int, **facts: Any) -> Context:
    defaults = {"now_ms": NOW, "new_id": "new", "present": present(OWNER), "media": FILM}
    return Context(user_id, **{**defaults, **facts})
