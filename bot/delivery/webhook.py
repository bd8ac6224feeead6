"""The webhook: updates are brought by Telegram, to a path of the web app or of an app alone."""

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Sequence

from aiogram import Bot
from aiohttp import web

from bot.delivery import updates
from bot.delivery.handling import IN_HAND, Handling
from bot.delivery.reach import until_reached

logger = logging.getLogger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
MAX_BODY_BYTES = 2**20
"""Far more than the longest message with all its entities."""

ANSWER_S = 10.0
"""Long before Telegram gives up waiting, and brings the update again."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # core.telegram.org/bots/api#setwebhook


def derived_secret(token: str) -> str:
    """Return a secret that whoever knows the token can make, and that does not tell the token."""
    return hmac.new(token.encode(), b"webhook secret", hashlib.sha256).hexdigest()


class Webhook:
    """
    Args:
        url: Where Telegram reaches :data:`PATH`: https, port 443, 80, 88 or 8443.
        secret: What Telegram is to say with each update: nothing else proves that it is Telegram,
            addresses of proxies least of all.
        answer_s: When an update is taken over that is not handled yet.

    Raises:
        ValueError: If Telegram does not take such a secret.
    """

    def __init__(
        self,
        bot: Bot,
        handling: Handling,
        *,
        url: str,
        secret: str,
        answer_s: float = ANSWER_S,
    ) -> None:
        if not _SECRET.fullmatch(secret):
            raise ValueError("WEBHOOK_SECRET must be 1 to 256 of A-Z, a-z, 0-9, _ and -")
        self._bot = bot
        self._handling = handling
        self._url = url
        self._secret = secret
        self._answer_s = answer_s

    def add_to(self, app: web.Application) -> None:
        app.router.add_post(PATH, self._receive)

    async def register(self, allowed_updates: Sequence[str]) -> None:
        """
        Tell Telegram where to bring updates. The Bot API out of reach is waited for.

        Raises:
            TelegramUnauthorizedError: If the token is refused.
        """

        async def ask() -> bool:
            return await self._bot.set_webhook(
                self._url,
                secret_token=self._secret,
                max_connections=IN_HAND,
                allowed_updates=list(allowed_updates),
            )

        await until_reached(ask)
        logger.info("updates are brought to a webhook")

    async def _receive(self, request: web.Request) -> web.Response:
        """
        Answer as Telegram understands it: it repeats whatever is not answered by a 2xx.

        So an update that cannot be read is taken, for it would not become readable; one that there
        is no room for, or that the program's end interrupts, is not.
        """
        if not self._is_from_telegram(request):
            return web.Response(status=401)
        body = await _read(request)
        if len(body) > MAX_BODY_BYTES:
            return web.Response(status=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        update = updates.read(raw, self._bot)
        if update is None:
            return web.Response()
        handled = self._handling.take(update)
        if handled is None:
            return web.Response(status=503)
        await asyncio.wait([handled], timeout=self._answer_s)
        return web.Response(status=503 if handled.cancelled() else 200)

    def _is_from_telegram(self, request: web.Request) -> bool:
        said = request.headers.get(SECRET_HEADER, "")
        # As bytes: compare_digest raises at strings that are not ASCII.
        return hmac.compare_digest(said.encode(errors="surrogateescape"), self._secret.encode())


async def _read(request: web.Request) -> bytes:
    """Return the body, or as much as shows that it is too large."""
    try:
        return await request.content.readexactly(MAX_BODY_BYTES + 1)
    except asyncio.IncompleteReadError as exc:
        return exc.partial
