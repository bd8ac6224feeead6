"""Forgetting: goes on to the end, whatever happens to the rooms meanwhile."""

from collections.abc import Sequence

from shared.domain.managing_commands import Close
from shared.domain.room import Room
from shared.forgetting import Forgetting
from shared.ports.rooms import Listing
from shared.storage.memory_rooms import MemoryRoomStore
from tests.factories import OWNER
from tests.services import Services


class Erased:
    def __init__(self) -> None:
        self.people: list[int] = []

    async def erase(self, user_id: int) -> None:
        self.people.append(user_id)


class HastyOwner(MemoryRoomStore):
    """Whoever reads a list of rooms here gets it a moment before its owner closes them."""

    services: Services

    async def owned_by(
        self, user_id: int, *, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        listed = await super().owned_by(
            user_id, seen_since_ms=seen_since_ms, limit=limit, offset=offset
        )
        for listing in listed:
            await self.services.rooms.execute(listing.room.id, Close(), user_id=user_id)
        return listed


async def test_a_room_that_its_owner_closes_meanwhile_does_not_keep_them_from_being_forgotten() -> (
    None
):
    store, erased = HastyOwner(), Erased()
    services = store.services = Services(store=store)
    await store.create(Room("r", OWNER))
    forgetting = Forgetting(
        rooms=services.rooms, store=store, visits=services.visits, erasure=erased
    )

    await forgetting.forget(OWNER)

    assert erased.people == [OWNER]
