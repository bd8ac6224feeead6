"""Background tasks that are referenced while they run and brought to an end with the program."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

logger = logging.getLogger(__name__)

FINISH_S = 5.0
"""For a task in the middle of something, e.g. a write; far more than any of them takes."""


class Tasks:
    """
    The event loop holds tasks weakly; this holds them strongly and reports those that fail.

    Source: docs.python.org/3/library/asyncio-task.html#asyncio.create_task
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._endless: set[asyncio.Task[Any]] = set()
        self._closing = asyncio.Event()

    def start(self, work: Coroutine[Any, Any, Any], *, name: str, is_endless: bool = False) -> None:
        """
        Args:
            is_endless: Whether it only ends by being cancelled, at whatever it is doing. Others
                are given the time to finish, and wait by :meth:`pause`.
        """
        task = asyncio.create_task(work, name=name)
        self._running.add(task)
        if is_endless:
            self._endless.add(task)
        task.add_done_callback(self._finished)

    def every(
        self, seconds: float, work: Callable[[], Coroutine[Any, Any, None]], *, name: str
    ) -> None:
        """Do something again and again; a failure is logged and does not end it."""
        self.start(self._repeat(seconds, work, name), name=name)

    async def pause(self, seconds: float) -> None:
        """Sleep; if the program stops meanwhile, the task that called ends here."""
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return
        raise asyncio.CancelledError

    async def _repeat(
        self, seconds: float, work: Callable[[], Coroutine[Any, Any, None]], name: str
    ) -> None:
        while True:
            await self.pause(seconds)
            try:
                await work()
            except Exception:
                logger.exception("task %s failed; it will be tried again", name)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        self._endless.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("task %s failed", task.get_name(), exc_info=error)

    async def close(self) -> None:
        """
        End what waits, let finish what works, cancel what is endless. Idempotent.

        A task is not cancelled in the middle of a query: that would leave a connection behind.
        """
        self._closing.set()
        for task in list(self._endless):
            task.cancel()
        try:
            async with asyncio.timeout(FINISH_S):
                while self._running:  # what comes to its end may start something else
                    await asyncio.wait(list(self._running))
        except TimeoutError:
            for task in list(self._running):
                logger.warning("task %s did not end by itself", task.get_name())
                task.cancel()
