"""Whether everybody is ready, and the countdown that follows."""

from dataclasses import dataclass

CHECK_MS = 60_000
"""Long enough to fetch the tea; who is not back by then keeps the others waiting for no longer."""
COUNT_MS = 3_000
"""Three, two, one: time to look up, too short to look away again."""
MAX_CHECKED = 50
"""People; each answer is a version of the room, and of more somebody is always in the kitchen."""


@dataclass(frozen=True, slots=True)
class ReadyCheck:
    """
    Attributes:
        until_ms: When it ends by itself if somebody is still not ready, server clock.
        ready: Who has said so, in ascending order.
        starts_at_ms: When the countdown is at nought and the room plays; None while it is asked.
    """

    id: str
    until_ms: int
    ready: tuple[int, ...] = ()
    starts_at_ms: int | None = None

    @property
    def ends_ms(self) -> int:
        """Return from when on it no longer counts, if nobody ends it before."""
        return self.until_ms if self.starts_at_ms is None else self.starts_at_ms
