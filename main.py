"""
Composition root: settings to adapters to services to the bot and the web app.

``python main.py [all|web|bot|migrate]``; ``all`` by default. Only this file names implementations.
"""

import argparse
import asyncio
import contextlib
import errno
import logging
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr, ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import BotOptions
from bot.app import run as run_bot
from shared import logs
from shared.broadcasting import Broadcasters
from shared.chat import Chat
from shared.chat_rights import ChatRights, UnknownMembers
from shared.clock import SystemClock
from shared.entrance import Entrance
from shared.identity import BotToken, Identity
from shared.invitations import InvitationUrls
from shared.links import Links
from shared.media.resolver import MediaResolver
from shared.presence import SEEN_EVERY_S, Presence
from shared.rooms import Rooms
from shared.settings import Settings
from shared.storage import database
from shared.storage.memory import MemoryPresenceStore
from shared.storage.onboarding import SqlVisitStore
from shared.storage.sql import SqlMemberStore, SqlMessageStore, SqlRoomStore, kept_secret
from shared.tasks import Tasks
from shared.texts import Texts
from webapp.app import create_app
from webapp.assets import Assets
from webapp.emotions import Emotions
from webapp.failures import Failures
from webapp.limits import Limits
from webapp.pages import Pages
from webapp.realtime import SWEEP_EVERY_S, Gateway
from webapp.routes import Api
from webapp.sockets import SocketBroadcaster, create_server

logger = logging.getLogger("main")

LOCALE = Path(__file__).parent / "shared" / "locale"
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  to be shown as something that opens
ADVISED_SECRET_LENGTH = 32
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
        case "bot":
            asyncio.run(bot_alone(settings))
        case _:
            serve(settings, has_bot=part == "all" and settings.bot_token is not None)


