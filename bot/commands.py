"""What Telegram shows of the bot by itself: its commands, its menu button, its descriptions."""

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from bot.say import Say
from shared.invitations import InvitationUrls
from shared.texts import LOCALES, Texts

IN_PRIVATE = ("watch", "rooms", "channels", "language", "help", "privacy", "delete_me")
IN_GROUPS = ("watch", "help")
"""For administrators of groups too: there is no command for them alone."""


async def publish_commands(bot: Bot, texts: Texts, urls: InvitationUrls) -> None:
    """Tell Telegram everything, in all languages. Idempotent."""
    for locale in LOCALES:
        say = Say(texts, locale)
        # The first is what those see whose language we do not speak.
        language = None if locale == LOCALES[0] else locale
        await bot.set_my_commands(
            _commands(IN_PRIVATE, say),
            scope=BotCommandScopeAllPrivateChats(),
            language_code=language,
        )
        await bot.set_my_commands(
            _commands(IN_GROUPS, say), scope=BotCommandScopeAllGroupChats(), language_code=language
        )
        await bot.set_my_description(say("bot_description"), language_code=language)
        await bot.set_my_short_description(say("bot_description_short"), language_code=language)
    await bot.set_chat_menu_button(menu_button=_menu_button(Say(texts, LOCALES[0]), urls))


async def publish_to(user_id: int, bot: Bot, say: Say, urls: InvitationUrls) -> None:
    """Show a person the commands and the menu button in the language that they chose."""
    scope = BotCommandScopeChat(chat_id=user_id)
    await bot.set_my_commands(_commands(IN_PRIVATE, say), scope=scope)
    await bot.set_chat_menu_button(chat_id=user_id, menu_button=_menu_button(say, urls))


async def withdraw_from(user_id: int, bot: Bot) -> None:
    """Take back what :func:`publish_to` left with Telegram. Idempotent."""
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=user_id))
    await bot.set_chat_menu_button(chat_id=user_id)


def _commands(names: tuple[str, ...], say: Say) -> list[BotCommand]:
    return [BotCommand(command=name, description=say(f"bot_command_{name}")) for name in names]


def _menu_button(say: Say, urls: InvitationUrls) -> MenuButtonWebApp | MenuButtonCommands:
    url = urls.in_app()
    if url is None:
        return MenuButtonCommands()
    return MenuButtonWebApp(text=say("bot_open_app"), web_app=WebAppInfo(url=url))
