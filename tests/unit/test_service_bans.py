"""Who may not use the service: wherever they come in, also by the bot."""

import pytest

from shared.domain.moderation_errors import BannedFromService
from shared.domain.people import Person
from shared.review import ServiceBan
from tests.factories import NOW, OWNER, VIEWER
from tests.services import Services

VERA, OLGA = Person(VIEWER, "Вера"), Person(OWNER, "Ольга")


async def test_the_banned_make_no_rooms_and_enter_none() -> None:
    services = Services()
    await services.ban_store.put(ServiceBan(VIEWER, "Вера", "Реклама", NOW))

    for attempt in (
        services.rooms.create(VIEWER, url="https://films.test/a.mp4"),
        services.entrance.enter(VERA, room_id="hers", token=None),
    ):
        with pytest.raises(BannedFromService) as refused:
            await attempt
        assert refused.value.data == {"until_ms": None, "reason": "Реклама"}
    await services.comes(OLGA)
    await services.close()


async def test_a_ban_ends_at_its_instant() -> None:
    services = Services()
    await services.ban_store.put(ServiceBan(VIEWER, "Вера", "Реклама", NOW, until_ms=NOW + 1_000))

    services.clock.turn(999)
    with pytest.raises(BannedFromService):
        await services.rooms.create(VIEWER)
    services.clock.turn(1)
    assert (await services.rooms.create(VIEWER)).owner_id == VIEWER
    await services.close()
