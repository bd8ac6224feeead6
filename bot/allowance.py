"""How much a person may ask of the bot within a time; counted in this process's memory."""

from limits import RateLimitItem
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from shared.domain.errors import RateLimited


class Allowance:
    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def take(self, rate: RateLimitItem, *whose: object) -> None:
        """
        Count one more.

        Raises:
            RateLimited: If that is too many.
        """
        if not await self._limiter.hit(rate, *map(str, whose)):
            raise RateLimited(retry_after=rate.get_expiry())
