"""What people are told personally: kept with read marks, and told at once wherever they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.domain.decisions import Change
from shared.domain.news import NewsCode, news_of
from shared.domain.room import Room
from shared.onboarding import VisitStore
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock

PAGE = 30
"""Notifications given at a time: a few screens of a phone."""
MOST_KEPT = 200
"""For one person, the newest: more than anybody reads back, and no room can fill the table."""
KEPT_MS = 90 * 24 * 60 * 60 * 1000
"""A quarter: what was news then is none any more, and what nobody needs is not kept."""


@dataclass(frozen=True, slots=True)
class Notification:
    """
    Something a person was told.

    Attributes:
        actor_id: Whose doing it is; 0 if nobody's, or they have been forgotten.
        room_title: The room's name then; empty if it had none.
        facts: What its sentence needs; what JSON can carry.
        read_at_ms: None until it was seen.
        id: Ascends; 0 until it is stored.
    """

    user_id: int
    actor_id: int
    room_id: str
    room_title: str
    code: NewsCode
    facts: Mapping[str, object]
    at_ms: int
    read_at_ms: int | None = None
    id: int = 0


class NotificationStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_notification_store.py`` is the
    specification.
    """

    async def add(self, notification: Notification, *, most: int) -> Notification:
        """Return it with its id, once it is kept; of this person's, the newest ``most`` are."""

    async def latest(
        self, user_id: int, *, limit: int, before: int | None = None
    ) -> Sequence[Notification]:
        """Return a person's newest (older than an id, if given), the newest of them first."""

    async def unread(self, user_id: int) -> int:
        """Return how many a person has not seen."""

    async def mark_read(self, user_id: int, up_to: int, now_ms: int) -> bool:
        """Note that a person has seen all up to an id; return whether any was unread."""

    async def told(self, room_id: str, code: NewsCode, *, since_ms: int) -> Collection[int]:
        """Return who has been told something of a room since an instant."""

    async def forget(self, before_ms: int) -> None:
        """Forget those of before an instant, everybody's."""


class Notifications:
    def __init__(
        self,
        *,
        store: NotificationStore,
        visits: VisitStore,
        broadcaster: Broadcaster,
        clock: Clock,
    ) -> None:
        self._store = store
        self._visits = visits
        self._broadcaster = broadcaster
        self._clock = clock

    async def follow(self, change: Change, *, user_id: int) -> None:
        """Tell those concerned; see :class:`shared.ports.Follower`."""
        for news in news_of(change, user_id):
            await self.notify(
                news.user_id, news.code, change.room, actor_id=user_id, facts=news.facts
            )

    async def notify(
        self,
        user_id: int,
        code: NewsCode,
        room: Room,
        *,
        actor_id: int,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Keep something for a person, and tell it on all their devices."""
        kept = await self._store.add(
            Notification(
                user_id, actor_id, room.id, room.title, code, facts or {}, self._clock.now_ms()
            ),
            most=MOST_KEPT,
        )
        [dumped] = await self._dump([kept])
        await self._broadcaster.tell(user_id, "notification", dumped)

    async def page(self, user_id: int, before: int | None = None) -> dict[str, object]:
        """Return the newest (older than one, if given), whether there are more, and the unread."""
        found = await self._store.latest(user_id, limit=PAGE + 1, before=before)
        return {
            "notifications": await self._dump(found[:PAGE]),
            "has_more": len(found) > PAGE,
            "unread": await self.unread(user_id),
            "now_ms": self._clock.now_ms(),
        }

    async def unread(self, user_id: int) -> int:
        return await self._store.unread(user_id)

    async def mark_read(self, user_id: int, up_to: int) -> int:
        """
        Note that a person has seen all up to one, and tell their other devices.

        Returns:
            How many are unread then.
        """
        is_changed = await self._store.mark_read(user_id, up_to, self._clock.now_ms())
        unread = await self.unread(user_id)
        if is_changed:
            seen: dict[str, object] = {"up_to": up_to, "unread": unread}
            await self._broadcaster.tell(user_id, "notifications_read", seen)
        return unread

    async def told(self, room_id: str, code: NewsCode, *, within_ms: int) -> Collection[int]:
        """Return who has been told something of a room lately."""
        return await self._store.told(room_id, code, since_ms=self._clock.now_ms() - within_ms)

    async def forget_old(self) -> None:
        """To be done every hour or so."""
        await self._store.forget(self._clock.now_ms() - KEPT_MS)

    async def _dump(self, notifications: Sequence[Notification]) -> list[dict[str, object]]:
        """Name those who acted as they came last; who has been forgotten has no name."""
        actors: dict[str, set[int]] = {}
        for kept in notifications:
            actors.setdefault(kept.room_id, set()).add(kept.actor_id)
        names = {
            room_id: await self._visits.names(room_id, in_room)
            for room_id, in_room in actors.items()
        }
        return [_dumped(kept, names[kept.room_id].get(kept.actor_id, "")) for kept in notifications]


def _dumped(kept: Notification, name: str) -> dict[str, object]:
    return {
        **kept.facts,
        "id": kept.id,
        "code": kept.code,
        "room_id": kept.room_id,
        "room_title": kept.room_title,
        "actor": {"id": kept.actor_id, "name": name} if kept.actor_id else None,
        "at_ms": kept.at_ms,
        "is_read": kept.read_at_ms is not None,
    }
