"""/cancel: ends whatever the bot was asking for."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, ReplyKeyboardRemove

from bot.say import Say


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(cancel, Command("cancel"))
    return router


async def cancel(message: Message, say: Say, state: FSMContext) -> None:
    msgid = "bot_cancelled" if await state.get_state() else "bot_nothing_to_cancel"
    await state.clear()
    await message.answer(say(msgid), reply_markup=ReplyKeyboardRemove())
