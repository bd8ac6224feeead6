"""The gallery over HTTP: what it tells, in what order, to whom it says nothing new."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession

from shared.ports.rooms import RoomStore
from shared.storage.memory_rooms import MemoryRoomStore
from tests.factories import NOW
from tests.hall import HOST, Hall
from tests.services import TurnedClock
from webapp.gallery import KEPT_MS, Answers

VIDEO = "https://films.test/Nosferatu.mp4"


async def shows(hall: Hall, **query: object) -> Any:
    status, answer = await hall.http.ask("GET", f"/api/rooms?{urlencode(query)}")
    assert status == 200, answer
    return answer


async def titles(hall: Hall, **query: object) -> list[str]:
    return [room["title"] for room in (await shows(hall, **query))["rooms"]]


@pytest.fixture
async def hall(url: str) -> AsyncIterator[Hall]:
    async with Hall(url) as hall:
        yield hall


async def test_a_room_says_how_full_and_how_far_it_is(hall: Hall) -> None:
    room_id, _ = await hall.opens("Кино", people=2, url=VIDEO, capacity=5)

    (room,) = (await shows(hall))["rooms"]

    assert (room["id"], room["count"], room["capacity"]) == (room_id, 2, 5)
    assert room["media"]["url"] == VIDEO
    assert (room["playback"]["paused"], room["playback"]["position"]) == (True, 0)


async def test_rooms_are_found_by_name_and_by_what_is_on_in_any_case(hall: Hall) -> None:
    await hall.opens("Ночь КИНО")
    await hall.opens("", url=VIDEO)
    await hall.opens("100% horror_night")

    assert await titles(hall, q="ночь кино") == ["Ночь КИНО"]
    assert await titles(hall, q="  кИн ") == ["Ночь КИНО"]
    assert await titles(hall, q="nosferatu") == [""]
    assert await titles(hall, q="100%") == ["100% horror_night"]
    assert await titles(hall, q="0%h") == []
    assert await titles(hall, q="horror_n") == ["100% horror_night"]
    assert await titles(hall, q="n_ght") == []


async def test_the_fullest_come_first_or_the_newest(hall: Hall) -> None:
    await hall.opens("first", people=2)
    await hall.opens("second")
    await hall.opens("third")

    assert (await titles(hall, sort="people"))[0] == "first"
    assert await titles(hall, sort="newest") == ["third", "second", "first"]


async def test_the_gallery_is_read_page_by_page(hall: Hall) -> None:
    for number in range(3):
        await hall.opens(str(number))

    pages = [await shows(hall, sort="newest", limit=2, offset=offset) for offset in (0, 2)]

    assert [[room["title"] for room in page["rooms"]] for page in pages] == [["2", "1"], ["0"]]
    assert [page["has_more"] for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort=loudest", "sort"),
        ("limit=0", "limit"),
        ("limit=61", "limit"),
        ("limit=ten", "limit"),
        ("offset=-1", "offset"),
        ("offset=100001", "offset"),
        ("offset=%D9%A1", "offset"),
        ("q=" + "x" * 101, "q"),
        ("q=%00", "q"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(
    hall: Hall, query: str, field: str
) -> None:
    status, answer = await hall.http.ask("GET", f"/api/rooms?{query}")

    assert (status, answer["error"]["code"]) == (400, "invalid_command")
    assert answer["error"]["fields"] == [field]


async def test_whoever_has_the_answer_already_is_told_so(
    hall: Hall, url: str, session: ClientSession
) -> None:
    await hall.opens("Кино")
    headers = {"Authorization": f"guest {HOST}"}
    async with session.get(f"{url}/api/rooms", headers=headers) as answer:
        tag = answer.headers["ETag"]
        assert answer.headers["Cache-Control"] == "private, no-cache"

    for asked, expected in ((tag, 304), ('"another"', 200)):
        again = {**headers, "If-None-Match": asked}
        async with session.get(f"{url}/api/rooms", headers=again) as answer:
            assert (answer.status, answer.headers["ETag"]) == (expected, tag)
            assert bool(await answer.read()) == (expected == 200)


class CountingStore(MemoryRoomStore):
    asked = 0

    async def gallery(self, **query: Any) -> Any:
        self.asked += 1
        await asyncio.sleep(0)
        return await super().gallery(**query)


async def test_a_thousand_who_look_at_once_cost_one_query() -> None:
    clock, store = TurnedClock(), CountingStore()
    answers = Answers(clock)

    async def find(store: RoomStore = store) -> bytes:
        return repr(await store.gallery(seen_since_ms=NOW, limit=1)).encode()

    got = await asyncio.gather(*(answers.get("all", find) for _ in range(1_000)))
    assert (store.asked, len({answer.tag for answer in got})) == (1, 1)

    await answers.get("other", find)
    assert store.asked == 2
    clock.turn(KEPT_MS)
    await answers.get("all", find)
    assert store.asked == 3
