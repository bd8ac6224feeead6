"""Tells those connected here what another process, the bot's, did to their rooms."""

from collections.abc import Awaitable, Callable, Sequence

from shared.domain.errors import RoomClosed, RoomError, RoomNotFound
from shared.domain.events import Event
from shared.domain.standing import closed
from shared.ports.broadcasting import Broadcaster
from shared.ports.rooms import RoomStore
from shared.presence import Presence

RELAY_EVERY_S = 1.0
"""A button pressed in the chat is felt in the room as soon as a person would look for it."""


class Relay:
    """
    Compares versions: what moved on without having been published here was done elsewhere.

    A frame without events then shows the pages a gap, which they repair by a snapshot.
    """

    def __init__(
        self,
        store: RoomStore,
        presence: Presence,
        broadcaster: Broadcaster,
        shown: Callable[[], Awaitable[Sequence[str]]],
    ) -> None:
        """
        Args:
            shown: Returns the rooms that are looked at from outside, by messages in chats.
        """
        self._store = store
        self._presence = presence
        self._broadcaster = broadcaster
        self._shown = shown
        self._known: dict[str, int] = {}

    async def look(self) -> None:
        """To be done every second or so."""
        rooms = {*await self._presence.occupied(), *await self._shown()}
        versions = await self._store.versions(sorted(rooms))
        for room_id in rooms - versions.keys():  # deleted before it was seen to be closed
            await self._broadcaster.dismiss(room_id, RoomClosed(room_id=room_id))
        for room_id, version in versions.items():
            # One that is new here may have been changed before it was looked at.
            if version > self._known.get(room_id, -1):
                await self._tell(room_id)
        self._known = {
            room_id: max(version, self._known.get(room_id, 0))
            for room_id, version in versions.items()
        }

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        if room_id in self._known:
            self._known[room_id] = max(version, self._known[room_id])

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None: ...

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None: ...

    async def dismiss(
        self, room_id: str, reason: RoomError, *, user_id: int | None = None
    ) -> None: ...

    async def _tell(self, room_id: str) -> None:
        try:
            room = await self._store.get(room_id)
        except RoomNotFound:
            return
        await self._broadcaster.publish(room.id, room.version, ())
        self._presence.changed(room.id)  # another may lead now
        if room.is_closed:
            await self._broadcaster.dismiss(room.id, closed(room))
