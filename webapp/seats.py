"""Which socket sits in which room, and which waits outside until there is a place."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import socketio

from shared.domain.errors import RoomError, RoomFull, Unauthenticated
from shared.domain.events import Event
from shared.domain.managing_events import CapacityChanged
from shared.domain.people import Person
from shared.domain.room import Room
from shared.domain.standing import GRACE_MS
from shared.ports.broadcasting import Broadcaster
from shared.presence import Presence
from shared.rooms import Rooms
from shared.tasks import Tasks
from shared.waiting_line import WaitingLine
from webapp.sockets import channel_of, line_of, seat_of

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 1.0
"""A line that moves is told of it at most once a second, however many come and go."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose socket it is and which room it is in."""

    person: Person
    room_id: str


class Seats:
    """
    Hears what rooms are told, as sockets do: whenever people may have gone, or a room has grown, it
    lets in who waits longest.

    Those who wait hear nothing of the room, but are reached by what puts them out of it.
    """

    def __init__(
        self,
        sio: socketio.AsyncServer,
        *,
        rooms: Rooms,
        presence: Presence,
        line: WaitingLine,
        broadcaster: Broadcaster,
        tasks: Tasks,
    ) -> None:
        self._sio = sio
        self._rooms = rooms
        self._presence = presence
        self._line = line
        self._broadcaster = broadcaster
        self._tasks = tasks
        self._taken: dict[str, Seat] = {}
        self._waiting: dict[str, Seat] = {}
        self._told: dict[str, dict[str, object]] = {}
        self._changed: set[str] = set()
        self._looking: set[str] = set()

    def of(self, sid: str) -> Seat:
        """
        Raises:
            RoomFull: If the socket still waits.
            Unauthenticated: If it has not been let in: an event overtook its own connection.
        """
        if sid in self._taken:
            return self._taken[sid]
        raise RoomFull if sid in self._waiting else Unauthenticated(reason="missing")

    def sids(self) -> Sequence[str]:
        """Return every socket that sits or waits here."""
        return [*self._taken, *self._waiting]

    async def take(self, sid: str, person: Person, room: Room, *, waits: bool) -> None:
        """
        Seat a socket; one that waits is told ``admitted`` then, or ``waiting`` with its place.

        Raises:
            RoomFull: If there is no place, and it does not wait for one.
        """
        seat = Seat(person, room.id)
        ahead = await self._line.ahead_of(room.id, person.id)
        try:
            await self._sit(sid, seat, room, ahead)
        except RoomFull as full:
            if not waits:
                raise RoomFull(**full.data, waiting=ahead) from None
            await self._queue_up(sid, seat)
        else:
            if waits:
                await self._sio.emit("admitted", {}, to=sid)
            # Whoever waits on another device needs to wait no longer there either.
            others = [key for key, waiting in self._waiting.items() if waiting == seat]
            await self._admit(room, others, ahead=0)

    async def leave(self, sid: str) -> Seat | None:
        """Give up a seat, or a place in the line; return it, if there was one."""
        taken, waited = self._taken.pop(sid, None), self._stop_waiting(sid)
        if taken:
            await self._presence.disconnected(taken.room_id, taken.person.id, sid)
        elif waited:
            await self._line.leave(waited.room_id, waited.person.id, sid)
            self._tasks.start(self._grace_over(waited.room_id), name=f"line {waited.room_id}")
        return taken or waited

    def look_again(self) -> None:
        """Look after every line; to be done every few seconds, lest a hint was missed."""
        for room_id in {seat.room_id for seat in self._waiting.values()}:
            self._look(room_id)

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        if any(isinstance(event, CapacityChanged) for event in events):
            self._look(room_id)

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        if name == "presence":
            self._look(room_id)

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None: ...

    async def dismiss(
        self, room_id: str, reason: RoomError, *, user_id: int | None = None
    ) -> None: ...

    async def _sit(self, sid: str, seat: Seat, room: Room, ahead: int) -> None:
        user_id = seat.person.id
        self._taken[sid] = seat
        try:
            await self._presence.connected(room, seat.person, sid, ahead=ahead)
        except RoomFull:
            del self._taken[sid]
            raise
        await self._line.remove(room.id, user_id)
        if sid in self._taken:  # it has not gone away meanwhile
            await self._enter(sid, room.id, seat_of(room.id, user_id), channel_of(user_id))

    async def _queue_up(self, sid: str, seat: Seat) -> None:
        room_id, person = seat.room_id, seat.person
        self._waiting[sid] = seat
        await self._line.join(room_id, person, sid)
        await self._enter(sid, line_of(room_id), seat_of(room_id, person.id), channel_of(person.id))
        self._look(room_id)

    async def _enter(self, sid: str, *audiences: str) -> None:
        for audience in audiences:
            await self._sio.enter_room(sid, audience)

    def _stop_waiting(self, sid: str) -> Seat | None:
        self._told.pop(sid, None)
        return self._waiting.pop(sid, None)

    async def _grace_over(self, room_id: str) -> None:
        await self._tasks.pause(GRACE_MS / 1000)
        self._look(room_id)

    def _look(self, room_id: str) -> None:
        """Look after a line: at once if it has been quiet, otherwise when its second is over."""
        if all(seat.room_id != room_id for seat in self._waiting.values()):
            return
        self._changed.add(room_id)
        if room_id not in self._looking:
            self._looking.add(room_id)
            self._tasks.start(self._look_after(room_id), name=f"line {room_id}")

    async def _look_after(self, room_id: str) -> None:
        try:
            while room_id in self._changed:
                self._changed.discard(room_id)
                full = await self._let_in(room_id)
                if full:
                    await self._tell_places(room_id, full)
                await self._tasks.pause(LOOK_EVERY_S)
        finally:
            self._changed.discard(room_id)
            self._looking.discard(room_id)

    async def _let_in(self, room_id: str) -> RoomFull | None:
        """Let in as many as there are places for; return why the next has to wait, if one does."""
        ahead = 0
        for user_id, sids in await self._in_order(room_id):
            if not sids:  # within their grace: their place is kept
                ahead += 1
                continue
            try:
                room = await self._rooms.get_for(room_id, user_id)
                await self._admit(room, sids, ahead)
            except RoomFull as full:
                return full
            except RoomError as reason:  # the room is not for them any more
                await self._broadcaster.dismiss(room_id, reason, user_id=user_id)
        return None

    async def _admit(self, room: Room, sids: Sequence[str], ahead: int) -> None:
        for sid in sids:
            if sid not in self._waiting:  # gone since
                continue
            await self._sit(sid, self._waiting[sid], room, ahead)
            if sid in self._taken:
                self._stop_waiting(sid)
                await self._sio.leave_room(sid, line_of(room.id))
                await self._sio.emit("admitted", {}, to=sid)
                logger.info("admitted sid=%s room=%s", sid, room.id)

    async def _tell_places(self, room_id: str, full: RoomFull) -> None:
        for at, (_, sids) in enumerate(await self._in_order(room_id)):
            place = {"place": at + 1, **full.data}
            for sid in sids:
                if sid in self._waiting and self._told.get(sid) != place:
                    self._told[sid] = place
                    await self._sio.emit("waiting", place, to=sid)

    async def _in_order(self, room_id: str) -> list[tuple[int, list[str]]]:
        """Return who waits for a room, and by which sockets here."""
        sids: defaultdict[int, list[str]] = defaultdict(list)
        for sid, seat in self._waiting.items():
            if seat.room_id == room_id:
                sids[seat.person.id].append(sid)
        line = await self._line.waiting(room_id)
        return [(person.user_id, sids[person.user_id]) for person in line]
