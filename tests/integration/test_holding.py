"""Whom a room waits for: the services over memory and a clock that is turned; then real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from shared.domain.decisions import Change
from shared.domain.hold import (
    HOLD_MS,
    HOLDS_WITHIN_MS,
    MAX_AWAITED_CROWD,
    MAX_HOLDS,
    MAX_ROOM_HOLDS,
    Patience,
)
from shared.domain.managing_commands import SetPatience
from shared.domain.page_reports import ReportStall
from shared.domain.people import Person
from shared.domain.playback_commands import Load, Pause, Play
from shared.domain.room import Room
from shared.round_trips import SEEK_MS
from shared.storage.memory_rooms import MemoryRoomStore
from tests.integration.clients import SocketClient
from tests.services import Services

OLGA, VERA, ANN = (Person(id=-n, name=name) for n, name in enumerate(("Ольга", "Вера", "Аня"), 1))
START_MS = 1_000
FILM = "https://films.test/nosferatu.mp4"


class SlowStore(MemoryRoomStore):
    """
    Attributes:
        is_asked: Somebody wants to change a room.
        is_free: They may.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.is_free = asyncio.Event(), asyncio.Event()
        self.is_free.set()

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        self.is_asked.set()
        await self.is_free.wait()
        return await super().update(room_id, change)


