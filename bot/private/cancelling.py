"""/cancel, or the key that says so: ends whatever the bot was asking for."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, ReplyKeyboardRemove

from bot.say import Say
from shared.texts import LOCALES, Texts


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(cancel, Command("cancel"))
    router.message.register(cancel, ~StateFilter(None), is_cancel_key)
    return router


def is_cancel_key(message: Message, texts: Texts) -> bool:
    """The key may be older than the choice of a language."""
    return message.text in {texts.gettext(locale, "bot_cancel") for locale in LOCALES}


async def cancel(message: Message, say: Say, state: FSMContext) -> None:
    msgid = "bot_cancelled" if await state.get_state() else "bot_nothing_to_cancel"
    await state.clear()
    await message.answer(say(msgid), reply_markup=ReplyKeyboardRemove())
