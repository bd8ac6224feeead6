"""Somebody who posts in channels through the bot, and what is to be seen there."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shared.foundation import LOCALE
from shared.texts import Texts
from tests.integration.clients import SocketClient
from tests.telegram import Community, FakeTelegram, Message, Person, Press

TEXTS = Texts.load(LOCALE)
FILM = "https://films.test/nosferatu.mp4"
CLIP = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
POST, EDIT = {"can_post_messages": True}, {"can_edit_messages": True}


class Author:
    """Somebody who posts through the bot: every word and every press is followed by its answer."""

    def __init__(self, telegram: FakeTelegram, person: Person) -> None:
        self.telegram = telegram
        self.person = person

    @property
    def last(self) -> Message:
        return self.person.chat.last

    def text(self, msgid: str, **values: object) -> str:
        """Return a sentence as it is read, without its markup."""
        text = TEXTS.gettext(self.person.language_code or "en", msgid, **values)
        return re.sub("</?(b|code)>", "", text)

    async def writes(self, text: str, **how: Any) -> Message:
        """Return the bot's first answer."""
        answers = self.person.chat.from_bot
        known = len(answers())
        self.person.writes(text, **how)
        return (await self.telegram.until(lambda: answers()[known:]))[0]

    async def presses(self, msgid: str, on: Message | None = None) -> str | None:
        """Press a button, of the last message as soon as it has it; return what pops up."""
        return await self.presses_labelled(self.text(msgid), on)

    async def presses_labelled(self, label: str, on: Message | None = None) -> str | None:
        return await self._popped(self.person.presses(await self.shows(label, on), label))

    async def makes_up(self, data: str) -> str | None:
        """Press a button that no message has; return what pops up."""
        return await self._popped(self.telegram.ask_back(self.person, self.last, data))

    async def _popped(self, press: Press) -> str | None:
        await self.telegram.until(lambda: press.answer is not None)
        assert press.answer is not None
        popped: str | None = press.answer.get("text")
        return popped

    async def shows(self, label: str, on: Message | None = None) -> Message:
        """Wait for a button of the last message, and return that."""
        found = await self.telegram.until(
            lambda: [message for message in [on or self.last] if label in labels(message)]
        )
        return found[0]

    async def is_told(self, text: str) -> Message:
        """Wait for a message of the bot's."""
        found = await self.telegram.until(
            lambda: [m for m in self.person.chat.from_bot() if text in (m.text or "")]
        )
        return found[0]

    async def connects(self, channel: Community) -> None:
        """From nothing to the channel's card."""
        await self.writes("/channels")
        await self.presses("bot_channel_add")
        self.person.shares_chat(channel, await self.shows(self.text("bot_channel_pick_key")))
        await self.shows(self.text("bot_channel_compose"))

    async def composes(self, *, caption: str = "Сегодня смотрим") -> None:
        """From the card to the preview."""
        await self.presses("bot_channel_compose")
        await self.writes(FILM)
        await self.writes(caption)
        await self.presses("bot_compose_no_cover")
        await self.presses("bot_compose_now")
        await self.shows(self.text("bot_compose_publish"))


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message.keyboard for button in row]


def token_of(message: Message) -> str:
    """Return what the only button of a post carries; it is a link, and nothing but that."""
    ((button,),) = message.keyboard
    assert set(button) == {"text", "url"}
    address = urlsplit(button["url"])
    assert (address.netloc, address.path) == ("t.me", "/watch_test_bot/watch")
    return parse_qs(address.query)["startapp"][0]


def room_id_of(message: Message) -> str:
    return token_of(message)[28:]


def posts_in(channel: Community) -> list[Message]:
    return [message for message in channel.messages if message.is_from_bot]


async def enter(telegram: FakeTelegram, url: str, person: Person, post: Message) -> Any:
    """Return the room as somebody sees it who follows a post's button."""
    launch = telegram.init_data(person, start_param=token_of(post))
    async with SocketClient(url, init_data=launch) as socket:
        return await socket.room()


async def rooms_of(author: Author) -> str:
    return (await author.writes("/rooms")).text or ""
