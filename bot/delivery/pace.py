"""Pace: when what goes to Telegram may leave, so that it arrives within its limits."""

from collections import deque
from dataclasses import dataclass

ChatId = int | str
"""As methods take it: a number, or the ``@name`` of a public group or channel."""

KEPT_CHATS = 4_096
"""Twice those that 30 requests a second can reach before the first is forgotten by its minute."""


@dataclass(frozen=True, slots=True)
class Rate:
    limit: int
    per_ms: int


@dataclass(frozen=True, slots=True)
class Rates:
    """
    Telegram's: one message a second in a chat, of which short bursts pass; 20 a minute in a group
    or channel; 30 a second in all. Three in three seconds is a burst of three, and no more than
    one a second for longer.

    Source: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    """

    chat: Rate = Rate(3, 3_000)
    group: Rate = Rate(20, 60_000)
    all: Rate = Rate(30, 1_000)


class Window:
    """
    Lets so many requests reach the other side within any stretch of time.

    When a request arrives there is not known: at some moment between leaving and being answered.
    So it counts while it is under way, and for the whole stretch after its answer.
    """

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._under_way = 0
        self._answered_ms: deque[int] = deque()

    def wait_ms(self, now_ms: int) -> int:
        """Return 0 if one may leave now, else after how long to ask again."""
        while self._answered_ms and now_ms - self._answered_ms[0] > self._rate.per_ms:
            self._answered_ms.popleft()
        excess = len(self._answered_ms) + self._under_way - self._rate.limit
        if excess < 0:
            return 0
        # One under way is answered now at the earliest.
        answered_ms = self._answered_ms[excess] if excess < len(self._answered_ms) else now_ms
        return answered_ms + self._rate.per_ms + 1 - now_ms

    def leave(self) -> None:
        self._under_way += 1

    def answered(self, now_ms: int) -> None:
        self._under_way -= 1
        self._answered_ms.append(now_ms)

    def is_idle(self, now_ms: int) -> bool:
        self.wait_ms(now_ms)
        return not self._under_way and not self._answered_ms


@dataclass(slots=True)
class _Chat:
    windows: list[Window]
    held_until_ms: int = 0


class Pace:
    """When a request may leave: arithmetic, without waiting."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._all = Window(rates.all)
        self._chats: dict[ChatId, _Chat] = {}

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats)

    def wait_ms(self, chat_id: ChatId | None, now_ms: int, *, is_counted: bool = True) -> int:
        """Return 0 if a request may leave now, else after how long to ask again."""
        chat = self._chats.get(chat_id) if chat_id is not None else None
        waits_ms = [0]
        if chat:
            waits_ms.append(chat.held_until_ms - now_ms)
        if is_counted:
            windows = [self._all, *(chat.windows if chat else ())]
            waits_ms += [window.wait_ms(now_ms) for window in windows]
        return max(waits_ms)

    def leave(self, chat_id: ChatId | None, now_ms: int) -> None:
        """Count a request that leaves; :meth:`answered` must follow."""
        for window in self._windows(chat_id, now_ms):
            window.leave()

    def answered(self, chat_id: ChatId | None, now_ms: int) -> None:
        """Count it from now on as answered, or as lost."""
        for window in self._windows(chat_id, now_ms):
            window.answered(now_ms)

    def hold(self, chat_id: ChatId, until_ms: int) -> None:
        """Let nothing leave to a chat before an instant."""
        chat = self._chat(chat_id, until_ms)
        chat.held_until_ms = max(until_ms, chat.held_until_ms)

    def _windows(self, chat_id: ChatId | None, now_ms: int) -> list[Window]:
        windows = self._chat(chat_id, now_ms).windows if chat_id is not None else []
        return [self._all, *windows]

    def _chat(self, chat_id: ChatId, now_ms: int) -> _Chat:
        if chat_id not in self._chats:
            if len(self._chats) >= KEPT_CHATS:
                self._forget_idle(now_ms)
            is_person = isinstance(chat_id, int) and chat_id > 0
            rates = [self._rates.chat] if is_person else [self._rates.chat, self._rates.group]
            self._chats[chat_id] = _Chat([Window(rate) for rate in rates])
        return self._chats[chat_id]

    def _forget_idle(self, now_ms: int) -> None:
        self._chats = {
            chat_id: chat
            for chat_id, chat in self._chats.items()
            if chat.held_until_ms > now_ms
            or not all(window.is_idle(now_ms) for window in chat.windows)
        }
