"""Who is in which room, told to everyone there at most once a second."""

from collections.abc import Mapping, Sequence

from shared.domain.errors import RoomFull, RoomNotFound
from shared.domain.page_state import PageState, Report
from shared.domain.people import Person
from shared.domain.room import Room
from shared.domain.standing import GRACE_MS, Present, leader, limit_for
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock
from shared.ports.presence import PresenceStore
from shared.ports.rooms import RoomStore
from shared.tasks import Tasks

PUBLISH_EVERY_S = 1.0
"""A crowd coming in is one frame a second, not one a person."""
MAX_LISTED = 100
"""People named in a frame; in larger rooms only the count grows."""
SEEN_EVERY_S = 5.0
"""How far behind ``seen_at`` may be: the seconds a restart can lose of the position."""
LIVE_MS = 15_000
"""A room not seen for longer has nobody in it, whatever was last counted: its process is gone."""


class Presence:
    def __init__(
        self,
        store: PresenceStore,
        rooms: RoomStore,
        broadcaster: Broadcaster,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        self._store = store
        self._rooms = rooms
        self._broadcaster = broadcaster
        self._clock = clock
        self._tasks = tasks
        self._changed: set[str] = set()
        self._publishing: set[str] = set()

    async def connected(self, room: Room, person: Person, sid: str, *, ahead: int = 0) -> None:
        """
        Args:
            ahead: How many wait for a place who come first.

        Raises:
            RoomFull: If there is no place for this person.
        """
        now_ms, limit = self._clock.now_ms(), limit_for(room, person.id)
        if limit is not None:
            limit = max(0, limit - ahead)
        has_place = await self._store.connected(
            room.id, person.id, person.name, sid, now_ms, limit=limit
        )
        if not has_place:
            inside = len(await self.present(room.id))
            raise RoomFull(capacity=room.capacity, inside=inside)
        await self._note(room.id)
        self.changed(room.id)

    async def disconnected(self, room_id: str, user_id: int, sid: str) -> None:
        now_ms = self._clock.now_ms()
        await self._store.disconnected(room_id, user_id, sid, now_ms)
        await self._note(room_id)
        self.changed(room_id)
        self._tasks.start(self._grace_over(room_id), name=f"grace {room_id}")

    async def remove(self, room_id: str, user_id: int) -> None:
        """Take a person out without grace: they were put out."""
        await self._store.remove(room_id, user_id)
        await self._note(room_id)
        self.changed(room_id)

    async def report(self, room_id: str, user_id: int, sid: str, report: Report) -> None:
        """Keep what a page says of itself. A large room is told of it when people come and go."""
        is_news = await self._store.report(room_id, user_id, sid, report)
        if is_news and len(await self.present(room_id)) <= MAX_LISTED:
            self.changed(room_id)

    async def expect(self, room_id: str, user_id: int) -> None:
        """Keep a person's place as if they had just gone away: they are about to come back."""
        await self._store.expect(room_id, user_id, self._clock.now_ms())
        self._tasks.start(self._grace_over(room_id), name=f"grace {room_id}")

    async def present(self, room_id: str) -> tuple[Present, ...]:
        """Return those connected and those within their grace, the longest here first."""
        return await self._store.present(room_id, self._clock.now_ms())

    async def occupied(self) -> Sequence[str]:
        """Return the rooms in which somebody is connected to this process."""
        return await self._store.occupied()

    async def people(self) -> Mapping[str, int]:
        """Return how many are connected to this process in each such room."""
        return await self._people(*await self._store.occupied())

    def changed(self, room_id: str) -> None:
        """Tell the room soon: at once if it has been quiet, otherwise when its second is over."""
        self._changed.add(room_id)
        if room_id not in self._publishing:
            self._publishing.add(room_id)
            self._tasks.start(self._publish(room_id), name=f"presence {room_id}")

    async def frame(self, room_id: str) -> dict[str, object]:
        """
        Raises:
            RoomNotFound: If there is no such room.
        """
        room, present = await self._rooms.get(room_id), await self.present(room_id)
        connected = _connected(present)
        return {
            "count": len(connected),
            "leader_id": leader(room, present),
            "users": [_listed(person) for person in connected[:MAX_LISTED]],
            "lost": [_listed(person) for person in _lost(present)[:MAX_LISTED]],
        }

    async def note_seen(self) -> None:
        """Keep for a restart which rooms have people in them; to be done every few seconds."""
        await self._note(*await self._store.occupied())

    async def _note(self, *room_ids: str) -> None:
        await self._rooms.touch(await self._people(*room_ids), self._clock.now_ms())

    async def _people(self, *room_ids: str) -> Mapping[str, int]:
        return {room_id: len(_connected(await self.present(room_id))) for room_id in room_ids}

    async def _grace_over(self, room_id: str) -> None:
        await self._tasks.pause(GRACE_MS / 1000)
        self.changed(room_id)

    async def _publish(self, room_id: str) -> None:
        try:
            while room_id in self._changed:
                self._changed.discard(room_id)
                await self._broadcaster.send(room_id, "presence", await self.frame(room_id))
                await self._tasks.pause(PUBLISH_EVERY_S)
        except RoomNotFound:
            self._changed.discard(room_id)
        finally:
            self._publishing.discard(room_id)


def _connected(present: Sequence[Present]) -> list[Present]:
    return [person for person in present if person.is_connected]


def _lost(present: Sequence[Present]) -> list[Present]:
    """Return those within their grace whose name is known: a Telegram user's comes with them."""
    return [
        person
        for person in present
        if not person.is_connected and (person.name or person.user_id < 0)
    ]


def _listed(person: Present) -> dict[str, object]:
    listed = {"id": person.user_id, "name": person.name, "since_ms": person.since_ms}
    state, drift_ms = person.report.state, person.report.drift_ms
    if state is PageState.IN_SYNC:
        return listed
    return {**listed, "state": state.value, **({} if drift_ms is None else {"drift_ms": drift_ms})}
