"""The rooms made for links in inline mode: found again for a while, and not without end."""

import pytest

from bot.inline.link_rooms import KEPT_MS, MAX_MADE, LinkRooms
from shared.domain.errors import RateLimited
from tests.factories import OWNER, VIEWER
from tests.services import KnowingResolver, Services

FILM = "https://films.test/nosferatu.mp4"


class Offers:
    def __init__(self) -> None:
        self.services = Services()
        self._link_rooms = LinkRooms()

    async def room_id(self, link: str = FILM, user_id: int = OWNER) -> str:
        services, media = self.services, KnowingResolver().recognise(link)
        room = await self._link_rooms.room_for(
            link, media, user_id, rooms=services.rooms, clock=services.clock
        )
        assert (room.owner_id, room.current and room.current.media.url) == (user_id, link)
        return room.id


async def test_a_link_finds_its_room_for_ten_minutes() -> None:
    offers = Offers()
    first = await offers.room_id()
    offers.services.clock.turn(KEPT_MS - 1)
    assert await offers.room_id() == first
    offers.services.clock.turn(1)
    assert await offers.room_id() != first


async def test_a_person_who_asks_for_too_many_is_told_when_there_will_be_another() -> None:
    offers = Offers()
    for number in range(MAX_MADE):
        await offers.room_id(f"https://films.test/{number}.mp4")
    offers.services.clock.turn(KEPT_MS - 5_000)

    with pytest.raises(RateLimited) as refused:
        await offers.room_id()
    assert refused.value.data == {"retry_after": 5.0}
    assert await offers.room_id(user_id=VIEWER)
    offers.services.clock.turn(5_000)
    assert await offers.room_id()


async def test_one_video_is_one_room_however_its_link_is_written() -> None:
    services, link_rooms = Services(), LinkRooms()
    media = KnowingResolver().recognise(FILM)
    assert media is not None
    found = {
        (
            await link_rooms.room_for(
                link, media, OWNER, rooms=services.rooms, clock=services.clock
            )
        ).id
        for link in (FILM, FILM.removeprefix("https://"))
    }
    assert len(found) == 1
