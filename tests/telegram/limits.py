"""
How much a bot may send.

Telegram says about 1 message a second in a chat, with short bursts; 20 a minute in a group; about
30 a second in all. Source: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

UNEVEN_S = 0.3
"""By how much requests sent in time may draw together on their way through a busy machine."""


@dataclass
class Limits:
    """
    Attributes:
        per_chat_s: Sustained messages a second in one chat: the refill of a bucket.
        burst: What may come at once: the size of that bucket.
        per_group_minute: In any minute in one group, supergroup or channel.
        per_second: In any second in all.
        is_on: Whether any of that is enforced.
    """

    per_chat_s: float = 1.0
    burst: int = 3
    per_group_minute: int = 20
    per_second: int = 30
    is_on: bool = True


def is_counted(method: str) -> bool:
    """Return whether a request is one of those that are limited: sends, edits and copies."""
    return method.startswith(("send", "edit", "copy", "forward")) and method != "sendChatAction"


@dataclass
class Throttle:
    limits: Limits
    _bucket: dict[int, tuple[float, float]] = field(default_factory=dict)
    _minute: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _second: deque[float] = field(default_factory=deque)

    def admit(self, chat_id: int, at_s: float) -> int:
        """Count a request, or return how many whole seconds to wait; what is refused counts not."""
        if not self.limits.is_on:
            return 0
        tokens, wait_s = self._tokens(chat_id, at_s)
        second = self._within(self._second, at_s, 1.0)
        wait_s = max(wait_s, second[0] + 1 - at_s if len(second) >= self.limits.per_second else 0)
        if chat_id < 0:
            minute = self._within(self._minute[chat_id], at_s, 60.0)
            is_full = len(minute) >= self.limits.per_group_minute
            wait_s = max(wait_s, minute[0] + 60 - at_s if is_full else 0)
        if wait_s > 0:
            return math.ceil(wait_s)
        self._bucket[chat_id] = (tokens - 1, at_s)
        self._second.append(at_s)
        self._minute[chat_id].append(at_s)
        return 0

    def _tokens(self, chat_id: int, at_s: float) -> tuple[float, float]:
        """Return what is in the chat's bucket, and the time until there is a whole one."""
        tokens, since_s = self._bucket.get(chat_id, (float(self.limits.burst), at_s))
        tokens = min(self.limits.burst, tokens + (at_s - since_s) * self.limits.per_chat_s)
        lacks = 1 - tokens - UNEVEN_S * self.limits.per_chat_s
        return tokens, max(lacks, 0) / self.limits.per_chat_s

    @staticmethod
    def _within(times: deque[float], at_s: float, window_s: float) -> deque[float]:
        while times and times[0] <= at_s - window_s + UNEVEN_S:
            times.popleft()
        return times
