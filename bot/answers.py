"""Answers to buttons and inline queries: after a while Telegram takes none, and nobody waits."""

from collections.abc import Awaitable

from aiogram.exceptions import TelegramBadRequest

_TOO_LATE = "query is too old"


async def in_time(answer: Awaitable[bool]) -> bool:
    """
    Give an answer, and return whether anybody was still waiting for it.

    Args:
        answer: As ``query.answer(…)`` returns it.
    """
    try:
        await answer
    except TelegramBadRequest as exc:
        if _TOO_LATE not in exc.message:
            raise
        return False
    return True
