"""/channels: the channels that a person posts in, and everything but posting."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.channels.channel_card import ChannelPress, Wish, card
from bot.channels.own_channels import OwnChannels, provide_own_channels
from bot.private.screens import send, turn_to, warn
from shared.onboarding import ChatStore

CHANNEL_PAYLOAD = "channel"
"""Of the link into this list, ``t.me/<bot>?start=channel``."""


def create_router() -> Router:
    router = Router(name=__name__)
    provide_own_channels(router)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(show_list, CommandStart(magic=F.args == CHANNEL_PAYLOAD))
    router.message.register(show_list, Command("channels"))

    pressed = router.callback_query.register
    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    pressed(back_to_list, ChannelPress.filter(F.wish == Wish.LIST))
    pressed(show_card, ChannelPress.filter(F.wish == Wish.CARD))
    pressed(set_auto_button, ChannelPress.filter(F.wish.in_({Wish.AUTO_ON, Wish.AUTO_OFF})))
    pressed(show_posts, ChannelPress.filter(F.wish == Wish.POSTS))
    pressed(disconnect, ChannelPress.filter(F.wish == Wish.DISCONNECT))
    return router


async def show_list(message: Message, own: OwnChannels) -> None:
    await send(await own.shelf(), message)


async def back_to_list(query: CallbackQuery, own: OwnChannels, bot: Bot) -> None:
    await turn_to(await own.shelf(), query, bot)


async def show_card(
    query: CallbackQuery, callback_data: ChannelPress, own: OwnChannels, bot: Bot
) -> None:
    channel = await own.open(callback_data.channel_id)
    await turn_to(card(channel, own.say), query, bot)


async def set_auto_button(
    query: CallbackQuery,
    callback_data: ChannelPress,
    own: OwnChannels,
    chats: ChatStore,
    bot: Bot,
) -> None:
    channel = await own.open(callback_data.channel_id)
    is_wanted = callback_data.wish is Wish.AUTO_ON
    if is_wanted and not channel.rights.can_bot_edit:
        await warn(own.say("bot_channel_auto_needs_right"), query, bot)
        return
    channel = replace(channel, chat=replace(channel.chat, has_auto_button=is_wanted))
    await chats.put(channel.chat)
    await turn_to(card(channel, own.say), query, bot)


async def show_posts(
    query: CallbackQuery, callback_data: ChannelPress, own: OwnChannels, bot: Bot
) -> None:
    channel = await own.open(callback_data.channel_id)
    await turn_to(await own.posted(channel), query, bot)


async def disconnect(
    query: CallbackQuery,
    callback_data: ChannelPress,
    own: OwnChannels,
    chats: ChatStore,
    bot: Bot,
) -> None:
    """No right is needed to leave; what nobody answers for goes on without an auto-button."""
    channel_id = callback_data.channel_id
    await chats.disconnect(channel_id, own.user_id)
    chat = await chats.get(channel_id)
    if chat and not await chats.connectors(channel_id):
        await chats.put(replace(chat, has_auto_button=False))
    await turn_to(await own.shelf(), query, bot, toast=own.say("bot_channel_disconnected"))
