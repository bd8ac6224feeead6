"""Telling those who run the service, in private, that something was reported."""

import logging
from collections.abc import Iterable

from aiogram import Bot

from bot.buttons import app_button, in_rows
from bot.delivery.reach import OUT_OF_REACH, reason
from bot.say import Say
from shared.invitations import InvitationUrls
from shared.onboarding import PersonStore
from shared.ports.clock import Clock
from shared.review import Complaint
from shared.tasks import Tasks
from shared.texts import Texts

logger = logging.getLogger(__name__)

QUIET_MS = 10 * 60 * 1000
"""After a message about a room, its next reports wait on the page: a raid is one message."""


class ReportAlerts:
    """Implements :class:`shared.review.ReportListener`."""

    def __init__(
        self,
        bot: Bot,
        *,
        owner_ids: Iterable[int],
        urls: InvitationUrls,
        texts: Texts,
        people: PersonStore,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        self._bot = bot
        self._owner_ids = sorted(owner_ids)
        self._urls = urls
        self._texts = texts
        self._people = people
        self._clock = clock
        self._tasks = tasks
        self._told_ms: dict[str, int] = {}

    async def on_report(self, complaint: Complaint) -> None:
        now_ms = self._clock.now_ms()
        self._told_ms = {
            room_id: told_ms
            for room_id, told_ms in self._told_ms.items()
            if now_ms - told_ms < QUIET_MS
        }
        if complaint.room_id in self._told_ms:
            return
        self._told_ms[complaint.room_id] = now_ms
        for owner_id in self._owner_ids:
            self._tasks.start(self._tell(owner_id, complaint), name=f"alert {owner_id}")

    async def _tell(self, owner_id: int, complaint: Complaint) -> None:
        locale = self._texts.locale_for(await self._people.locale_of(owner_id))
        say = Say(self._texts, locale)
        title = complaint.room_title or say("room_untitled")
        grounds = say(f"report_grounds_{complaint.grounds}")
        text = say("bot_reported", title=title, grounds=grounds)
        button = app_button(say("bot_review"), self._urls, token="", path="/review")
        try:
            # As plain text: people wrote the title.
            await self._bot.send_message(
                owner_id, text, parse_mode=None, reply_markup=in_rows(button)
            )
        except OUT_OF_REACH as exc:  # the page has it all the same
            logger.info("an owner of the service was not told of a report: %s", reason(exc))
