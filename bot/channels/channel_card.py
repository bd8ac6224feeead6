"""The screens about a person's channels: the list, a channel's card, its posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from pydantic import Field

from bot.buttons import in_rows
from bot.channels.channel_rights import Rights
from bot.private.screens import Screen
from bot.say import Say
from shared.onboarding import ConnectedChat, Post


class Wish(StrEnum):
    """What a button asks for."""

    LIST = "list"
    ADD = "add"
    CARD = "card"
    COMPOSE = "compose"
    AUTO_ON = "auto"
    AUTO_OFF = "no_auto"
    POSTS = "posts"
    DISCONNECT = "disconnect"


ChannelId = Annotated[int, Field(gt=-(2**52), le=0)]
"""Source: core.telegram.org/bots/api#chat, "at most 52 significant bits"."""


class ChannelPress(CallbackData, prefix="channel"):
    """
    Attributes:
        channel_id: 0 where it is about no channel.
    """

    wish: Wish
    channel_id: ChannelId = 0


@dataclass(frozen=True, slots=True)
class Channel:
    chat: ConnectedChat
    rights: Rights


@dataclass(frozen=True, slots=True)
class PostCount:
    """
    Attributes:
        title: Of the room or what is on in it; empty if there is none.
        came: How many people have come to its room.
    """

    post: Post
    title: str
    came: int


def shelf(channels: Sequence[Channel], say: Say) -> Screen:
    buttons = [
        wish_button(_listed(channel, say), Wish.CARD, channel.chat.id) for channel in channels
    ]
    text = say("bot_channels" if channels else "bot_channels_none")
    return Screen(text, in_rows(*buttons, wish_button(say("bot_channel_add"), Wish.ADD)))


def card(channel: Channel, say: Say) -> Screen:
    chat, rights = channel.chat, channel.rights
    lines = [f"<b>{escape(chat.title)}</b>"]
    buttons = []
    if rights.lack:
        lines.append(escape(rights.lack.sentence(chat.title, say)))
    else:
        buttons.append(_wish(say("bot_channel_compose"), Wish.COMPOSE, chat))
    if rights.is_bot_inside:
        lines.append(say(_auto_state(channel)))
        is_on = chat.has_auto_button
        label = say("bot_channel_auto_off" if is_on else "bot_channel_auto_on")
        buttons.append(_wish(label, Wish.AUTO_OFF if is_on else Wish.AUTO_ON, chat))
        buttons.append(_wish(say("bot_channel_posts"), Wish.POSTS, chat))
    buttons.append(_wish(say("bot_channel_disconnect"), Wish.DISCONNECT, chat))
    buttons.append(wish_button(say("bot_to_channels"), Wish.LIST))
    return Screen("\n\n".join(lines), in_rows(*buttons))


def posts(chat: ConnectedChat, counts: Sequence[PostCount], say: Say) -> Screen:
    lines = [say("bot_channel_posts_title" if counts else "bot_channel_posts_none")]
    lines += [_counted(chat, count, say) for count in counts]
    return Screen("\n\n".join(lines), in_rows(_wish(say("bot_back"), Wish.CARD, chat)))


def post_url(chat: ConnectedChat, message_id: int) -> str:
    """
    Return a post's address; of a private channel, it works for those who are in it.

    Source: core.telegram.org/api/links#message-links
    """
    path = chat.username or f"c/{str(chat.id).removeprefix('-100')}"
    return f"https://t.me/{path}/{message_id}"


def wish_button(text: str, wish: Wish, channel_id: int = 0) -> InlineKeyboardButton:
    press = ChannelPress(wish=wish, channel_id=channel_id)
    return InlineKeyboardButton(text=text, callback_data=press.pack())


def _wish(text: str, wish: Wish, chat: ConnectedChat) -> InlineKeyboardButton:
    return wish_button(text, wish, chat.id)


def _listed(channel: Channel, say: Say) -> str:
    title = channel.chat.title or say("bot_channel_unnamed")
    return say("bot_channel_lacking", title=title) if channel.rights.lack else title


def _auto_state(channel: Channel) -> str:
    if not channel.chat.has_auto_button:
        return "bot_channel_auto_is_off"
    return "bot_channel_auto_is_on" if channel.rights.can_bot_edit else "bot_channel_auto_stopped"


def _counted(chat: ConnectedChat, count: PostCount, say: Say) -> str:
    url = escape(post_url(chat, count.post.message_id))
    title = escape(count.title or say("bot_channel_post", number=count.post.message_id))
    return say.count("bot_channel_came", count.came, post=f'<a href="{url}">{title}</a>')
