"""The bot put together: its way to Telegram, its dispatcher, and how updates come in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import BaseStorage
from aiogram.utils.token import TokenValidationError
from aiohttp import web

from bot.commands import publish_commands
from bot.delivery.failures import Failures
from bot.delivery.handling import Handling
from bot.delivery.once import Once
from bot.delivery.pace import Rates
from bot.delivery.pacing import Pacing
from bot.delivery.polling import Polling
from bot.delivery.reach import OUT_OF_REACH, TOKEN_REFUSED, reason, until_reached
from bot.delivery.retrying import Retrying
from bot.delivery.webhook import Webhook, derived_secret
from bot.say import Speaking
from shared.invitations import InvitationUrls
from shared.onboarding import UpdateStore
from shared.ports.clock import Clock
from shared.texts import Texts

logger = logging.getLogger(__name__)

REQUEST_S = 30.0
"""For one request, which may be a picture for Telegram to fetch; the next in its chat wait."""


@dataclass(frozen=True, slots=True)
class BotOptions:
    """
    Attributes:
        api_url: A Bot API server: Telegram's own, a self-hosted one or a mirror.
        proxy: An ``http://`` or ``socks5://`` address; None to connect directly.
        webhook_url: Where Telegram brings updates; empty to fetch them by long polling.
        webhook_secret: What it proves itself with; None for one made from the token.
    """

    token: str
    api_url: str
    proxy: str | None
    webhook_url: str = ""
    webhook_secret: str | None = None


def create_bot(options: BotOptions, clock: Clock, rates: Rates | None = None) -> Bot:
    """
    Args:
        rates: How much may be sent; Telegram's own limits by default.

    Raises:
        ValueError: If a setting is impossible, which the message names.
    """
    try:
        session = AiohttpSession(
            api=TelegramAPIServer.from_base(options.api_url),
            proxy=options.proxy,
            timeout=REQUEST_S,
        )
    except ValueError as exc:
        raise ValueError("BOT_PROXY must be http://, socks4:// or socks5://host:port") from exc
    session.middleware(Retrying())
    session.middleware(Pacing(clock, rates))
    defaults = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview_is_disabled=True, allow_sending_without_reply=True
    )
    try:
        return Bot(options.token, session=session, default=defaults)
    except TokenValidationError as exc:
        raise ValueError("BOT_TOKEN must be as BotFather gives it: digits, a colon, more") from exc


def create_dispatcher(
    *,
    texts: Texts,
    clock: Clock,
    updates: UpdateStore,
    chosen_locale: Callable[[int], Awaitable[str | None]],
    routers: Sequence[Router],
    storage: BaseStorage | None = None,
    **workflow: object,
) -> Dispatcher:
    """
    Args:
        storage: Where each conversation stands; None for memory.
        workflow: What handlers may ask for by name, besides ``say``, ``clock`` and ``texts``.
    """
    dispatcher = Dispatcher(storage=storage, disable_fsm=True)
    dispatcher.workflow_data.update(workflow, clock=clock, texts=texts)
    outer = dispatcher.update.outer_middleware
    outer(Failures(texts))
    outer(Once(updates, clock))
    outer(Speaking(texts, chosen_locale))
    outer(dispatcher.fsm)  # within the others, so that its failures are failures too
    dispatcher.include_routers(*routers)
    return dispatcher


async def learn_username(bot: Bot, urls: InvitationUrls) -> None:
    """
    Let links lead to the bot that this is, whatever the settings say. Telegram is waited for.

    Raises:
        TelegramUnauthorizedError, TelegramNotFound: The :data:`TOKEN_REFUSED`.
    """
    me = await until_reached(bot.me)
    if urls.bot_username.lower() not in ("", (me.username or "").lower()):
        logger.warning("BOT_USERNAME is not the bot of BOT_TOKEN, which is @%s", me.username)
    urls.bot_username = me.username or ""


async def is_reached(bot: Bot, urls: InvitationUrls) -> bool:
    """Return, once Telegram answers, whether it takes the token; :func:`learn_username` is done."""
    try:
        await learn_username(bot, urls)
    except TOKEN_REFUSED:
        logger.error("BOT_TOKEN is refused: nothing is shown in Telegram")
        return False
    return True


async def introduce(bot: Bot, texts: Texts, urls: InvitationUrls) -> None:
    """Publish the bot's commands once Telegram is reached; it works without them, too."""
    if not await is_reached(bot, urls):
        return
    try:
        await publish_commands(bot, texts, urls)
    except OUT_OF_REACH as exc:
        logger.warning("commands and descriptions stay as they were: %s", reason(exc))


class Intake:
    """
    How updates come in: by a webhook if there is an address for one, else by long polling.

    Raises:
        ValueError: If ``webhook_secret`` is impossible.
    """

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, options: BotOptions, urls: InvitationUrls
    ) -> None:
        self._bot = bot
        self._urls = urls
        self._api_url = options.api_url
        self._allowed_updates = dispatcher.resolve_used_update_types()
        self._handling = Handling(lambda update: dispatcher.feed_update(bot, update))
        self._webhook: Webhook | None = None
        if options.webhook_url:
            secret = options.webhook_secret or derived_secret(options.token)
            url = options.webhook_url
            self._webhook = Webhook(bot, self._handling, url=url, secret=secret)

    def add_to(self, app: web.Application) -> None:
        """Mount the webhook, if there is one."""
        if self._webhook:
            self._webhook.add_to(app)

    async def run(self) -> None:
        """
        Take updates in until cancelled; then finish those in hand. The bot's session stays open.

        Telegram out of reach is waited for; a wrong token ends it.
        """
        try:
            await learn_username(self._bot, self._urls)
            await self._listen()
        except TOKEN_REFUSED:
            logger.error("BOT_TOKEN is refused by %s: the bot is off", self._api_url)
        finally:
            await self._handling.close()

    async def _listen(self) -> None:
        if self._webhook:
            await self._webhook.register(self._allowed_updates)
            await asyncio.Event().wait()
        else:
            await Polling(self._bot, self._handling, self._allowed_updates).run()
