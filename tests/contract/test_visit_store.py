"""The specification of VisitStore, run against every implementation."""

from collections.abc import AsyncIterator

import pytest

from shared.onboarding import Visitor, VisitStore
from shared.storage.visits import MemoryVisitStore, SqlVisitStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OTHER, OWNER, VIEWER


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[VisitStore]:
    if request.param == "memory":
        yield MemoryVisitStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlVisitStore(engine)


async def test_everybody_is_counted_once(store: VisitStore) -> None:
    for user_id in (OWNER, OWNER, VIEWER):
        await store.note("r", user_id, "name", NOW)
    await store.note("other", VIEWER, "name", NOW)

    assert await store.counts(["r", "other", "nowhere"]) == {"r": 2, "other": 1, "nowhere": 0}
    assert set(await store.rooms_of(VIEWER)) == {"r", "other"}


async def test_the_last_to_come_are_listed_first(store: VisitStore) -> None:
    for at_ms, user_id in enumerate((OWNER, VIEWER, OTHER, OWNER), NOW):
        await store.note("r", user_id, f"name {at_ms - NOW}", at_ms)
    await store.note("other", VIEWER, "elsewhere", NOW + 9)

    latest = await store.latest("r", limit=2)

    assert latest == [Visitor(OWNER, "name 3", NOW + 3), Visitor(OTHER, "name 2", NOW + 2)]
    assert await store.latest("nowhere", limit=2) == []


async def test_people_are_known_by_the_name_they_came_by_last(store: VisitStore) -> None:
    await store.note("r", OWNER, "Анна", NOW)
    await store.note("r", OWNER, "Аня", NOW + 1)
    await store.note("r", VIEWER, "", NOW)
    await store.note("other", OTHER, "Вера", NOW)

    assert await store.names("r", {OWNER, VIEWER, OTHER}) == {OWNER: "Аня", VIEWER: ""}
    assert await store.names("r", ()) == {}
