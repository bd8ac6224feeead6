"""Background tasks that are referenced while they run and awaited when the program stops."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)


class Tasks:
    """
    The event loop holds tasks weakly; this holds them strongly and reports those that fail.

    Source: docs.python.org/3/library/asyncio-task.html#asyncio.create_task
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any], *, name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._finished)

    def every(
        self, seconds: float, work: Callable[[], Coroutine[Any, Any, None]], *, name: str
    ) -> None:
        """Do something again and again; a failure is logged and does not end it."""
        self.start(self._repeat(seconds, work, name), name=name)

    async def _repeat(
        self, seconds: float, work: Callable[[], Coroutine[Any, Any, None]], name: str
    ) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception:
                logger.exception("task %s failed; it will be tried again", name)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("task %s failed", task.get_name(), exc_info=error)

    async def close(self) -> None:
        """Cancel what still runs and wait for it. Idempotent."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
