"""How often a person may ask for what."""

from enum import Enum

from limits import (
    RateLimitItem,
    RateLimitItemPerHour,
    RateLimitItemPerMinute,
    RateLimitItemPerSecond,
)
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from shared.clock import SystemClock
from shared.domain.errors import RateLimited


class Rate(Enum):
    """Each is far above what hands do and far below what hurts the others."""

    CONNECT = RateLimitItemPerSecond(60, 10)  # a flapping network, a few tabs
    COMMAND = RateLimitItemPerSecond(200, 10)  # a long list pasted item by item, a slider dragged
    CLOCK = RateLimitItemPerSecond(60, 3)  # 12 a second for 4 s after each return, then ever fewer
    SYNC = RateLimitItemPerSecond(50, 10)  # a snapshot per reconnection or gap
    MESSAGE = RateLimitItemPerSecond(20, 10)  # fast typing of short lines
    TYPING = RateLimitItemPerSecond(15, 10)  # a page hints every few seconds; a few windows
    HISTORY = RateLimitItemPerSecond(40, 10)  # a long evening read back by flinging
    EMOTION = RateLimitItemPerSecond(30, 2)  # two thumbs at full speed
    GALLERY = RateLimitItemPerSecond(80, 10)  # a page each, searched in while it refreshes
    CURVE = RateLimitItemPerMinute(120)  # one per video that comes on, a few windows
    NOTIFICATIONS = RateLimitItemPerMinute(90)  # a look every few seconds, a few windows
    CALL = RateLimitItemPerMinute(40)  # everybody on the list, twice
    REPORT = RateLimitItemPerMinute(10)  # a queue of broken videos, skipped one by one
    COMPLAINT = RateLimitItemPerHour(20)  # each is read by a person; a raid of spammers
    STATE = RateLimitItemPerSecond(30, 10)  # one page speaks every two seconds; a few windows
    STALL = RateLimitItemPerSecond(70, 10)  # at most one in half a second; a few windows
    READINESS = RateLimitItemPerSecond(10, 10)  # a change of mind; each is written and told to all
    MEASURE = RateLimitItemPerMinute(20)  # a page speaks once a minute; a few windows
    FLOOD = RateLimitItemPerSecond(300, 10)  # refusals before a connection is closed
    CREATE_ROOM = RateLimitItemPerMinute(60)
    LOOK_UP = RateLimitItemPerMinute(300)  # each may cost us a request to the outside
    GUEST_ADDRESS = RateLimitItemPerMinute(600)  # guests make up who they are, not where


class Limits:
    """Counts in this process's memory."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._clock = SystemClock()

    async def check(self, rate: Rate, who: object) -> None:
        """
        Count one more.

        Raises:
            RateLimited: If that is too many; ``retry_after`` is in seconds.
        """
        item: RateLimitItem = rate.value
        if await self._limiter.hit(item, rate.name, str(who)):
            return
        window = await self._limiter.get_window_stats(item, rate.name, str(who))
        wait_s = window.reset_time - self._clock.precise_ms() / 1000
        raise RateLimited(retry_after=max(0.1, round(wait_s, 1)))
