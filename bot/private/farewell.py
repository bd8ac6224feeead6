"""/delete_me: takes a person out of everything that is kept, once they are sure."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.buttons import in_rows
from bot.commands import withdraw_from
from bot.private.screens import Screen, send, turn_to
from bot.say import Say
from shared.forgetting import Forgetting


class FarewellPress(CallbackData, prefix="farewell"):
    is_sure: bool


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(ask, Command("delete_me"))

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(forget, FarewellPress.filter(F.is_sure))
    router.callback_query.register(stay, FarewellPress.filter())
    return router


async def ask(message: Message, say: Say) -> None:
    buttons = [
        InlineKeyboardButton(text=say(msgid), callback_data=FarewellPress(is_sure=is_sure).pack())
        for msgid, is_sure in (("bot_delete_me_sure", True), ("bot_cancel", False))
    ]
    await send(Screen(say("bot_delete_me"), in_rows(*buttons)), message)


async def forget(
    query: CallbackQuery, say: Say, forgetting: Forgetting, state: FSMContext, bot: Bot
) -> None:
    await state.clear()
    await forgetting.forget(query.from_user.id)
    await turn_to(Screen(say("bot_delete_me_done")), query, bot)
    await withdraw_from(query.from_user.id, bot)


async def stay(query: CallbackQuery, say: Say, bot: Bot) -> None:
    await turn_to(Screen(say("bot_delete_me_not")), query, bot)
