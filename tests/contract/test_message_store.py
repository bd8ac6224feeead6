"""The specification of MessageStore, run against every implementation."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from shared.domain.chat_commands import Mention
from shared.ports.messages import Message, MessageStore
from shared.storage.messages import MemoryMessageStore, SqlMessageStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, VIEWER

HELLO = Message("r", VIEWER, "Анна", "Привет 👋\nвсем", 12.5, NOW)


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[MessageStore]:
    if request.param == "memory":
        yield MemoryMessageStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
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


async def test_what_a_message_answers_and_whom_it_calls_comes_back(store: MessageStore) -> None:
    first = await store.append(HELLO)
    answer = replace(
        HELLO,
        text="@Анна Мария и @Ян, да",
        reply_to=first.id,
        mentions=(Mention(7, "Анна Мария"), Mention(8, "Ян")),
        nonce="b",
    )

    stored = await store.append(answer)

    assert stored == replace(answer, id=stored.id)
    assert await store.latest("r", limit=1) == [stored]


async def test_a_repeated_send_is_kept_once_per_person_and_room(store: MessageStore) -> None:
    once = await store.append(replace(HELLO, nonce="a"))

    assert await store.append(replace(HELLO, nonce="a", sent_at_ms=NOW + 5)) == once
    assert (await store.append(replace(HELLO, nonce="a", user_id=9))).id != once.id
    assert (await store.append(replace(HELLO, nonce="a", room_id="other"))).id != once.id
    assert len(await store.latest("r", limit=9)) == 2


async def test_messages_without_a_nonce_may_be_alike(store: MessageStore) -> None:
    await store.append(HELLO)
    await store.append(HELLO)

    assert len(await store.latest("r", limit=9)) == 2


async def test_messages_are_found_by_id_in_their_own_room_only(store: MessageStore) -> None:
    here = await store.append(HELLO)
    there = await store.append(replace(HELLO, room_id="other"))

    assert await store.some("r", [here.id, there.id, 10_000]) == {here.id: here}
    assert await store.some("r", []) == {}


async def test_of_a_deleted_message_only_its_line_is_left(store: MessageStore) -> None:
    first = await store.append(HELLO)
    answer = replace(HELLO, reply_to=first.id, mentions=(Mention(7, "Ян"),), nonce="b")
    second = await store.append(answer)

    await store.delete("other", second.id)
    assert await store.latest("r", limit=1) == [second]
    await store.delete("r", second.id)
    await store.delete("r", second.id)

    bare = replace(second, text="", mentions=(), reply_to=None, is_deleted=True)
    assert await store.latest("r", limit=9) == [first, bare]


async def test_a_repeated_send_does_not_bring_back_what_was_deleted(store: MessageStore) -> None:
    said = await store.append(replace(HELLO, nonce="a"))
    await store.delete("r", said.id)

    assert (await store.append(replace(HELLO, nonce="a"))).is_deleted


async def test_everything_one_person_said_in_a_room_is_deleted(store: MessageStore) -> None:
    for n in range(2):
        await store.append(replace(HELLO, text=str(n)))
    others = await store.append(replace(HELLO, user_id=VIEWER + 1))
    elsewhere = await store.append(replace(HELLO, room_id="other"))
    await store.delete_of("r", HELLO.user_id)

    *deleted, kept = await store.latest("r", limit=10)
    assert [(message.text, message.is_deleted) for message in deleted] == [("", True)] * 2
    assert kept == others
    assert await store.latest("other", limit=10) == [elsewhere]


async def test_what_somebody_said_last_is_known_even_if_it_was_deleted(store: MessageStore) -> None:
    assert await store.last_of("r", HELLO.user_id) is None
    await store.append(HELLO)
    last = await store.append(replace(HELLO, sent_at_ms=NOW + 5))
    await store.append(replace(HELLO, user_id=VIEWER + 1))
    await store.append(replace(HELLO, room_id="other"))
    await store.delete("r", last.id)

    found = await store.last_of("r", HELLO.user_id)
    assert found is not None
    assert (found.id, found.sent_at_ms) == (last.id, NOW + 5)
