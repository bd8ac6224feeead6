"""Rooms for any chat: found in inline mode, and shared from their own page."""

import logging
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession

from bot.inline.inline_queries import PAGE
from bot.inline.link_rooms import MAX_MADE
from bot.inline.sharing import PreparedMessages
from shared.domain.room import Room
from tests.integration.bots import TEXTS, Memories, talking
from tests.integration.clients import SocketClient
from tests.integration.conftest import ServedBot
from tests.telegram import FakeTelegram, LateAnswer, Message, Person, Refused
from tests.telegram.inline import InlineAsked
from tests.telegram.methods.answering import TOO_OLD

FILM = "https://films.test/nosferatu.mp4"
CLIP = "https://films.test/clip.webm"


class Page:
    """The app as one person has it open: what it asks of the server."""

    def __init__(self, session: ClientSession, url: str, launch: str) -> None:
        self._session = session
        self._url = url
        self._headers = {"Authorization": f"tma {launch}"}

    async def posts(self, path: str, **body: Any) -> Any:
        async with self._session.post(
            self._url + path, json=body or None, headers=self._headers
        ) as response:
            return {"status": response.status, **await response.json()}

    async def makes_room(self, **room: Any) -> str:
        return str((await self.posts("/api/rooms", **room))["room_id"])


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def ann_page(
    session: ClientSession, served_bot: ServedBot, telegram: FakeTelegram, ann: Person
) -> Page:
    return Page(session, served_bot.url, telegram.init_data(ann))


@pytest.fixture
def bob_page(
    session: ClientSession, served_bot: ServedBot, telegram: FakeTelegram, bob: Person
) -> Page:
    return Page(session, served_bot.url, telegram.init_data(bob))


async def answer(
    telegram: FakeTelegram, person: Person, query: str, offset: str = ""
) -> InlineAsked:
    asked = person.asks_inline(query, offset)
    await telegram.until(lambda: asked.answer)
    return asked


def titles(asked: InlineAsked) -> list[str]:
    return [result["title"] for result in asked.results]


def hint(asked: InlineAsked) -> str:
    """Return what the button above the results says."""
    assert asked.answer is not None
    assert asked.answer["button"]["start_parameter"] == "new"
    return str(asked.answer["button"]["text"])


def token_of(post: Message) -> str:
    (row,) = post.keyboard
    (button,) = row
    assert button.keys() == {"text", "url"}
    address = urlsplit(button["url"])
    assert address._replace(query="").geturl() == "https://t.me/watch_test_bot/watch"
    (token,) = parse_qs(address.query)["startapp"]
    return token


