"""The channels that a person posts in: the list, the cards, and handing them to handlers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Bot, Router
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, TelegramObject, User

from bot.channels.channel_card import Channel, PostCount, posts, shelf
from bot.channels.channel_rights import Lack, rights_in
from bot.private.screens import Screen, turn_to
from bot.room_words import name_of
from bot.say import Say
from shared.domain.errors import RoomNotFound
from shared.onboarding import ChatStore, ConnectedChat, Post, PostStore, VisitStore
from shared.ports.rooms import RoomStore

MAX_LISTED = 20
"""Channels; Telegram is asked twice about each, and people have a few."""
MAX_POSTS = 10
"""The newest; they fit one message with titles and links."""


class ChannelLost(Exception):
    """A channel that is not a person's: not connected, or they may no longer post there."""


@dataclass(frozen=True, slots=True)
class OwnChannels:
    """
    Attributes:
        user_id: Whose channels these are; whether one is, Telegram is asked each time.
    """

    user_id: int
    bot: Bot
    chats: ChatStore
    posts: PostStore
    visits: VisitStore
    store: RoomStore
    say: Say

    async def shelf(self) -> Screen:
        connected = (await self._connected())[:MAX_LISTED]
        return shelf(await asyncio.gather(*map(self._look_at, connected)), self.say)

    async def open(self, channel_id: int) -> Channel:
        """
        Raises:
            ChannelLost: If they have not connected it, or may not post in it any more.
        """
        connected = await self._connected()
        chat = next((chat for chat in connected if chat.id == channel_id), None)
        if chat is None:
            raise ChannelLost
        channel = await self._look_at(chat)
        if channel.rights.lack is Lack.PERSON_CANNOT_POST:
            raise ChannelLost
        return channel

    async def posted(self, channel: Channel) -> Screen:
        """
        Return the newest posts, with how many people came to each.

        Raises:
            ChannelLost: If Telegram cannot be asked whether the person may know.
        """
        if not channel.rights.is_bot_inside:
            raise ChannelLost
        newest = await self.posts.of_chat(channel.chat.id, limit=MAX_POSTS)
        came = await self.visits.counts([post.room_id for post in newest])
        counts = [PostCount(post, await self._title(post), came[post.room_id]) for post in newest]
        return posts(channel.chat, counts, self.say)

    async def _connected(self) -> list[ConnectedChat]:
        connected = await self.chats.connected_by(self.user_id)
        return [chat for chat in connected if chat.kind == ChatType.CHANNEL]

    async def _look_at(self, chat: ConnectedChat) -> Channel:
        rights = await rights_in(self.bot, chat.id, self.user_id)
        seen = replace(chat, can_post=rights.can_bot_post, can_edit=rights.can_bot_edit)
        if seen != chat:
            await self.chats.put(seen)
        return Channel(seen, rights)

    async def _title(self, post: Post) -> str:
        try:
            return name_of(await self.store.get(post.room_id), self.say)
        except RoomNotFound:
            return ""


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def provide_own_channels(router: Router) -> None:
    """Give a router's handlers ``own``, and heed that a channel is lost."""
    for event in (router.message, router.callback_query):
        event.middleware(_with_own_channels)
    router.callback_query.middleware(_back_to_the_list)


async def _with_own_channels(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    user: User = data["event_from_user"]
    needed = {name: data[name] for name in ("bot", "chats", "posts", "visits", "store", "say")}
    return await handler(event, {**data, "own": OwnChannels(user.id, **needed)})


async def _back_to_the_list(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    try:
        return await handler(event, data)
    except ChannelLost:
        own: OwnChannels = data["own"]
        lost, channels = own.say("bot_channel_lost"), await own.shelf()
    assert isinstance(event, CallbackQuery)  # noqa: S101  it is registered for nothing else
    return await turn_to(channels, event, data["bot"], alert=lost)
