"""Taking a person out of everything that is kept."""

import logging
from contextlib import suppress

from shared.domain.errors import RoomClosed, RoomNotFound
from shared.domain.managing_commands import Close
from shared.domain.system_commands import Forget
from shared.onboarding import Erasure, VisitStore
from shared.ports.rooms import RoomStore
from shared.rooms import Rooms

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""Rooms read in one go; there are more rounds for those who own more."""


class Forgetting:
    def __init__(
        self, *, rooms: Rooms, store: RoomStore, visits: VisitStore, erasure: Erasure
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._visits = visits
        self._erasure = erasure

    async def forget(self, user_id: int) -> None:
        """Close a person's rooms, take them out of those of others, and delete what is kept."""
        while owned := await self._store.owned_by(user_id, seen_since_ms=0, limit=AT_ONCE):
            for listing in owned:
                with suppress(RoomClosed):  # from its page, meanwhile
                    await self._rooms.execute(listing.room.id, Close(), user_id=user_id)
        for room_id in await self._visits.rooms_of(user_id):
            with suppress(RoomNotFound):
                await self._rooms.carry_out(room_id, Forget(user_id))
        await self._erasure.erase(user_id)
        logger.info("forgot a person and their rooms")
