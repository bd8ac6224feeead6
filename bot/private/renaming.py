"""A new name for a room: asked for by a button, answered by the next message."""

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.private.own_rooms import OwnRooms, provide_own_rooms
from bot.private.room_card import RoomPress, Wish, rename_prompt
from bot.private.screens import send, turn_to
from shared.domain.lines import one_line
from shared.domain.managing_commands import MAX_TITLE, Rename


class Renaming(StatesGroup):
    """Kept with it: ``room_id``."""

    name = State()


def create_router() -> Router:
    """Return a router to be asked before those of commands, but after that of /cancel."""
    router = Router(name=__name__)
    provide_own_rooms(router)
    router.message.filter(F.chat.type == ChatType.PRIVATE, Renaming.name)
    router.message.register(step_aside, F.text.startswith("/"))
    router.message.register(rename)

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(ask_name, RoomPress.filter(F.wish == Wish.RENAME))
    router.callback_query.register(keep_name, RoomPress.filter(F.wish == Wish.KEEP_NAME))
    return router


async def ask_name(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot, state: FSMContext
) -> None:
    room = await own.open_room(callback_data.room_id)
    await state.set_state(Renaming.name)
    await state.set_data({"room_id": room.id})
    await turn_to(rename_prompt(room, own.say), query, bot)


async def keep_name(
    query: CallbackQuery, callback_data: RoomPress, own: OwnRooms, bot: Bot, state: FSMContext
) -> None:
    if await state.get_state() == Renaming.name.state:  # else the bot asks for something new
        await state.clear()
    await turn_to(await own.card(callback_data.room_id), query, bot)


async def step_aside(_message: Message, state: FSMContext) -> None:
    """Whoever gives a command does not answer the question any more."""
    await state.clear()
    raise SkipHandler


async def rename(message: Message, own: OwnRooms, state: FSMContext) -> None:
    name = one_line(message.text or "", limit=MAX_TITLE + 1)
    if not 0 < len(name) <= MAX_TITLE:
        await message.answer(own.say("bot_rename_again", limit=MAX_TITLE))
        return
    room_id = (await state.get_data())["room_id"]
    await state.clear()
    await own.change(room_id, Rename(name))
    await send(await own.card(room_id), message)
