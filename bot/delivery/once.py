"""Once: an update that is delivered twice is handled once."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from shared.onboarding import UpdateStore
from shared.ports.clock import Clock


class Once(BaseMiddleware):
    """
    Those in hand are known in memory, those done in the store.

    An update is kept only when it is done: one that a crash interrupts is brought again, and then
    handled. One that fails is done too: whoever sent it has been told, and need not be told twice.
    """

    def __init__(self, store: UpdateStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._in_hand: set[int] = set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)  # noqa: S101  it is registered for nothing else
        if event.update_id in self._in_hand:
            return None
        self._in_hand.add(event.update_id)
        try:
            if await self._store.is_handled(event.update_id):
                return None
            return await self._handle(handler, event, data)
        finally:
            self._in_hand.discard(event.update_id)

    async def _handle(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: Update,
        data: dict[str, Any],
    ) -> Any:
        try:
            result = await handler(event, data)
        except Exception:
            await self._store.mark_handled(event.update_id, self._clock.now_ms())
            raise
        await self._store.mark_handled(event.update_id, self._clock.now_ms())
        return result
