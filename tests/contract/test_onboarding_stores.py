"""The specification of what the bot remembers, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.errors import RoomNotFound
from shared.onboarding import NOT_POSTED, ConnectedChat, LiveMessage, Post
from shared.ports.messages import Message
from shared.storage.complaints import SqlComplaintStore
from shared.storage.members import SqlMemberStore
from shared.storage.messages import SqlMessageStore
from shared.storage.notifications import SqlNotificationStore
from shared.storage.onboarding import (
    SqlChatStore,
    SqlDialogueStore,
    SqlErasure,
    SqlLiveMessageStore,
    SqlPersonStore,
    SqlPostStore,
    SqlUpdateStore,
)
from shared.storage.rooms import SqlRoomStore
from shared.storage.visits import SqlVisitStore
from tests.contract.conftest import SQL, open_engine
from tests.contract.test_complaint_store import ABOUT_A_LINE
from tests.factories import NOW, OTHER, OWNER, VIEWER, make_notification, make_room

GROUP, SUPERGROUP, CHANNEL = -5, -1005, -1007
LIVE = LiveMessage("r", GROUP, 10, "ru", NOW, thread_id=3, has_photo=True)


@pytest.fixture(params=SQL)
async def engine(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[AsyncEngine]:
    async for opened in open_engine(request.param, sqlite_url, request):
        yield opened


async def test_a_room_has_one_live_message(engine: AsyncEngine) -> None:
    store = SqlLiveMessageStore(engine)
    await store.put(LIVE)
    later = replace(LIVE, message_id=11, has_photo=False, thread_id=None)
    await store.put(later)

    assert await store.of_room("r") == later
    assert await store.of_room("other") is None
    await store.remove(LIVE)
    assert await store.of_room("r") == later
    await store.remove(later)
    await store.remove(later)
    assert await store.of_room("r") is None


async def test_dormant_live_messages_are_not_listed(engine: AsyncEngine) -> None:
    store = SqlLiveMessageStore(engine)
    messages = [replace(LIVE, room_id=str(n), message_id=n) for n in range(3)]
    for message in messages:
        await store.put(message)
    await store.put(replace(messages[1], is_dormant=True))
    await store.put(replace(LIVE, room_id="elsewhere", chat_id=CHANNEL))

    assert await store.of_chat(GROUP) == [messages[2], messages[0]]
    assert len(await store.under_way()) == 3


async def test_live_messages_follow_a_group_that_moved(engine: AsyncEngine) -> None:
    store = SqlLiveMessageStore(engine)
    await store.put(LIVE)

    await store.move(GROUP, SUPERGROUP)

    assert await store.of_chat(GROUP) == []
    there = replace(LIVE, chat_id=SUPERGROUP, message_id=NOT_POSTED, thread_id=None)
    assert await store.of_chat(SUPERGROUP) == [there]


async def test_a_chat_is_known_as_it_was_last(engine: AsyncEngine) -> None:
    store = SqlChatStore(engine)
    await store.put(ConnectedChat(CHANNEL, "channel", "Фильмы"))
    known = ConnectedChat(CHANNEL, "channel", "Кино", "films", True, True, True, "ru")
    await store.put(known)

    assert await store.get(CHANNEL) == known
    await store.remove(CHANNEL)
    assert await store.get(CHANNEL) is None


async def test_who_connected_a_chat_finds_it_by_title(engine: AsyncEngine) -> None:
    store = SqlChatStore(engine)
    chats = [ConnectedChat(-n, "channel", title) for n, title in enumerate(["b", "a", "c"], 1)]
    for chat in chats:
        await store.put(chat)
    for chat_id in (-1, -2, -2):
        await store.connect(chat_id, OWNER)
    await store.connect(-3, OTHER)

    assert await store.connected_by(OWNER) == [chats[1], chats[0]]
    await store.remove(-2)
    assert await store.connected_by(OWNER) == [chats[0]]


async def test_who_disconnects_a_chat_leaves_it_to_the_others(engine: AsyncEngine) -> None:
    store = SqlChatStore(engine)
    chat = ConnectedChat(CHANNEL, "channel", "Кино")
    await store.put(chat)
    for user_id in (OTHER, OWNER):
        await store.connect(CHANNEL, user_id)
    assert await store.connectors(CHANNEL) == [OWNER, OTHER]

    for _ in range(2):
        await store.disconnect(CHANNEL, OWNER)

    assert await store.connectors(CHANNEL) == [OTHER]
    assert await store.connected_by(OWNER) == []
    assert await store.connected_by(OTHER) == [chat]


@pytest.mark.parametrize("is_known_already", [False, True])
async def test_a_group_that_grew_is_the_same_chat(
    engine: AsyncEngine, is_known_already: bool
) -> None:
    store = SqlChatStore(engine)
    await store.put(ConnectedChat(GROUP, "group", "Кино", can_post=True))
    await store.connect(GROUP, OWNER)
    if is_known_already:
        await store.put(ConnectedChat(SUPERGROUP, "supergroup", "Кино"))
        await store.connect(SUPERGROUP, OWNER)

    await store.move(GROUP, SUPERGROUP)

    grown = ConnectedChat(SUPERGROUP, "supergroup", "Кино", can_post=True)
    assert await store.get(GROUP) is None
    assert await store.connected_by(OWNER) == [grown]


async def test_posts_are_listed_newest_first(engine: AsyncEngine) -> None:
    store = SqlPostStore(engine)
    posts = [Post(str(n), CHANNEL, n, OWNER, NOW + n) for n in range(1, 4)]
    for post in posts:
        await store.add(post)

    assert await store.of_chat(CHANNEL, limit=2) == [posts[2], posts[1]]
    assert await store.at(CHANNEL, 1) == posts[0]
    assert await store.at(CHANNEL, 9) is None
    assert await store.at(GROUP, 1) is None


async def test_a_person_keeps_the_language_they_chose(engine: AsyncEngine) -> None:
    store = SqlPersonStore(engine)
    assert await store.locale_of(OWNER) is None

    await store.set_locale(OWNER, "ru")
    await store.set_locale(OWNER, "en")

    assert await store.locale_of(OWNER) == "en"


async def test_a_dialogue_goes_on_where_it_was(engine: AsyncEngine) -> None:
    store = SqlDialogueStore(engine)
    assert await store.load(OWNER) == (None, {})

    await store.save(OWNER, "Composing:caption", {"url": "https://films.test/ф.mp4", "n": 1})
    assert await store.load(OWNER) == (
        "Composing:caption",
        {"url": "https://films.test/ф.mp4", "n": 1},
    )

    await store.save(OWNER, None, {})
    assert await store.load(OWNER) == (None, {})


async def test_updates_are_remembered_until_they_are_old(engine: AsyncEngine) -> None:
    store = SqlUpdateStore(engine)
    await store.mark_handled(1, NOW)
    await store.mark_handled(1, NOW)
    await store.mark_handled(2, NOW + 1_000)

    assert await store.is_handled(1)
    assert not await store.is_handled(3)
    await store.forget_handled(NOW + 1_000)
    assert [await store.is_handled(n) for n in (1, 2)] == [False, True]


async def test_of_a_person_who_was_erased_nothing_is_left(engine: AsyncEngine) -> None:
    rooms, members, messages = SqlRoomStore(engine), SqlMemberStore(engine), SqlMessageStore(engine)
    await rooms.create(make_room(id="own"))
    await rooms.create(make_room(id="other", owner_id=OTHER))
    for room_id in ("own", "other"):
        await members.add(room_id, OWNER, NOW)
        await members.add(room_id, VIEWER, NOW)
        for user_id in (OWNER, VIEWER):
            await messages.append(Message(room_id, user_id, "name", "text", None, NOW))
            await SqlVisitStore(engine).note(room_id, user_id, "name", NOW)
        await SqlPostStore(engine).add(Post(room_id, CHANNEL, len(room_id), OWNER, NOW))
    complaints = SqlComplaintStore(engine)
    for room_id, user_id, reporter_id in (
        ("own", VIEWER, OTHER),
        ("other", OWNER, OTHER),
        ("other", VIEWER, OWNER),
        ("other", VIEWER, OTHER),
    ):
        about = replace(ABOUT_A_LINE, room_id=room_id, target_id=user_id, user_id=user_id)
        await complaints.add(replace(about, reporter_id=reporter_id))
    await SqlChatStore(engine).put(ConnectedChat(CHANNEL, "channel", "Фильмы"))
    await SqlChatStore(engine).connect(CHANNEL, OWNER)
    await SqlPersonStore(engine).set_locale(OWNER, "en")
    await SqlDialogueStore(engine).save(OWNER, "state", {})
    told = SqlNotificationStore(engine)
    for room_id, user_id in (("own", VIEWER), ("other", VIEWER), ("other", OWNER)):
        await told.add(make_notification(user_id, room_id=room_id, actor_id=OWNER), most=9)

    await SqlErasure(engine).erase(OWNER)

    with pytest.raises(RoomNotFound):
        await rooms.get("own")
    assert [message.user_id for message in await messages.latest("other", limit=9)] == [VIEWER]
    assert await messages.latest("own", limit=9) == []
    assert not await members.contains("other", OWNER)
    assert await members.contains("other", VIEWER)
    assert await SqlVisitStore(engine).counts(["own", "other"]) == {"own": 0, "other": 1}
    assert await SqlChatStore(engine).connected_by(OWNER) == []
    assert await SqlPersonStore(engine).locale_of(OWNER) is None
    assert await SqlDialogueStore(engine).load(OWNER) == (None, {})
    [left] = await complaints.cases(latest=9, limit=9)
    assert [(kept.user_id, kept.reporter_id) for kept in left.latest] == [(VIEWER, OTHER)]
    assert await told.latest(OWNER, limit=9) == []
    [news] = await told.latest(VIEWER, limit=9)
    assert (news.room_id, news.actor_id) == ("other", 0)
    assert [post.author_id for post in await SqlPostStore(engine).of_chat(CHANNEL, limit=9)] == [0]
