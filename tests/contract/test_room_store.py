"""The specification of RoomStore, run against every implementation."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from shared.domain.commands import AddToQueue, RoomCommand, Seek, SetVisibility
from shared.domain.decisions import Change, handle
from shared.domain.errors import PermissionDenied, RoomExists, RoomNotFound
from shared.domain.room import MAX_QUEUE, Visibility
from shared.ports import RoomStore
from shared.storage.memory import MemoryRoomStore
from shared.storage.sql import SqlRoomStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OWNER, VIEWER, by, make_item, make_room


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[RoomStore]:
    if request.param == "memory":
        yield MemoryRoomStore()
        return
    async for engine in open_engine(request.param, tmp_path, request):
        yield SqlRoomStore(engine)


def asking(command: RoomCommand, *, user_id: int = OWNER, new_id: str = "new") -> partial[Change]:
    return partial(handle, command=command, ctx=by(user_id, new_id=new_id))


async def test_get_returns_what_was_created(store: RoomStore) -> None:
    room = make_room(title="Ночь кино ❤️", queue=(make_item("next"),), deputy_id=VIEWER)
    await store.create(room)

    assert await store.get(room.id) == room


async def test_a_full_room_is_kept_whole(store: RoomStore) -> None:
    room = make_room(queue=tuple(make_item(str(n)) for n in range(MAX_QUEUE)))
    await store.create(room)

    assert await store.get(room.id) == room


async def test_create_refuses_a_second_room(store: RoomStore) -> None:
    await store.create(make_room())

    with pytest.raises(RoomExists):
        await store.create(make_room(title="other"))
    assert await store.get("r") == make_room()


async def test_an_unknown_room_is_not_found(store: RoomStore) -> None:
    with pytest.raises(RoomNotFound):
        await store.get("nowhere")
    with pytest.raises(RoomNotFound):
        await store.update("nowhere", asking(Seek(1)))
    with pytest.raises(RoomNotFound):
        await store.seen_at("nowhere")


async def test_update_stores_what_it_returns(store: RoomStore) -> None:
    await store.create(make_room())

    change = await store.update("r", asking(Seek(5)))

    assert change.room.playback.position == 5
    assert await store.get("r") == change.room


async def test_a_refused_change_stores_nothing(store: RoomStore) -> None:
    await store.create(make_room())

    with pytest.raises(PermissionDenied):
        await store.update("r", asking(Seek(5), user_id=VIEWER))
    assert await store.get("r") == make_room()


async def test_a_change_of_nothing_is_no_error(store: RoomStore) -> None:
    await store.create(make_room())

    change = await store.update("r", asking(SetVisibility(Visibility.LINK)))

    assert change.events == ()


async def test_concurrent_updates_are_all_kept(store: RoomStore) -> None:
    await store.create(make_room())

    changes = await asyncio.gather(
        *(store.update("r", asking(AddToQueue("…"), new_id=str(n))) for n in range(20))
    )

    room = await store.get("r")
    assert {item.id for item in room.queue} == {str(n) for n in range(20)}
    assert sorted(change.room.version for change in changes) == list(range(1, 21))


async def test_seen_at_is_the_creation_until_somebody_came(store: RoomStore) -> None:
    await store.create(make_room())
    assert await store.seen_at("r") == NOW

    await store.touch(["r", "nowhere"], NOW + 5_000)
    assert await store.seen_at("r") == NOW + 5_000

    await store.touch([], NOW + 9_000)
    await store.update("r", asking(Seek(5)))
    assert await store.seen_at("r") == NOW + 5_000


async def test_the_gallery_sees_public_rooms_only(store: RoomStore) -> None:
    shown = [make_room(id=room_id, visibility=Visibility.PUBLIC) for room_id in ("a", "b")]
    hidden = [make_room(id="c"), make_room(id="d", visibility=Visibility.PRIVATE)]
    for room in (*shown, *hidden):
        await store.create(room)

    assert await store.public(["d", "b", "c", "a", "nowhere"], limit=9) == [shown[1], shown[0]]
    assert await store.public(["d", "b", "c", "a"], limit=1) == [shown[1]]
    assert await store.public([], limit=9) == []

    await store.update("a", asking(SetVisibility(Visibility.LINK)))
    assert await store.public(["a", "b"], limit=9) == [shown[1]]