class Cinema:
    """A room in which a film runs."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.item_id = ""

    async def room(self) -> Room:
        return await self.services.store.get("r")

    async def awaited(self) -> tuple[int, ...]:
        hold = (await self.room()).hold_at(self.services.clock.now_ms())
        return hold.user_ids if hold else ()

    async def does(self, command: Any) -> None:
        await self.services.rooms.execute("r", command, user_id=OLGA.id)
        current = (await self.room()).current
        self.item_id = current.id if current else ""

    async def stalls(self, person: Person, *, is_stalled: bool = True) -> None:
        report = ReportStall(self.item_id, is_stalled)
        await self.services.holding.report("r", person.id, str(person.id), report)

    async def recovers(self, person: Person) -> None:
        await self.stalls(person, is_stalled=False)

    async def goes(self, person: Person) -> None:
        await self.services.goes(person)
        await self.services.holding.forget("r", str(person.id))

    def passes(self, ms: int) -> None:
        self.services.clock.turn(ms)


@pytest.fixture
def store() -> SlowStore:
    return SlowStore()


@pytest.fixture
async def cinema(store: SlowStore) -> AsyncIterator[Cinema]:
    services = Services(store=store)
    cinema = Cinema(services)
    for person in (OLGA, VERA, ANN):
        await services.comes(person)
    await cinema.does(Load(FILM))
    cinema.passes(START_MS)
    yield cinema
    await services.close()


async def test_the_room_waits_until_the_last_one_is_ready(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.stalls(ANN)
    assert await cinema.awaited() == (ANN.id, VERA.id)

    await cinema.recovers(VERA)
    assert await cinema.awaited() == (ANN.id,)

    cinema.passes(2_000)
    await cinema.recovers(ANN)
    assert await cinema.awaited() == ()
    playback = (await cinema.room()).playback
    assert playback.updated_at_ms == cinema.services.clock.now_ms() + SEEK_MS


async def test_whoever_leaves_is_not_waited_for(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.goes(VERA)

    assert await cinema.awaited() == ()


@pytest.mark.parametrize("end", [Cinema.recovers, Cinema.goes], ids=["recovers", "goes"])
async def test_a_stall_that_ends_while_the_hold_is_written_leaves_nobody_waiting(
    cinema: Cinema, store: SlowStore, end: Callable[[Cinema, Person], Any]
) -> None:
    store.is_asked.clear()
    store.is_free.clear()
    async with asyncio.TaskGroup() as group:
        group.create_task(cinema.stalls(VERA))
        await store.is_asked.wait()
        group.create_task(end(cinema, VERA))
        await asyncio.sleep(0)  # it has its turn
        store.is_free.set()

    assert await cinema.awaited() == ()


async def test_a_new_page_of_a_person_is_waited_for_by_its_own_word_alone(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.stalls(ANN)
    await cinema.services.holding.forget_others("r", VERA.id, "new")
    assert await cinema.awaited() == (ANN.id,)

    report = ReportStall(cinema.item_id, is_stalled=True)
    await cinema.services.holding.report("r", VERA.id, "new", report)
    await cinema.services.holding.forget_others("r", VERA.id, "new")
    assert await cinema.awaited() == (ANN.id, VERA.id)


async def test_after_fifteen_seconds_whoever_still_stalls_is_excused(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    cinema.passes(HOLD_MS)
    await cinema.stalls(ANN)  # the room looks again
    assert await cinema.awaited() == (ANN.id,)
    await cinema.recovers(ANN)
    cinema.passes(1_000)
    assert await cinema.awaited() == ()

    await cinema.recovers(VERA)  # has caught up
    cinema.passes(1_000)
    await cinema.stalls(VERA)
    assert await cinema.awaited() == (VERA.id,)


async def test_playing_on_without_waiting_excuses_too(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.does(Play())
    assert await cinema.awaited() == ()

    cinema.passes(1_000)
    await cinema.stalls(ANN)
    assert await cinema.awaited() == (ANN.id,)


async def test_after_a_pause_whoever_is_not_ready_yet_is_waited_for(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.does(Pause())
    assert await cinema.awaited() == ()

    await cinema.does(Play())
    assert await cinema.awaited() == (VERA.id,)


async def is_waited_for_only_ten_minutes_later(cinema: Cinema, person: Person) -> None:
    await cinema.stalls(person)
    assert await cinema.awaited() == ()
    await cinema.recovers(person)

    cinema.passes(HOLDS_WITHIN_MS)
    await cinema.stalls(person)
    assert await cinema.awaited() == (person.id,)


async def test_nobody_stops_the_room_again_and_again(cinema: Cinema) -> None:
    for _ in range(MAX_HOLDS):
        await cinema.stalls(VERA)
        assert await cinema.awaited() == (VERA.id,)
        await cinema.recovers(VERA)
        cinema.passes(START_MS)

    await is_waited_for_only_ten_minutes_later(cinema, VERA)


async def test_a_room_is_not_stopped_again_and_again_by_ever_new_people(cinema: Cinema) -> None:
    for n in range(MAX_ROOM_HOLDS):
        stranger = Person(id=-100 - n, name="")
        await cinema.stalls(stranger)
        await cinema.stalls(ANN)  # is waited for along with them
        assert stranger.id in await cinema.awaited()
        await cinema.recovers(ANN)
        await cinema.recovers(stranger)
        cinema.passes(START_MS)

    await is_waited_for_only_ten_minutes_later(cinema, VERA)


async def test_the_last_hold_that_a_room_has_left_is_for_whoever_stalls(cinema: Cinema) -> None:
    for n in range(MAX_ROOM_HOLDS - 1):
        stranger = Person(id=-100 - n, name="")
        await cinema.stalls(stranger)
        await cinema.recovers(stranger)
        cinema.passes(START_MS)
    await cinema.stalls(VERA)
    await cinema.stalls(ANN)

    assert await cinema.awaited() == (ANN.id, VERA.id)


async def test_a_stall_in_another_video_than_what_is_on_stops_nobody(cinema: Cinema) -> None:
    late = ReportStall("another", is_stalled=True)
    await cinema.services.holding.report("r", VERA.id, str(VERA.id), late)

    assert await cinema.awaited() == ()


async def test_another_video_is_begun_without_old_excuses(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    await cinema.does(Load(FILM))
    cinema.passes(START_MS)
    assert await cinema.awaited() == ()

    await cinema.stalls(VERA)
    assert await cinema.awaited() == (VERA.id,)


async def test_a_crowd_waits_for_nobody_unless_it_is_told_to(cinema: Cinema) -> None:
    for n in range(MAX_AWAITED_CROWD):
        await cinema.services.comes(Person(id=-100 - n, name=""))
    before = (await cinema.room()).version
    await cinema.stalls(VERA)
    assert (await cinema.room()).version == before

    await cinema.does(SetPatience(Patience.ALWAYS))
    await cinema.stalls(VERA)
    assert await cinema.awaited() == (VERA.id,)


async def test_a_room_that_never_waits_does_not(cinema: Cinema) -> None:
    await cinema.does(SetPatience(Patience.NEVER))
    await cinema.stalls(VERA)

    assert await cinema.awaited() == ()


async def test_a_restarted_server_holds_no_room_for_ever(cinema: Cinema) -> None:
    await cinema.stalls(VERA)
    services = cinema.services.restarted()
    cinema.passes(HOLD_MS)

    assert await cinema.awaited() == ()
    assert not (await cinema.room()).playback.is_ahead(services.clock.now_ms())
    await services.close()


async def test_everybody_is_told_for_whom_the_room_stands_still(url: str) -> None:
    olga = SocketClient(url, guest_token="guest-olga", room_id="cinema")
    vera = SocketClient(url, guest_token="guest-vera", room_id="cinema")
    async with olga, vera:
        vera_id = (await vera.do("sync"))["me"]["id"]
        await olga.do("load", url=FILM)
        item_id = (await olga.room())["current"]["id"]

        await vera.do("report_stall", item_id=item_id, is_stalled=True)
        began = await told(olga, "hold_began")
        assert began["hold"]["user_ids"] == [vera_id]
        assert began["hold"]["until_ms"] == began["playback"]["updated_at_ms"]

        await vera.leave()
        await told(olga, "playback_changed")
        assert (await olga.room())["hold"] is None


async def test_a_page_that_comes_back_by_another_socket_does_not_wait_for_its_old_one(
    url: str,
) -> None:
    olga, vera, again = (
        SocketClient(url, guest_token=f"guest-{name}", room_id="cinema")
        for name in ("olga", "vera", "vera")
    )
    async with olga, vera:
        await olga.do("load", url=FILM)
        item_id = (await olga.room())["current"]["id"]
        await vera.do("report_stall", item_id=item_id, is_stalled=True)
        await told(olga, "hold_began")

        async with again:  # of the old one the server has not heard yet that it is gone
            await told(olga, "playback_changed")
            assert (await olga.room())["hold"] is None


async def test_an_end_of_a_stall_is_never_too_much(url: str) -> None:
    async with SocketClient(url, guest_token="guest-vera", room_id="cinema") as vera:
        await vera.do("load", url=FILM)
        item_id = (await vera.room())["current"]["id"]
        stalls = [{"item_id": item_id, "is_stalled": is_stalled} for is_stalled in (True, False)]
        for _ in range(20):  # far more than a page comes to in ten seconds
            await vera.ask("report_state", {"state": "behind"})
            await vera.ask("report_state", {"state": "stalled"})
            for stall in stalls:
                await vera.do("report_stall", **stall)

        begun = [await vera.ask("report_stall", stalls[0]) for _ in range(60)]
        assert begun[-1]["error"]["code"] == "rate_limited"
        await vera.do("report_stall", **stalls[1])


async def test_only_who_may_manage_decides_whether_the_room_waits(url: str) -> None:
    olga = SocketClient(url, guest_token="guest-olga", room_id="cinema")
    vera = SocketClient(url, guest_token="guest-vera", room_id="cinema")
    async with olga, vera:
        assert (await vera.refused("set_patience", patience="never"))["code"] == "permission_denied"
        await olga.do("set_patience", patience="never")
        assert (await vera.room())["patience"] == "never"


async def told(client: SocketClient, kind: str) -> Any:
    """Return the first event of a kind that has come."""

    def found(frames: list[Any]) -> list[Any]:
        return [event for frame in frames for event in frame["events"] if event["type"] == kind]

    return found(await client.until("events", lambda frames: bool(found(frames))))[0]
