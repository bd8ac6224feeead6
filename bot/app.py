"""The bot: a dispatcher fed by long polling, beside the web app or alone."""

import asyncio
import logging
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

from bot import start
from shared.texts import Texts

logger = logging.getLogger(__name__)

FIRST_RETRY_S = 1.0
LAST_RETRY_S = 60.0
"""Where Telegram is blocked, the web app goes on; a mirror that comes back is found in a minute."""

# aiogram wraps what goes wrong behind a proxy, but not the proxy's own errors.
_OUT_OF_REACH = (AiogramError, ProxyError, ProxyConnectionError, ProxyTimeoutError)


@dataclass(frozen=True, slots=True)
class BotOptions:
    """
    Attributes:
        api_url: A Bot API server: Telegram's own, a self-hosted one or a mirror.
        proxy: An ``http://`` or ``socks5://`` address; None to connect directly.
        public_url: Where the Mini App is reached; empty if only a link to the bot can open it.
    """

    token: str
    api_url: str
    proxy: str | None
    public_url: str


def create_dispatcher(texts: Texts, options: BotOptions) -> Dispatcher:
    dispatcher = Dispatcher(texts=texts, public_url=options.public_url)
    dispatcher.include_router(start.create_router())
    return dispatcher


async def run(options: BotOptions, texts: Texts) -> None:
    """Poll until cancelled. Telegram out of reach is waited for; a wrong token ends it."""
    server = TelegramAPIServer.from_base(options.api_url)
    session = AiohttpSession(api=server, proxy=options.proxy)
    dispatcher = create_dispatcher(texts, options)
    delay_s = FIRST_RETRY_S
    async with Bot(options.token, session=session) as bot:
        while True:
            try:
                await bot.me()
                delay_s = FIRST_RETRY_S
                await dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
                return
            except TelegramUnauthorizedError:
                logger.error("BOT_TOKEN is refused by %s: the bot is off", options.api_url)
                return
            except _OUT_OF_REACH as exc:
                logger.warning("the Bot API is out of reach, again in %.0f s: %s", delay_s, exc)
            await asyncio.sleep(delay_s)
            delay_s = min(2 * delay_s, LAST_RETRY_S)
