"""Rooms for the links that people type after the bot's name."""

from shared.domain.errors import RateLimited, RoomNotFound
from shared.domain.media import Media
from shared.domain.room import Room
from shared.ports.clock import Clock
from shared.rooms import Rooms

KEPT_MS = 10 * 60 * 1000
"""Long enough to choose a chat, to change one's mind, and to send the same to another."""
MAX_MADE = 20
"""Rooms of one person in that time: a link that is typed letter by letter may be several."""


class LinkRooms:
    """
    One room for a person and a video, however often they ask for it.

    A room is made when a link is asked about, not when the answer is sent: Telegram tells of the
    latter only where the bot's owner has switched that on, and sometimes. What nobody enters is a
    row in a table.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[int, Media], tuple[str, int]] = {}

    async def room_for(
        self, link: str, media: Media, user_id: int, *, rooms: Rooms, clock: Clock
    ) -> Room:
        """
        Args:
            media: What the link leads to, however it is written.

        Raises:
            RateLimited: If this person has been given too many.
        """
        now_ms = clock.now_ms()
        self._forget_before(now_ms - KEPT_MS)
        key = user_id, media
        if key in self._made:
            room_id, _ = self._made[key]
            room = await _found(room_id, user_id, rooms)
            if room and _shows(room, media):
                return room
            del self._made[key]
        theirs = [made_at for (maker, _), (_, made_at) in self._made.items() if maker == user_id]
        if len(theirs) >= MAX_MADE:
            raise RateLimited(retry_after=(min(theirs) + KEPT_MS - now_ms) / 1000)
        room = await rooms.create(user_id, url=link)
        self._made[key] = room.id, now_ms
        return room

    def _forget_before(self, instant_ms: int) -> None:
        old = [key for key, (_, made_at) in self._made.items() if made_at <= instant_ms]
        for key in old:
            del self._made[key]


async def _found(room_id: str, user_id: int, rooms: Rooms) -> Room | None:
    try:
        return await rooms.get_for(room_id, user_id)
    except RoomNotFound:  # its owner has been forgotten
        return None


def _shows(room: Room, media: Media) -> bool:
    """In a room that went on to something else, this link would be a surprise."""
    return not room.is_closed and bool(room.current and room.current.media.url == media.url)
