"""Invitations shared from a room's page, as messages that the bot has prepared."""

import asyncio
import logging

from aiogram import Bot

from bot.delivery.reach import OUT_OF_REACH, reason
from bot.inline.room_result import room_result
from bot.say import Say
from shared.domain.room import Room
from shared.onboarding import PersonStore
from shared.texts import Texts

logger = logging.getLogger(__name__)

PATIENCE_S = 4.0
"""Somebody holds a finger over the button; the page has other ways."""


class PreparedMessages:
    """Implements :class:`shared.ports.Sharing`."""

    def __init__(
        self, bot: Bot, texts: Texts, people: PersonStore, *, patience_s: float = PATIENCE_S
    ) -> None:
        self._bot = bot
        self._texts = texts
        self._people = people
        self._patience_s = patience_s

    async def prepare(self, room: Room, user_id: int, language: str | None, url: str) -> str | None:
        chosen = await self._people.locale_of(user_id)
        say = Say(self._texts, self._texts.locale_for(chosen, language))
        try:
            async with asyncio.timeout(self._patience_s):
                prepared = await self._bot.save_prepared_inline_message(
                    user_id=user_id,
                    result=room_result(room, url, say),
                    allow_user_chats=True,
                    allow_group_chats=True,
                    allow_channel_chats=True,
                )
        except OUT_OF_REACH as exc:
            logger.info("room=%s could not be prepared to be shared: %s", room.id, reason(exc))
            return None
        except TimeoutError:
            logger.info("room=%s could not be prepared to be shared in time", room.id)
            return None
        return prepared.id
