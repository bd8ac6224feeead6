"""Handlers that have begun and not ended."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared.tasks import FINISH_S


class UnderWay:
    """The library runs handlers in tasks of its own; a stopping server waits for these."""

    def __init__(self) -> None:
        self._handlers: set[asyncio.Task[Any]] = set()

    @contextmanager
    def noted(self) -> Iterator[None]:
        handler = asyncio.current_task()
        assert handler is not None  # noqa: S101  for the type checker: handlers run in tasks
        self._handlers.add(handler)
        try:
            yield
        finally:
            self._handlers.discard(handler)

    async def end(self) -> None:
        """Wait until all have ended, or for as long as a restart may take."""
        if self._handlers:
            await asyncio.wait(list(self._handlers), timeout=FINISH_S)
