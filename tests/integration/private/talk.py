"""Talking to the bot in private, and reading what it answers."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from shared.foundation import LOCALE
from shared.texts import Texts
from tests.telegram import FakeTelegram, Message, Person, Press

TEXTS = Texts.load(LOCALE)
FILM = "https://films.test/nosferatu.mp4"
CLIP = "https://films.test/clip.webm"


class Talk:
    """A person and the bot: every word is followed by its answer."""

    def __init__(self, telegram: FakeTelegram, person: Person) -> None:
        self._telegram = telegram
        self._person = person
        self._locale = person.language_code or "en"

    def text(self, msgid: str, **values: object) -> str:
        return TEXTS.gettext(self._locale, msgid, **values)

    def speaks(self, locale: str) -> None:
        self._locale = locale

    async def writes(self, text: str, **how: Any) -> Message:
        """Return the bot's first answer to a message."""
        answers = self._person.chat.from_bot
        known = len(answers())
        self._person.writes(text, **how)
        (answer, *_) = await self._telegram.until(lambda: answers()[known:])
        return answer

    async def presses(self, message: Message, msgid: str) -> Any:
        """Return the bot's answer to a button, once it has come."""
        return await self.presses_labelled(message, self.text(msgid))

    async def presses_labelled(self, message: Message, label: str) -> Any:
        return await self._answer_to(self._person.presses(message, label))

    async def forges(self, message: Message, data: str) -> Any:
        """Return the bot's answer to a button that it never made: a client may send any data."""
        return await self._answer_to(self._telegram.ask_back(self._person, message, data))

    async def _answer_to(self, press: Press) -> Any:
        return await self._telegram.until(lambda: press.answer)

    async def opens_card(self, name: str) -> Message:
        """Return the card of a room, from the list."""
        screen = await self.writes("/rooms")
        await self.presses_labelled(screen, name)
        return screen


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message.keyboard for button in row]


def links_in(message: Message) -> list[str]:
    """Return the tokens of the room links that can be read in a message."""
    found = message.entity_texts("url")
    return [parse_qs(urlsplit(url).query)["startapp"][0] for url in found]


def token_of(message: Message, label: str) -> str:
    """Return the token in the address of the Mini App behind a button."""
    address: str = message.button(label)["web_app"]["url"]
    (token,) = parse_qs(urlsplit(address).query)["startapp"]
    return token
