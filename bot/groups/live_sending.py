"""Live messages on their way to Telegram: a photo with a caption where it takes one, else text."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import InputMediaPhoto, Message, ReplyParameters

from bot.delivery.reach import reason
from bot.groups.live_text import LiveText
from shared.onboarding import LiveMessage

logger = logging.getLogger(__name__)

_GONE = (
    "message to edit not found",
    "message can't be edited",
    "MESSAGE_ID_INVALID",
    "chat not found",
)
"""In Telegram's words; no later edit can succeed either."""


async def send(
    bot: Bot,
    text: LiveText,
    chat_id: int,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """
    Raises:
        TelegramAPIError: If Telegram takes it neither with its photo nor without.
    """
    reply = ReplyParameters(message_id=reply_to) if reply_to else None
    if text.photo_url:
        try:
            return await bot.send_photo(
                chat_id,
                text.photo_url,
                caption=text.text,
                message_thread_id=thread_id,
                reply_parameters=reply,
                reply_markup=text.keyboard,
            )
        except TelegramBadRequest as exc:  # no such picture, or no pictures at all in this chat
            logger.info("sent without its photo: %s", reason(exc))
    return await bot.send_message(
        chat_id,
        text.text,
        message_thread_id=thread_id,
        reply_parameters=reply,
        reply_markup=text.keyboard,
    )


async def edit(bot: Bot, message: LiveMessage, text: LiveText, *, has_new_photo: bool) -> bool:
    """
    Return whether the message has a photo now.

    Raises:
        TelegramAPIError: If Telegram does not take it.
    """
    chat_id, message_id = message.chat_id, message.message_id
    if has_new_photo and text.photo_url:
        photo = InputMediaPhoto(media=text.photo_url, caption=text.text)
        try:
            await bot.edit_message_media(
                photo, chat_id=chat_id, message_id=message_id, reply_markup=text.keyboard
            )
            return True
        except TelegramBadRequest as exc:
            if is_gone(exc):
                raise
            logger.info("left without its new photo: %s", reason(exc))
    if message.has_photo:
        await bot.edit_message_caption(
            chat_id=chat_id,
            message_id=message_id,
            caption=text.text,
            reply_markup=text.keyboard,
        )
    else:
        await bot.edit_message_text(
            text.text, chat_id=chat_id, message_id=message_id, reply_markup=text.keyboard
        )
    return message.has_photo


def is_gone(error: Exception) -> bool:
    """Whether the message is deleted, or the bot put out of its chat."""
    if isinstance(error, TelegramForbiddenError):
        return True
    return isinstance(error, TelegramBadRequest) and any(words in error.message for words in _GONE)
