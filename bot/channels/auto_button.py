"""The auto-button: posts of a channel with a video link get a button; nothing else is touched."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields, replace
from html import escape
from typing import Any

from aiogram import Bot, Router
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import ChatMemberOwner, Message, TelegramObject

from bot.buttons import in_rows, link_button
from bot.channels.channel_card import Wish, wish_button
from bot.channels.channel_rights import REFUSED, bot_rights_in
from bot.channels.posting import LINK_LIFE_MS
from bot.delivery.reach import OUT_OF_REACH, reason
from bot.say import Say
from bot.video_links import find_video_link
from shared.domain.managing_commands import Close
from shared.domain.room import Chat, Room
from shared.invitations import InvitationUrls
from shared.onboarding import ChatStore, ConnectedChat, PersonStore, Post, PostStore
from shared.ports.clock import Clock
from shared.ports.media import MediaResolver
from shared.rooms import Rooms
from shared.texts import Texts

logger = logging.getLogger(__name__)

BY_ITSELF = 0
"""The author of a post that got its button without anybody's doing."""


def create_router() -> Router:
    router = Router(name=__name__)
    for event in (router.channel_post, router.edited_channel_post):
        provide_auto_button(event)
        event.register(attach_button, may_have_button)
    return router


def may_have_button(message: Message) -> bool:
    """Whoever gave a post a keyboard wants that one; an album's cannot be edited."""
    return not (message.reply_markup or message.media_group_id or message.via_bot)


async def attach_button(message: Message, auto_button: "AutoButton") -> None:
    await auto_button.attach(message)


@dataclass(frozen=True, slots=True)
class AutoButton:
    bot: Bot
    chats: ChatStore
    posts: PostStore
    people: PersonStore
    media: MediaResolver
    rooms: Rooms
    urls: InvitationUrls
    clock: Clock
    texts: Texts

    async def attach(self, message: Message) -> None:
        """Give a post its room and button, if its channel wants that and it has none."""
        chat = await self.chats.get(message.chat.id)
        if chat is None or not (chat.has_auto_button and chat.can_edit):
            return
        if not await self.chats.connectors(chat.id):  # who wanted it has been forgotten
            return
        address = find_video_link(message, self.media)
        if address is None or await self.posts.at(chat.id, message.message_id):
            return
        try:
            owner_id = await self._owner_of(chat)
        except REFUSED:
            await self._stop_if_unable(chat)
            return
        room = await self.rooms.create(owner_id, url=address, chat=Chat(chat.id, chat.title))
        await self._attach(room, chat, message)

    async def tell_stopped(self, chat: ConnectedChat) -> None:
        """Tell those who connected the channel why posts get no buttons any more, if they did."""
        if not chat.has_auto_button:
            return
        for user_id in await self.chats.connectors(chat.id):
            chosen = await self.people.locale_of(user_id)
            say = Say(self.texts, chosen or chat.locale)
            text = say("bot_channel_auto_lost", title=escape(chat.title))
            keyboard = in_rows(wish_button(say("bot_channel_open"), Wish.CARD, chat.id))
            try:
                await self.bot.send_message(user_id, text, reply_markup=keyboard)
            except OUT_OF_REACH as exc:
                logger.info("channel %d: not told: %s", chat.id, reason(exc))

    async def _attach(self, room: Room, chat: ConnectedChat, message: Message) -> None:
        now_ms = self.clock.now_ms()
        token = self.rooms.link_in_chat(room, expires_ms=now_ms + LINK_LIFE_MS)
        say = Say(self.texts, chat.locale)
        keyboard = in_rows(link_button(say("bot_watch_together"), self.urls.to(token)))
        try:
            await message.edit_reply_markup(reply_markup=keyboard)
        except (*REFUSED, TelegramRetryAfter) as exc:  # after others, the button may be there
            logger.info("channel %d: no button attached: %s", chat.id, reason(exc))
            await self.rooms.execute(room.id, Close(), user_id=room.owner_id)
            if isinstance(exc, REFUSED):
                await self._stop_if_unable(chat)
            return
        await self.posts.add(Post(room.id, chat.id, message.message_id, BY_ITSELF, now_ms))

    async def _owner_of(self, chat: ConnectedChat) -> int:
        """Return who connected the channel and still administers it, else its creator."""
        admins = await self.bot.get_chat_administrators(chat.id)
        creator_id = next(
            (admin.user.id for admin in admins if isinstance(admin, ChatMemberOwner)), self.bot.id
        )
        admin_ids = {admin.user.id for admin in admins}
        connectors = await self.chats.connectors(chat.id)
        return next((user_id for user_id in connectors if user_id in admin_ids), creator_id)

    async def _stop_if_unable(self, chat: ConnectedChat) -> None:
        rights = await bot_rights_in(self.bot, chat.id)
        if not rights.can_bot_edit:
            await self.chats.put(replace(chat, can_post=rights.can_bot_post, can_edit=False))
            await self.tell_stopped(chat)


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def provide_auto_button(event: TelegramEventObserver) -> None:
    """Give the handlers of a kind of update ``auto_button``."""
    event.middleware(_with_auto_button)


async def _with_auto_button(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    needed = {field.name: data[field.name] for field in fields(AutoButton)}
    return await handler(event, {**data, "auto_button": AutoButton(**needed)})
