"""The bot in a process of its own."""

from collections.abc import AsyncIterator

from aiohttp import web

from composition.telegram import answer, connect_telegram, create_chat_rights
from shared.foundation import Foundation
from shared.settings import Settings
from webapp.app import healthz


async def build_bot(settings: Settings) -> web.Application:
    """Wire the bot alone. If it has a webhook, it serves that, and its health."""
    base = await Foundation.lay(settings)
    telegram = connect_telegram(base, settings)
    assert telegram is not None  # noqa: S101  main() has seen that there is a token
    app = web.Application()
    app.router.add_get("/healthz", healthz)
    answer(app, base, telegram, create_chat_rights(base, telegram), settings)

    async def background(_app: web.Application) -> AsyncIterator[None]:
        yield
        await base.close()
        await telegram.bot.session.close()

    app.cleanup_ctx.append(background)
    return app
