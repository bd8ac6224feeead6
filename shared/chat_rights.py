"""What people are in a room for what they are in its chat: admins, or not to be there at all."""

import logging
from collections.abc import AsyncIterator, Iterable

from shared.domain.errors import NotInChat, RoomNotFound, TooManyAdmins
from shared.domain.permissions import Role
from shared.domain.room import Room
from shared.domain.system_commands import HonourChat
from shared.ports.broadcasting import Broadcaster
from shared.ports.chats import ChatMembers, ChatStanding
from shared.ports.rooms import RoomStore
from shared.presence import Presence
from shared.rooms import Rooms

logger = logging.getLogger(__name__)

RECHECK_EVERY_S = 60.0
"""What the bot is not told of, it finds out within two: an answer may be a minute old."""
MAX_RECHECKED = 200
"""People a round; Telegram is asked about each. In larger crowds it takes several rounds."""


class UnknownMembers:
    """Without a bot there is nobody to ask."""

    async def standing(self, chat_id: int, user_id: int) -> ChatStanding:
        return ChatStanding.UNKNOWN


class ChatRights:
    def __init__(
        self,
        *,
        rooms: Rooms,
        store: RoomStore,
        members: ChatMembers,
        presence: Presence,
        broadcaster: Broadcaster,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._members = members
        self._presence = presence
        self._broadcaster = broadcaster
        self._checked: dict[tuple[str, int], int] = {}
        self._round = 0

    async def admit(self, room: Room, user_id: int) -> Room:
        """
        Return the room with the role that a person has for the chat's sake.

        Raises:
            NotInChat: If the room is for the chat's members, and Telegram says that this is none.
        """
        if room.chat is None:
            return room
        is_guest = user_id < 0
        standing = (
            ChatStanding.OUTSIDE
            if is_guest
            else await self._members.standing(room.chat.id, user_id)
        )
        return await self._apply(room, user_id, standing)

    async def changed(self, chat_id: int, user_id: int, standing: ChatStanding) -> None:
        """Heed at once what became of a person in a chat; elsewhere it is heeded on entering."""
        occupied = set(await self._presence.occupied())
        for room_id in occupied.intersection(await self._store.of_chat(chat_id)):
            people = await self._presence.present(room_id)
            if user_id in (person.user_id for person in people):
                room = await self._store.get(room_id)
                await self._apply_or_dismiss(room, user_id, standing)

    async def recheck(self) -> None:
        """Ask about those who are in rooms of chats; to be done every minute or so."""
        rooms = [room async for room in self._occupied_of_chats()]
        present = {room.id: await self._presence.present(room.id) for room in rooms}
        pairs = [(room, person.user_id) for room in rooms for person in present[room.id]]
        # Those asked about longest ago come first, those never asked about before them.
        pairs.sort(key=lambda pair: self._checked.get((pair[0].id, pair[1]), 0))
        self._round += 1
        self._forget_all_but((room.id, user_id) for room, user_id in pairs)
        for room, user_id in pairs[:MAX_RECHECKED]:
            self._checked[room.id, user_id] = self._round
            try:
                await self.admit(room, user_id)
            except NotInChat as reason:
                await self._dismiss(room, user_id, reason)
            except RoomNotFound:  # deleted since the round began
                continue

    async def _occupied_of_chats(self) -> AsyncIterator[Room]:
        for room_id in await self._presence.occupied():
            try:
                room = await self._store.get(room_id)
            except RoomNotFound:
                continue
            if room.chat is not None:
                yield room

    def _forget_all_but(self, pairs: Iterable[tuple[str, int]]) -> None:
        kept = set(pairs)
        self._checked = {key: value for key, value in self._checked.items() if key in kept}

    async def _apply_or_dismiss(self, room: Room, user_id: int, standing: ChatStanding) -> None:
        try:
            await self._apply(room, user_id, standing)
        except NotInChat as reason:
            await self._dismiss(room, user_id, reason)

    async def _apply(self, room: Room, user_id: int, standing: ChatStanding) -> Room:
        if standing is ChatStanding.UNKNOWN:
            return room
        room = await self._honour(room, user_id, standing)
        is_outside = standing is ChatStanding.OUTSIDE
        if is_outside and room.chat is not None and room.chat.is_members_only:
            raise NotInChat
        return room

    async def _honour(self, room: Room, user_id: int, standing: ChatStanding) -> Room:
        role = Role.ADMIN if standing is ChatStanding.ADMIN else Role.VIEWER
        try:
            return (await self._rooms.carry_out(room.id, HonourChat(user_id, role))).room
        except TooManyAdmins:
            return room  # a viewer's place is better than none

    async def _dismiss(self, room: Room, user_id: int, reason: NotInChat) -> None:
        logger.info("dismissed room=%s user=%d: not in its chat", room.id, user_id)
        await self._broadcaster.dismiss(room.id, reason, user_id=user_id)
