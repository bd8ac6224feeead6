"""/watch in a group: a room that belongs to it, and the live message of that room."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import Chat, Message, ReplyParameters, TelegramObject, User
from limits import RateLimitItemPerMinute

from bot.allowance import Allowance
from bot.delivery.reach import OUT_OF_REACH, reason
from bot.groups.known_groups import IN_GROUP, Groups, tie_to
from bot.groups.live_messages import LiveMessages
from bot.groups.live_text import title_of
from bot.say import Say
from bot.video_links import find_link
from shared.domain.errors import RateLimited
from shared.domain.managing_commands import Close
from shared.domain.media import Media
from shared.domain.room import Room
from shared.onboarding import LiveMessage
from shared.ports.media import MediaResolver
from shared.rooms import Rooms

logger = logging.getLogger(__name__)

NEW_ROOMS = RateLimitItemPerMinute(3)
"""Of one person in one group, which takes 20 messages a minute: a wrong link, and the right one."""

_REFUSED = (TelegramForbiddenError, TelegramBadRequest)


ANSWERS = RateLimitItemPerMinute(8)
"""In one group: what the edits of a live message leave of its 20 a minute. Further answers would
wait for so long that they hold up those of other groups."""


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(IN_GROUP)
    router.message.middleware(answer_in_moderation)
    router.message.register(watch, Command("watch"))
    router.message.register(point_to_private_chat, Command("start", "help", "rooms"))
    return router


async def answer_in_moderation(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
    event: TelegramObject,
    data: dict[str, Any],
) -> Any:
    allowance: Allowance = data["allowance"]
    chat: Chat = data["event_chat"]
    try:
        await allowance.take(ANSWERS, chat.id)
    except RateLimited:
        logger.info("chat=%d asks for too much to be answered", chat.id)
        return None
    return await handler(event, data)


async def point_to_private_chat(message: Message, say: Say, bot: Bot) -> None:
    link = f"https://t.me/{(await bot.me()).username}"
    try:
        await message.reply(say("bot_group_elsewhere", link=link))
    except _REFUSED as exc:
        logger.info("may not write in chat=%d: %s", message.chat.id, reason(exc))


async def watch(
    message: Message,
    command: CommandObject,
    event_from_user: User,
    say: Say,
    bot: Bot,
    rooms: Rooms,
    media: MediaResolver,
    groups: Groups,
    live: LiveMessages,
    allowance: Allowance,
) -> None:
    known = await groups.seen(message.chat, locale=say.locale)
    if message.sender_chat and known:  # the group itself has no language
        say = Say(say.texts, known.locale)
    asked = Asked(message, event_from_user, say, bot, rooms, live)
    link = find_link(message, media)
    if link is None and message.reply_to_message:
        link = find_link(message.reply_to_message, media)
    try:
        if link is None:
            await asked.show_newest_or_say_how(is_bare=not command.args)
            return
        wanted = media.recognise(link) or await media.resolve(link)
        if not await asked.show_room_with(wanted):
            await allowance.take(NEW_ROOMS, message.chat.id, event_from_user.id)
            await asked.open_room(link)
    except _REFUSED as exc:
        logger.info("may not write in chat=%d: %s", message.chat.id, reason(exc))
        await asked.tell_in_private()


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One /watch in a group.

    Attributes:
        user: Who asked; whoever speaks in a chat's name comes as one of Telegram's own bots.
    """

    message: Message
    user: User
    say: Say
    bot: Bot
    rooms: Rooms
    live: LiveMessages

    @property
    def _thread_id(self) -> int | None:
        """In a group without topics, threads are only replies, and cannot be written to."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    async def show_newest_or_say_how(self, *, is_bare: bool) -> None:
        """
        Args:
            is_bare: Whether nothing came with the command; who gave words meant another video.
        """
        if is_bare:
            async for shown, room in self.live.in_chat(self.message.chat.id):
                if shown.thread_id == self._thread_id:
                    await self._point_to(shown, room)
                    return
        await self.message.reply(self.say("bot_group_usage"))

    async def show_room_with(self, wanted: Media) -> bool:
        """Return whether there is a room here that has this video on."""
        async for shown, room in self.live.in_chat(self.message.chat.id):
            is_on = room.current is not None and _is_same(room.current.media, wanted)
            if is_on and shown.thread_id == self._thread_id:
                await self._point_to(shown, room)
                return True
        return False

    async def open_room(self, link: str) -> None:
        """
        Raises:
            UnsupportedMedia: If there is no player for the link.
            TelegramAPIError: If its message cannot be posted; then there is no room either.
        """
        room = await self.rooms.create(self.user.id, url=link, chat=tie_to(self.message.chat))
        try:
            await self._post(room)
        except OUT_OF_REACH:
            await self.rooms.execute(room.id, Close(), user_id=self.user.id)
            raise

    async def tell_in_private(self) -> None:
        """Tell who asked, if they have ever talked to the bot, that it may not write there."""
        if self.message.sender_chat:
            return
        chat = escape(self.message.chat.title or "")
        with suppress(*_REFUSED):
            await self.bot.send_message(
                self.user.id, self.say("bot_group_may_not_write", chat=chat)
            )

    async def _point_to(self, shown: LiveMessage, room: Room) -> None:
        text = await self.live.text_of(shown)
        to = ReplyParameters(message_id=shown.message_id, allow_sending_without_reply=False)
        try:
            await self.bot.send_message(
                shown.chat_id,
                self.say("bot_group_again", title=title_of(room, self.say)),
                message_thread_id=shown.thread_id,
                reply_parameters=to,
                reply_markup=text.keyboard,
            )
        except TelegramBadRequest as exc:
            if "message to be replied not found" not in exc.message:
                raise
            await self._post(room)

    async def _post(self, room: Room) -> None:
        await self.live.post(
            room.id,
            self.message.chat.id,
            self.say.locale,
            thread_id=self._thread_id,
            reply_to=self.message.message_id,
        )


def _is_same(media: Media, other: Media) -> bool:
    return media.provider is other.provider and (media.id or media.url) == (other.id or other.url)
