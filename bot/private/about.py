"""/help and /privacy: what works where, and what is kept of a person."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import Message

from bot.say import Say
from shared.invitations import InvitationUrls


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(tell_help, Command("help"))
    router.message.register(tell_privacy, Command("privacy"))
    return router


async def tell_help(message: Message, say: Say, urls: InvitationUrls) -> None:
    await message.answer(say("bot_help", bot=urls.bot_username))


async def tell_privacy(message: Message, say: Say) -> None:
    await message.answer(say("bot_privacy"))
