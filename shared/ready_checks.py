"""Sees to it that a ready check does not wait for those who have gone."""

from collections.abc import Sequence

from shared.domain.errors import RoomError, RoomNotFound
from shared.domain.events import Event
from shared.domain.ready_checking import asked
from shared.domain.ready_events import ReadyCheckStarted
from shared.domain.system_commands import CountReady
from shared.ports.clock import Clock
from shared.ports.rooms import RoomStore
from shared.presence import Presence
from shared.rooms import Rooms
from shared.round_trips import RoundTrips
from shared.tasks import Tasks


class ReadyChecks:
    """
    Hears what rooms are told, as sockets do: whenever people may have gone, it looks whether all
    who are left are ready. Answers need no help; whoever gives the last one begins the countdown.
    """

    def __init__(
        self,
        *,
        rooms: Rooms,
        store: RoomStore,
        presence: Presence,
        round_trips: RoundTrips,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._presence = presence
        self._round_trips = round_trips
        self._clock = clock
        self._tasks = tasks
        self._under_way: set[str] = set()

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        if any(isinstance(event, ReadyCheckStarted) for event in events):
            self._under_way.add(room_id)

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        if name == "presence" and room_id in self._under_way:
            self._tasks.start(self._look(room_id), name=f"ready check {room_id}")

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None: ...

    async def dismiss(
        self, room_id: str, reason: RoomError, *, user_id: int | None = None
    ) -> None: ...

    async def _look(self, room_id: str) -> None:
        try:
            check = (await self._store.get(room_id)).ready_check_at(self._clock.now_ms())
        except RoomNotFound:
            check = None
        if check is None or check.starts_at_ms is not None:
            self._under_way.discard(room_id)
            return
        everybody = asked(await self._presence.present(room_id))
        lead_ms = self._round_trips.lead_ms(room_id)
        await self._rooms.carry_out(room_id, CountReady(tuple(sorted(everybody)), lead_ms))
