"""How the bot stands on what ``shared/foundation.py`` lays."""

import sys
from collections.abc import AsyncIterator

from aiohttp import web

from bot.allowance import Allowance
from bot.app import (
    BotOptions,
    Intake,
    create_bot,
    create_dispatcher,
    introduce,
    is_reached,
)
from bot.delivery.pace import Rates
from bot.delivery.webhook import PATH as WEBHOOK_PATH
from bot.dialogues import DialogueStorage
from bot.groups.chat_members import TelegramMembers
from bot.groups.known_groups import Groups
from bot.groups.live_messages import LiveMessages
from bot.groups.live_view import LiveView
from bot.inline.sharing import PreparedMessages
from bot.report_alerts import ReportAlerts
from bot.routers import create_routers
from shared.chat_rights import RECHECK_EVERY_S, ChatRights
from shared.foundation import Foundation
from shared.settings import Settings, revealed

FORGET_UPDATES_EVERY_S = 60 * 60.0
UPDATES_KEPT_MS = 2 * 24 * 60 * 60 * 1000
"""Twice as long as Telegram keeps an update that it could not deliver."""


class Telegram:
    """
    What is asked and shown in Telegram, whichever process answers people there.

    Attributes:
        sharing: Lets people send rooms to their chats.
        members: Who is who in a chat.
        live: The messages in chats that tell of their rooms.
    """

    def __init__(self, base: Foundation, settings: Settings, rates: Rates | None = None) -> None:
        """Exit with a sentence if the token or the proxy can't be right."""
        self._base = base
        self._settings = settings
        self._options = _options(settings)
        try:
            self._bot = create_bot(self._options, base.clock, rates)
        except ValueError as exc:
            sys.exit(str(exc))
        view = LiveView(base.rooms, base.store, base.presence, base.urls, base.texts, base.clock)
        self._groups = Groups(base.rooms, base.store, base.chats, base.live_messages)
        self.sharing = PreparedMessages(self._bot, base.texts, base.people)
        self.members = TelegramMembers(self._bot, base.clock, base.tasks)
        self.live = LiveMessages(
            self._bot,
            view=view,
            messages=base.live_messages,
            store=base.store,
            groups=self._groups,
            clock=base.clock,
            tasks=base.tasks,
        )

    def answer(self, app: web.Application, chat_rights: ChatRights) -> None:
        """Let the bot take updates in while the app runs."""
        base = self._base
        dispatcher = create_dispatcher(
            updates=base.updates,
            chosen_locale=base.people.locale_of,
            routers=create_routers(),
            storage=DialogueStorage(base.dialogues),
            texts=base.texts,
            clock=base.clock,
            tasks=base.tasks,
            rooms=base.rooms,
            store=base.store,
            media=base.media,
            links=base.links,
            urls=base.urls,
            people=base.people,
            chats=base.chats,
            posts=base.posts,
            dialogues=base.dialogues,
            visits=base.visits,
            forgetting=base.forgetting,
            chat_members=self.members,
            chat_rights=chat_rights,
            allowance=Allowance(),
            groups=self._groups,
            live=self.live,
        )
        intake = Intake(self._bot, dispatcher, self._options, base.urls)
        intake.add_to(app)

        async def answering(_app: web.Application) -> AsyncIterator[None]:
            base.tasks.start(intake.run(), name="bot", is_endless=True)
            introducing = introduce(self._bot, base.texts, base.urls)
            base.tasks.start(introducing, name="introduce the bot", is_endless=True)
            base.tasks.every(FORGET_UPDATES_EVERY_S, forget_old_updates, name="forget old updates")
            yield

        async def forget_old_updates() -> None:
            await base.updates.forget_handled(base.clock.now_ms() - UPDATES_KEPT_MS)

        app.cleanup_ctx.append(answering)

    def tell(self) -> None:
        """Let chats hear of what happens in their rooms, and owners of what is reported."""
        base = self._base
        base.broadcaster.add(self.live)
        alerts = ReportAlerts(
            self._bot,
            owner_ids=self._settings.owner_ids,
            urls=base.urls,
            texts=base.texts,
            people=base.people,
            clock=base.clock,
            tasks=base.tasks,
        )
        base.reports.add_listener(alerts)

    def keep_up(self, chat_rights: ChatRights) -> None:
        """What whoever has the sockets does there again and again."""
        self._base.tasks.every(RECHECK_EVERY_S, chat_rights.recheck, name="recheck chats")
        keeping_up = self._keep_up_live_messages()
        self._base.tasks.start(keeping_up, name="keep up live messages", is_endless=True)

    async def _keep_up_live_messages(self) -> None:
        """Not before the bot's name is known: it is in the links of their buttons."""
        if await is_reached(self._bot, self._base.urls):
            self._base.tasks.start(self.live.resume(), name="resume live messages")

    async def close(self) -> None:
        await self._bot.session.close()


def _options(settings: Settings) -> BotOptions:
    webhook_url = settings.webhook_url
    return BotOptions(
        token=revealed(settings.bot_token) or "",
        api_url=settings.bot_api_url,
        proxy=revealed(settings.bot_proxy),
        webhook_url=f"{webhook_url}{WEBHOOK_PATH}" if webhook_url else "",
        webhook_secret=revealed(settings.webhook_secret),
    )
