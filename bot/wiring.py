"""How the bot stands on what ``shared/foundation.py`` lays."""

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiogram import Bot
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
from shared.chat_rights import RECHECK_EVERY_S, ChatRights, UnknownMembers
from shared.foundation import Foundation
from shared.settings import Settings, revealed

FORGET_UPDATES_EVERY_S = 60 * 60.0
UPDATES_KEPT_MS = 2 * 24 * 60 * 60 * 1000
"""Twice as long as Telegram keeps an update that it could not deliver."""


@dataclass(frozen=True, slots=True)
class Telegram:
    """What is asked and shown in Telegram, whichever process answers people there."""

    bot: Bot
    members: TelegramMembers
    groups: Groups
    live: LiveMessages
    sharing: PreparedMessages


def connect_telegram(
    base: Foundation, settings: Settings, rates: Rates | None = None
) -> Telegram | None:
    if settings.bot_token is None:
        return None
    try:
        bot = create_bot(_bot_options(settings), base.clock, rates)
    except ValueError as exc:
        sys.exit(str(exc))
    groups = Groups(base.rooms, base.store, base.chats, base.live_messages)
    view = LiveView(base.rooms, base.store, base.presence, base.urls, base.texts, base.clock)
    live = LiveMessages(
        bot,
        view=view,
        messages=base.live_messages,
        store=base.store,
        groups=groups,
        clock=base.clock,
        tasks=base.tasks,
    )
    return Telegram(
        bot=bot,
        members=TelegramMembers(bot, base.clock, base.tasks),
        groups=groups,
        live=live,
        sharing=PreparedMessages(bot, base.texts, base.people),
    )


def create_chat_rights(base: Foundation, telegram: Telegram | None) -> ChatRights:
    return ChatRights(
        rooms=base.rooms,
        store=base.store,
        members=telegram.members if telegram else UnknownMembers(),
        presence=base.presence,
        broadcaster=base.broadcaster,
    )


def answer(
    app: web.Application,
    base: Foundation,
    telegram: Telegram,
    chat_rights: ChatRights,
    settings: Settings,
) -> None:
    """Let the bot take updates in while the app runs."""
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
        chat_members=telegram.members,
        chat_rights=chat_rights,
        allowance=Allowance(),
        groups=telegram.groups,
        live=telegram.live,
    )
    intake = Intake(telegram.bot, dispatcher, _bot_options(settings), base.urls)
    intake.add_to(app)

    async def answering(_app: web.Application) -> AsyncIterator[None]:
        base.tasks.start(intake.run(), name="bot", is_endless=True)
        introducing = introduce(telegram.bot, base.texts, base.urls)
        base.tasks.start(introducing, name="introduce the bot", is_endless=True)
        base.tasks.every(FORGET_UPDATES_EVERY_S, forget_old_updates, name="forget old updates")
        yield

    async def forget_old_updates() -> None:
        await base.updates.forget_handled(base.clock.now_ms() - UPDATES_KEPT_MS)

    app.cleanup_ctx.append(answering)


def keep_up_telegram(base: Foundation, telegram: Telegram, chat_rights: ChatRights) -> None:
    """What whoever has the sockets does there again and again."""
    base.tasks.every(RECHECK_EVERY_S, chat_rights.recheck, name="recheck chats")
    keeping_up = _keep_up_live_messages(base, telegram)
    base.tasks.start(keeping_up, name="keep up live messages", is_endless=True)


async def _keep_up_live_messages(base: Foundation, telegram: Telegram) -> None:
    """Not before the bot's name is known: it is in the links of their buttons."""
    if await is_reached(telegram.bot, base.urls):
        base.tasks.start(telegram.live.resume(), name="resume live messages")


def create_report_alerts(base: Foundation, telegram: Telegram, settings: Settings) -> ReportAlerts:
    return ReportAlerts(
        telegram.bot,
        owner_ids=settings.owner_ids,
        urls=base.urls,
        texts=base.texts,
        people=base.people,
        clock=base.clock,
        tasks=base.tasks,
    )


def _bot_options(settings: Settings) -> BotOptions:
    webhook_url = settings.webhook_url
    return BotOptions(
        token=revealed(settings.bot_token) or "",
        api_url=settings.bot_api_url,
        proxy=revealed(settings.bot_proxy),
        webhook_url=f"{webhook_url}{WEBHOOK_PATH}" if webhook_url else "",
        webhook_secret=revealed(settings.webhook_secret),
    )
