"""What those who run the service decided, kept and told to whom it concerns."""

import logging
from collections.abc import Sequence

from shared.domain.news import NewsCode
from shared.domain.people import Person
from shared.domain.room import Room
from shared.notifications import Notifications
from shared.onboarding import VisitStore
from shared.ports.clock import Clock
from shared.review import Ruling, Verdict, VerdictStore

logger = logging.getLogger(__name__)

NEWS = {
    Ruling.HIDDEN: NewsCode.ROOM_HIDDEN,
    Ruling.SHOWN: NewsCode.ROOM_SHOWN,
    Ruling.FEATURED: NewsCode.ROOM_FEATURED,
    Ruling.UNFEATURED: NewsCode.ROOM_UNFEATURED,
    Ruling.CLOSED: NewsCode.ROOM_CLOSED_BY_SERVICE,
}
"""What a room's owner is told of."""


class Rulings:
    def __init__(
        self,
        *,
        verdicts: VerdictStore,
        visits: VisitStore,
        notifications: Notifications,
        clock: Clock,
    ) -> None:
        self._verdicts = verdicts
        self._visits = visits
        self._notifications = notifications
        self._clock = clock

    async def latest(self, *, limit: int, offset: int) -> Sequence[Verdict]:
        """Return the newest first."""
        return await self._verdicts.latest(limit=limit, offset=offset)

    async def note(
        self,
        ruling: Ruling,
        by: Person,
        reason: str,
        *,
        user_id: int,
        name: str,
        room_id: str = "",
        room_title: str = "",
        until_ms: int | None = None,
    ) -> None:
        verdict = Verdict(
            ruling,
            by.id,
            by.name,
            user_id,
            name,
            room_id,
            room_title,
            reason,
            self._clock.now_ms(),
            until_ms,
        )
        await self._verdicts.append(verdict)
        logger.info("%s by=%d user=%d room=%s", ruling, by.id, user_id, room_id or "-")

    async def note_on(self, room: Room, ruling: Ruling, by: Person, reason: str) -> None:
        """Note what was decided about a room, and tell its owner."""
        await self.note(
            ruling,
            by,
            reason,
            user_id=room.owner_id,
            name=await self.name_of_owner(room),
            room_id=room.id,
            room_title=room.title,
        )
        # Nobody's doing by name: what those who run the service decide, the service decides.
        await self._notifications.notify(
            room.owner_id, NEWS[ruling], room, actor_id=0, facts={"reason": reason}
        )

    async def name_of_owner(self, room: Room) -> str:
        """Return by what name a room's owner came there last."""
        names = await self._visits.names(room.id, [room.owner_id])
        return names.get(room.owner_id, "")
