"""Who is writing: gathered per room, so that a busy room costs no more than a quiet one."""

from collections import defaultdict
from itertools import islice

from shared.domain.people import Person
from shared.ports.broadcasting import Broadcaster
from shared.tasks import Tasks

FRAME_EVERY_S = 1.0
"""A hint need not be faster; a frame to everybody is what it costs."""
MAX_NAMED = 3
"""People; a line on a phone holds no more names."""


class TypingHints:
    def __init__(self, broadcaster: Broadcaster, tasks: Tasks) -> None:
        self._broadcaster = broadcaster
        self._tasks = tasks
        self._gathered: defaultdict[str, dict[int, str]] = defaultdict(dict)

    def hint(self, room_id: str, person: Person) -> None:
        """Tell the room within a second, and no more often than every second."""
        if room_id not in self._gathered:
            self._tasks.start(self._tell(room_id), name=f"typing {room_id}")
        self._gathered[room_id][person.id] = person.name

    def stop(self, room_id: str, user_id: int) -> None:
        """Say no more of somebody who has sent what they wrote."""
        if room_id in self._gathered:
            self._gathered[room_id].pop(user_id, None)

    async def _tell(self, room_id: str) -> None:
        try:
            while people := self._gathered[room_id]:
                self._gathered[room_id] = {}
                named = [{"id": key, "name": people[key]} for key in islice(people, MAX_NAMED)]
                frame: dict[str, object] = {"people": named, "count": len(people)}
                await self._broadcaster.send(room_id, "typing", frame)
                await self._tasks.pause(FRAME_EVERY_S)
        finally:
            del self._gathered[room_id]
