"""The specification of MemberStore, run against every implementation."""

from collections.abc import AsyncIterator

import pytest

from shared.ports.rooms import MemberStore
from shared.storage.members import MemoryMemberStore, SqlMemberStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OTHER, VIEWER


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[MemberStore]:
    if request.param == "memory":
        yield MemoryMemberStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlMemberStore(engine)


async def test_a_member_is_one_of_that_room_only(store: MemberStore) -> None:
    await store.add("r", VIEWER, NOW)

    assert await store.contains("r", VIEWER)
    assert not await store.contains("r", OTHER)
    assert not await store.contains("other", VIEWER)


async def test_adding_twice_is_adding_once(store: MemberStore) -> None:
    await store.add("r", VIEWER, NOW)
    await store.add("r", VIEWER, NOW + 1)

    assert await store.contains("r", VIEWER)


@pytest.mark.parametrize("user_id", [-(2**48), 2**52])
async def test_guests_and_the_largest_ids_fit(store: MemberStore, user_id: int) -> None:
    await store.add("r", user_id, NOW)

    assert await store.contains("r", user_id)


async def test_who_is_taken_out_is_a_member_no_more(store: MemberStore) -> None:
    await store.add("r", VIEWER, NOW)
    await store.add("other", VIEWER, NOW)
    await store.remove("r", VIEWER)
    await store.remove("r", VIEWER)

    assert not await store.contains("r", VIEWER)
    assert await store.contains("other", VIEWER)
