"""Where it is kept who did what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Action:
    """
    Something that one of those who keep a room in order did.

    Attributes:
        id: Ascends within a room; 0 until it is stored.
        kind: The name of what happened, as events are named on the wire.
        facts: What JSON can carry; whom it is about is their ``user_id``.
    """

    room_id: str
    user_id: int
    kind: str
    facts: Mapping[str, object]
    at_ms: int
    id: int = 0


class ActionStore(Protocol):
    async def append(self, *actions: Action) -> None: ...

    async def latest(
        self, room_id: str, *, limit: int, before: int | None = None
    ) -> Sequence[Action]:
        """Return the newest (older than an id, if given), the newest of them first."""

    async def forget(self, before_ms: int) -> None:
        """Forget those of before an instant, in all rooms."""
