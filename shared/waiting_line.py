"""Who waits for a place in which room: first come, first served."""

from collections.abc import Sequence

from shared.domain.people import Person
from shared.domain.standing import Present
from shared.ports.clock import Clock
from shared.ports.presence import PresenceStore


class WaitingLine:
    """
    A line is kept as presence is: by arrival, device by device, and whoever loses the connection
    keeps their place in it for the grace.
    """

    def __init__(self, store: PresenceStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def waiting(self, room_id: str) -> Sequence[Present]:
        """Return those who wait and those within their grace, in their order."""
        return await self._store.present(room_id, self._clock.now_ms())

    async def ahead_of(self, room_id: str, user_id: int) -> int:
        """Return how many come first; to whom does not wait, that is everybody who does."""
        line = [person.user_id for person in await self.waiting(room_id)]
        return line.index(user_id) if user_id in line else len(line)

    async def join(self, room_id: str, person: Person, sid: str) -> None:
        """Get in line, or come back to one's place in it."""
        now_ms = self._clock.now_ms()
        await self._store.connected(room_id, person.id, person.name, sid, now_ms)

    async def leave(self, room_id: str, user_id: int, sid: str) -> None:
        """Lose a device; after the last one, the place is kept for the grace."""
        await self._store.disconnected(room_id, user_id, sid, self._clock.now_ms())

    async def remove(self, room_id: str, user_id: int) -> None:
        """Wait no longer: there was a place."""
        await self._store.remove(room_id, user_id)
