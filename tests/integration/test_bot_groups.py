"""A group and its room, as people live through it: the whole program and a Telegram of our own."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.groups.watch import ANSWERS
from shared.foundation import LOCALE
from shared.settings import Settings
from shared.texts import Texts
from tests.integration.clients import SocketClient, refusal
from tests.integration.conftest import ServedBot, served
from tests.telegram import Community, FakeTelegram, Message, Person, Refused, ServerError

TEXTS = Texts.load(LOCALE)
FILM = "https://films.test/nosferatu.mp4"
CLIP = "https://films.test/clip.webm"
SAME = "Bad Request: message is not modified: specified new message content and reply markup are"
EDIT_S = 15.0
"""A message is edited every five seconds; twice that, on a busy machine."""


def ru(msgid: str, **values: object) -> str:
    return TEXTS.gettext("ru", msgid, **values)


@pytest.fixture
def bob(telegram: FakeTelegram) -> Person:
    return telegram.person(8, "Bob <b>", language="en")


class Group:
    """A group that the bot is in, and a program that answers there."""

    chat: Community

    def __init__(self, telegram: FakeTelegram, served_bot: ServedBot) -> None:
        self.telegram = telegram
        self.url = served_bot.url

    async def move_to(self, chat: Community) -> None:
        """Bring the bot into a group; it says hello."""
        self.chat = chat
        chat.add_bot(by=chat.owner)
        await self.telegram.until(chat.from_bot)

    async def answer_to(self, person: Person, text: str, **how: Any) -> Message:
        """Return the next message of the bot's after a person has written something."""
        known = len(self.chat.from_bot())
        person.writes(text, to=self.chat, **how)
        return (await self.telegram.until(lambda: self.chat.from_bot()[known:]))[-1]

    def device(self, person: Person, message: Message) -> SocketClient:
        """Return a device of somebody who presses the button under a message."""
        return SocketClient(self.url, init_data=self.init_data(person, message))

    def init_data(self, person: Person, message: Message) -> str:
        return self.telegram.init_data(person, start_param=token_of(message))

    async def until_said(self, message: Message, *words: str) -> None:
        await self.telegram.until(lambda: all(w in said(message) for w in words), EDIT_S)


def said(message: Message) -> str:
    return message.text or message.caption or ""


def token_of(message: Message) -> str:
    url = message.button((0, 0))["url"]
    return parse_qs(urlsplit(url).query)["startapp"][0]


