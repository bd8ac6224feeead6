"""Rooms that a person may invite to: those of their own, and the public ones."""

from dataclasses import dataclass

from shared.domain.errors import PermissionDenied, RoomNotFound
from shared.domain.permissions import Role
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.links import ROOM_ID
from shared.ports.clock import Clock
from shared.ports.rooms import Listing, RoomStore
from shared.presence import LIVE_MS
from shared.rooms import Rooms

MAX_SEARCHED = 200
"""Rooms of each kind; in what comes after, nobody was seen for long."""


@dataclass(frozen=True, slots=True)
class RoomSearch:
    """
    Attributes:
        user_id: Whose rooms come first, and who invites.
    """

    user_id: int
    rooms: Rooms
    store: RoomStore
    urls: InvitationUrls
    clock: Clock

    async def by_id(self, room_id: str) -> Room | None:
        """Return an open room by its exact id, which a room's page asks for."""
        if not ROOM_ID.fullmatch(room_id):
            return None
        try:
            room = await self.rooms.get_for(room_id, self.user_id)
        except RoomNotFound:
            return None
        return None if room.is_closed else room

    async def by_words(self, text: str) -> list[Listing]:
        """Return the rooms whose name or video has all the words; every room, if there are none."""
        seen_since_ms = self.clock.now_ms() - LIVE_MS
        own = await self.store.owned_by(
            self.user_id, seen_since_ms=seen_since_ms, limit=MAX_SEARCHED
        )
        public = await self.store.gallery(seen_since_ms=seen_since_ms, limit=MAX_SEARCHED)
        by_id = {listing.room.id: listing for listing in (*own, *public)}
        words = text.casefold().split()
        return [found for found in by_id.values() if _has_all(found.room, words)]

    async def link_to(self, room: Room) -> str | None:
        """Return a viewer's link; None if the person may not invite to this room."""
        try:
            token, _ = await self.rooms.invite(room.id, Role.VIEWER, user_id=self.user_id)
        except (PermissionDenied, RoomNotFound):  # the latter: private since a moment ago
            return None
        return self.urls.to(token)


def _has_all(room: Room, words: list[str]) -> bool:
    on = room.current.media.title if room.current else None
    named = f"{room.title} {on or ''}".casefold()
    return all(word in named for word in words)
