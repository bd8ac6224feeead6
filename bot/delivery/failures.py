"""Failures: whatever goes wrong with an update is logged once, and the person told once."""

import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.event.bases import CancelHandler, SkipHandler
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import Message, TelegramObject, Update

from bot.delivery.reach import OUT_OF_REACH, reason
from bot.refusals import FALLBACK, sentence_of
from bot.say import Say
from shared.domain.errors import RoomError
from shared.texts import Texts

logger = logging.getLogger(__name__)

CALLBACK_ANSWER_LENGTH = 200
"""Source: core.telegram.org/bots/api#answercallbackquery"""


class Failures(BaseMiddleware):
    """
    Outermost, so that nothing goes past it.

    A refusal is no failure: it is told, and not logged. Of a failure, the log gets the update's id
    and kind, and where it happened; an error's own words only if they are Telegram's, for others
    may tell what people wrote.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)  # noqa: S101  it is registered for nothing else
        try:
            return await handler(event, data)
        except (SkipHandler, CancelHandler):  # aiogram's own way of ending
            raise
        except Exception as exc:
            _log(event, exc)
            say = data.get("say") or self._say(event)
            try:
                await _tell(event, exc, say)
            except OUT_OF_REACH as untold:
                logger.info("update %d: could not tell: %s", event.update_id, reason(untold))

    def _say(self, update: Update) -> Say:
        """In the language of their Telegram: what failed may be to learn which one they chose."""
        user = UserContextMiddleware.resolve_event_context(update).user
        return Say(self._texts, self._texts.locale_for(user.language_code if user else None))


def _log(update: Update, error: Exception) -> None:
    what = f"update {update.update_id} ({update.event_type})"
    match error:
        case RoomError():
            logger.debug("%s: refused: %s", what, error.code)
        case TelegramForbiddenError():
            logger.info("%s: %s", what, reason(error))
        case TelegramRetryAfter():
            logger.warning("%s: told to wait for %d s", what, error.retry_after)
        case _:
            logger.error("%s failed: %s\n%s", what, reason(error), _where(error))


def _where(error: Exception) -> str:
    """Return the steps in our own code, and the last."""
    *steps, last = traceback.extract_tb(error.__traceback__)
    own = [step for step in steps if "site-packages" not in step.filename]
    return "".join(traceback.format_list([*own, last])).rstrip()


async def _tell(update: Update, error: Exception, say: Say) -> None:
    """Answer a button or a message to the bot; nobody waits for more than that."""
    if isinstance(error, TelegramForbiddenError):
        return
    if update.callback_query:
        text = _sentence(error, say)[:CALLBACK_ANSWER_LENGTH]
        await update.callback_query.answer(text, show_alert=True)
    elif isinstance(error, TelegramRetryAfter):  # a message would have to wait as well
        return
    elif update.message and _is_to_bot(update.message):
        await update.message.reply(_sentence(error, say), parse_mode=None)


def _sentence(error: Exception, say: Say) -> str:
    match error:
        case RoomError():
            return sentence_of(error, say)
        case TelegramRetryAfter():
            return say("error_rate_limited")
        case _:
            return say(FALLBACK)


def _is_to_bot(message: Message) -> bool:
    """In a group, the bot may be shown what people say to each other."""
    is_command = bool(message.text and message.text.startswith("/"))
    return message.chat.type == ChatType.PRIVATE or is_command