async def test_a_link_becomes_a_room_that_whoever_sees_the_message_can_enter(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    group = telegram.supergroup("Кино", owner=ann)

    asked = await answer(telegram, ann, f"давайте {FILM}")
    (result,) = asked.results
    assert result["title"] == "Смотреть вместе: nosferatu"
    assert asked.answer is not None
    assert asked.answer["is_personal"] is True
    post = ann.chooses(asked, result["id"], to=group)

    assert "nosferatu" in (post.text or "")
    launch = telegram.init_data(bob, start_param=token_of(post))
    async with SocketClient(served_bot.url, init_data=launch) as socket:
        room = await socket.room()
    assert (room["owner_id"], room["current"]["media"]["url"]) == (ann.id, FILM)
    assert room["playback"]["paused"] is True
    assert telegram.refusals == []


async def test_the_same_link_by_the_same_person_is_one_room(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    (first,) = (await answer(telegram, ann, FILM)).results
    (again,) = (await answer(telegram, ann, FILM)).results
    (other,) = (await answer(telegram, ann, CLIP)).results
    (of_bob,) = (await answer(telegram, bob, FILM)).results

    assert first["id"] == again["id"]
    assert len({first["id"], other["id"], of_bob["id"]}) == 3


async def test_a_room_that_is_closed_or_went_on_is_not_offered_for_its_old_link(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person
) -> None:
    launch = telegram.init_data(ann)
    (first,) = (await answer(telegram, ann, FILM)).results
    async with SocketClient(served_bot.url, init_data=launch, room_id=first["id"]) as socket:
        await socket.do("load", url=CLIP)
    (second,) = (await answer(telegram, ann, FILM)).results
    async with SocketClient(served_bot.url, init_data=launch, room_id=second["id"]) as socket:
        await socket.do("close")
        assert (await socket.arrival("bye"))["code"] == "room_closed"
    (third,) = (await answer(telegram, ann, FILM)).results

    assert len({first["id"], second["id"], third["id"]}) == 3


async def test_a_person_is_given_only_so_many_rooms_for_links(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    for number in range(MAX_MADE):
        assert (await answer(telegram, ann, f"https://films.test/{number}.mp4")).results

    refused = await answer(telegram, ann, FILM)
    assert refused.results == []
    assert "Слишком много" in hint(refused)
    assert (await answer(telegram, ann, "https://films.test/0.mp4")).results
    assert (await answer(telegram, bob, FILM)).results


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("https://youtube.com/playlist?list=PLabcdefghijkl", "This link can’t be played"),
        ("ftp://films.test/nosferatu.mp4", "This link can’t be played"),
        ("https://films.test/watch?v=1", "Send this link to the bot"),
    ],
)
async def test_a_link_that_cannot_be_offered_is_a_sentence_and_a_way_to_the_bot(
    telegram: FakeTelegram, served_bot: ServedBot, bob: Person, query: str, said: str
) -> None:
    asked = await answer(telegram, bob, query)

    assert asked.results == []
    assert hint(asked).startswith(said)
    assert telegram.refusals == []


async def test_without_words_there_are_my_rooms_and_then_the_public_ones(
    telegram: FakeTelegram,
    served_bot: ServedBot,
    ann: Person,
    bob: Person,
    ann_page: Page,
    bob_page: Page,
) -> None:
    await ann_page.makes_room(title="Моя <b>тайная</b>", visibility="private")
    open_id = await bob_page.makes_room(title="Open", visibility="public", url=FILM)
    await bob_page.makes_room(title="Hidden", visibility="link")
    launch = telegram.init_data(bob)
    async with SocketClient(served_bot.url, init_data=launch, room_id=open_id) as socket:
        await socket.room()

        asked = await answer(telegram, ann, "")
        assert titles(asked) == ["Моя <b>тайная</b>", "Open"]
        assert hint(asked) == "Создать комнату"
        assert titles(await answer(telegram, ann, "NOSFER open")) == ["Open"]
        assert titles(await answer(telegram, ann, "hidden")) == []
        assert titles(await answer(telegram, bob, "тайная")) == []

    post = ann.chooses(asked, asked.results[0]["id"], to=ann.chat)
    assert "Моя <b>тайная</b>" in (post.text or "")
    launch = telegram.init_data(bob, start_param=token_of(post))
    async with SocketClient(served_bot.url, init_data=launch) as socket:
        assert (await socket.room())["title"] == "Моя <b>тайная</b>"
    assert telegram.refusals == []


async def test_many_rooms_come_in_pages(
    telegram: FakeTelegram, ann: Person, ann_page: Page
) -> None:
    for number in range(PAGE + 3):
        await ann_page.makes_room(title=f"Вечер {number}")

    first = await answer(telegram, ann, "вечер")
    assert first.answer is not None
    rest = await answer(telegram, ann, "вечер", first.answer["next_offset"])
    assert rest.answer is not None
    assert (len(first.results), len(rest.results)) == (PAGE, 3)
    assert rest.answer["next_offset"] == ""
    assert len({*titles(first), *titles(rest)}) == PAGE + 3


@pytest.mark.parametrize("offset", ["-1", "²", "9" * 64, "20; drop", "99"])
async def test_an_offset_of_somebody_elses_making_does_no_harm(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, offset: str
) -> None:
    assert (await answer(telegram, ann, "", offset)).results == []
    assert telegram.refusals == []


@pytest.mark.parametrize("query", ["<b>&", "😀" * 128, "a." * 128, "://", "\u202e", "-" * 36])
async def test_hostile_words_find_nothing_and_do_no_harm(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, query: str
) -> None:
    assert (await answer(telegram, ann, query)).results == []
    assert telegram.refusals == []


async def test_a_room_of_another_is_shared_by_its_id_as_far_as_its_owner_allows(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, ann_page: Page, bob: Person
) -> None:
    room_id = await ann_page.makes_room(title="Вечер")
    assert titles(await answer(telegram, bob, room_id)) == ["Вечер"]

    launch = telegram.init_data(ann)
    async with SocketClient(served_bot.url, init_data=launch, room_id=room_id) as socket:
        await socket.room()
        await socket.do("set_grant", permission="invite", role="owner")
        assert titles(await answer(telegram, bob, room_id)) == []
        await socket.do("set_visibility", visibility="private")
        assert titles(await answer(telegram, bob, room_id)) == []
        assert titles(await answer(telegram, ann, room_id)) == ["Вечер"]


async def test_the_page_shares_a_message_that_the_bot_has_prepared(
    telegram: FakeTelegram, ann: Person, ann_page: Page
) -> None:
    group = telegram.supergroup("Кино", owner=ann)
    room_id = await ann_page.makes_room(title="Вечер", url=FILM)

    shared = await ann_page.posts(f"/api/rooms/{room_id}/share")

    assert (shared["status"], shared["query"]) == (201, room_id)
    prepared = telegram.prepared[shared["prepared_message_id"]]
    assert prepared.where == {"user", "group", "channel"}
    post = ann.shares_prepared(prepared, to=group)
    assert "Вечер" in (post.text or "")
    assert post.button("Смотреть вместе")["url"] == shared["url"]
    assert telegram.refusals == []


async def test_nobody_waits_for_a_telegram_that_is_slow(telegram: FakeTelegram) -> None:
    telegram.person(7, "Анна")
    telegram.fail("savePreparedInlineMessage", LateAnswer(1))
    async with talking(telegram.url) as bot:
        sharing = PreparedMessages(bot, TEXTS, Memories(), patience_s=0.05)
        assert await sharing.prepare(Room("r1", 7), 7, "ru", "https://t.me/x") is None


async def test_without_a_prepared_message_there_is_still_the_link(
    telegram: FakeTelegram, ann_page: Page
) -> None:
    room_id = await ann_page.makes_room()
    telegram.fail("savePreparedInlineMessage", Refused(400, "Bad Request: USER_BOT_INVALID"))

    shared = await ann_page.posts(f"/api/rooms/{room_id}/share")

    assert shared["prepared_message_id"] is None
    assert shared["url"].startswith("https://t.me/watch_test_bot/watch?startapp=")


async def test_only_who_may_invite_may_share(
    telegram: FakeTelegram, ann_page: Page, bob_page: Page
) -> None:
    room_id = await ann_page.makes_room(visibility="private")

    shared = await bob_page.posts(f"/api/rooms/{room_id}/share")

    assert (shared["status"], shared["error"]["code"]) == (404, "room_not_found")
    assert telegram.prepared == {}


async def test_words_that_are_answered_too_late_are_no_failure(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("answerInlineQuery", Refused(400, f"Bad Request: {TOO_OLD}"))
    ann.asks_inline("")
    await telegram.until(lambda: telegram.called("answerInlineQuery"))
    await answer(telegram, ann, "кино")

    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
