"""The live message of a room: its program in miniature, over a Telegram of our own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import create_bot
from bot.groups.known_groups import Groups
from bot.groups.live_messages import AT_ONCE, LiveMessages
from bot.groups.live_view import DORMANT_AFTER_MS, LEFT_AFTER_MS, LiveView
from shared.clock import SystemClock
from shared.domain.managing_commands import Close, Rename
from shared.domain.people import Person
from shared.domain.playback_commands import Load, Pause, Play, Seek
from shared.domain.queue_commands import AddToQueue
from shared.domain.room import Chat, Room
from shared.foundation import Foundation
from shared.onboarding import LiveMessage, LiveMessageStore
from shared.rooms import LINK_LIFE_MS
from shared.settings import Settings
from shared.storage import database
from shared.storage.onboarding import SqlLiveMessageStore
from tests.integration.bots import options_for
from tests.integration.telegram_scene import client
from tests.telegram import (
    Community,
    FakeTelegram,
    LateAnswer,
    Limits,
    Message,
    ServerError,
    TooManyRequests,
)

EDITS = ("editMessageText", "editMessageCaption", "editMessageMedia")
FILM = "https://films.test/nosferatu.mp4"
VIDEO, OTHER_VIDEO = "https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/jNQXAC9IVRw"
ANN, BOB = Person(7, "Ann"), Person(8, "Bob")


class AheadClock:
    """
    Attributes:
        ahead_ms: How far it is ahead of the machine's.
    """

    def __init__(self) -> None:
        self._clock = SystemClock()
        self.ahead_ms = 0

    def now_ms(self) -> int:
        return self._clock.now_ms() + self.ahead_ms


class Program:
    """The live messages of a process, and what they stand on."""

    def __init__(self, telegram: FakeTelegram, base: Foundation, bot: Bot) -> None:
        self.telegram = telegram
        self.base = base
        self.clock = AheadClock()
        self.groups = Groups(base.rooms, base.store, base.chats, base.live_messages)
        self._bot = bot
        self.live = self.kept_up(base.live_messages)
        base.broadcaster.add(self.live)

    def kept_up(self, messages: LiveMessageStore) -> LiveMessages:
        base = self.base
        return LiveMessages(
            self._bot,
            view=LiveView(base.rooms, base.store, base.presence, base.urls, base.texts, self.clock),
            messages=messages,
            store=base.store,
            groups=self.groups,
            clock=self.clock,
            tasks=base.tasks,
            edit_every_s=0.05,
            look_every_s=0.05,
            again_s=0.05,
        )

    async def posts(self, chat: Community, url: str | None = FILM, **facts: Any) -> Room:
        """Make a room of a chat and post its message, which is the last in the chat then."""
        tie = Chat(chat.id, chat.title, is_members_only=True)
        room = await self.base.rooms.create(ANN.id, url=url, chat=tie, **facts)
        await self.live.post(room.id, chat.id, "en")
        return room

    async def does(self, room: Room, *commands: Any) -> None:
        for command in commands:
            await self.base.rooms.execute(room.id, command, user_id=ANN.id)

    async def comes(self, room: Room, person: Person) -> None:
        await self.base.presence.connected(room, person, sid=str(person.id))

    async def goes(self, room: Room, person: Person) -> None:
        await self.base.presence.disconnected(room.id, person.id, sid=str(person.id))

    async def until_said(self, message: Message, words: str) -> None:
        await self.telegram.until(lambda: words in said(message))

    async def until_looked_after(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(await self.base.live_messages.under_way()) != count:
                await self.base.tasks.pause(0.01)

    async def settled(self) -> None:
        """Wait until it asks for nothing any more; there is nobody here for Telegram's updates."""
        self.telegram.updates.drop()
        await self.telegram.idle()

    def edits(self) -> int:
        return len([call for call in self.telegram.called(*EDITS) if call.status == 200])


def said(message: Message) -> str:
    return message.text or message.caption or ""


def link_in(message: Message) -> str:
    """Return the token under the button."""
    return parse_qs(urlsplit(message.button((0, 0))["url"]).query)["startapp"][0]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits(is_on=False)) as telegram:
        yield telegram


@pytest.fixture
def group(telegram: FakeTelegram) -> Community:
    group = telegram.supergroup("Film", owner=telegram.person(ANN.id, ANN.name))
    group.add_bot(by=group.owner)
    return group


