"""How channels get connected: picked by a button of Telegram's, or by making the bot an admin."""

import logging
from dataclasses import replace
from html import escape

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatAdministratorRights,
    ChatMemberUpdated,
    ChatShared,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
)

from bot.answers import in_time
from bot.buttons import in_rows
from bot.channels.auto_button import AutoButton, provide_auto_button
from bot.channels.channel_card import Channel, ChannelPress, Wish, card, wish_button
from bot.channels.channel_rights import REFUSED, Rights, bot_rights, rights_in
from bot.private.screens import send
from bot.say import Say
from shared.onboarding import ChatStore, ConnectedChat, DialogueStore

logger = logging.getLogger(__name__)

REQUEST_ID = 1
"""Tells the answers to different request-chat buttons apart; we have one."""


class Picking(StatesGroup):
    channel = State()


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(connect_picked, F.chat_shared.request_id == REQUEST_ID)

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(ask_for_channel, ChannelPress.filter(F.wish == Wish.ADD))

    provide_auto_button(router.my_chat_member)
    router.my_chat_member.filter(F.chat.type == ChatType.CHANNEL)
    router.my_chat_member.register(note_own_rights)
    return router


async def ask_for_channel(query: CallbackQuery, bot: Bot, say: Say, state: FSMContext) -> None:
    await state.clear()
    await state.set_state(Picking.channel)
    await bot.send_message(
        query.from_user.id, say("bot_channel_pick"), reply_markup=_request_keyboard(say)
    )
    await in_time(query.answer())


async def connect_picked(
    message: Message,
    event_from_user: User,
    bot: Bot,
    say: Say,
    chats: ChatStore,
    state: FSMContext,
) -> None:
    """Both sides are checked: the button asked for the rights, but they may be gone again."""
    assert message.chat_shared  # noqa: S101  the filter has seen it
    picked = message.chat_shared
    rights = await rights_in(bot, picked.chat_id, event_from_user.id)
    if rights.lack:
        sentence = escape(rights.lack.sentence(picked.title or "", say))
        await state.clear()
        await message.answer(sentence, reply_markup=ReplyKeyboardRemove())
        return
    chat = _as_connected(picked, rights, await chats.get(picked.chat_id), say)
    await chats.put(chat)
    await chats.connect(chat.id, event_from_user.id)
    await state.clear()
    connected = say("bot_channel_connected", title=escape(chat.title))
    await message.answer(connected, reply_markup=ReplyKeyboardRemove())
    await send(card(Channel(chat, rights), say), message)


async def note_own_rights(
    event: ChatMemberUpdated,
    bot: Bot,
    say: Say,
    chats: ChatStore,
    dialogues: DialogueStore,
    auto_button: AutoButton,
) -> None:
    rights = bot_rights(event.new_chat_member)
    if not rights.is_bot_inside:
        await chats.remove(event.chat.id)
        logger.info("no longer in channel %d", event.chat.id)
        return
    known = await chats.get(event.chat.id)
    chat = _as_connected(event.chat, rights, known, say)
    await chats.put(chat)
    if known and known.can_edit and not chat.can_edit:
        await auto_button.tell_stopped(chat)
    if bot_rights(event.old_chat_member).is_bot_inside or event.from_user.is_bot:
        return
    is_news = await _is_news(chat.id, event.from_user.id, chats, dialogues)
    await chats.connect(chat.id, event.from_user.id)
    if is_news:
        await _tell_connected(chat, event.from_user.id, bot, say)


async def _is_news(
    channel_id: int, user_id: int, chats: ChatStore, dialogues: DialogueStore
) -> bool:
    """Whoever is picking the channel by our button is told in answer to that."""
    state, _ = await dialogues.load(user_id)
    return state != Picking.channel.state and user_id not in await chats.connectors(channel_id)


async def _tell_connected(chat: ConnectedChat, user_id: int, bot: Bot, say: Say) -> None:
    text = say("bot_channel_connected", title=escape(chat.title))
    keyboard = in_rows(wish_button(say("bot_channel_open"), Wish.CARD, chat.id))
    try:
        await bot.send_message(user_id, text, reply_markup=keyboard)
    except REFUSED:
        logger.info("who connected channel %d has not started the bot", chat.id)


def _as_connected(
    channel: Chat | ChatShared, rights: Rights, known: ConnectedChat | None, say: Say
) -> ConnectedChat:
    channel_id = channel.chat_id if isinstance(channel, ChatShared) else channel.id
    known = known or ConnectedChat(channel_id, ChatType.CHANNEL, "", locale=say.locale)
    return replace(
        known,
        title=channel.title or known.title,
        username=channel.username,
        can_post=rights.can_bot_post,
        can_edit=rights.can_bot_edit,
    )


def _request_keyboard(say: Say) -> ReplyKeyboardMarkup:
    """Exactly the rights that posting and the auto-button need, of the bot and of the person."""
    others = [
        name for name, field in ChatAdministratorRights.model_fields.items() if field.is_required()
    ]
    wanted = {"can_post_messages": True, "can_edit_messages": True}
    rights = ChatAdministratorRights.model_validate(dict.fromkeys(others, False) | wanted)
    request = KeyboardButtonRequestChat(
        request_id=REQUEST_ID,
        chat_is_channel=True,
        user_administrator_rights=rights,
        bot_administrator_rights=rights,
        request_title=True,
        request_username=True,
    )
    keys = [
        [KeyboardButton(text=say("bot_channel_pick_key"), request_chat=request)],
        [KeyboardButton(text=say("bot_cancel"))],
    ]
    return ReplyKeyboardMarkup(keyboard=keys, resize_keyboard=True, one_time_keyboard=True)
