"""
Composition root: the web app and the bot, on what ``shared/foundation.py`` lays.

``python main.py [all|web|bot|migrate]``; ``all`` by default.
"""

import argparse
import asyncio
import errno
import logging
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiohttp import web
from pydantic import SecretStr, ValidationError

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
from shared import logs
from shared.chat import Chat
from shared.chat_rights import RECHECK_EVERY_S, ChatRights, UnknownMembers
from shared.emotion_curves import FLUSH_EVERY_S
from shared.entrance import Entrance
from shared.foundation import Foundation
from shared.invitations import NotShared
from shared.presence import SEEN_EVERY_S
from shared.relay import RELAY_EVERY_S, Relay
from shared.settings import Settings
from shared.storage import database
from webapp.app import create_app, healthz
from webapp.assets import Assets
from webapp.banned import refuse_banned
from webapp.calling_routes import CallingRoutes
from webapp.conversation import Conversation
from webapp.emotions import Emotions
from webapp.failures import Failures
from webapp.gallery import GalleryApi
from webapp.limits import Limits
from webapp.metrics_route import MetricsRoute
from webapp.my_rooms import MyRooms
from webapp.notification_routes import NotificationRoutes
from webapp.pages import Pages
from webapp.realtime import SWEEP_EVERY_S, Gateway
from webapp.review import ReviewApi
from webapp.routes import Api
from webapp.seats import Seats
from webapp.sockets import SocketBroadcaster, create_server
from webapp.typing_hints import TypingHints

logger = logging.getLogger("main")

EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104  to be shown as something that opens
FORGET_EVERY_S = 60 * 60.0
UPDATES_KEPT_MS = 2 * 24 * 60 * 60 * 1000
"""Twice as long as Telegram keeps an update that it could not deliver."""
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
            serve(settings, build(settings, has_bot=part == "all"))


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


async def build(
    settings: Settings, *, has_bot: bool, rates: Rates | None = None
) -> web.Application:
    """
    Wire the web app.

    Args:
        has_bot: Whether it answers in Telegram as well; if not, another process may.
        rates: How much it may send there; Telegram's own limits by default.
    """
    _say_who_may_enter(settings)
    base = await Foundation.lay(settings)
    telegram = _telegram(base, settings, rates)
    chat_rights = _chat_rights(base, telegram)
    sio = create_server()
    base.broadcaster.add(SocketBroadcaster(sio, base.tasks, base.clock))
    limits, assets = Limits(), Assets()
    seats = Seats(
        sio,
        rooms=base.rooms,
        presence=base.presence,
        line=base.line,
        broadcaster=base.broadcaster,
        tasks=base.tasks,
    )
    base.broadcaster.add(seats)
    gateway = Gateway(
        sio,
        identity=base.identity,
        entrance=_entrance(base, chat_rights, is_open=settings.are_guests_allowed),
        rooms=base.rooms,
        presence=base.presence,
        seats=seats,
        conversation=_conversation(base, limits),
        emotions=Emotions(base.broadcaster, base.curves, base.clock, base.tasks),
        failures=Failures(base.broadcaster),
        log=base.log,
        notifications=base.notifications,
        limits=limits,
        round_trips=base.round_trips,
        measures=base.measures,
        holding=base.holding,
    )
    api = Api(
        identity=base.identity,
        rooms=base.rooms,
        store=base.store,
        media=base.media,
        links=base.links,
        urls=base.urls,
        sharing=telegram.sharing if telegram else NotShared(),
        curves=base.curves,
        limits=limits,
        owner_ids=settings.owner_ids,
    )
    gallery = GalleryApi(identity=base.identity, store=base.store, limits=limits, clock=base.clock)
    my_rooms = MyRooms(
        identity=base.identity,
        rooms=base.rooms,
        store=base.store,
        verdicts=base.verdicts,
        limits=limits,
        clock=base.clock,
    )
    review = ReviewApi(
        identity=base.identity, oversight=base.oversight, limits=limits, clock=base.clock
    )
    notifications = NotificationRoutes(
        identity=base.identity, notifications=base.notifications, limits=limits
    )
    calling = CallingRoutes(
        identity=base.identity, calling_back=base.calling_back, limits=limits, clock=base.clock
    )
    config: dict[str, object] = {"guests_allowed": settings.are_guests_allowed}
    pages = Pages(texts=base.texts, assets=assets, config=config, urls=base.urls)
    app = create_app(
        sio=sio,
        gateway=gateway,
        apis=(
            *(api, calling, gallery, my_rooms, notifications, review),
            *_metrics_routes(base, settings),
        ),
        pages=pages,
        assets=assets,
        guards=[refuse_banned(base.identity, base.bans)],
    )
    if telegram:
        base.broadcaster.add(telegram.live)
        base.reports.add_listener(_report_alerts(base, telegram, settings))
        if has_bot:
            _answer(app, base, telegram, chat_rights, settings)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        base.tasks.every(SEEN_EVERY_S, base.presence.note_seen, name="note who is seen")
        base.tasks.every(SWEEP_EVERY_S, gateway.sweep, name="sweep")
        base.tasks.every(FORGET_EVERY_S, base.notifications.forget_old, name="forget old news")
        base.tasks.every(FLUSH_EVERY_S, base.curves.flush, name="keep emotion curves")
        base.tasks.every(FORGET_EVERY_S, base.log.forget_old, name="forget old actions")
        if telegram:
            base.tasks.every(RECHECK_EVERY_S, chat_rights.recheck, name="recheck chats")
            keeping_up = _keep_up_live_messages(base, telegram)
            base.tasks.start(keeping_up, name="keep up live messages", is_endless=True)
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


