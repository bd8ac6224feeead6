"""Handling: some updates at once, those of a chat one after the other, never more than fit."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from aiogram.types import Update

from bot.delivery.updates import Line, line_of
from shared.tasks import FINISH_S, Tasks

logger = logging.getLogger(__name__)

IN_HAND = 40
"""As many as Telegram brings to a webhook at once, unless asked otherwise."""

WAITING = 1_000
"""Ten of the hundreds that getUpdates brings; a few megabytes."""

WAITING_IN_LINE = 100
"""A tenth of :data:`WAITING`: it takes many chats to keep the others out, not one that floods."""

DRAIN_S = FINISH_S - 1
"""For those in hand when the program ends: a second less than whoever waits for this one gives."""

Waiting = deque[tuple[Update, asyncio.Future[None]]]


class Handling:
    """
    Takes updates in, and hands them on: a chat's in the order they came, those of others meanwhile.

    Args:
        handle: Must answer for its own failures; one that escapes is logged, and ends nothing.
    """

    def __init__(self, handle: Callable[[Update], Awaitable[object]]) -> None:
        self._handle = handle
        self._tasks = Tasks()
        self._slots = asyncio.Semaphore(IN_HAND)
        self._lines: dict[Line, Waiting] = {}
        self._waiting = 0
        self._taken: set[asyncio.Future[None]] = set()
        self._has_room = asyncio.Event()
        self._has_room.set()

    def take(self, update: Update) -> asyncio.Future[None] | None:
        """Return what is done once the update has been handled; None if there is no room for it."""
        line = line_of(update)
        waiting = self._lines.get(line)
        if self._waiting >= WAITING or (waiting and len(waiting) >= WAITING_IN_LINE):
            return None
        if waiting is None:
            waiting = self._lines[line] = deque()
            self._tasks.start(self._work_off(line), name="updates", is_endless=True)
        handled: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._taken.add(handled)
        handled.add_done_callback(self._taken.discard)
        waiting.append((update, handled))
        self._count(+1)
        return handled

    async def room(self) -> None:
        """Wait until there is room, if not in the line of a chat that floods."""
        await self._has_room.wait()

    async def close(self) -> None:
        """Let what was taken be finished, for a while; cancel the rest. Take no more after."""
        if self._taken:
            await asyncio.wait(list(self._taken), timeout=DRAIN_S)
        if self._taken:
            logger.warning("updates that were not finished: %d", len(self._taken))
        await self._tasks.close()
        for handled in list(self._taken):
            handled.cancel()

    async def _work_off(self, line: Line) -> None:
        waiting = self._lines[line]
        while waiting:
            async with self._slots:
                update, handled = waiting.popleft()
                self._count(-1)
                await self._attempt(update)
            if not handled.done():  # whoever waited for it may have gone away
                handled.set_result(None)
        del self._lines[line]

    async def _attempt(self, update: Update) -> None:
        try:
            await self._handle(update)
        except Exception as exc:
            error = type(exc).__name__
            logger.error("update %d (%s) failed: %s", update.update_id, update.event_type, error)

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting < WAITING:
            self._has_room.set()
        else:
            self._has_room.clear()
