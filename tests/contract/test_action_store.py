"""The specification of ActionStore, run against every implementation."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from shared.ports.actions import Action, ActionStore
from shared.storage.actions import MemoryActionStore, SqlActionStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import ADMIN, NOW, OWNER

MUTED = Action("r", OWNER, "user_muted", {"user_id": 4, "reason": "спойлер 👻"}, NOW)
CLOSED = Action("r", ADMIN, "closed", {}, NOW + 1)


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[ActionStore]:
    if request.param == "memory":
        yield MemoryActionStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlActionStore(engine)


async def test_the_newest_come_first_page_by_page(store: ActionStore) -> None:
    await store.append(MUTED, CLOSED)
    await store.append(replace(MUTED, room_id="other"))
    newest, before = await store.latest("r", limit=10)

    assert replace(newest, id=0) == CLOSED
    assert replace(before, id=0) == MUTED
    assert await store.latest("r", limit=1) == [newest]
    assert await store.latest("r", limit=10, before=newest.id) == [before]
    assert await store.latest("nowhere", limit=10) == []


async def test_what_is_old_is_forgotten_everywhere(store: ActionStore) -> None:
    await store.append(MUTED, CLOSED, replace(MUTED, room_id="other"))
    await store.forget(NOW + 1)

    assert [action.kind for action in await store.latest("r", limit=10)] == ["closed"]
    assert await store.latest("other", limit=10) == []


@pytest.mark.parametrize("user_id", [-(2**48), 2**52])
async def test_guests_and_the_largest_ids_fit(store: ActionStore, user_id: int) -> None:
    await store.append(replace(CLOSED, user_id=user_id))

    assert (await store.latest("r", limit=1))[0].user_id == user_id
