"""Groups as rooms know them: what they are called, who may enter, what became of them."""

from dataclasses import dataclass, replace

from aiogram import F
from aiogram.enums import ChatType
from aiogram.types import Chat as TelegramChat

from shared.domain.lines import one_line
from shared.domain.room import Chat
from shared.domain.system_commands import TieToChat
from shared.onboarding import ChatStore, ConnectedChat, LiveMessageStore
from shared.ports.rooms import RoomStore
from shared.rooms import Rooms

IN_GROUP = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})

MAX_TITLE = 128
"""Characters; Telegram allows no more."""


@dataclass(frozen=True, slots=True)
class Groups:
    rooms: Rooms
    store: RoomStore
    chats: ChatStore
    live_messages: LiveMessageStore

    async def seen(
        self, chat: TelegramChat, *, locale: str, can_post: bool | None = None
    ) -> ConnectedChat | None:
        """
        Keep what an update tells of a group, and tie its rooms to what it is now.

        Becoming private or public has no update of its own; it is noticed when somebody asks.

        Args:
            can_post: None if the update does not tell.

        Returns:
            What was known before; None if nothing.
        """
        known = await self.chats.get(chat.id)
        before = known or ConnectedChat(chat.id, chat.type, "", can_post=True, locale=locale)
        now = replace(
            before,
            kind=chat.type,
            title=tie_to(chat).title,
            username=chat.username,
            can_post=before.can_post if can_post is None else can_post,
        )
        if now != known:
            await self.chats.put(now)
            for room_id in await self.store.of_chat(chat.id):
                await self.rooms.carry_out(room_id, TieToChat(tie_to(chat)))
        return known

    async def moved(self, chat_id: int, new_chat_id: int) -> None:
        """
        Follow a group that became a supergroup. Idempotent: Telegram tells it in several ways.

        Its live messages cannot be edited any more; that their rooms are told of the new chat
        leads to their being posted there.
        """
        await self.live_messages.move(chat_id, new_chat_id)
        if await self.chats.get(chat_id):
            await self.chats.move(chat_id, new_chat_id)
        for room_id in await self.store.of_chat(chat_id):
            tied = (await self.store.get(room_id)).chat
            if tied is not None:
                await self.rooms.carry_out(room_id, TieToChat(replace(tied, id=new_chat_id)))


def tie_to(chat: TelegramChat) -> Chat:
    """Return a group as its rooms keep it: only a public one lets in whoever has a link."""
    title = one_line(chat.title or "", limit=MAX_TITLE)
    return Chat(chat.id, title, is_members_only=not chat.username)