@pytest.fixture
async def group(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> AsyncIterator[Group]:
    chat = telegram.supergroup("Кино", owner=ann)
    chat.join(bob)
    group = Group(telegram, served_bot)
    await group.move_to(chat)
    yield group
    assert (telegram.refusals, telegram.hurried) == ([], [])


async def test_two_people_of_a_group_watch_and_its_message_tells_of_them(
    group: Group, ann: Person, bob: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")

    assert message.reply_to is not None
    assert said(message) == f"nosferatu\n{ru('bot_live_nobody')}"
    async with group.device(ann, message) as anns, group.device(bob, message) as bobs:
        await anns.count(2)
        await group.until_said(message, "Смотрят Анна, Bob <b>", ru("bot_live_paused"))
        await anns.do("play")
        await bobs.until("events", bool)
        await group.until_said(message, ru("bot_live_playing"))

    await group.until_said(message, ru("bot_live_nobody"))


async def test_when_its_owner_closes_the_room_the_message_says_so(
    group: Group, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")

    async with group.device(ann, message) as device:
        await device.do("close")
        assert (await device.arrival("bye"))["code"] == "room_closed"

    await group.until_said(message, ru("bot_live_over"))
    assert message.keyboard == []


async def test_a_restarted_program_goes_on_with_the_same_message(
    telegram: FakeTelegram, bot_settings: Settings, ann: Person
) -> None:
    chat = telegram.supergroup("Кино", owner=ann)
    chat.add_bot(by=ann)
    async with served(bot_settings, has_bot=True):
        ann.writes(f"/watch {FILM}", to=chat)
        await telegram.until(lambda: chat.last.keyboard)
        message = chat.last

    async with served(bot_settings, has_bot=True) as url:
        init_data = telegram.init_data(ann, start_param=token_of(message))
        async with SocketClient(url, init_data=init_data):
            await telegram.until(lambda: "Смотрит Анна" in said(message), 2 * EDIT_S)

    assert chat.from_bot()[-1] is message
    assert all((call.error or "").startswith(SAME) for call in telegram.refusals)


async def test_a_program_that_is_not_told_the_bots_name_waits_for_it_before_it_edits(
    telegram: FakeTelegram, bot_settings: Settings, ann: Person
) -> None:
    settings = bot_settings.model_copy(update={"bot_username": ""})
    chat = telegram.supergroup("Кино", owner=ann)
    chat.add_bot(by=ann)
    async with served(settings, has_bot=True):
        ann.writes(f"/watch {FILM}", to=chat)
        await telegram.until(lambda: chat.last.keyboard)
        message = chat.last
    link = message.keyboard
    telegram.fail("getMe", *[ServerError(502)] * 2)
    published = len(telegram.called("setChatMenuButton"))

    async with served(settings, has_bot=True) as url:
        init_data = telegram.init_data(ann, start_param=token_of(message))
        async with SocketClient(url, init_data=init_data):
            await telegram.until(lambda: "Смотрит Анна" in said(message), 2 * EDIT_S)
        await telegram.until(lambda: len(telegram.called("setChatMenuButton")) > published, EDIT_S)

    assert all(state.keyboard == link for state in [*message.edits, message])


async def test_a_stranger_is_not_let_into_the_room_of_a_private_group(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    stranger = telegram.person(9, "Eve")

    refused = await refusal(group.url, init_data=group.init_data(stranger, message))

    assert refused["code"] == "not_in_chat"
    async with group.device(ann, message) as device:
        assert (await device.room())["chat"]["title"] == "Кино"


async def test_a_stranger_is_let_into_the_room_of_a_public_group(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    group.chat.username = "kino"
    message = await group.answer_to(ann, f"/watch {FILM}")

    async with group.device(telegram.person(9, "Eve"), message) as device:
        assert (await device.room())["chat"]["is_members_only"] is False


async def test_of_whom_telegram_says_nothing_may_enter(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    telegram.fail("getChatMember", Refused(400, "Bad Request: CHAT_ADMIN_REQUIRED"))

    async with group.device(telegram.person(9, "Eve"), message) as device:
        assert await device.room()


async def test_who_administers_the_group_controls_the_room(
    group: Group, ann: Person, bob: Person
) -> None:
    message = await group.answer_to(bob, f"/watch {FILM}")

    async with group.device(bob, message) as bobs, group.device(ann, message) as anns:
        await bobs.count(2)
        await anns.do("play")
        assert (await anns.room())["chat_admins"] == [ann.id]


async def test_who_is_no_administrator_does_not(group: Group, ann: Person, bob: Person) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")

    async with group.device(ann, message) as anns, group.device(bob, message) as bobs:
        await anns.count(2)
        refused = await bobs.refused("rename", title="mine")

    assert refused["code"] == "permission_denied"


@pytest.mark.parametrize("is_admin", [True, False])
async def test_who_is_banned_from_the_group_is_out_of_the_room_at_once(
    group: Group, telegram: FakeTelegram, ann: Person, bob: Person, is_admin: bool
) -> None:
    if is_admin:
        group.chat.promote(telegram.bot, by=ann)
    message = await group.answer_to(ann, f"/watch {FILM}")

    async with group.device(ann, message), group.device(bob, message) as bobs:
        group.chat.ban(bob, by=ann)
        assert (await bobs.arrival("bye"))["code"] == "not_in_chat"

    refused = await refusal(group.url, init_data=group.init_data(bob, message))
    assert refused["code"] == "not_in_chat"


async def test_who_was_let_into_the_group_gets_in_without_waiting(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    eve = telegram.person(9, "Eve")
    await refusal(group.url, init_data=group.init_data(eve, message))

    group.chat.join(eve)
    await telegram.idle()

    async with group.device(eve, message) as device:
        assert await device.room()


async def test_who_is_promoted_is_an_admin_in_the_room_at_once(
    group: Group, telegram: FakeTelegram, ann: Person, bob: Person
) -> None:
    group.chat.promote(telegram.bot, by=ann)
    message = await group.answer_to(ann, f"/watch {FILM}")

    async with group.device(bob, message) as bobs:
        group.chat.promote(bob, by=ann, can_pin_messages=True)
        await bobs.until(
            "events", lambda frames: any("chat_role_changed" in str(frame) for frame in frames)
        )


async def test_the_same_link_again_leads_to_the_room_that_is_open(
    group: Group, ann: Person, bob: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")

    again = await group.answer_to(bob, f"/watch@watch_test_bot {FILM}")

    assert again.reply_to is message
    assert again.keyboard == message.keyboard
    other = await group.answer_to(ann, f"/watch {CLIP}")
    assert token_of(other) != token_of(message)


async def test_without_a_link_the_newest_room_is_shown_again(group: Group, ann: Person) -> None:
    await group.answer_to(ann, f"/watch {FILM}")
    newest = await group.answer_to(ann, f"/watch {CLIP}")

    again = await group.answer_to(ann, "/watch")

    assert again.reply_to is newest


async def test_if_the_message_of_the_room_is_gone_there_is_a_new_one(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    await telegram.idle()
    group.chat.remove(message)

    again = await group.answer_to(ann, "/watch")

    assert token_of(again) != ""
    async with group.device(ann, again):
        await group.until_said(again, "Смотрит Анна")
    assert [call.error for call in telegram.refusals] == [
        "Bad Request: message to be replied not found"
    ]
    telegram.refusals.clear()


@pytest.mark.parametrize("text", ["/watch", "/watch nosferatu"])
async def test_without_a_link_and_a_room_it_is_said_what_to_do(
    group: Group, ann: Person, text: str
) -> None:
    assert said(await group.answer_to(ann, text)) == ru("bot_group_usage")


async def test_a_message_with_a_link_is_answered_with_watch(
    group: Group, telegram: FakeTelegram, ann: Person, bob: Person
) -> None:
    hidden = bob.writes(f'<a href="{CLIP}">look</a>', to=group.chat, is_html=True)
    captioned = bob.writes(FILM, to=group.chat, photo=True)

    clip = await group.answer_to(ann, "/watch", reply_to=hidden)
    film = await group.answer_to(ann, "/watch", reply_to=captioned)

    assert (said(clip).splitlines()[0], said(film).splitlines()[0]) == ("clip", "nosferatu")


async def test_a_post_of_a_channel_in_its_group_is_answered_with_watch(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    channel = telegram.channel("Фильмы", owner=ann)
    post = ann.posts(FILM, channel)
    forwarded = ann.writes("", to=group.chat, as_forward_of=post)

    message = await group.answer_to(ann, "/watch", reply_to=forwarded)

    assert said(message).startswith("nosferatu")


async def test_a_link_that_cannot_be_played_is_answered_with_what_can(
    group: Group, ann: Person
) -> None:
    message = await group.answer_to(ann, "/watch https://www.youtube.com/playlist?list=PL1234567")

    assert message.keyboard == []
    assert said(message).startswith(ru("error_unsupported_media")[:20])


async def test_who_makes_too_many_rooms_is_asked_to_wait(
    group: Group, ann: Person, bob: Person
) -> None:
    for name in "abc":
        await group.answer_to(ann, f"/watch https://films.test/{name}.mp4")

    refused = await group.answer_to(ann, "/watch https://films.test/d.mp4")

    assert said(refused) == ru("error_rate_limited")
    assert (await group.answer_to(bob, "/watch https://films.test/d.mp4")).keyboard


async def test_a_group_that_asks_without_end_is_not_answered_without_end(
    group: Group, telegram: FakeTelegram, ann: Person, bob: Person
) -> None:
    for _ in range(2 * ANSWERS.amount):
        bob.writes("/help", to=group.chat)
    known = len(group.chat.from_bot())
    await telegram.until(lambda: len(group.chat.from_bot()) == known + ANSWERS.amount, 2 * EDIT_S)
    group.chat.kick_bot(by=ann)
    group.chat.unban(telegram.bot, by=ann)
    group.chat.add_bot(by=ann)  # the hello comes after everything else
    await telegram.until(lambda: said(group.chat.last) == ru("bot_group_greeting"), EDIT_S)

    assert len(group.chat.from_bot()) == known + ANSWERS.amount + 1


async def test_in_a_topic_the_message_is_in_the_topic(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    forum = telegram.supergroup("Форум", owner=ann, is_forum=True)
    await group.move_to(forum)
    films, series = forum.open_topic("films", by=ann), forum.open_topic("series", by=ann)

    message = await group.answer_to(ann, f"/watch {FILM}", thread=films)
    again = await group.answer_to(ann, f"/watch {FILM}", thread=films)
    other = await group.answer_to(ann, f"/watch {FILM}", thread=series)

    assert [each.thread_id for each in (message, again, other)] == [films, films, series]
    assert token_of(message) == token_of(again) != token_of(other)


async def test_an_anonymous_administrator_may_ask(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}", is_anonymous=True)

    async with group.device(ann, message) as device:
        room = await device.room()
    assert room["owner_id"] == telegram.anonymous.id
    assert room["chat_admins"] == [ann.id]


async def test_where_the_bot_may_not_write_it_says_so_in_private(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    ann.writes("/start")
    await telegram.until(ann.chat.from_bot)
    group.chat.permit(can_send_messages=False)

    ann.writes(f"/watch {FILM}", to=group.chat)
    await telegram.until(lambda: len(ann.chat.from_bot()) > 1)

    assert said(ann.chat.last) == ru("bot_group_may_not_write", chat="Кино")
    await telegram.idle()
    ann.writes("/rooms")
    await telegram.until(lambda: ru("bot_rooms_none") in said(ann.chat.last))
    assert [call.error for call in telegram.refusals] == [
        "Bad Request: not enough rights to send text messages to the chat"
    ]
    telegram.refusals.clear()


@pytest.mark.parametrize("command", ["/start", "/help", "/rooms"])
async def test_what_belongs_into_the_private_chat_is_answered_with_a_link_to_it(
    group: Group, bob: Person, command: str
) -> None:
    message = await group.answer_to(bob, command)

    assert message.entity_texts("url") == ["https://t.me/watch_test_bot"]


async def test_whoever_brings_the_bot_in_reads_how_to_use_it(group: Group) -> None:
    assert [said(message) for message in group.chat.from_bot()] == [ru("bot_group_greeting")]


async def test_put_out_and_brought_back_it_works_again(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    group.chat.kick_bot(by=ann)
    group.chat.unban(telegram.bot, by=ann)
    group.chat.add_bot(by=ann)
    await telegram.until(lambda: said(group.chat.last) == ru("bot_group_greeting"))

    async with group.device(ann, message):
        again = await group.answer_to(ann, f"/watch {FILM}")

    assert token_of(again) != token_of(message)


async def test_a_group_that_becomes_a_supergroup_takes_its_room_along(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    small = telegram.group("Кино", owner=ann)
    await group.move_to(small)
    await group.answer_to(ann, f"/watch {FILM}")

    new = small.upgrade()
    (message,) = await telegram.until(new.from_bot, EDIT_S)

    async with group.device(ann, message) as device:
        assert (await device.room())["chat"]["id"] == new.id
        await group.until_said(message, "Смотрит Анна")
    eve = telegram.person(9, "Eve")
    refused = await refusal(group.url, init_data=group.init_data(eve, message))
    assert refused["code"] == "not_in_chat"
    assert len(new.from_bot()) == 1


async def test_where_the_bot_may_not_write_it_does_not_say_hello(
    group: Group, telegram: FakeTelegram, ann: Person
) -> None:
    silent = telegram.supergroup("Тишина", owner=ann)
    silent.permit(can_send_messages=False)

    silent.add_bot(by=ann)
    await telegram.until(lambda: telegram.refusals)
    await telegram.idle()

    assert silent.from_bot() == []
    telegram.refusals.clear()


@pytest.mark.parametrize("has_new_title", [True, False])
async def test_a_group_that_goes_public_opens_its_rooms(
    group: Group, telegram: FakeTelegram, ann: Person, has_new_title: bool
) -> None:
    message = await group.answer_to(ann, f"/watch {FILM}")
    group.chat.username = "kino"

    if has_new_title:
        group.chat.post(sender=ann, service={"new_chat_title": "Кино"})
        await telegram.idle()
    else:
        await group.answer_to(ann, "/watch")

    async with group.device(telegram.person(9, "Eve"), message) as device:
        assert await device.room()
