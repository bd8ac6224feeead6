"""/rooms: a person's own rooms, and everything that they may do with them."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.private.own_rooms import OwnRooms, provide_own_rooms
from bot.private.room_card import (
    ControlPress,
    RoomPress,
    ShelfPress,
    VisibilityPress,
    Wish,
    control_choice,
    invitation,
    question,
    visibility_choice,
)
from bot.private.screens import send, turn_to
from shared.domain.managing_commands import Close, RevokeLinks, SetGrant, SetVisibility
from shared.domain.permissions import Permission, Role

ROOMS_PAYLOAD = "rooms"
"""Of the link into this list, ``t.me/<bot>?start=rooms``."""


def create_router() -> Router:
    router = Router(name=__name__)
    provide_own_rooms(router)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(show_list, CommandStart(magic=F.args == ROOMS_PAYLOAD))
    router.message.register(show_list, Command("rooms"))

    pressed = router.callback_query.register
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    pressed(turn_page, ShelfPress.filter())
    pressed(show_card, RoomPress.filter(F.wish == Wish.CARD))
    pressed(show_invitation, RoomPress.filter(F.wish.in_(_INVITED)))
    pressed(show_control, RoomPress.filter(F.wish == Wish.CHOOSE_CONTROL))
    pressed(set_control, ControlPress.filter())
    pressed(show_visibility, RoomPress.filter(F.wish == Wish.CHOOSE_VISIBILITY))
    pressed(set_visibility, VisibilityPress.filter())
    pressed(ask_whether_sure, RoomPress.filter(F.wish.in_(_SURE)))
    pressed(revoke_links, RoomPress.filter(F.wish == Wish.REVOKE))
    pressed(close, RoomPress.filter(F.wish == Wish.CLOSE))
    return router


_INVITED = {Wish.INVITE: Role.VIEWER, Wish.INVITE_ADMIN: Role.ADMIN}
_SURE = {Wish.ASK_REVOKE: Wish.REVOKE, Wish.ASK_CLOSE: Wish.CLOSE}


async def show_list(message: Message, own: OwnRooms) -> None:
    await send(await own.page(), message)


async def turn_page(
    query: CallbackQuery, callback_data: ShelfPress, own: OwnRooms, bot: Bot
) -> None:
    await turn_to(await own.page(callback_data.page), query, bot)


async def show_card(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    await turn_to(await own.card(callback_data.room_id), query, bot)


async def show_invitation(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    role = _INVITED[callback_data.wish]
    room = await own.open_room(callback_data.room_id)
    link, _ = await own.link_to(room, role)
    await turn_to(invitation(room, link, role, own.say), query, bot)


async def show_control(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    room = await own.open_room(callback_data.room_id)
    await turn_to(control_choice(room, own.say), query, bot)


async def set_control(
    query: CallbackQuery, callback_data: ControlPress, own: OwnRooms, bot: Bot
) -> None:
    """Who controls also fills the queue: people do not tell the two apart."""
    role = callback_data.role
    grants = [SetGrant(permission, role) for permission in (Permission.CONTROL, Permission.QUEUE)]
    room = await own.change(callback_data.room_id, *grants)
    await turn_to(control_choice(room, own.say), query, bot)


async def show_visibility(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    room = await own.open_room(callback_data.room_id)
    await turn_to(visibility_choice(room, own.say), query, bot)


async def set_visibility(
    query: CallbackQuery, callback_data: VisibilityPress, own: OwnRooms, bot: Bot
) -> None:
    room = await own.change(callback_data.room_id, SetVisibility(callback_data.visibility))
    await turn_to(visibility_choice(room, own.say), query, bot)


async def ask_whether_sure(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    room = await own.open_room(callback_data.room_id)
    await turn_to(question(room, own.say, sure=_SURE[callback_data.wish]), query, bot)


async def revoke_links(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot
) -> None:
    room = await own.change(callback_data.room_id, RevokeLinks())
    link, _ = await own.link_to(room, Role.VIEWER)
    screen = invitation(room, link, Role.VIEWER, own.say)
    await turn_to(screen, query, bot, toast=own.say("room_links_revoked"))


async def close(query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot) -> None:
    await own.change(callback_data.room_id, Close())
    await turn_to(await own.page(), query, bot, toast=own.say("bot_closed"))
