"""
The program: the web app and the bot, put together; the only place that knows both.

``python main.py [all|web|bot|migrate]``; ``all`` by default.
"""

import argparse
import asyncio
import errno
import logging
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from aiohttp import web
from pydantic import ValidationError

from shared import logs
from shared.chat_rights import ChatRights, UnknownMembers
from shared.foundation import Foundation
from shared.invitations import NotShared
from shared.relay import RELAY_EVERY_S, Relay
from shared.settings import Settings
from shared.storage import database
from webapp.app import create_app, healthz
from webapp.assets import Assets
from webapp.banned import refuse_banned
from webapp.limits import Limits
from webapp.pages import Pages
from webapp.sockets import create_server
from webapp.wiring import create_apis, create_gateway, keep_up

if TYPE_CHECKING:
    from bot.delivery.pace import Rates
    from bot.wiring import Telegram

logger = logging.getLogger("main")

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  to be shown as something that opens
SHUTDOWN_TIMEOUT_S = 5
"""For requests under way; a phone that does not answer does not hold up a restart."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Watch video together, in sync, in Telegram.")
    parser.add_argument("part", nargs="?", default="all", choices=["all", "web", "bot", "migrate"])
    part = parser.parse_args().part
    try:
        settings = Settings()
    except ValidationError as exc:
        sys.exit(_explain(exc))
    logs.configure(settings.log_level)
    match part:
        case "migrate":
            asyncio.run(migrate(settings))
        case "bot" if settings.bot_token is None:
            sys.exit("BOT_TOKEN is not set: there is no bot to run")
        case "bot" if settings.webhook_url:
            serve(settings, build_bot(settings))
        case "bot":
            run_unserved(build_bot(settings))
        case _:
            serve(settings, build_web(settings, has_bot=part == "all"))


async def build_web(
    settings: Settings, *, has_bot: bool, rates: "Rates | None" = None
) -> web.Application:
    """
    Args:
        has_bot: Whether it answers in Telegram as well; if not, another process may.
        rates: How much it may send there; Telegram's own limits by default.
    """
    _say_who_may_enter(settings)
    base = await Foundation.lay(settings)
    telegram = _telegram(base, settings, rates) if settings.bot_token else None
    chat_rights = _chat_rights(base, telegram)
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
        telegram.tell()
        if has_bot:
            telegram.answer(app, chat_rights)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        keep_up(base, gateway)
        if telegram:
            telegram.keep_up(chat_rights)
            if not has_bot:
                _relay_from_another_process(base)
        yield
        await base.presence.note_seen()
        await base.curves.flush()
        await base.close()
        if telegram:
            await telegram.close()

    app.cleanup_ctx.append(background)
    return app


def _telegram(base: Foundation, settings: Settings, rates: "Rates | None" = None) -> "Telegram":
    """Import the bot only where there is one: that takes longer than all the rest of a start."""
    from bot.wiring import Telegram

    return Telegram(base, settings, rates)


def _chat_rights(base: Foundation, telegram: "Telegram | None") -> ChatRights:
    return ChatRights(
        rooms=base.rooms,
        store=base.store,
        members=telegram.members if telegram else UnknownMembers(),
        presence=base.presence,
        broadcaster=base.broadcaster,
    )


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


async def build_bot(settings: Settings) -> web.Application:
    """Wire the bot alone. If it has a webhook, it serves that, and its health."""
    base = await Foundation.lay(settings)
    telegram = _telegram(base, settings)
    app = web.Application()
    app.router.add_get("/healthz", healthz)
    telegram.answer(app, _chat_rights(base, telegram))

    async def background(_app: web.Application) -> AsyncIterator[None]:
        yield
        await base.close()
        await telegram.close()

    app.cleanup_ctx.append(background)
    return app


def serve(settings: Settings, app: Coroutine[Any, Any, web.Application]) -> None:
    shown = "localhost" if settings.host in EVERY_ADDRESS else settings.host
    try:
        web.run_app(
            app,
            host=settings.host,
            port=settings.port,
            access_log=None,  # webapp/middlewares.py writes it, without secrets
            print=lambda _: logger.info("serving http://%s:%d", shown, settings.port),
            shutdown_timeout=SHUTDOWN_TIMEOUT_S,
            loop=_new_loop(),
        )
    except OSError as exc:
        if exc.errno == errno.EADDRINUSE:
            sys.exit(f"HOST {settings.host} and PORT {settings.port} are taken: {exc}")
        sys.exit(f"Cannot start; is DATABASE_URL right, and may its folder be written to? {exc}")


def run_unserved(app: Coroutine[Any, Any, web.Application]) -> None:
    """Run what nobody connects to, until it is told to end; beside the web app, which listens."""

    async def run() -> None:
        runner = web.AppRunner(await app, handle_signals=True)
        await runner.setup()
        try:
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    with suppress(web.GracefulExit), asyncio.Runner(loop_factory=_new_loop) as loop:
        loop.run(run())


async def migrate(settings: Settings) -> None:
    engine = database.connect(settings.database_url.get_secret_value())
    await database.migrate(engine)
    await engine.dispose()


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def _explain(error: ValidationError) -> str:
    """Name each wrong setting as people write it; never its value, which may be a secret."""
    lines = [f"{_name(problem['loc'])}: {problem['msg']}" for problem in error.errors()]
    return "\n".join(["The settings are wrong:", *lines])


def _name(location: tuple[int | str, ...]) -> str:
    """A list's wrong member is a wrong list."""
    names = [part.upper() for part in location if isinstance(part, str)]
    return "_".join(names) or "settings"


if __name__ == "__main__":
    main()