def serve(settings: Settings, *, has_bot: bool) -> None:
    shown = "localhost" if settings.host in EVERY_ADDRESS else settings.host
    try:
        web.run_app(
            build(settings, has_bot=has_bot),
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


async def build(settings: Settings, *, has_bot: bool) -> web.Application:
    """Wire the web app, and the bot beside it."""
    _say_who_may_enter(settings)
    clock, tasks = SystemClock(), Tasks()
    engine = await _ready_database(settings)
    sio = create_server()
    broadcaster = Broadcasters(SocketBroadcaster(sio))
    store, members = SqlRoomStore(engine), SqlMemberStore(engine)
    presence = Presence(MemoryPresenceStore(), store, broadcaster, clock, tasks)
    links = Links(await _link_secret(settings, engine), clock)
    media = MediaResolver()
    rooms = Rooms(
        store=store,
        members=members,
        presence=presence,
        broadcaster=broadcaster,
        media=media,
        links=links,
        clock=clock,
        tasks=tasks,
    )
    chat_rights = ChatRights(
        rooms=rooms,
        store=store,
        members=UnknownMembers(),
        presence=presence,
        broadcaster=broadcaster,
    )
    entrance = Entrance(
        rooms=rooms,
        store=store,
        members=members,
        presence=presence,
        chat_rights=chat_rights,
        visits=SqlVisitStore(engine),
        links=links,
        clock=clock,
        is_open=settings.are_guests_allowed,
    )
    identity = Identity(
        bot_tokens=_bot_tokens(settings),
        max_age_s=settings.init_data_max_age,
        allow_guests=settings.are_guests_allowed,
        clock=clock,
    )
    limits, texts, assets = Limits(), Texts.load(LOCALE), Assets()
    gateway = Gateway(
        sio,
        identity=identity,
        entrance=entrance,
        rooms=rooms,
        presence=presence,
        chat=Chat(rooms, SqlMessageStore(engine), broadcaster, clock),
        emotions=Emotions(broadcaster, tasks),
        failures=Failures(broadcaster),
        limits=limits,
    )
    urls = InvitationUrls(settings.bot_username, settings.app_name, settings.public_url)
    api = Api(
        identity=identity,
        rooms=rooms,
        store=store,
        media=media,
        links=links,
        urls=urls,
        limits=limits,
        owner_ids=settings.owner_ids,
    )
    pages = Pages(texts=texts, assets=assets, config=_page_config(settings))
    app = create_app(sio=sio, gateway=gateway, api=api, pages=pages, assets=assets)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        tasks.every(SEEN_EVERY_S, presence.note_seen, name="note who is seen")
        tasks.every(SWEEP_EVERY_S, gateway.sweep, name="sweep")
        if has_bot:
            tasks.start(run_bot(_bot_options(settings), texts), name="bot", is_endless=True)
        yield
        await presence.note_seen()
        await tasks.close()
        await media.close()
        await engine.dispose()

    app.cleanup_ctx.append(background)
    return app


async def bot_alone(settings: Settings) -> None:
    if settings.bot_token is None:
        sys.exit("BOT_TOKEN is not set: there is no bot to run")
    with contextlib.suppress(asyncio.CancelledError):
        await run_bot(_bot_options(settings), Texts.load(LOCALE))


async def migrate(settings: Settings) -> None:
    engine = database.connect(settings.database_url.get_secret_value())
    await database.migrate(engine)
    await engine.dispose()


async def _ready_database(settings: Settings) -> AsyncEngine:
    """The embedded database brings itself up to date; a server is its operator's."""
    engine = database.connect(settings.database_url.get_secret_value())
    if settings.embedded_database_file is not None:
        await database.migrate(engine)
    elif not await database.is_current(engine):
        sys.exit("The database's schema is not up to date: run `python main.py migrate` first")
    return engine


async def _link_secret(settings: Settings, engine: AsyncEngine) -> bytes:
    if settings.link_secret is None:
        return (await kept_secret(engine, "links")).encode()
    secret = settings.link_secret.get_secret_value()
    if len(secret) < ADVISED_SECRET_LENGTH:
        logger.warning("LINK_SECRET is short: give it %d random characters", ADVISED_SECRET_LENGTH)
    return secret.encode()


def _bot_tokens(settings: Settings) -> list[BotToken]:
    tokens = []
    if settings.bot_token:
        tokens.append(BotToken(settings.bot_token.get_secret_value()))
    if settings.bot_token_old and settings.bot_token_old_until:
        until_ms = int(settings.bot_token_old_until.timestamp() * 1000)
        tokens.append(BotToken(settings.bot_token_old.get_secret_value(), until_ms))
    return tokens


def _bot_options(settings: Settings) -> BotOptions:
    return BotOptions(
        token=_revealed(settings.bot_token) or "",
        api_url=settings.bot_api_url,
        proxy=_revealed(settings.bot_proxy),
        public_url=settings.public_url,
    )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _page_config(settings: Settings) -> dict[str, object]:
    return {
        "bot_username": settings.bot_username,
        "app_name": settings.app_name,
        "guests_allowed": settings.are_guests_allowed,
        "public_url": settings.public_url,
    }


def _say_who_may_enter(settings: Settings) -> None:
    if settings.are_guests_allowed:
        logger.warning(
            "GUEST MODE: anybody may enter under any name, and whoever first opens a room owns it."
            " Set BOT_TOKEN, and leave ALLOW_GUESTS out, to let in Telegram users only."
        )
    if settings.bot_token is None:
        logger.info("BOT_TOKEN is not set: the bot is off")


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # not made for Windows
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def _explain(error: ValidationError) -> str:
    """Name each wrong setting as people write it; never its value, which may be a secret."""
    lines = [
        f"{'_'.join(map(str, problem['loc'])).upper() or 'settings'}: {problem['msg']}"
        for problem in error.errors()
    ]
    return "\n".join(["The settings are wrong:", *lines])


if __name__ == "__main__":
    main()
