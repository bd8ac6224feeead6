"""
Telegram's side of the border: a Bot API server with people and chats behind it.

It is strict: what the real one refuses, it refuses, in the same words where they are known. Bots
talk to it over HTTP, by getUpdates or a webhook; tests act as people and look at what is in chats.

    async with FakeTelegram() as telegram:      # its address is telegram.url, for BOT_API_URL
        ann = telegram.person(7, "Анна", language="ru")
        group = telegram.supergroup("Кино", owner=ann)
        group.add_bot(by=ann)
        ann.writes("/watch https://youtu.be/dQw4w9WgXcQ", to=group)
        post = await telegram.until(lambda: group.from_bot() and group.last)
        assert post.button("Смотреть вместе")["url"].startswith("https://t.me/watch_test_bot/watch")
        telegram.fail("editMessageText", TooManyRequests(retry_after=1), LostAnswer())
        await telegram.idle()
        assert (telegram.refusals, telegram.hurried) == ([], [])

People (``telegram.person``) write, edit, post, press, share chats, ask inline, choose, block.
Chats (``group``, ``supergroup``, ``channel``; ``person.chat`` is the one with the bot) are joined
and left, promote, demote, restrict, ban, take the bot in and put it out, become supergroups. What
they do takes effect at once and is told to the bot as Telegram would. ``telegram.calls`` has every
request, ``chat.messages`` what is in a chat now, ``message.edits`` how it was before.

Where Telegram says nothing exact: a chat takes bursts of three messages and one a second after
that; requests that draw together by up to 0.3 s on their way are let through; parameters that are
not known here are refused, as are links that would lead nowhere.
"""

from tests.telegram.calls import Call
from tests.telegram.chats import Chat, PrivateChat
from tests.telegram.communities import Community
from tests.telegram.faults import (
    LateAnswer,
    LostAnswer,
    LostRequest,
    Refused,
    ServerError,
    TooManyRequests,
)
from tests.telegram.limits import Limits
from tests.telegram.messages import Message
from tests.telegram.people import Person, Press, User
from tests.telegram.refusals import NotOffered
from tests.telegram.server import FakeTelegram

__all__ = [
    "Call",
    "Chat",
    "Community",
    "FakeTelegram",
    "LateAnswer",
    "Limits",
    "LostAnswer",
    "LostRequest",
    "Message",
    "NotOffered",
    "Person",
    "Press",
    "PrivateChat",
    "Refused",
    "ServerError",
    "TooManyRequests",
    "User",
]
