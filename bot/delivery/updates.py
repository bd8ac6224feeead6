"""Updates as they come from Telegram: reading them, and in which line each of them stands."""

import logging

from aiogram import Bot
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

logger = logging.getLogger(__name__)

Line = tuple[int | None, int | None]
"""A chat, or else a person, or else the update itself."""


def read(raw: object, bot: Bot) -> Update | None:
    """Return an update bound to the bot; None, which is logged, if it is none that we know."""
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        _ = update.event_type
    except (ValidationError, UpdateTypeLookupError):
        # The errors tell what people wrote.
        update_id = raw.get("update_id") if isinstance(raw, dict) else None
        logger.warning("update %s is of no kind that is known here: passed over", update_id)
        return None
    return update


def line_of(update: Update) -> Line:
    """Return in which line an update stands; what people type inline is apart from their chat."""
    context = UserContextMiddleware.resolve_event_context(update)
    if context.chat_id is not None:
        return context.chat_id, None
    return None, context.user_id if context.user_id is not None else -update.update_id
