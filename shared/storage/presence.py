"""Who is connected to this process."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.domain.page_state import ALL_WELL, Report, best
from shared.domain.standing import GRACE_MS, Present


@dataclass(slots=True)
class _Person:
    name: str
    since_ms: int
    left_at_ms: int = 0
    sids: dict[str, Report] = field(default_factory=dict)

    def is_here(self, now_ms: int) -> bool:
        return bool(self.sids) or now_ms < self.left_at_ms + GRACE_MS


class MemoryPresenceStore:
    def __init__(self) -> None:
        self._rooms: defaultdict[str, dict[int, _Person]] = defaultdict(dict)

    async def connected(
        self,
        room_id: str,
        user_id: int,
        name: str,
        sid: str,
        now_ms: int,
        *,
        limit: int | None = None,
    ) -> bool:
        people = self._here(room_id, now_ms)
        if limit is not None and user_id not in people and len(people) >= limit:
            return False
        person = people.setdefault(user_id, _Person(name, now_ms))
        self._rooms[room_id] = people
        person.name = name
        person.sids.setdefault(sid, ALL_WELL)
        return True

    async def disconnected(self, room_id: str, user_id: int, sid: str, now_ms: int) -> None:
        person = self._rooms[room_id].get(user_id)
        if person is None or sid not in person.sids:
            return
        del person.sids[sid]
        if not person.sids:
            person.left_at_ms = now_ms

    async def remove(self, room_id: str, user_id: int) -> None:
        self._rooms[room_id].pop(user_id, None)

    async def report(self, room_id: str, user_id: int, sid: str, report: Report) -> bool:
        person = self._rooms[room_id].get(user_id)
        if person is None or sid not in person.sids:
            return False
        before = best(person.sids.values())
        person.sids[sid] = report
        return best(person.sids.values()) != before

    async def expect(self, room_id: str, user_id: int, now_ms: int) -> None:
        people = self._rooms[room_id]
        if user_id not in people:
            people[user_id] = _Person("", now_ms, left_at_ms=now_ms)

    async def present(self, room_id: str, now_ms: int) -> tuple[Present, ...]:
        here = [
            Present(
                user_id,
                person.name,
                person.since_ms,
                bool(person.sids),
                best(person.sids.values()),
            )
            for user_id, person in self._here(room_id, now_ms).items()
        ]
        return tuple(sorted(here, key=lambda person: (person.since_ms, person.user_id)))

    async def occupied(self) -> Sequence[str]:
        return [
            room_id
            for room_id, people in self._rooms.items()
            if any(person.sids for person in people.values())
        ]

    def _here(self, room_id: str, now_ms: int) -> dict[int, _Person]:
        """Return those in a room, after the grace of others is found to be over."""
        people = self._rooms[room_id]
        for user_id in [key for key, person in people.items() if not person.is_here(now_ms)]:
            del people[user_id]
        if not people:
            del self._rooms[room_id]
        return people
