"""/start: says what this is and opens the Mini App, in the room of a link if there is one."""

import re

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, WebAppInfo
from yarl import URL

from shared.texts import Texts

# What Telegram's own links carry; people may type anything, of any length.
_START_PARAM = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.register(answer_start, CommandStart(), F.chat.type == ChatType.PRIVATE)
    return router


async def answer_start(
    message: Message, command: CommandObject, texts: Texts, public_url: str
) -> None:
    locale = texts.locale_for(message.from_user.language_code if message.from_user else None)
    await message.answer(
        texts.gettext(locale, "bot_greeting"),
        reply_markup=_keyboard(texts.gettext(locale, "bot_open_app"), public_url, command.args),
    )


def _keyboard(text: str, public_url: str, token: str | None) -> InlineKeyboardMarkup | None:
    """A Mini App button needs https; without it there is nothing Telegram would open."""
    if not public_url.startswith("https://"):
        return None
    url = URL(public_url) / ""
    if token and _START_PARAM.fullmatch(token):
        url %= {"startapp": token}
    button = InlineKeyboardButton(text=text, web_app=WebAppInfo(url=str(url)))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])
