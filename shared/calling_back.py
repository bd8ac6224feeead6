"""Calling back those who were in a room and are not: they are told wherever they are in the app."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.errors import AlreadyHere, AlreadyInvited, PersonNotFound
from shared.domain.news import NewsCode
from shared.domain.permissions import Permission, Role
from shared.domain.room import Room, Visibility
from shared.domain.standing import is_excluded, refuse_excluded
from shared.notifications import Notifications
from shared.onboarding import Visitor, VisitStore
from shared.ports.clock import Clock
from shared.presence import Presence
from shared.rooms import Rooms

SHOWN = 20
"""People: whoever was here before those is called by a link."""
REST_MS = 60 * 60 * 1000
"""An hour between two invitations into a room, whoever sends them: a second one nags."""


@dataclass(frozen=True, slots=True)
class Absent:
    """
    Somebody who was in a room and is not.

    Attributes:
        is_invited: Whether they were called within the last hour.
    """

    visitor: Visitor
    is_invited: bool


class CallingBack:
    def __init__(
        self,
        *,
        rooms: Rooms,
        visits: VisitStore,
        presence: Presence,
        notifications: Notifications,
        clock: Clock,
    ) -> None:
        self._rooms = rooms
        self._visits = visits
        self._presence = presence
        self._notifications = notifications
        self._clock = clock
        # Of two who call the same person at once, one finds them called.
        self._turn = asyncio.Lock()

    async def absent(self, room_id: str, *, user_id: int) -> Sequence[Absent]:
        """
        Return those who were in a room last and may come back, the last of them first.

        Raises:
            PermissionDenied: If the person may not invite.
        """
        room = await self._permit(room_id, user_id)
        here = await self._here(room_id)
        now_ms = self._clock.now_ms()
        excluded = {sanction.user_id for sanction in (*room.banned, *room.kicked)}
        latest = await self._visits.latest(room_id, limit=SHOWN + len(here) + len(excluded))
        invited = await self._invited(room_id)
        absent = [
            Absent(visitor, visitor.user_id in invited)
            for visitor in latest
            if visitor.user_id not in {*here, user_id}
            and not is_excluded(room, visitor.user_id, now_ms)
        ]
        return absent[:SHOWN]

    async def call(self, room_id: str, callee_id: int, *, user_id: int) -> None:
        """
        Tell somebody who was in a room that they are wanted there, with a link that lets them in.

        Raises:
            PermissionDenied: If the person may not invite.
            PersonNotFound: If the other one was never here.
            Kicked: If they were put out, or banned.
            AlreadyHere: If they are in the room.
            AlreadyInvited: If somebody has called them within the last hour.
        """
        room = await self._permit(room_id, user_id)
        if callee_id not in await self._visits.names(room_id, [callee_id]):
            raise PersonNotFound(user_id=callee_id)
        refuse_excluded(room, callee_id, self._clock.now_ms())
        if callee_id in await self._here(room_id):
            raise AlreadyHere(user_id=callee_id)
        token, _ = await self._rooms.invite(room_id, Role.VIEWER, user_id=user_id)
        async with self._turn:
            if callee_id in await self._invited(room_id):
                raise AlreadyInvited(user_id=callee_id)
            await self._notifications.notify(
                callee_id, NewsCode.INVITATION, room, actor_id=user_id, facts={"token": token}
            )

    async def _permit(self, room_id: str, user_id: int) -> Room:
        """Strangers pass through a public room: who was there is for those who keep its order."""
        room = await self._rooms.permit(room_id, Permission.INVITE, user_id)
        if room.visibility is Visibility.PUBLIC:
            await self._rooms.permit(room_id, Permission.MODERATE, user_id)
        return room

    async def _here(self, room_id: str) -> set[int]:
        present = await self._presence.present(room_id)
        return {person.user_id for person in present if person.is_connected}

    async def _invited(self, room_id: str) -> set[int]:
        told = await self._notifications.told(room_id, NewsCode.INVITATION, within_ms=REST_MS)
        return set(told)
