"""Bots put together like the real one, with handlers of the tests' own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    Message,
)
from aiohttp import web

from bot.app import BotOptions, Intake, create_bot, create_dispatcher
from bot.say import Say
from shared.clock import SystemClock
from shared.domain.errors import PermissionDenied
from shared.domain.permissions import Permission
from shared.domain.queue_errors import QueueFull
from shared.foundation import LOCALE
from shared.invitations import InvitationUrls
from shared.tasks import Tasks
from shared.texts import Texts

TEXTS = Texts.load(LOCALE)
TOKEN = "42:TEST-TOKEN"


class Memories:
    """
    What outlives a bot: the updates it has handled, and the languages people chose.

    Attributes:
        is_lost: Whether asking for any of it fails.
    """

    def __init__(self) -> None:
        self.handled: set[int] = set()
        self.locales: dict[int, str] = {}
        self.is_lost = False

    async def is_handled(self, update_id: int) -> bool:
        if self.is_lost:
            raise ConnectionError("no database")
        return update_id in self.handled

    async def mark_handled(self, update_id: int, now_ms: int) -> None:
        self.handled.add(update_id)

    async def forget_handled(self, before_ms: int) -> None:
        self.handled.clear()

    async def locale_of(self, user_id: int) -> str | None:
        return self.locales.get(user_id)

    async def set_locale(self, user_id: int, locale: str) -> None:
        self.locales[user_id] = locale


def options_for(api_url: str, *, proxy: str | None = None, webhook_url: str = "") -> BotOptions:
    return BotOptions(TOKEN, api_url, proxy, webhook_url)


def dispatcher_of(*routers: Router, memories: Memories | None = None) -> Dispatcher:
    memories = memories or Memories()
    return create_dispatcher(
        texts=TEXTS,
        clock=SystemClock(),
        updates=memories,
        chosen_locale=memories.locale_of,
        routers=routers,
    )


@asynccontextmanager
async def talking(api_url: str) -> AsyncIterator[Bot]:
    """A bot that asks, and is not spoken to."""
    async with create_bot(options_for(api_url), SystemClock()) as bot:
        yield bot


@asynccontextmanager
async def running(
    options: BotOptions,
    routers: Sequence[Router],
    *,
    memories: Memories | None = None,
    app: web.Application | None = None,
) -> AsyncIterator[Bot]:
    """A bot that takes updates in, until the end of the block; then it stops gracefully."""
    bot = create_bot(options, SystemClock())
    intake = Intake(bot, dispatcher_of(*routers, memories=memories), options, InvitationUrls())
    if app is not None:
        intake.add_to(app)
    tasks = Tasks()
    tasks.start(intake.run(), name="bot", is_endless=True)
    try:
        yield bot
    finally:
        await tasks.close()
        await bot.session.close()


class Desk:
    """
    Handlers that note what they got.

    Attributes:
        heard: Texts, in the order of their handling.
        gate: What a message "wait" waits for.
    """

    def __init__(self) -> None:
        self.heard: list[str | None] = []
        self.gate = asyncio.Event()

    def router(self) -> Router:
        router = Router()
        router.message.register(self.offer, F.text == "offer")
        router.message.register(self.fail, F.text.contains("fail"))
        router.message.register(self.refuse, F.text == "refuse")
        router.message.register(self.hear)
        router.callback_query.register(self.press)
        router.inline_query.register(self.ask)
        router.channel_post.register(self.fail)
        router.chat_member.register(self.change)
        return router

    async def hear(self, message: Message, say: Say) -> None:
        if message.text == "wait":
            await self.gate.wait()
        self.heard.append(message.text)
        if message.chat.type == ChatType.PRIVATE:
            await message.answer(say("bot_open_app"))

    async def offer(self, message: Message) -> None:
        words = ["fail", "refuse", "hurry"]
        keys = [InlineKeyboardButton(text=word, callback_data=word) for word in words]
        await message.answer("…", reply_markup=InlineKeyboardMarkup(inline_keyboard=[keys]))

    async def fail(self, message: Message) -> None:
        self.heard.append(message.text)
        raise ValueError(message.text)

    async def refuse(self, _message: Message) -> None:
        raise QueueFull(limit=200)

    async def press(self, query: CallbackQuery) -> None:
        match query.data:
            case "refuse":
                raise PermissionDenied(permission=Permission.CONTROL)
            case "hurry":
                raise TelegramRetryAfter(SendMessage(chat_id=7, text="…"), "", 600)
            case _:
                raise ValueError(query.data)

    async def ask(self, query: InlineQuery) -> None:
        self.heard.append(query.query)
        raise ValueError(query.query)

    async def change(self, change: ChatMemberUpdated) -> None:
        self.heard.append(change.new_chat_member.status)
