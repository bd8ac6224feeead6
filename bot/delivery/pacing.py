"""Pacing: requests wait until Telegram will take them, so that nobody is told to slow down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.delivery.pace import ChatId, Pace, Rates
from shared.ports.clock import Clock

LONGEST_WAIT_S = 60
"""Whoever asked has given up by then; they are told how long it would take instead."""

LONGEST_LINE = 20
"""Requests to one chat: as many as a group lets through within :data:`LONGEST_WAIT_S`."""

POLL = "getUpdates"
"""Held by nothing: its own loop knows better when to ask."""


class TooBusy(TelegramRetryAfter):
    """Raised in Telegram's stead: the request has not left, and would wait for too long."""


@dataclass(slots=True)
class _Line:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Pacing(BaseRequestMiddleware):
    """
    Sends, edits and copies wait for their turn: in a chat in the order they came, one at a time.

    Other requests, such as answers to buttons, are held by a retry-after only, and getUpdates by
    nothing. Told to wait, its chat waits; where no chat is named, whatever asks for the same:
    Telegram takes a bot's new description once an hour, and its messages meanwhile.

    Register it last: a request that is repeated must be paced again.
    """

    def __init__(self, clock: Clock, rates: Rates | None = None) -> None:
        self._clock = clock
        self._pace = Pace(rates or Rates())
        self._lines: dict[ChatId | None, _Line] = {}
        self._held_until_ms: dict[str, int] = {}

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """
        Raises:
            TooBusy: If it would wait longer than :data:`LONGEST_WAIT_S`, or in too long a line.
        """
        if method.__api_method__ == POLL:
            return await make_request(bot, method)
        chat_id: ChatId | None = getattr(method, "chat_id", None)
        if not _is_counted(method):
            await self._wait(method, chat_id, is_counted=False)
            return await self._request(make_request, bot, method)
        async with self._turn(method, chat_id):
            await self._wait(method, chat_id, is_counted=True)
            self._pace.leave(chat_id, self._clock.now_ms())
            try:
                return await self._request(make_request, bot, method)
            finally:
                self._pace.answered(chat_id, self._clock.now_ms())

    async def _request(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as exc:
            until_ms = self._clock.now_ms() + 1_000 * exc.retry_after + 1
            chat_id: ChatId | None = getattr(method, "chat_id", None)
            if chat_id is None:
                self._held_until_ms[method.__api_method__] = until_ms
            else:
                self._pace.hold(chat_id, until_ms)
            raise

    async def _wait(
        self, method: TelegramMethod[TelegramType], chat_id: ChatId | None, *, is_counted: bool
    ) -> None:
        while wait_ms := self._wait_ms(method, chat_id, is_counted=is_counted):
            if wait_ms // 1_000 > LONGEST_WAIT_S:
                raise TooBusy(method, "held by an earlier retry-after", wait_ms // 1_000)
            await asyncio.sleep(wait_ms / 1_000)

    def _wait_ms(
        self, method: TelegramMethod[TelegramType], chat_id: ChatId | None, *, is_counted: bool
    ) -> int:
        now_ms = self._clock.now_ms()
        paced_ms = self._pace.wait_ms(chat_id, now_ms, is_counted=is_counted)
        if chat_id is not None:
            return paced_ms
        return max(paced_ms, self._held_until_ms.get(method.__api_method__, 0) - now_ms)

    @asynccontextmanager
    async def _turn(
        self, method: TelegramMethod[TelegramType], chat_id: ChatId | None
    ) -> AsyncIterator[None]:
        if chat_id is None:  # a message sent through inline mode, in a chat that is not told
            yield
            return
        line = self._lines.setdefault(chat_id, _Line())
        if line.length >= LONGEST_LINE:
            raise TooBusy(method, "too many are in line", LONGEST_WAIT_S)
        line.length += 1
        try:
            async with line.turn:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[chat_id]


def _is_counted(method: TelegramMethod[TelegramType]) -> bool:
    name = method.__api_method__
    return name.startswith(("send", "edit", "copy", "forward")) and name != "sendChatAction"
