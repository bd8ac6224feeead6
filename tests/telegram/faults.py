"""What can go wrong between a bot and Telegram, on demand."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.telegram.refusals import Refusal, too_many


@dataclass(frozen=True, slots=True)
class TooManyRequests:
    retry_after: int


@dataclass(frozen=True, slots=True)
class ServerError:
    code: int = 502


@dataclass(frozen=True, slots=True)
class Refused:
    """
    Attributes:
        description: Whole, e.g. ``Bad Request: CHAT_ADMIN_REQUIRED``.
    """

    code: int
    description: str
    migrate_to_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class LostRequest:
    """The connection ends before Telegram has done anything."""


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """Telegram does what it was asked; the connection ends before it says so."""


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """Telegram does what it was asked at once, and says so later."""

    seconds: float


Fault = TooManyRequests | ServerError | Refused | LostRequest | LostAnswer | LateAnswer


class Faults:
    """Each is used up by the first request of its method; ``*`` is any but getUpdates."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Fault]] = []

    def add(self, method: str, faults: Sequence[Fault]) -> None:
        self._waiting += [(method, fault) for fault in faults]

    def take(self, method: str) -> Fault | None:
        for place, (name, fault) in enumerate(self._waiting):
            if name == method or (name == "*" and method != "getUpdates"):
                del self._waiting[place]
                return fault
        return None

    def __len__(self) -> int:
        return len(self._waiting)


def provoke(fault: Fault | None) -> None:
    """Raise the refusal that a fault is, if it is one."""
    if isinstance(fault, TooManyRequests):
        raise too_many(fault.retry_after)
    if isinstance(fault, ServerError):
        raise Refusal(fault.code, "Internal Server Error" if fault.code == 500 else "Bad Gateway")
    if isinstance(fault, Refused):
        migrated = fault.migrate_to_chat_id
        parameters = {} if migrated is None else {"migrate_to_chat_id": migrated}
        raise Refusal(fault.code, fault.description, **parameters)
