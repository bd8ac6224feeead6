"""The shared playhead: one linear motion, sampled by everyone."""

from dataclasses import dataclass, replace

MAX_LEAD_MS = 1_000
"""How far ahead a start may be set for everybody to be ready; farther is for people to wait for."""


@dataclass(frozen=True, slots=True)
class Playback:
    """
    Where the room is in its media, as a motion rather than a number.

    Attributes:
        position: Seconds from the start of the media, as measured at ``updated_at_ms``.
        rate: Media seconds per second of the clock; 1.0 is normal speed.
        paused: Whether the playhead is held still.
        updated_at_ms: Server clock when this was measured, milliseconds since the Unix epoch; ahead
            of now if it is yet to start.
    """

    position: float = 0.0
    rate: float = 1.0
    paused: bool = True
    updated_at_ms: int = 0

    def position_at(self, now_ms: int) -> float:
        """
        Return the playhead's position at an instant.

        Never runs backwards: an instant before ``updated_at_ms`` yields ``position``, because a
        start scheduled in the future has not begun.

        Args:
            now_ms: Server clock, milliseconds since the Unix epoch.

        Returns:
            Seconds from the start of the media.

        Source: W3C Timing Object, state vector without acceleration.
        """
        if self.paused:
            return self.position
        elapsed_ms = max(0, now_ms - self.updated_at_ms)
        return self.position + elapsed_ms / 1000 * self.rate

    def moved(
        self,
        now_ms: int,
        *,
        position: float | None = None,
        rate: float | None = None,
        paused: bool | None = None,
    ) -> "Playback":
        """
        Return the same motion re-measured at ``now_ms`` with what is given changed.

        What is yet to start keeps its instant, unless it is told to pause.
        """
        keeps_instant = self.is_ahead(now_ms) and not paused
        return replace(
            self,
            position=self.position_at(now_ms) if position is None else position,
            rate=self.rate if rate is None else rate,
            paused=self.paused if paused is None else paused,
            updated_at_ms=self.updated_at_ms if keeps_instant else now_ms,
        )

    def is_ahead(self, now_ms: int) -> bool:
        """Return whether it is to start by itself and has not yet."""
        return not self.paused and self.updated_at_ms > now_ms

    def is_scheduled(self, now_ms: int) -> bool:
        """Return whether it is to start by itself, so much later that people know of it."""
        return self.is_ahead(now_ms + MAX_LEAD_MS)
