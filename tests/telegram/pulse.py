"""Waiting for anything to change."""

import asyncio
from contextlib import suppress


class Pulse:
    def __init__(self) -> None:
        self._next = asyncio.Event()

    def beat(self) -> None:
        """Wake everybody who waits."""
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, at_most_s: float) -> None:
        """Return at the next beat, or after a while."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await self._next.wait()