def plain(telegram: FakeTelegram) -> Bot:
    bot = client(telegram.url)
    bot.default = DefaultBotProperties(parse_mode=ParseMode.HTML)
    return bot


Start = Callable[..., Any]


@pytest.fixture
def start(telegram: FakeTelegram, sqlite_url: str) -> Start:
    """
    Return what starts a program; all are on one database.

    One that is patient has the whole way to Telegram, with its retries and its pace.
    """

    @asynccontextmanager
    async def started(*, is_patient: bool = False, keeps_up: bool = True) -> AsyncIterator[Program]:
        settings = Settings(
            _env_file=None,
            bot_username=telegram.bot.username or "",
            app_name="watch",
            database_url=sqlite_url,
        )
        base = await Foundation.lay(settings)
        bot = create_bot(options_for(telegram.url), base.clock) if is_patient else plain(telegram)
        async with bot:
            program = Program(telegram, base, bot)
            if keeps_up:
                await program.live.resume()
            yield program
            await base.close()

    return started


@pytest.fixture
async def program(start: Start) -> AsyncIterator[Program]:
    async with start() as program:
        yield program


async def test_it_follows_the_people_and_the_playback(program: Program, group: Community) -> None:
    room = await program.posts(group)
    message = group.last

    assert said(message) == "nosferatu\nNobody is here yet. Press the button to come in"
    await program.comes(room, ANN)
    await program.until_said(message, "⏸ Paused\nWatching: Ann")
    await program.comes(room, BOB)
    await program.does(room, Play(), AddToQueue("https://films.test/next.mp4"))
    await program.until_said(message, "▶️ Playing\nWatching: Ann, Bob\n1 more video in the queue")
    await program.does(room, Rename("Film night"))
    await program.until_said(message, "Film night\nnosferatu\n▶️ Playing")
    assert len(group.from_bot()) == 1
    assert program.telegram.refusals == []


async def test_changes_that_come_together_share_edits(program: Program, group: Community) -> None:
    room = await program.posts(group)
    await program.comes(room, ANN)
    await program.until_said(group.last, "Ann")
    before = program.edits()

    for _ in range(20):
        await program.does(room, Play(), Pause())
    await program.does(room, Play())
    await program.until_said(group.last, "Playing")

    assert program.edits() - before < 20


