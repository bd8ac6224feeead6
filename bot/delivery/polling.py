"""Long polling: updates are fetched from the Bot API, for as long as it takes."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod

from bot.delivery import updates
from bot.delivery.handling import Handling
from bot.delivery.reach import until_reached

logger = logging.getLogger(__name__)

POLL_S = 30
"""How long the Bot API holds a question that it has nothing to answer to."""

ANSWER_S = 15
"""More than :data:`POLL_S` for the answer's way; after that the connection is taken for dead."""

CONFIRM_S = 1.0
"""How long the next question, which confirms the updates before, waits for their handling."""


class GetUpdates(TelegramMethod[list[dict[str, Any]]]):
    """As aiogram's, but one update that cannot be read does not make the others unreadable."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int
    timeout: int
    allowed_updates: list[str]


class Polling:
    """
    An update is confirmed by asking for those after it, and then not brought again. It is in hand
    by then, if not done, so that a stop that waits for :class:`Handling` loses nothing; a crash
    loses what took longer than :data:`CONFIRM_S`. Those done but not confirmed come again at the
    next start, and are known.
    """

    def __init__(self, bot: Bot, handling: Handling, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._handling = handling
        self._allowed_updates = list(allowed_updates)

    async def run(self) -> None:
        """
        Poll until cancelled.

        Raises:
            TelegramUnauthorizedError: If the token is revoked.
        """
        await until_reached(self._bot.delete_webhook)  # the two exclude each other
        next_id = 0
        while True:
            fetched = await until_reached(partial(self._fetch, next_id))
            if fetched:
                next_id = fetched[-1]["update_id"] + 1
                await self._hand_on(fetched)

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        ask = GetUpdates(offset=offset, timeout=POLL_S, allowed_updates=self._allowed_updates)
        return await self._bot(ask, request_timeout=POLL_S + ANSWER_S)

    async def _hand_on(self, fetched: Sequence[dict[str, Any]]) -> None:
        under_way = []
        for raw in fetched:
            await self._handling.room()
            if update := updates.read(raw, self._bot):
                if handled := self._handling.take(update):
                    under_way.append(handled)
                else:
                    logger.warning("update %d is dropped: its chat floods", update.update_id)
        if under_way:
            await asyncio.wait(under_way, timeout=CONFIRM_S)
