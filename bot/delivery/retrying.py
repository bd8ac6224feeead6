"""Retrying: what failed on the way to Telegram, or came too early, is asked for again."""

import asyncio
import logging
from typing import cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.delivery.pacing import LONGEST_WAIT_S, POLL, TooBusy
from bot.delivery.reach import OUT_OF_REACH, has_not_left, is_broken, reason

logger = logging.getLogger(__name__)

DELAYS_S = (0.5, 1.0, 2.0, 4.0)
"""Between five attempts: a gateway restarts within that, and a person still waits for an answer."""

_REPEATABLE = ("get", "answer", "edit", "set", "delete", "save")


class Retrying(BaseRequestMiddleware):
    """
    Repeats what cannot be done twice by it: a lost answer must not make two posts.

    After a 429, certainly nothing was done. After a broken connection or a 5xx, only what changes
    nothing when repeated is; a send or a copy only if it never got a connection. It is the pacing,
    registered after this, that waits as long as Telegram asks.
    """

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ == POLL:
            return await make_request(bot, method)
        for delay_s in DELAYS_S:
            try:
                return await _attempt(make_request, bot, method)
            except OUT_OF_REACH as exc:
                if not _may_repeat(method, exc):
                    raise
                logger.info("%s is to be repeated: %s", method.__api_method__, reason(exc))
                if not isinstance(exc, TelegramRetryAfter):
                    await asyncio.sleep(delay_s)
        return await _attempt(make_request, bot, method)


async def _attempt(
    make_request: NextRequestMiddlewareType[TelegramType],
    bot: Bot,
    method: TelegramMethod[TelegramType],
) -> Response[TelegramType]:
    try:
        return await make_request(bot, method)
    except TelegramBadRequest as exc:
        if "message is not modified" in exc.message:
            # An edit returns True where it does not return a message: it is as it was to be.
            return cast(Response[TelegramType], True)
        raise


def _may_repeat(method: TelegramMethod[TelegramType], error: Exception) -> bool:
    if isinstance(error, TelegramRetryAfter):
        return error.retry_after <= LONGEST_WAIT_S and not isinstance(error, TooBusy)
    if method.__api_method__.startswith(_REPEATABLE):
        return is_broken(error)
    return has_not_left(error)
