"""A new room: from a link to a video, by /watch or without a word, or empty."""

import asyncio
from dataclasses import replace
from html import escape

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, User
from limits import RateLimitItemPerMinute

from bot.allowance import Allowance
from bot.buttons import app_button, in_rows
from bot.private.screens import Screen, send, turn_to
from bot.private.share_link import share_button
from bot.room_words import headline
from bot.say import Say
from bot.video_links import find_link
from shared.domain.permissions import Role
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.ports.media import MediaResolver
from shared.rooms import Rooms

NEW_PAYLOAD = "new"
"""Of the link that asks for a new room, ``t.me/<bot>?start=new``."""

NEW_ROOMS = RateLimitItemPerMinute(20)
"""Of one person: faster than films are chosen, slower than a forwarded list of links."""

TITLE_WAIT_S = 2.0
"""The answer is worth more than the title in it, which the room finds out later anyway."""


class NewRoomPress(CallbackData, prefix="new"):
    """
    Attributes:
        is_empty: Whether to make one without a video; otherwise a link is asked for.
    """

    is_empty: bool


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(ask_for_link, CommandStart(magic=F.args == NEW_PAYLOAD))
    router.message.register(watch, Command("watch"))

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(make_empty, NewRoomPress.filter(F.is_empty))
    router.callback_query.register(show_prompt, NewRoomPress.filter())
    return router


async def ask_for_link(message: Message, say: Say, state: FSMContext) -> None:
    await state.clear()
    await send(_prompt(say), message)


async def show_prompt(query: CallbackQuery, say: Say, bot: Bot, state: FSMContext) -> None:
    """The link that is sent next is for a room, whatever was being asked for before."""
    await state.clear()
    await turn_to(_prompt(say), query, bot)


async def watch(
    message: Message,
    event_from_user: User,
    say: Say,
    rooms: Rooms,
    media: MediaResolver,
    urls: InvitationUrls,
    allowance: Allowance,
) -> None:
    link = find_link(message, media)
    if link is None and message.reply_to_message:
        link = find_link(message.reply_to_message, media)
    if link is None:
        await message.answer(say("bot_watch_usage"))
        return
    await allowance.take(NEW_ROOMS, event_from_user.id)
    await send(await room_for(link, event_from_user, say, rooms, media, urls), message)


async def make_empty(
    query: CallbackQuery,
    say: Say,
    rooms: Rooms,
    urls: InvitationUrls,
    bot: Bot,
    allowance: Allowance,
) -> None:
    await allowance.take(NEW_ROOMS, query.from_user.id)
    room = await rooms.create(query.from_user.id)
    await turn_to(await _made(room, say, rooms, urls), query, bot)


async def room_for(
    link: str,
    owner: User,
    say: Say,
    rooms: Rooms,
    media: MediaResolver,
    urls: InvitationUrls,
) -> Screen:
    """
    Make a room for a video, and return what to say about it.

    Raises:
        UnsupportedMedia: If there is no player for it.
    """
    room = await rooms.create(owner.id, url=link)
    return await _made(await described(room, media), say, rooms, urls)


async def described(room: Room, media: MediaResolver) -> Room:
    """Return a new room with its video's title, if that is known soon."""
    if room.current is None or room.current.media.title:
        return room
    try:
        async with asyncio.timeout(TITLE_WAIT_S):
            described = await media.describe(room.current.media)
    except TimeoutError:
        return room
    return replace(room, current=replace(room.current, media=described))


async def _made(room: Room, say: Say, rooms: Rooms, urls: InvitationUrls) -> Screen:
    token, _ = await rooms.invite(room.id, Role.VIEWER, user_id=room.owner_id)
    link = urls.to(token)
    msgid = "bot_made" if room.current else "bot_made_empty"
    return Screen(
        say(msgid, title=headline(room, say), link=escape(link)),
        in_rows(app_button(say("bot_open_room"), urls, token=token), share_button(room, link, say)),
    )


def _prompt(say: Say) -> Screen:
    press = NewRoomPress(is_empty=True).pack()
    empty = InlineKeyboardButton(text=say("bot_new_empty"), callback_data=press)
    return Screen(say("bot_new"), in_rows(empty))
