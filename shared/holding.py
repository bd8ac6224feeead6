"""Whom rooms wait for, from what pages tell of their stalls."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.domain.decisions import Change
from shared.domain.hold import HOLDS_WITHIN_MS, MAX_HOLDS, MAX_ROOM_HOLDS, has_patience
from shared.domain.page_reports import ReportStall
from shared.domain.room import Room
from shared.domain.system_commands import HoldFor
from shared.ports.clock import Clock
from shared.ports.rooms import RoomStore
from shared.presence import Presence
from shared.rooms import Rooms
from shared.round_trips import RoundTrips


@dataclass(frozen=True, slots=True)
class _Stall:
    user_id: int
    item_id: str
    since_ms: int


@dataclass(slots=True)
class _Watch:
    """
    What is known of one room.

    Attributes:
        stalls: By socket, what cannot go on.
        excused: Who is not waited for until they have caught up.
        holds: When the room began to wait for whom.
        looking: Held by who looks and decides. Without it a stall could end between a decision and
            its hold, and nobody would look at that hold any more.
    """

    stalls: dict[str, _Stall] = field(default_factory=dict)
    excused: set[int] = field(default_factory=set)
    holds: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def stalled(self) -> set[int]:
        return {stall.user_id for stall in self.stalls.values()}

    @property
    def _hold_count(self) -> int:
        """How often the room stood still, for however many each time."""
        return len(set().union(*self.holds.values()))

    def keep_to(self, item_id: str | None) -> None:
        """Forget what was said of another video."""
        self.stalls = {sid: each for sid, each in self.stalls.items() if each.item_id == item_id}
        self.excused &= self.stalled

    def forget_pages(self, user_id: int, *, but: str) -> bool:
        """Return whether any other page of this person could not go on."""
        before = len(self.stalls)
        self.stalls = {
            sid: each for sid, each in self.stalls.items() if sid == but or each.user_id != user_id
        }
        return len(self.stalls) < before

    def forget_before(self, at_ms: int) -> None:
        for user_id, begun in list(self.holds.items()):
            self.holds[user_id] = [each for each in begun if each > at_ms]
            if not self.holds[user_id]:
                del self.holds[user_id]

    def excuse(self, user_ids: Iterable[int], until_ms: int) -> None:
        """Wait no longer for those of them who have not gone on by then."""
        late = {stall.user_id for stall in self.stalls.values() if stall.since_ms < until_ms}
        self.excused |= late.intersection(user_ids)

    def awaited(self, already: tuple[int, ...]) -> tuple[int, ...]:
        """Return whom to wait for, in ascending order."""
        # Whoever joins a hold under way makes it no longer.
        if not already and self._hold_count >= MAX_ROOM_HOLDS:
            return ()
        return tuple(
            user_id
            for user_id in sorted(self.stalled - self.excused)
            if user_id in already or len(self.holds.get(user_id, ())) < MAX_HOLDS
        )


class Holding:
    """
    Lets rooms stand still and go on. What it knows is in this process's memory; what it has decided
    is in the room, and comes to its end by itself.

    It follows what people do: whoever plays on without waiting excuses those waited for.
    """

    def __init__(
        self,
        *,
        rooms: Rooms,
        store: RoomStore,
        presence: Presence,
        round_trips: RoundTrips,
        clock: Clock,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._presence = presence
        self._round_trips = round_trips
        self._clock = clock
        self._watches: dict[str, _Watch] = {}

    async def report(self, room_id: str, user_id: int, sid: str, report: ReportStall) -> None:
        """
        Raises:
            RoomNotFound: If there is no such room.
        """
        watch = self._watches.setdefault(room_id, _Watch())
        if report.is_stalled:
            watch.stalls[sid] = _Stall(user_id, report.item_id, self._clock.now_ms())
        elif watch.stalls.pop(sid, None) is None:
            return
        await self._look(room_id, watch)

    async def forget(self, room_id: str, sid: str) -> None:
        """Wait no longer for a page that has gone. Idempotent."""
        watch = self._watches.get(room_id)
        if watch and watch.stalls.pop(sid, None):
            await self._look(room_id, watch)

    async def forget_others(self, room_id: str, user_id: int, sid: str) -> None:
        """
        Wait no longer for what a person's other pages have said: this one has just come.

        A network that changes brings a new socket at once, while the old one looks alive for as
        long as a ping may take, and nobody is left to take back what it said. A second device that
        is really stuck is not waited for either, until it stalls anew: it looks the same from here,
        and catching up alone is less than a room that stands still for nobody.
        """
        watch = self._watches.get(room_id)
        if watch and watch.forget_pages(user_id, but=sid):
            await self._look(room_id, watch)

    async def follow(self, change: Change, *, user_id: int) -> None:
        before, room, now_ms = change.before, change.room, self._clock.now_ms()
        watch = self._watches.get(room.id)
        if watch is None or room.playback == before.playback:
            return
        hold = before.hold_at(now_ms)
        if hold and room.hold is None and not room.playback.paused:
            watch.excuse(hold.user_ids, now_ms + 1)
        await self._look(room.id, watch)

    def sweep(self) -> None:
        """Forget rooms of which there is nothing to know; to be done every few seconds."""
        for room_id, watch in list(self._watches.items()):
            watch.forget_before(self._clock.now_ms() - HOLDS_WITHIN_MS)
            if not watch.stalls and not watch.holds and not watch.looking.locked():
                del self._watches[room_id]

    async def _look(self, room_id: str, watch: _Watch) -> None:
        async with watch.looking:
            room, now_ms = await self._store.get(room_id), self._clock.now_ms()
            watch.keep_to(room.current.id if room.current else None)
            watch.forget_before(now_ms - HOLDS_WITHIN_MS)
            hold = room.hold_at(now_ms)
            if room.hold and hold is None:
                watch.excuse(room.hold.user_ids, room.hold.until_ms)
            if hold or await self._may_begin(room):
                already = hold.user_ids if hold else ()
                awaited = watch.awaited(already)
                if awaited != already:
                    await self._hold(room_id, watch, awaited)

    async def _may_begin(self, room: Room) -> bool:
        people = sum(person.is_connected for person in await self._presence.present(room.id))
        return has_patience(room.patience, people)

    async def _hold(self, room_id: str, watch: _Watch, awaited: tuple[int, ...]) -> None:
        command = HoldFor(awaited, self._round_trips.lead_ms(room_id))
        change = await self._rooms.carry_out(room_id, command)
        before, hold = change.before.hold, change.room.hold
        if not change.events or hold is None:
            return
        known = before.user_ids if before and before.since_ms == hold.since_ms else ()
        for user_id in set(hold.user_ids).difference(known):
            watch.holds[user_id].append(hold.since_ms)
