"""When the room waits for those whose video has stalled, and for how long."""

from dataclasses import dataclass
from enum import StrEnum

MAX_AWAITED_CROWD = 10
"""People; in a greater room somebody always stalls, and nobody knows whom they wait for."""
HOLD_MS = 15_000
"""A line that hiccups is back by then, and people have looked at a still picture long enough."""
MAX_HOLDS = 3
"""For one person within :data:`HOLDS_WITHIN_MS`: three are bad luck, the fourth is their line."""
MAX_ROOM_HOLDS = 6
"""
For everybody together within :data:`HOLDS_WITHIN_MS`: two people's bad luck. Guests make up who
they are, so one of them could keep a room standing; this way, for 90 seconds of the ten minutes.
"""
HOLDS_WITHIN_MS = 10 * 60 * 1000
"""A line that carried the film for so long may have its bad luck anew."""


class Patience(StrEnum):
    """Whether the room stops for those who cannot go on."""

    AUTO = "auto"
    """While at most ten people are in."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Hold:
    """
    The room stands still for somebody, and will go on by itself.

    Attributes:
        user_ids: Whom it waits for, in ascending order.
        since_ms: When it stopped, server clock.
        until_ms: When it goes on without them at the latest: the instant that its motion begins at.
    """

    user_ids: tuple[int, ...]
    since_ms: int
    until_ms: int


def has_patience(patience: Patience, people: int) -> bool:
    """Return whether a room with so many people in it waits."""
    if patience is Patience.AUTO:
        return people <= MAX_AWAITED_CROWD
    return patience is Patience.ALWAYS
