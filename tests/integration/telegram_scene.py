"""A stage for the fake Bot API: a bot over a real client, two people, a group and a channel."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    WebAppInfo,
)

from tests.telegram import Community, FakeTelegram, Limits, Person

TOKEN = "42:TEST-TOKEN"
APP = "https://t.me/watch_test_bot/watch"
JPEG = BufferedInputFile(b"\xff\xd8\xff\xe0 a picture", "a.jpg")


@dataclass
class Scene:
    """Anna owns a group and a channel that the bot is in, and has written to it; Boris has not."""

    telegram: FakeTelegram
    bot: Bot
    anna: Person
    boris: Person
    group: Community
    channel: Community

    async def updates(self, *kinds: str, timeout: int = 0) -> list[Any]:
        """Take what waits, and return the events of some kinds, or all."""
        updates = await self.bot.get_updates(timeout=timeout)
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1)
        return [u.event for u in updates if not kinds or u.event_type in kinds]


class PromptSession(AiohttpSession):
    """Closes at once: aiogram waits a quarter of a second for TLS to end, and there is none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def client(url: str, token: str = TOKEN) -> Bot:
    return Bot(token, session=PromptSession(api=TelegramAPIServer.from_base(url)))


@asynccontextmanager
async def playing() -> AsyncIterator[Scene]:
    async with (
        FakeTelegram(TOKEN, limits=Limits(is_on=False)) as telegram,
        client(telegram.url) as bot,
    ):
        anna = telegram.person(7, "Анна", language="ru", username="anna")
        boris = telegram.person(8, "Борис")
        group = telegram.supergroup("Кино", owner=anna)
        channel = telegram.channel("Фильмы", owner=anna, username="films")
        group.add_bot(by=anna)
        group.join(boris)
        channel.add_bot(by=anna, as_admin={"can_post_messages": True, "can_edit_messages": True})
        anna.writes("/start")
        scene = Scene(telegram, bot, anna, boris, group, channel)
        await scene.updates()
        yield scene


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[list(buttons)])


def button(**action: Any) -> InlineKeyboardMarkup:
    return keyboard(InlineKeyboardButton(text="go", **action))


def app(url: str = "https://watch.test/") -> InlineKeyboardMarkup:
    return button(web_app=WebAppInfo(url=url))


def text(chat: int = 7, words: str = "hello", **more: Any) -> SendMessage:
    return SendMessage(chat_id=chat, text=words, **more)


def article(result_id: str = "1", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text="posted")
    return InlineQueryResultArticle(
        id=result_id, title="title", input_message_content=content, **more
    )


async def refusal(bot: Bot, method: TelegramMethod[Any]) -> str:
    with pytest.raises(TelegramAPIError) as refused:
        await bot(method)
    return refused.value.message
