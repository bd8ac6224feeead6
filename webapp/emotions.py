"""Emotions: taps are gathered per room and sent as counts, so that a storm stays cheap."""

from collections import Counter, defaultdict

from shared.domain.errors import InvalidCommand
from shared.ports import Broadcaster
from shared.tasks import Tasks

EMOTIONS = ("❤️", "🔥", "😂", "😱", "💀")

FRAME_EVERY_S = 0.1
"""Ten frames a second at most, however many people tap; fast enough to feel at once."""


class Emotions:
    def __init__(self, broadcaster: Broadcaster, tasks: Tasks) -> None:
        self._broadcaster = broadcaster
        self._tasks = tasks
        self._gathered: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def tap(self, room_id: str, emotion: str) -> None:
        """
        Raises:
            InvalidCommand: If it is none of :data:`EMOTIONS`.
        """
        if emotion not in EMOTIONS:
            raise InvalidCommand(name="send_emotion", fields=["emotion"])
        if room_id not in self._gathered:
            self._tasks.start(self._send_soon(room_id), name=f"emotions {room_id}")
        self._gathered[room_id][emotion] += 1

    async def _send_soon(self, room_id: str) -> None:
        await self._tasks.pause(FRAME_EVERY_S)
        counts = self._gathered.pop(room_id)
        await self._broadcaster.send(room_id, "emotions", {"counts": dict(counts)})
