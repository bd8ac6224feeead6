"""What the bot and a person may do in a channel, asked of Telegram at that moment."""

from dataclasses import dataclass, replace
from enum import StrEnum

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberAdministrator, ChatMemberOwner, ChatMemberUnion

from bot.say import Say

REFUSED = (TelegramBadRequest, TelegramForbiddenError)
"""How Telegram says that a bot or a person is not there, or may not ask."""


MAX_TITLE = 64
"""Characters of a channel's title, which may have 128; an answer to a button has 200 for all."""


class Lack(StrEnum):
    """Why a person cannot post in a channel through the bot."""

    BOT_OUTSIDE = "bot_outside"
    BOT_CANNOT_POST = "bot_cannot_post"
    PERSON_CANNOT_POST = "person_cannot_post"

    def sentence(self, title: str, say: Say) -> str:
        """Return what is missing and what to do, as plain text that fits a button's answer."""
        shown = title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"
        return say(f"bot_channel_{self}", title=shown)


@dataclass(frozen=True, slots=True)
class Rights:
    """
    Attributes:
        is_bot_inside: Otherwise nothing can be learnt about the person either.
    """

    is_bot_inside: bool = False
    can_bot_post: bool = False
    can_bot_edit: bool = False
    can_person_post: bool = False

    @property
    def lack(self) -> Lack | None:
        if not self.is_bot_inside:
            return Lack.BOT_OUTSIDE
        if not self.can_person_post:
            return Lack.PERSON_CANNOT_POST
        return None if self.can_bot_post else Lack.BOT_CANNOT_POST


async def rights_in(bot: Bot, channel_id: int, user_id: int) -> Rights:
    own = await bot_rights_in(bot, channel_id)
    if not own.is_bot_inside:
        return own
    return replace(own, can_person_post=await _can_post(bot, channel_id, user_id))


async def bot_rights_in(bot: Bot, channel_id: int) -> Rights:
    """Return what the bot may do; about no person."""
    try:
        own = await bot.get_chat_member(channel_id, bot.id)
    except REFUSED:
        return Rights()
    return bot_rights(own)


def bot_rights(own: ChatMemberUnion) -> Rights:
    """Return what the bot may do, being what it is; about no person."""
    if not isinstance(own, ChatMemberAdministrator):  # in channels, bots are nothing less
        return Rights()
    return Rights(True, bool(own.can_post_messages), bool(own.can_edit_messages))


async def _can_post(bot: Bot, channel_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(channel_id, user_id)
    except REFUSED:
        return False
    if isinstance(member, ChatMemberOwner):
        return True
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
