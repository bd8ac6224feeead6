"""Who is what in a chat, asked of Telegram and remembered for a minute."""

import asyncio
import logging

from aiogram import Bot
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
    ResultChatMemberUnion,
)
from cachetools import TLRUCache

from bot.delivery.reach import OUT_OF_REACH, reason
from shared.ports.chats import ChatStanding
from shared.ports.clock import Clock
from shared.tasks import Tasks

logger = logging.getLogger(__name__)

KNOWN_MS = 60_000
"""Nobody is asked about more often, however often they come in."""
UNKNOWN_MS = 5_000
"""Telegram may answer the next time; a reload does not ask again."""
MAX_KEPT = 10_000
"""People; as many as can be asked about within ten minutes."""
ANSWER_S = 3.0
"""A person waits at the door meanwhile."""
ASK_EVERY_MS = 50
"""20 a second: Telegram states no limit for questions, and answers bots 30 messages a second."""

Key = tuple[int, int]
"""A chat and a person."""


class TelegramMembers:
    """Implements :class:`shared.ports.ChatMembers`."""

    def __init__(self, bot: Bot, clock: Clock, tasks: Tasks, *, answer_s: float = ANSWER_S) -> None:
        self._bot = bot
        self._clock = clock
        self._tasks = tasks
        self._answer_s = answer_s
        self._known: TLRUCache[Key, ChatStanding] = TLRUCache(
            MAX_KEPT, ttu=_known_until, timer=clock.now_ms
        )
        self._asking: dict[Key, asyncio.Future[ChatStanding]] = {}
        self._next_ms = 0

    async def standing(self, chat_id: int, user_id: int) -> ChatStanding:
        """Return what was true within the last minute. Never raises."""
        key = chat_id, user_id
        if (known := self._known.get(key)) is not None:
            return known
        if key not in self._asking:
            self._asking[key] = asyncio.get_running_loop().create_future()
            self._tasks.start(self._ask(key, self._asking[key]), name="ask who is a member")
        # One of those who wait may be cancelled; the question is the others' too.
        return await asyncio.shield(self._asking[key])

    def note(self, chat_id: int, user_id: int, standing: ChatStanding) -> None:
        """Take over what an update said; it is newer than an answer that is under way."""
        self._asking.pop((chat_id, user_id), None)
        self._known[chat_id, user_id] = standing

    def forget(self, chat_id: int, user_id: int) -> None:
        """Ask again the next time."""
        self._asking.pop((chat_id, user_id), None)
        self._known.pop((chat_id, user_id), None)

    async def _ask(self, key: Key, answer: asyncio.Future[ChatStanding]) -> None:
        standing = ChatStanding.UNKNOWN
        try:
            async with asyncio.timeout(self._answer_s):
                await self._turn()
                standing = standing_of(await self._bot.get_chat_member(*key))
        except (*OUT_OF_REACH, TimeoutError) as exc:
            logger.info("not told who is a member of chat=%d: %s", key[0], reason(exc))
        finally:
            if self._asking.get(key) is answer:
                del self._asking[key]
                self._known[key] = standing
            answer.set_result(standing)

    async def _turn(self) -> None:
        """
        Raises:
            TimeoutError: If too many are in line; nobody else's turn is put off for that.
        """
        now_ms = self._clock.now_ms()
        turn_ms = max(now_ms, self._next_ms)
        if turn_ms - now_ms > self._answer_s * 1000:
            raise TimeoutError
        self._next_ms = turn_ms + ASK_EVERY_MS
        await asyncio.sleep((turn_ms - now_ms) / 1000)


def standing_of(member: ResultChatMemberUnion) -> ChatStanding:
    """Return what Telegram's word for it comes to; restricted people may be in the chat or not."""
    match member:
        case ChatMemberOwner() | ChatMemberAdministrator():
            return ChatStanding.ADMIN
        case ChatMemberMember() | ChatMemberRestricted(is_member=True):
            return ChatStanding.MEMBER
        case _:
            return ChatStanding.OUTSIDE


def _known_until(_key: Key, standing: ChatStanding, now_ms: float) -> float:
    return now_ms + (UNKNOWN_MS if standing is ChatStanding.UNKNOWN else KNOWN_MS)
