"""The specifications of ServiceBanStore and VerdictStore, run against every implementation."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from shared.review import Ruling, ServiceBan, ServiceBanStore, Verdict, VerdictStore
from shared.storage.verdicts import (
    MemoryServiceBanStore,
    MemoryVerdictStore,
    SqlServiceBanStore,
    SqlVerdictStore,
)
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OTHER, OWNER, VIEWER

BAN = ServiceBan(VIEWER, "Вера", "Реклама", NOW, until_ms=NOW + 1_000)
CLOSED = Verdict(Ruling.CLOSED, OWNER, "Olga", VIEWER, "Вера", "r", "Ночь кино", "Реклама", NOW)


@dataclass(frozen=True, slots=True)
class Stores:
    bans: ServiceBanStore
    verdicts: VerdictStore


@pytest.fixture(params=EVERY_STORE)
async def stores(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[Stores]:
    if request.param == "memory":
        yield Stores(MemoryServiceBanStore(), MemoryVerdictStore())
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield Stores(SqlServiceBanStore(engine), SqlVerdictStore(engine))


async def test_the_last_ban_of_a_person_counts_until_it_is_removed(stores: Stores) -> None:
    assert await stores.bans.of(VIEWER) is None

    await stores.bans.put(BAN)
    for_good = replace(BAN, reason="Снова реклама", until_ms=None)
    await stores.bans.put(for_good)
    assert await stores.bans.of(VIEWER) == for_good

    await stores.bans.remove(VIEWER)
    await stores.bans.remove(VIEWER)
    assert await stores.bans.of(VIEWER) is None


async def test_bans_in_force_are_told_page_by_page_the_newest_first(stores: Stores) -> None:
    for_good = ServiceBan(OTHER, "", "Угрозы", NOW + 5, until_ms=None)
    later = ServiceBan(-7, "Гость", "Спам", NOW + 9, until_ms=NOW + 9_000)
    for ban in (BAN, for_good, later):
        await stores.bans.put(ban)

    assert await stores.bans.in_force(NOW, limit=9) == [later, for_good, BAN]
    assert await stores.bans.in_force(NOW + 1_000, limit=9) == [later, for_good]
    assert await stores.bans.in_force(NOW, limit=1, offset=1) == [for_good]
    assert await stores.bans.of(VIEWER) == BAN  # over, and not forgotten


async def test_verdicts_are_told_page_by_page_the_newest_first(stores: Stores) -> None:
    assert await stores.verdicts.latest(limit=9) == []
    banned = replace(CLOSED, ruling=Ruling.BANNED, room_id="", until_ms=NOW + 5)
    for verdict in (CLOSED, banned):
        await stores.verdicts.append(verdict)

    second, first = await stores.verdicts.latest(limit=9)

    assert (second, first) == (replace(banned, id=second.id), replace(CLOSED, id=first.id))
    assert await stores.verdicts.latest(limit=1, offset=1) == [first]


async def test_the_last_verdict_of_a_kind_on_each_room_is_found(stores: Stores) -> None:
    hidden = replace(CLOSED, ruling=Ruling.HIDDEN)
    for verdict in (
        replace(hidden, reason="first"),
        replace(hidden, reason="second"),
        replace(hidden, room_id="other", reason="third"),
        replace(hidden, room_id="unasked"),
        CLOSED,
    ):
        await stores.verdicts.append(verdict)

    found = await stores.verdicts.on({"r", "other", "nowhere"}, Ruling.HIDDEN)

    assert {room_id: verdict.reason for room_id, verdict in found.items()} == {
        "r": "second",
        "other": "third",
    }
    assert await stores.verdicts.on(set(), Ruling.HIDDEN) == {}


async def test_a_person_finds_which_of_their_rooms_were_closed(stores: Stores) -> None:
    for verdict in (
        CLOSED,
        replace(CLOSED, room_id="second"),
        replace(CLOSED, ruling=Ruling.HIDDEN, room_id="hidden"),
        replace(CLOSED, user_id=OTHER, room_id="others"),
    ):
        await stores.verdicts.append(verdict)

    found = await stores.verdicts.closed_of(VIEWER, limit=9)

    assert [verdict.room_id for verdict in found] == ["second", "r"]
    assert [v.room_id for v in await stores.verdicts.closed_of(VIEWER, limit=1)] == ["second"]
