"""The Bot API within reach or not: which errors mean what, and waiting until it answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

logger = logging.getLogger(__name__)

FIRST_RETRY_S = 1.0
LAST_RETRY_S = 60.0
"""Where Telegram is blocked, the web app goes on; a mirror that comes back is found in a minute."""

# aiogram wraps what goes wrong behind a proxy, but not the proxy's own errors.
_BY_PROXY = (ProxyError, ProxyConnectionError, ProxyTimeoutError)
OUT_OF_REACH = (AiogramError, *_BY_PROXY)

TOKEN_REFUSED = (TelegramUnauthorizedError, TelegramNotFound)
"""What a question without a chat is answered with: 404 if a token does not even look like one."""

T = TypeVar("T")


def is_broken(error: Exception) -> bool:
    """Whether it is the way there, or the server, that failed; not the request."""
    if isinstance(error, ClientDecodeError):
        return isinstance(error.data, str)  # a gateway's page in place of an answer
    broken = (TelegramNetworkError, TelegramServerError, *_BY_PROXY)
    return isinstance(error, broken) and not isinstance(error, TelegramEntityTooLarge)


def has_not_left(error: Exception) -> bool:
    """Whether there was not even a connection: what was asked for has certainly not been done."""
    not_connected = (ClientConnectorError, *_BY_PROXY)
    return isinstance(error, not_connected) or isinstance(error.__cause__, not_connected)


def reason(error: Exception) -> str:
    """
    Return what may be logged: Telegram's own words, else the kind of error.

    A client's messages may show the address, in which the token is; an answer that could not be
    read may show what people wrote.
    """
    if isinstance(error, TelegramAPIError) and not isinstance(error, TelegramNetworkError):
        return error.message
    return type(error.__cause__ or error).__name__


async def until_reached(ask: Callable[[], Awaitable[T]]) -> T:
    """
    Ask until the Bot API answers, ever less often.

    Raises:
        TelegramUnauthorizedError, TelegramNotFound: The :data:`TOKEN_REFUSED`.
    """
    delay_s = FIRST_RETRY_S
    while True:
        try:
            return await ask()
        except TOKEN_REFUSED:
            raise
        except OUT_OF_REACH as exc:
            wait_s = max(delay_s, exc.retry_after if isinstance(exc, TelegramRetryAfter) else 0)
            logger.warning("the Bot API is out of reach, again in %.0f s: %s", wait_s, reason(exc))
        await asyncio.sleep(wait_s)
        delay_s = min(2 * delay_s, LAST_RETRY_S)