async def build_bot(settings: Settings) -> web.Application:
    """Wire the bot alone. If it has a webhook, it serves that, and its health."""
    base = await Foundation.lay(settings)
    telegram = _telegram(base, settings)
    assert telegram is not None  # noqa: S101  main() has seen that there is a token
    app = web.Application()
    app.router.add_get("/healthz", healthz)
    _answer(app, base, telegram, _chat_rights(base, telegram), settings)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        yield
        await base.close()
        await telegram.bot.session.close()

    app.cleanup_ctx.append(background)
    return app


@dataclass(frozen=True, slots=True)
class Telegram:
    """What is asked and shown in Telegram, whichever process answers people there."""

    bot: Bot
    members: TelegramMembers
    groups: Groups
    live: LiveMessages
    sharing: PreparedMessages


def _telegram(base: Foundation, settings: Settings, rates: Rates | None = None) -> Telegram | None:
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


def _answer(
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
        base.tasks.every(FORGET_EVERY_S, forget_old_updates, name="forget old updates")
        yield

    async def forget_old_updates() -> None:
        await base.updates.forget_handled(base.clock.now_ms() - UPDATES_KEPT_MS)

    app.cleanup_ctx.append(answering)


async def _keep_up_live_messages(base: Foundation, telegram: Telegram) -> None:
    """Not before the bot's name is known: it is in the links of their buttons."""
    if await is_reached(telegram.bot, base.urls):
        base.tasks.start(telegram.live.resume(), name="resume live messages")


def _report_alerts(base: Foundation, telegram: Telegram, settings: Settings) -> ReportAlerts:
    return ReportAlerts(
        telegram.bot,
        owner_ids=settings.owner_ids,
        urls=base.urls,
        texts=base.texts,
        people=base.people,
        clock=base.clock,
        tasks=base.tasks,
    )


def _relay_from_another_process(base: Foundation) -> None:
    async def shown() -> list[str]:
        return [message.room_id for message in await base.live_messages.under_way()]

    relay = Relay(base.store, base.presence, base.broadcaster, shown)
    base.broadcaster.add(relay)
    base.tasks.every(RELAY_EVERY_S, relay.look, name="relay")


def _chat_rights(base: Foundation, telegram: Telegram | None) -> ChatRights:
    return ChatRights(
        rooms=base.rooms,
        store=base.store,
        members=telegram.members if telegram else UnknownMembers(),
        presence=base.presence,
        broadcaster=base.broadcaster,
    )


def _conversation(base: Foundation, limits: Limits) -> Conversation:
    chat = Chat(
        rooms=base.rooms,
        messages=base.messages,
        presence=base.presence,
        broadcaster=base.broadcaster,
        clock=base.clock,
        log=base.log,
    )
    typing = TypingHints(base.broadcaster, base.tasks)
    return Conversation(
        rooms=base.rooms, chat=chat, reports=base.reports, typing=typing, limits=limits
    )


def _entrance(base: Foundation, chat_rights: ChatRights, *, is_open: bool) -> Entrance:
    return Entrance(
        rooms=base.rooms,
        store=base.store,
        members=base.members,
        presence=base.presence,
        chat_rights=chat_rights,
        visits=base.visits,
        links=base.links,
        clock=base.clock,
        bans=base.bans,
        is_open=is_open,
    )


def _metrics_routes(base: Foundation, settings: Settings) -> list[MetricsRoute]:
    """Without a token nobody could prove that the page is for them: there is none."""
    token = _revealed(settings.metrics_token)
    if token is None:
        return []
    return [MetricsRoute(measures=base.measures, presence=base.presence, token=token)]


async def migrate(settings: Settings) -> None:
    engine = database.connect(settings.database_url.get_secret_value())
    await database.migrate(engine)
    await engine.dispose()


def _bot_options(settings: Settings) -> BotOptions:
    webhook_url = settings.webhook_url
    return BotOptions(
        token=_revealed(settings.bot_token) or "",
        api_url=settings.bot_api_url,
        proxy=_revealed(settings.bot_proxy),
        webhook_url=f"{webhook_url}{WEBHOOK_PATH}" if webhook_url else "",
        webhook_secret=_revealed(settings.webhook_secret),
    )


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


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
    lines = [f"{_name(problem['loc'])}: {problem['msg']}" for problem in error.errors()]
    return "\n".join(["The settings are wrong:", *lines])


def _name(location: tuple[int | str, ...]) -> str:
    """A list's wrong member is a wrong list."""
    names = [part.upper() for part in location if isinstance(part, str)]
    return "_".join(names) or "settings"


if __name__ == "__main__":
    main()
