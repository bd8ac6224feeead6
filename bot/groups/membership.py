"""Membership: what is heard of who is in a chat, of the bot itself in groups, and of groups."""

import logging

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberRestricted, ChatMemberUpdated, Message, ResultChatMemberUnion

from bot.delivery.reach import reason
from bot.groups.chat_members import TelegramMembers, standing_of
from bot.groups.known_groups import IN_GROUP, Groups
from bot.groups.live_messages import LiveMessages
from bot.say import Say
from shared.chat_rights import ChatRights
from shared.onboarding import ChatStore
from shared.ports.chats import ChatStanding

logger = logging.getLogger(__name__)


def create_router() -> Router:
    router = Router(name=__name__)
    router.my_chat_member.register(heed_own_standing, IN_GROUP)
    router.chat_member.register(heed_standing)
    router.message.filter(IN_GROUP)
    router.message.register(follow_to, F.migrate_to_chat_id)
    router.message.register(follow_from, F.migrate_from_chat_id)
    router.message.register(heed_arrival, F.new_chat_members)
    router.message.register(heed_departure, F.left_chat_member)
    router.message.register(heed_title, F.new_chat_title)
    return router


async def heed_own_standing(
    event: ChatMemberUpdated, say: Say, groups: Groups, chats: ChatStore, live: LiveMessages
) -> None:
    if not _is_in(event.new_chat_member):
        await chats.remove(event.chat.id)
        # A basic group may have become another one instead, which the next edit there tells.
        if event.chat.type == ChatType.SUPERGROUP:
            await live.give_up(event.chat.id)
        return
    can_post = _may_write(event.new_chat_member)
    await groups.seen(event.chat, locale=say.locale, can_post=can_post)
    if can_post and not _is_in(event.old_chat_member):
        await _greet(event, say, groups)


async def heed_standing(
    event: ChatMemberUpdated, chat_members: TelegramMembers, chat_rights: ChatRights
) -> None:
    user, standing = event.new_chat_member.user, standing_of(event.new_chat_member)
    chat_members.note(event.chat.id, user.id, standing)
    await chat_rights.changed(event.chat.id, user.id, standing)


async def follow_to(message: Message, groups: Groups) -> None:
    assert message.migrate_to_chat_id is not None  # noqa: S101  the filter has seen to it
    await groups.moved(message.chat.id, message.migrate_to_chat_id)


async def follow_from(message: Message, groups: Groups) -> None:
    assert message.migrate_from_chat_id is not None  # noqa: S101  the filter has seen to it
    await groups.moved(message.migrate_from_chat_id, message.chat.id)


async def heed_arrival(message: Message, chat_members: TelegramMembers) -> None:
    """As what they come back is not told: a group's creator may leave and return."""
    for user in message.new_chat_members or ():
        chat_members.forget(message.chat.id, user.id)


async def heed_departure(
    message: Message, chat_members: TelegramMembers, chat_rights: ChatRights
) -> None:
    assert message.left_chat_member is not None  # noqa: S101  the filter has seen to it
    user_id = message.left_chat_member.id
    chat_members.note(message.chat.id, user_id, ChatStanding.OUTSIDE)
    await chat_rights.changed(message.chat.id, user_id, ChatStanding.OUTSIDE)


async def heed_title(message: Message, say: Say, groups: Groups) -> None:
    await groups.seen(message.chat, locale=say.locale)


async def _greet(event: ChatMemberUpdated, say: Say, groups: Groups) -> None:
    """A group may let nobody but administrators write, which its members' standing does not say."""
    try:
        await event.answer(say("bot_group_greeting"))
    except (TelegramBadRequest, TelegramForbiddenError) as exc:
        logger.info("may not write in chat=%d: %s", event.chat.id, reason(exc))
        await groups.seen(event.chat, locale=say.locale, can_post=False)


def _is_in(member: ResultChatMemberUnion) -> bool:
    return standing_of(member) is not ChatStanding.OUTSIDE


def _may_write(member: ResultChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return _is_in(member)
