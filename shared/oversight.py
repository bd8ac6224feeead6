"""What those who run the service see of it and do about it; each deed has a reason and is kept."""

from collections.abc import Sequence

from shared.domain.errors import InvalidCommand, PermissionDenied, RoomClosed
from shared.domain.moderation_errors import BannedFromService, PersonProtected
from shared.domain.people import Person
from shared.domain.system_commands import CloseByService
from shared.domain.utterances import clean_utterance
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock
from shared.ports.rooms import Listing, Mark, RoomStore
from shared.presence import LIVE_MS, Presence
from shared.review import (
    Case,
    ComplaintStore,
    Ruling,
    ServiceBan,
    ServiceBanStore,
    Verdict,
)
from shared.rooms import Rooms
from shared.rulings import Rulings

LATEST = 5
"""Reports of a case that are told in full; of the others, how many there are."""
RULINGS = {
    (Mark.HIDDEN, True): Ruling.HIDDEN,
    (Mark.HIDDEN, False): Ruling.SHOWN,
    (Mark.FEATURED, True): Ruling.FEATURED,
    (Mark.FEATURED, False): Ruling.UNFEATURED,
}


class Oversight:
    """
    Args:
        owner_ids: Who runs the service. There is no other check of that.
    """

    def __init__(
        self,
        *,
        owner_ids: frozenset[int],
        store: RoomStore,
        rooms: Rooms,
        presence: Presence,
        broadcaster: Broadcaster,
        complaints: ComplaintStore,
        bans: ServiceBanStore,
        rulings: Rulings,
        clock: Clock,
    ) -> None:
        self._owner_ids = owner_ids
        self._store = store
        self._rooms = rooms
        self._presence = presence
        self._broadcaster = broadcaster
        self._complaints = complaints
        self._bans = bans
        self._rulings = rulings
        self._clock = clock

    def authorize(self, user_id: int) -> None:
        """
        Raises:
            PermissionDenied: If the person does not run the service. So do all methods below.
        """
        if user_id not in self._owner_ids:
            raise PermissionDenied(permission="oversee")

    async def cases(self, by: Person, *, limit: int, offset: int) -> Sequence[Case]:
        self.authorize(by.id)
        return await self._complaints.cases(latest=LATEST, limit=limit, offset=offset)

    async def rooms(
        self, by: Person, *, words: str, limit: int, offset: int
    ) -> Sequence[tuple[Listing, str]]:
        """Return rooms, open or over, and by what name the owner of each came there last."""
        self.authorize(by.id)
        seen_since_ms = self._clock.now_ms() - LIVE_MS
        found = await self._store.every(
            words=words, seen_since_ms=seen_since_ms, limit=limit, offset=offset
        )
        return [(listing, await self._rulings.name_of_owner(listing.room)) for listing in found]

    async def bans(self, by: Person, *, limit: int, offset: int) -> Sequence[ServiceBan]:
        self.authorize(by.id)
        return await self._bans.in_force(self._clock.now_ms(), limit=limit, offset=offset)

    async def log(self, by: Person, *, limit: int, offset: int) -> Sequence[Verdict]:
        self.authorize(by.id)
        return await self._rulings.latest(limit=limit, offset=offset)

    async def dismiss(self, by: Person, report_id: int, reason: str) -> None:
        """
        Find a case to be none. Whom it is about does not learn of it.

        Raises:
            ReportNotFound: If it has been dealt with.
        """
        self.authorize(by.id)
        reason = _cleaned(reason)
        settled = await self._complaints.settle(report_id)
        await self._rulings.note(
            Ruling.DISMISSED,
            by,
            reason,
            user_id=settled.user_id,
            name=settled.name,
            room_id=settled.room_id,
            room_title=settled.room_title,
        )

    async def mark(
        self,
        by: Person,
        room_id: str,
        mark: Mark,
        reason: str,
        *,
        is_set: bool,
        report_id: int | None = None,
    ) -> None:
        """
        Hide a room from the gallery or put it first there, or do so no more.

        Args:
            report_id: The case that this settles, if any.

        Raises:
            RoomNotFound: If there is no such room.
            ReportNotFound: If the case has been dealt with.
        """
        self.authorize(by.id)
        reason = _cleaned(reason)
        room = await self._store.get(room_id)
        await self._settle(report_id)
        await self._store.mark(room_id, mark, is_set=is_set)
        await self._rulings.note_on(room, RULINGS[mark, is_set], by, reason)

    async def close(
        self, by: Person, room_id: str, reason: str, *, report_id: int | None = None
    ) -> None:
        """
        End a room for good; everybody in it is told why.

        Raises:
            RoomNotFound: If there is no such room.
            RoomClosed: If it is over already.
            ReportNotFound: If the case has been dealt with.
        """
        self.authorize(by.id)
        reason = _cleaned(reason)
        room = await self._store.get(room_id)
        if room.is_closed:
            raise RoomClosed(room_id=room_id)
        await self._settle(report_id)
        await self._rooms.carry_out(room_id, CloseByService(reason))
        await self._rulings.note_on(room, Ruling.CLOSED, by, reason)

    async def ban(
        self,
        by: Person,
        user_id: int,
        reason: str,
        *,
        name: str = "",
        duration_s: int | None = None,
        report_id: int | None = None,
    ) -> None:
        """
        Keep a person out of everything; wherever they are, they have to leave at once.

        Args:
            name: What they are called, for those who read the list.
            duration_s: For how long; None is for good.

        Raises:
            PersonProtected: If they run the service themselves.
            ReportNotFound: If the case has been dealt with.
        """
        self.authorize(by.id)
        reason = _cleaned(reason)
        if user_id in self._owner_ids:
            raise PersonProtected
        await self._settle(report_id)
        now_ms = self._clock.now_ms()
        until_ms = None if duration_s is None else now_ms + duration_s * 1000
        await self._bans.put(ServiceBan(user_id, name, reason, now_ms, until_ms))
        await self._rulings.note(
            Ruling.BANNED, by, reason, user_id=user_id, name=name, until_ms=until_ms
        )
        await self._put_out(user_id, BannedFromService(until_ms=until_ms, reason=reason))

    async def lift(self, by: Person, user_id: int, reason: str) -> None:
        """Let a person in again. Nothing happens if they are not banned."""
        self.authorize(by.id)
        reason = _cleaned(reason)
        ban = await self._bans.of(user_id)
        if ban is None:
            return
        await self._bans.remove(user_id)
        await self._rulings.note(Ruling.LIFTED, by, reason, user_id=user_id, name=ban.name)

    async def _settle(self, report_id: int | None) -> None:
        if report_id is not None:
            await self._complaints.settle(report_id)

    async def _put_out(self, user_id: int, refusal: BannedFromService) -> None:
        for room_id in await self._presence.occupied():
            if any(here.user_id == user_id for here in await self._presence.present(room_id)):
                await self._presence.remove(room_id, user_id)
                await self._broadcaster.dismiss(room_id, refusal, user_id=user_id)


def _cleaned(reason: str) -> str:
    reason = clean_utterance(reason)
    if not reason:
        raise InvalidCommand(name="oversee", fields=["reason"])
    return reason
