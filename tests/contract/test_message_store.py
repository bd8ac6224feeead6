"""The specification of MessageStore, run against every implementation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from shared.ports import Message, MessageStore
from shared.storage.memory import MemoryMessageStore
from shared.storage.sql import SqlMessageStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, VIEWER

HELLO = Message("r", VIEWER, "Анна", "Привет 👋\nвсем", 12.5, NOW)


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[MessageStore]:
    if request.param == "memory":
        yield MemoryMessageStore()
        return
    async for engine in open_engine(request.param, tmp_path, request):
        yield SqlMessageStore(engine)


async def test_a_message_comes_back_as_it_was(store: MessageStore) -> None:
    stored = await store.append(HELLO)

    assert stored == replace(HELLO, id=stored.id)
    assert stored.id > 0
    assert await store.latest("r", limit=10) == [stored]


async def test_a_message_may_have_no_position(store: MessageStore) -> None:
    stored = await store.append(replace(HELLO, position=None))

    assert await store.latest("r", limit=10) == [stored]


async def test_pages_lead_back_oldest_first_within_each(store: MessageStore) -> None:
    stored = [await store.append(replace(HELLO, text=str(n))) for n in range(5)]
    await store.append(replace(HELLO, room_id="other"))

    newest = await store.latest("r", limit=2)
    assert newest == stored[3:]
    assert await store.latest("r", limit=2, before=newest[0].id) == stored[1:3]
    assert await store.latest("r", limit=9, before=stored[0].id) == []
