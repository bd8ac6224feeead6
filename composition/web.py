"""The web app."""

import logging
from collections.abc import AsyncIterator

from aiohttp import web

from bot.delivery.pace import Rates
from composition.api import create_apis
from composition.gateway import create_gateway
from composition.telegram import (
    answer,
    connect_telegram,
    create_chat_rights,
    create_report_alerts,
    keep_up_telegram,
)
from composition.upkeep import keep_up
from shared.foundation import Foundation
from shared.invitations import NotShared
from shared.relay import RELAY_EVERY_S, Relay
from shared.settings import Settings
from webapp.app import create_app
from webapp.assets import Assets
from webapp.banned import refuse_banned
from webapp.limits import Limits
from webapp.pages import Pages
from webapp.sockets import create_server

logger = logging.getLogger(__name__)


async def build_web(
    settings: Settings, *, has_bot: bool, rates: Rates | None = None
) -> web.Application:
    """
    Args:
        has_bot: Whether it answers in Telegram as well; if not, another process may.
        rates: How much it may send there; Telegram's own limits by default.
    """
    _say_who_may_enter(settings)
    base = await Foundation.lay(settings)
    telegram = connect_telegram(base, settings, rates)
    chat_rights = create_chat_rights(base, telegram)
    sio, limits, assets = create_server(), Limits(), Assets()
    is_open = settings.are_guests_allowed
    gateway = create_gateway(base, sio, chat_rights, limits, is_open=is_open)
    sharing = telegram.sharing if telegram else NotShared()
    config: dict[str, object] = {"guests_allowed": is_open}
    app = create_app(
        sio=sio,
        gateway=gateway,
        apis=create_apis(base, settings, limits, sharing),
        pages=Pages(texts=base.texts, assets=assets, config=config, urls=base.urls),
        assets=assets,
        guards=[refuse_banned(base.identity, base.bans)],
    )
    if telegram:
        base.broadcaster.add(telegram.live)
        base.reports.add_listener(create_report_alerts(base, telegram, settings))
        if has_bot:
            answer(app, base, telegram, chat_rights, settings)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        keep_up(base, gateway)
        if telegram:
            keep_up_telegram(base, telegram, chat_rights)
            if not has_bot:
                _relay_from_another_process(base)
        yield
        await base.presence.note_seen()
        await base.curves.flush()
        await base.close()
        if telegram:
            await telegram.bot.session.close()

    app.cleanup_ctx.append(background)
    return app


def _relay_from_another_process(base: Foundation) -> None:
    async def shown() -> list[str]:
        return [message.room_id for message in await base.live_messages.under_way()]

    relay = Relay(base.store, base.presence, base.broadcaster, shown)
    base.broadcaster.add(relay)
    base.tasks.every(RELAY_EVERY_S, relay.look, name="relay")


def _say_who_may_enter(settings: Settings) -> None:
    if settings.are_guests_allowed:
        logger.warning(
            "GUEST MODE: anybody may enter under any name, and whoever first opens a room owns it."
            " Set BOT_TOKEN, and leave ALLOW_GUESTS out, to let in Telegram users only."
        )
    if settings.bot_token is None:
        logger.info("BOT_TOKEN is not set: the bot is off")
