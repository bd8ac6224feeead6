"""The chat: an append-only log beside the room, kept before it is acknowledged."""

import re
from dataclasses import asdict

from shared.domain.errors import InvalidCommand
from shared.domain.people import Person
from shared.domain.permissions import Permission
from shared.ports import Broadcaster, Clock, Message, MessageStore
from shared.rooms import Rooms

PAGE = 50
"""Messages given to whoever comes in: a few screens of a phone."""

# Control characters but for tab and newline; PostgreSQL refuses NUL, people do not miss the others.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Chat:
    def __init__(
        self, rooms: Rooms, messages: MessageStore, broadcaster: Broadcaster, clock: Clock
    ) -> None:
        self._rooms = rooms
        self._messages = messages
        self._broadcaster = broadcaster
        self._clock = clock

    async def send(self, room_id: str, text: str, *, sender: Person) -> int:
        """
        Keep a message and show it to the room.

        Returns:
            The version of the room it was said in.

        Raises:
            PermissionDenied: If the sender may not chat here.
            InvalidCommand: If there is nothing to read in it.
        """
        room = await self._rooms.permit(room_id, Permission.CHAT, sender.id)
        text = _UNPRINTABLE.sub("", text).strip()
        if not text:
            raise InvalidCommand(name="send_message", fields=["text"])
        now_ms = self._clock.now_ms()
        position = room.playback.position_at(now_ms) if room.current else None
        message = await self._messages.append(
            Message(room_id, sender.id, sender.name, text, position, now_ms)
        )
        await self._broadcaster.send(room_id, "message", dump_message(message))
        return room.version

    async def latest(self, room_id: str) -> list[dict[str, object]]:
        """Return the newest page, the oldest message first, as the wire carries it."""
        messages = await self._messages.latest(room_id, limit=PAGE)
        return [dump_message(message) for message in messages]


def dump_message(message: Message) -> dict[str, object]:
    dumped = asdict(message)
    del dumped["room_id"]
    return dumped