class CountedMessages(SqlLiveMessageStore):
    """
    Attributes:
        most: How many asked for a message at once, at the most.
        answered: How many have been answered.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.most, self.answered, self._asking = 0, 0, 0

    async def of_room(self, room_id: str) -> LiveMessage | None:
        self._asking += 1
        self.most = max(self.most, self._asking)
        found = await super().of_room(room_id)
        self._asking -= 1
        self.answered += 1
        return found


async def test_many_rooms_that_change_at_once_leave_room_for_commands_in_the_databases_line(
    program: Program, sqlite_url: str
) -> None:
    engine = database.connect(sqlite_url)
    live = program.kept_up(messages := CountedMessages(engine))
    await live.resume()

    for number in range(10 * AT_ONCE):
        await live.publish(f"room {number}", 1, ())
    async with asyncio.timeout(5):
        while messages.answered < 10 * AT_ONCE:
            await program.base.tasks.pause(0.01)
    await engine.dispose()

    assert messages.most == AT_ONCE


async def test_what_changes_nothing_in_the_text_is_not_sent(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    await program.comes(room, ANN)
    await program.until_said(group.last, "Ann")
    await program.settled()
    before = program.edits()

    await program.does(room, Seek(10), Seek(20))
    await program.settled()

    assert program.edits() == before
    assert program.telegram.refusals == []


async def test_when_told_to_wait_it_waits_and_then_tells_the_newest(
    telegram: FakeTelegram, start: Start, group: Community
) -> None:
    async with start(is_patient=True) as program:
        room = await program.posts(group)
        telegram.fail("editMessageText", TooManyRequests(retry_after=1))
        await program.comes(room, ANN)
        await telegram.until(lambda: telegram.called("editMessageText"))
        await program.comes(room, BOB)
        await program.does(room, Play())
        await program.until_said(group.last, "▶️ Playing\nWatching: Ann, Bob")

    assert telegram.hurried == []


async def test_a_server_that_fails_is_told_again_later(program: Program, group: Community) -> None:
    room = await program.posts(group)
    program.telegram.fail("editMessageText", ServerError(502), ServerError(500))

    await program.comes(room, ANN)

    await program.until_said(group.last, "Watching: Ann")


async def test_a_message_that_was_deleted_is_given_up(program: Program, group: Community) -> None:
    room = await program.posts(group)
    group.remove(group.last)

    await program.comes(room, ANN)
    await program.telegram.until(lambda: program.telegram.refusals)
    await program.settled()
    await program.does(room, Play())
    await program.settled()

    assert [call.error for call in program.telegram.refusals] == [
        "Bad Request: message to edit not found"
    ]
    assert await program.base.live_messages.of_room(room.id) is None


async def test_after_the_bot_was_put_out_nothing_is_edited_any_more(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    group.kick_bot(by=group.owner)

    await program.comes(room, ANN)
    await program.telegram.until(lambda: program.telegram.refusals)
    await program.settled()
    await program.does(room, Play())
    await program.settled()

    assert len(program.telegram.refusals) == 1
    assert await program.base.live_messages.of_room(room.id) is None


async def test_the_picture_is_that_of_what_is_on(program: Program, group: Community) -> None:
    room = await program.posts(group, VIDEO)
    message = group.last
    assert message.photo is not None
    assert "dQw4w9WgXcQ" in (message.photo.url or "")

    await program.does(room, Load(OTHER_VIDEO))
    await program.telegram.until(
        lambda: message.photo is not None and "jNQXAC9IVRw" in (message.photo.url or "")
    )
    await program.does(room, Load(FILM))
    await program.until_said(message, "nosferatu")

    assert program.telegram.refusals == []


async def test_a_text_gets_a_picture_once_there_is_one(program: Program, group: Community) -> None:
    room = await program.posts(group, FILM)
    message = group.last

    await program.does(room, Load(VIDEO))
    await program.telegram.until(lambda: message.photo)
    await program.does(room, Rename("Film night"))
    await program.until_said(message, "Film night")

    assert message.text is None
    assert program.telegram.refusals == []


async def test_without_its_picture_the_message_is_a_text(
    program: Program, group: Community
) -> None:
    program.telegram.broken_photos.add("https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg")

    room = await program.posts(group, VIDEO)
    message = group.last
    await program.does(room, Rename("Film night"))
    await program.until_said(message, "Film night")

    assert (message.photo, message.keyboard[0][0]["text"]) == (None, "Watch together")
    assert len(program.telegram.called("sendPhoto", "editMessageMedia")) == 1


async def test_a_restarted_program_goes_on_with_the_same_message(
    start: Start, group: Community
) -> None:
    async with start() as first:
        room = await first.posts(group)
        link = group.last.keyboard
        await first.comes(room, ANN)
        await first.until_said(group.last, "Ann")
    async with start() as second:
        await second.until_said(group.last, "Nobody is here yet")
        await second.comes(room, BOB)
        await second.until_said(group.last, "Bob")

    assert len(group.from_bot()) == 1
    assert group.last.keyboard == link


async def test_what_happens_before_it_keeps_messages_up_is_told_then(
    start: Start, group: Community
) -> None:
    async with start(keeps_up=False) as program:
        room = await program.posts(group)
        await program.comes(room, ANN)
        await program.does(room, Play())
        await program.settled()
        assert program.edits() == 0

        await program.live.resume()

        await program.until_said(group.last, "▶️ Playing\nWatching: Ann")


async def test_a_message_posted_while_its_predecessor_is_found_to_be_gone_is_kept_up(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    await program.settled()
    group.remove(group.last)
    program.telegram.fail("editMessageText", LateAnswer(0.3))

    await program.comes(room, ANN)
    await program.telegram.until(lambda: program.telegram.called("editMessageText"))
    await program.live.post(room.id, group.id, "en")
    await program.comes(room, BOB)

    await program.until_said(group.last, "Watching: Ann, Bob")


async def test_ten_minutes_after_the_last_has_left_it_says_so_and_can_come_alive(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    message = group.last
    await program.comes(room, ANN)
    await program.until_said(message, "Ann")
    await program.goes(room, ANN)
    await program.until_said(message, "Nobody is here yet")

    program.clock.ahead_ms = LEFT_AFTER_MS
    await program.until_said(message, "Nobody is watching any more")
    assert message.keyboard
    await program.comes(room, BOB)
    await program.until_said(message, "Bob")


async def test_a_message_that_nobody_came_to_for_a_day_is_left_alone_until_somebody_does(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    message = group.last
    program.clock.ahead_ms = DORMANT_AFTER_MS

    await program.until_looked_after(0)
    await program.comes(room, BOB)
    await program.until_said(message, "Bob")
    await program.until_looked_after(1)


async def test_a_room_that_nobody_came_to_is_not_said_to_have_been_left(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    program.clock.ahead_ms = 2 * LEFT_AFTER_MS

    await program.does(room, Rename("Film night"))

    await program.until_said(group.last, "Film night\nnosferatu\nNobody is here yet")


async def test_a_message_that_outlives_its_link_gets_another(
    program: Program, group: Community
) -> None:
    room = await program.posts(group)
    message = group.last
    first, expires_ms = link_in(message), program.base.clock.now_ms() + LINK_LIFE_MS
    await program.does(room, Rename("First night"))
    await program.until_said(message, "First night")
    assert link_in(message) == first

    program.clock.ahead_ms = LINK_LIFE_MS
    await program.does(room, Rename("Second night"))
    await program.until_said(message, "Second night")

    assert program.base.links.open(link_in(message)).expires_ms > expires_ms


async def test_when_the_room_is_closed_it_is_over(program: Program, group: Community) -> None:
    room = await program.posts(group)
    message = group.last

    await program.does(room, Close())
    await program.until_said(message, "The room is closed")
    await program.settled()

    assert message.keyboard == []
    assert await program.base.live_messages.under_way() == []


async def test_when_the_room_is_deleted_it_is_over(program: Program, group: Community) -> None:
    await program.posts(group)

    await program.base.forgetting.forget(ANN.id)

    await program.until_said(group.last, "The room is closed")
    assert group.last.keyboard == []


async def test_a_film_that_begins_by_itself_is_playing_then(
    program: Program, group: Community
) -> None:
    starts_at_ms = program.base.clock.now_ms() + 3_600_000
    room = await program.posts(group, starts_at_ms=starts_at_ms)
    message = group.last
    assert "Starts on" in said(message)
    await program.comes(room, ANN)
    await program.until_said(message, "Ann")

    program.clock.ahead_ms = 3_600_001

    await program.until_said(message, "Playing")


async def test_a_message_that_slept_wakes_in_the_supergroup_that_its_group_became(
    program: Program, telegram: FakeTelegram
) -> None:
    group = telegram.group("Film", owner=telegram.person(ANN.id, ANN.name))
    group.add_bot(by=group.owner)
    room = await program.posts(group)
    program.clock.ahead_ms = DORMANT_AFTER_MS
    await program.until_looked_after(0)
    new = group.upgrade()

    await program.groups.moved(group.id, new.id)
    await program.comes(room, BOB)
    await telegram.until(lambda: new.from_bot() and "Bob" in said(new.last))

    assert program.telegram.refusals == []


async def test_of_a_room_closed_before_its_group_grew_nothing_is_posted_in_the_supergroup(
    start: Start, telegram: FakeTelegram
) -> None:
    group = telegram.group("Film", owner=telegram.person(ANN.id, ANN.name))
    group.add_bot(by=group.owner)
    async with start(keeps_up=False) as program:
        room = await program.posts(group)
        await program.does(room, Close())
        new = group.upgrade()
        await program.groups.moved(group.id, new.id)

        await program.live.resume()
        await program.until_looked_after(0)

    assert new.from_bot() == []


async def test_the_message_follows_a_group_that_becomes_a_supergroup(
    program: Program, telegram: FakeTelegram
) -> None:
    group = telegram.group("Film", owner=telegram.person(ANN.id, ANN.name))
    group.add_bot(by=group.owner)
    room = await program.posts(group)
    new = group.upgrade()

    await program.comes(room, ANN)
    await telegram.until(lambda: new.from_bot() and "Ann" in said(new.last))
    await program.groups.moved(group.id, new.id)  # as the service messages tell, too
    await program.does(room, Rename("Film night"))
    await program.until_said(new.last, "Film night")

    tied = (await program.base.store.get(room.id)).chat
    assert tied == Chat(new.id, "Film", is_members_only=True)
    assert len(new.from_bot()) == 1
