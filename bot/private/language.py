"""/language: which one the bot speaks to a person."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.buttons import in_rows
from bot.commands import publish_to
from bot.private.screens import Screen, send, turn_to
from bot.say import Say
from shared.invitations import InvitationUrls
from shared.onboarding import PersonStore
from shared.texts import LOCALES, Texts


class LanguagePress(CallbackData, prefix="language"):
    locale: str


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(ask, Command("language"))

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(choose, LanguagePress.filter(F.locale.in_(LOCALES)))
    return router


async def ask(message: Message, say: Say) -> None:
    await send(_choice(say), message)


async def choose(
    query: CallbackQuery,
    callback_data: LanguagePress,
    people: PersonStore,
    texts: Texts,
    urls: InvitationUrls,
    bot: Bot,
) -> None:
    say = Say(texts, callback_data.locale)
    await people.set_locale(query.from_user.id, say.locale)
    await turn_to(_choice(say), query, bot, toast=say("bot_language_chosen"))
    await publish_to(query.from_user.id, bot, say, urls)


def _choice(say: Say) -> Screen:
    """Each language by its own name: whoever looks for it reads no other."""
    buttons = []
    for locale in LOCALES:
        name = say.texts.gettext(locale, "bot_language_name")
        text = f"✓ {name}" if locale == say.locale else name
        press = LanguagePress(locale=locale).pack()
        buttons.append(InlineKeyboardButton(text=text, callback_data=press))
    return Screen(say("bot_language_question"), in_rows(*buttons))
