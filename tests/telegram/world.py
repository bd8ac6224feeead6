"""Telegram's side: the people, the chats, and what the bot has set."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Protocol

from shared.clock import SystemClock
from tests.telegram.chats import Chat
from tests.telegram.communities import Community
from tests.telegram.inline import InlineAsked, Prepared
from tests.telegram.messages import Message, Object, Photo
from tests.telegram.people import Person, Press, User
from tests.telegram.pulse import Pulse
from tests.telegram.refusals import NotOffered
from tests.telegram.updates import Updates

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
FIRST_SUPERGROUP = -1_001_000_000_001
FIRST_GROUP = -4_000_001
ANONYMOUS_ADMIN = 1_087_968_824
"""``@GroupAnonymousBot``, in whose name administrators write anonymously."""


class Clock(Protocol):
    def now_ms(self) -> int: ...


class World:
    """
    Attributes:
        apps: Short names of the bot's direct-link Mini Apps.
        has_main_app: Whether ``t.me/<bot>?startapp=`` opens one.
        has_inline_feedback: Whether the bot hears which inline result was chosen.
        broken_photos: Addresses that Telegram cannot take a picture from.
        commands: By scope and language: descriptions by command. A scope is named like
            ``all_private_chats``, ``chat:-100123`` or ``chat_member:-100123:7``.
        menu_button: By private chat; None is everybody's.
        descriptions: By ``description``, ``short_description`` or ``name``, and language.
        prepared: What Mini Apps may share, by id.
        chat_actions: What was shown as going on: chat id and action.
    """

    def __init__(self, token: str, username: str, clock: Clock | None = None) -> None:
        self.token = token
        self.clock = clock or SystemClock()
        self.bot = User(int(token.split(":")[0]), "Watch Together", username, is_bot=True)
        self.anonymous = User(ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", is_bot=True)
        self.apps = {"watch"}
        self.has_main_app = False
        self.has_inline_feedback = False
        self.broken_photos: set[str] = set()
        self.commands: dict[tuple[str, str], dict[str, str]] = {}
        self.menu_button: dict[int | None, Object] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.prepared: dict[str, Prepared] = {}
        self.chat_actions: list[tuple[int, str]] = []
        self.pulse = Pulse()
        self.updates = Updates(self.pulse)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.inline_asked: dict[str, InlineAsked] = {}
        self.inline_messages: dict[str, Message] = {}
        self.photos: dict[str, Photo] = {}
        self._groups = itertools.count(FIRST_GROUP, -1)
        self._supergroups = itertools.count(FIRST_SUPERGROUP, -1)
        self._ids = itertools.count(1)
        self._messages: dict[int, itertools.count[int]] = {}

    def person(
        self, user_id: int, name: str, language: str | None = None, username: str | None = None
    ) -> Person:
        person = Person(self, user_id, name, username, language)
        self.users[user_id] = person
        self.chats[user_id] = person.chat
        return person

    def group(self, title: str, owner: User) -> Community:
        """A basic group."""
        return self._community(next(self._groups), "group", title, owner)

    def supergroup(
        self, title: str, owner: User, username: str | None = None, is_forum: bool = False
    ) -> Community:
        chat = self._community(next(self._supergroups), "supergroup", title, owner)
        chat.username, chat.is_forum = username, is_forum
        return chat

    def channel(self, title: str, owner: User, username: str | None = None) -> Community:
        chat = self._community(next(self._supergroups), "channel", title, owner)
        chat.username = username
        return chat

    def now_s(self) -> int:
        return self.clock.now_ms() // 1000

    def new_id(self) -> str:
        return str(7_000_000_000 + next(self._ids))

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count by themselves, all others together."""
        line = chat.id if chat.type in {"supergroup", "channel"} else 0
        return next(self._messages.setdefault(line, itertools.count(1)))

    def new_photo(self, content: bytes = JPEG, url: str | None = None) -> Photo:
        photo = Photo(f"AgACAgIAAxkBAAI{self.new_id()}", content, url)
        self.photos[photo.file_id] = photo
        return photo

    def ask_back(self, person: Person, message: Message, data: str) -> Press:
        """Tell the bot that a button was pressed."""
        press = Press(self.new_id(), person, data)
        self.presses[press.id] = press
        is_inline = message.via_bot is self.bot
        where: Object = (
            {"inline_message_id": message.inline_message_id}
            if is_inline
            else {"message": message.as_api()}
        )
        query = {"id": press.id, "from": person.as_api(), "data": data, **where}
        self.updates.add("callback_query", {**query, "chat_instance": str(message.chat.id * 31)})
        return press

    def ask_inline(self, person: Person, query: str, offset: str, chat_type: str) -> InlineAsked:
        if len(query) > 256:
            raise NotOffered("inline queries have at most 256 characters")
        asked = InlineAsked(self.new_id(), person, query, offset)
        self.inline_asked[asked.id] = asked
        words = {"query": query, "offset": offset, "chat_type": chat_type}
        self.updates.add("inline_query", {"id": asked.id, "from": person.as_api(), **words})
        return asked

    def post_result(
        self, person: Person, result: Object, to: Chat, asked: InlineAsked | None = None
    ) -> Message:
        """
        Args:
            result: Checked already; what it would post is under ``posted``.
            asked: What it answers; None if it was prepared.
        """
        inline_id = self.new_id() if result.get("reply_markup") else None
        if asked and self.has_inline_feedback:
            chosen = {"result_id": result["id"], "from": person.as_api(), "query": asked.query}
            chosen |= {"inline_message_id": inline_id} if inline_id else {}
            self.updates.add("chosen_inline_result", chosen)
        author: dict[str, Any] = {"author_chat": to} if to.type == "channel" else {"sender": person}
        posted: dict[str, Any] = result["posted"]
        message = to.post(**author, **posted, via_bot=self.bot, inline_message_id=inline_id)
        if inline_id:
            self.inline_messages[inline_id] = message
        return message

    def chat_by(self, name: int | str) -> Chat | None:
        """Find a chat by its id, or a public one by its name with ``@``."""
        if isinstance(name, str) and name.startswith("@"):
            public = (chat for chat in self.chats.values() if chat.type != "private")
            return next((c for c in public if (c.username or "").lower() == name[1:].lower()), None)
        try:
            return self.chats.get(int(name))
        except ValueError:
            return None

    def communities(self) -> Sequence[Community]:
        return [chat for chat in self.chats.values() if isinstance(chat, Community)]

    def _community(self, chat_id: int, chat_type: str, title: str, owner: User) -> Community:
        chat = Community(self, chat_id, chat_type, title, owner)
        self.chats[chat_id] = chat
        return chat
