"""Screens: messages in a private chat that turn into one another under a person's finger."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.answers import in_time


@dataclass(frozen=True, slots=True)
class Screen:
    """
    Attributes:
        text: HTML.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None


async def send(screen: Screen, message: Message) -> None:
    """Answer a message with a screen of its own."""
    await message.answer(screen.text, reply_markup=screen.keyboard)


async def turn_to(
    screen: Screen, query: CallbackQuery, bot: Bot, *, toast: str = "", alert: str = ""
) -> None:
    """
    Show a screen in place of the one whose button was pressed.

    Args:
        toast: What is told in passing.
        alert: What is to be read, and put away, before the screen.
    """
    match query.message:
        case Message() as message if _is_shown(screen, message):
            pass  # Telegram refuses an edit that changes nothing
        case Message() as message:
            try:
                await message.edit_text(screen.text, reply_markup=screen.keyboard)
            except TelegramBadRequest:  # it has been deleted since
                await _send_anew(screen, query, bot)
        case _:  # so old that Telegram no longer shows it to the bot
            await _send_anew(screen, query, bot)
    if alert:
        await warn(alert, query, bot)
    else:
        await in_time(query.answer(toast or None))


async def warn(text: str, query: CallbackQuery, bot: Bot) -> None:
    """
    Answer a button with what is to be read and put away; by a message if it took too long.

    Args:
        text: Plain, at most 200 characters.
    """
    if not await in_time(query.answer(text, show_alert=True)):
        await bot.send_message(query.from_user.id, text, parse_mode=None)


async def _send_anew(screen: Screen, query: CallbackQuery, bot: Bot) -> None:
    await bot.send_message(query.from_user.id, screen.text, reply_markup=screen.keyboard)


def _is_shown(screen: Screen, message: Message) -> bool:
    # Compared as they are sent: what came from Telegram remembers its bot, and so equals nothing.
    shown, wanted = message.reply_markup, screen.keyboard
    shown_keys = shown.model_dump(exclude_none=True) if shown else None
    wanted_keys = wanted.model_dump(exclude_none=True) if wanted else None
    return (message.html_text, shown_keys) == (screen.text, wanted_keys)
