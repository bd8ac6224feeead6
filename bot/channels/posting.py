"""Posting: a draft becomes a message with a button, and a room behind it."""

import logging
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LinkPreviewOptions, Message

from bot.buttons import in_rows, link_button
from bot.channels.draft import Draft
from bot.channels.post_text import post_words
from bot.delivery.reach import OUT_OF_REACH, has_not_left, is_broken, reason
from bot.say import Say
from shared.domain.errors import RoomExists
from shared.domain.managing_commands import Close
from shared.domain.room import Chat, Room
from shared.invitations import InvitationUrls
from shared.onboarding import Post, PostStore
from shared.ports.clock import Clock
from shared.rooms import Rooms
from shared.texts import Texts

logger = logging.getLogger(__name__)

LINK_LIFE_MS = 10 * 365 * 24 * 60 * 60 * 1000
"""Ten years: a post is found long after, and nobody would renew its button. It lets in viewers
only, and revoking the room's links ends it."""


class PostRefused(Exception):
    """Telegram has certainly not taken the post; nothing is left of the attempt."""


class PostUncertain(Exception):
    """Telegram did not answer: the post may be there, so its room is kept."""


@dataclass(frozen=True, slots=True)
class Posting:
    bot: Bot
    rooms: Rooms
    posts: PostStore
    urls: InvitationUrls
    clock: Clock
    texts: Texts

    async def preview(self, draft: Draft, author_id: int) -> Draft:
        """
        Show the author the post as it will be. A video's picture that cannot be had is left out.

        Returns:
            The draft, with the picture as Telegram holds it.
        """
        room = Room(draft.room_id, owner_id=author_id)
        try:
            shown = await self._send(author_id, draft, room)
        except TelegramBadRequest as exc:
            if not draft.cover:
                raise
            logger.info("a cover is refused: %s", reason(exc))
            draft = replace(draft.with_cover(""), thumbnail_url="")
            shown = await self._send(author_id, draft, room)
        return replace(draft, cover=shown.photo[-1].file_id) if shown.photo else draft

    async def room_for(self, draft: Draft, author_id: int) -> Room:
        """
        Return the room behind the button, which an attempt cut short may have made already.

        Raises:
            UnsupportedMedia: If there is no player for the address, or it does not answer now.
        """
        try:
            return await self.rooms.create(
                author_id,
                room_id=draft.room_id,
                url=draft.url,
                chat=Chat(draft.channel_id, draft.channel_title),
                starts_at_ms=draft.starts_at_ms,
            )
        except RoomExists:
            return await self.rooms.get_for(draft.room_id, author_id)

    async def publish(self, draft: Draft, room: Room) -> Message:
        """
        Raises:
            PostRefused: And the room is closed.
            PostUncertain: And the room is kept.
        """
        try:
            message = await self._send(draft.channel_id, draft, room)
        except OUT_OF_REACH as exc:
            logger.info("not posted in %d: %s", draft.channel_id, reason(exc))
            if is_broken(exc) and not has_not_left(exc):
                raise PostUncertain from exc
            await self.rooms.execute(room.id, Close(), user_id=room.owner_id)
            raise PostRefused from exc
        posted_at_ms = self.clock.now_ms()
        await self.posts.add(
            Post(room.id, draft.channel_id, message.message_id, room.owner_id, posted_at_ms)
        )
        return message

    async def _send(self, chat_id: int, draft: Draft, room: Room) -> Message:
        say = Say(self.texts, draft.locale)
        words = post_words(draft, say)
        token = self.rooms.link_in_chat(room, expires_ms=self.clock.now_ms() + LINK_LIFE_MS)
        keyboard = in_rows(link_button(say("bot_watch_together"), self.urls.to(token)))
        if draft.cover:
            return await self.bot.send_photo(
                chat_id,
                draft.cover,
                caption=words.text,
                caption_entities=words.entities,
                parse_mode=None,
                reply_markup=keyboard,
            )
        return await self.bot.send_message(
            chat_id,
            words.text,
            entities=words.entities,
            parse_mode=None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_markup=keyboard,
        )
