"""The specification of RoomStore, run against every implementation."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest

from shared.domain.commands import RoomCommand
from shared.domain.decisions import Change, handle
from shared.domain.errors import PermissionDenied, RoomExists, RoomNotFound
from shared.domain.managing_commands import Close, Rename, SetVisibility
from shared.domain.playback_commands import Seek
from shared.domain.queue import MAX_QUEUE
from shared.domain.queue_commands import AddToQueue
from shared.domain.room import Chat, Visibility
from shared.domain.system_commands import TieToChat
from shared.domain.upkeep import handle_system
from shared.ports.rooms import GalleryOrder, Listing, Mark, RoomStore
from shared.storage.memory_rooms import MemoryRoomStore
from shared.storage.rooms import SqlRoomStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OTHER, OWNER, VIEWER, by, make_item, make_room


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[RoomStore]:
    if request.param == "memory":
        yield MemoryRoomStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
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
    # Each is two events: what can be undone, and what was added.
    assert sorted(change.room.version for change in changes) == list(range(2, 41, 2))


async def test_seen_at_is_the_creation_until_somebody_came(store: RoomStore) -> None:
    await store.create(make_room())
    assert await store.seen_at("r") == NOW

    await store.touch({"r": 2, "nowhere": 1}, NOW + 5_000)
    assert await store.seen_at("r") == NOW + 5_000

    await store.touch({}, NOW + 9_000)
    await store.update("r", asking(Seek(5)))
    assert await store.seen_at("r") == NOW + 5_000


async def test_the_gallery_shows_open_public_rooms_with_people_in_them(store: RoomStore) -> None:
    public = Visibility.PUBLIC
    shown = [make_room(id=room_id, visibility=public) for room_id in ("a", "b", "c")]
    hidden = [
        make_room(id="linked"),
        make_room(id="private", visibility=Visibility.PRIVATE),
        make_room(id="closed", visibility=public, closed_at_ms=NOW),
        make_room(id="empty", visibility=public),
        make_room(id="deserted", visibility=public),
    ]
    for room in (*shown, *hidden):
        await store.create(room)
        await store.touch({room.id: 0 if room.id == "empty" else 3}, NOW + 1_000)
    await store.touch({"b": 7}, NOW + 1_000)
    await store.touch({"deserted": 9}, NOW)

    found = await store.gallery(seen_since_ms=NOW + 1_000, limit=9)

    seen = NOW + 1_000
    assert found == [
        Listing(shown[1], 7, seen),
        Listing(shown[0], 3, seen),
        Listing(shown[2], 3, seen),
    ]
    assert await store.gallery(seen_since_ms=seen, limit=1) == [Listing(shown[1], 7, seen)]


async def test_what_is_featured_comes_first_and_what_is_hidden_is_left_out(
    store: RoomStore,
) -> None:
    for room_id in ("a", "b", "c"):
        await store.create(make_room(id=room_id, visibility=Visibility.PUBLIC))
    await store.touch({"a": 9, "b": 2, "c": 1}, NOW)
    await store.mark("a", Mark.HIDDEN, is_set=True)
    await store.mark("c", Mark.FEATURED, is_set=True)
    await store.update("c", asking(Seek(5)))  # what happens in a room leaves its marks alone

    found = await store.gallery(seen_since_ms=NOW, limit=9)
    assert [(listing.room.id, listing.is_featured) for listing in found] == [
        ("c", True),
        ("b", False),
    ]
    owned = await store.owned_by(OWNER, seen_since_ms=NOW, limit=9)
    assert [listing.is_hidden for listing in owned] == [True, False, False]

    for room_id, mark in (("a", Mark.HIDDEN), ("c", Mark.FEATURED)):
        await store.mark(room_id, mark, is_set=False)
        await store.mark(room_id, mark, is_set=False)
    found = await store.gallery(seen_since_ms=NOW, limit=9)
    assert [listing.room.id for listing in found] == ["a", "b", "c"]
    with pytest.raises(RoomNotFound):
        await store.mark("nowhere", Mark.HIDDEN, is_set=True)


async def test_the_gallery_is_searched_ordered_and_paged(store: RoomStore) -> None:
    titles = {"a": "Ночь КИНО", "b": "Кино 100%", "c": "a_c", "d": ""}
    for at, (room_id, title) in enumerate(titles.items()):
        made_at_ms = NOW + at
        room = make_room(
            id=room_id, title=title, visibility=Visibility.PUBLIC, created_at_ms=made_at_ms
        )
        await store.create(room)
    await store.touch({"a": 1, "b": 4, "c": 3, "d": 2}, NOW + 9)

    async def found(**query: Any) -> list[str]:
        listings = await store.gallery(**{"seen_since_ms": NOW + 9, "limit": 9, **query})
        return [listing.room.id for listing in listings]

    assert await found() == ["b", "c", "d", "a"]
    assert await found(order=GalleryOrder.NEWEST) == ["d", "c", "b", "a"]
    assert await found(limit=2, offset=1) == ["c", "d"]
    assert await found(words="кино") == ["b", "a"]
    assert await found(words=" кИНО  ночь") == ["a"]
    assert await found(words="NOSFER") == ["b", "c", "d", "a"]
    assert await found(words="%") == ["b"]
    assert await found(words="a_c") == ["c"]
    assert await found(words="_c") == ["c"]
    assert await found(words="a%c") == []


async def test_a_room_leaves_the_gallery_as_soon_as_it_is_closed(store: RoomStore) -> None:
    await store.create(make_room(visibility=Visibility.PUBLIC))
    await store.touch({"r": 1}, NOW)

    await store.update("r", asking(Close()))

    assert await store.gallery(seen_since_ms=NOW, limit=9) == []


async def test_a_person_finds_their_own_open_rooms_last_seen_first(store: RoomStore) -> None:
    rooms = [make_room(id=room_id) for room_id in ("a", "b", "c")]
    others = [make_room(id="other", owner_id=OTHER), make_room(id="closed", closed_at_ms=NOW)]
    for room in (*rooms, *others):
        await store.create(room)
    await store.touch({"b": 2, "other": 1, "closed": 1}, NOW + 9_000)
    await store.touch({"c": 4}, NOW + 5_000)

    found = await store.owned_by(OWNER, seen_since_ms=NOW + 6_000, limit=9)

    last = Listing(rooms[1], 2, NOW + 9_000)
    others_seen = [Listing(rooms[2], 0, NOW + 5_000), Listing(rooms[0], 0, NOW)]
    assert found == [last, *others_seen]
    assert await store.owned_by(OWNER, seen_since_ms=NOW, limit=1) == [last]
    page = await store.owned_by(OWNER, seen_since_ms=NOW + 6_000, limit=2, offset=1)
    assert page == others_seen
    assert await store.owned_by(VIEWER, seen_since_ms=NOW, limit=9) == []


async def test_a_chat_finds_its_open_rooms_wherever_it_moved(store: RoomStore) -> None:
    await store.create(make_room(id="a", chat=Chat(-5, "Кино")))
    await store.create(make_room(id="closed", chat=Chat(-5, "Кино"), closed_at_ms=NOW))
    await store.create(make_room(id="other", chat=Chat(-6, "Другое")))

    assert await store.of_chat(-5) == ["a"]

    moved = TieToChat(Chat(-1005, "Кино"))
    await store.update("a", partial(handle_system, command=moved, now_ms=NOW))
    assert await store.of_chat(-5) == []
    assert await store.of_chat(-1005) == ["a"]


async def test_versions_are_told_of_the_rooms_that_exist(store: RoomStore) -> None:
    await store.create(make_room())
    await store.update("r", asking(Seek(5)))

    assert await store.versions(["r", "nowhere"]) == {"r": 1}
    assert await store.versions([]) == {}


async def test_every_room_is_found_by_its_words_its_id_or_its_owner(store: RoomStore) -> None:
    night = make_room(id="night", title="Ночь КИНО 100%")
    empty = make_room(id="empty", owner_id=-77, current=None)
    over = make_room(id="over", title="Ночь", closed_at_ms=NOW)
    for room in (over, night, empty):
        await store.create(room)
    await store.touch({"over": 3}, NOW + 9_000)
    await store.touch({"night": 2}, NOW + 5_000)

    async def found(words: str, *, limit: int = 9, offset: int = 0) -> list[str]:
        listed = await store.every(words=words, seen_since_ms=NOW, limit=limit, offset=offset)
        return [listing.room.id for listing in listed]

    assert await found("") == await found("  ") == ["night", "empty", "over"]
    assert await found("кино ночь") == ["night"]
    assert await found("ночь nosferatu") == ["night", "over"]
    assert await found("100%") == ["night"]
    assert await found("1_0%") == []
    assert await found("empty") == await found(" -77 ") == ["empty"]
    assert await found(str(OWNER)) == ["night", "over"]
    assert await found("9" * 30) == []
    assert await found("", limit=1, offset=1) == ["empty"]

    await store.update("empty", asking(Rename("Утро"), user_id=-77))
    assert await found("утро") == ["empty"]
    [listing] = await store.every(words="night", seen_since_ms=NOW + 9_000, limit=9)
    assert (listing.people, listing.seen_at_ms) == (0, NOW + 5_000)
