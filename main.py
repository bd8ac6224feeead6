"""
The program: the web app and the bot, as ``composition/`` puts them together.

``python main.py [all|web|bot|migrate]``; ``all`` by default.
"""

import argparse
import asyncio
import errno
import logging
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from composition.bot_alone import build_bot
from composition.web import build_web
from shared import logs
from shared.settings import Settings
from shared.storage import database

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
