"""The machine's clock, read in one place."""

import time


class SystemClock:
    """
    Milliseconds since the Unix epoch that never jump while the process lives.

    Anchored to the wall clock once and carried on by the monotonic one, so that an NTP step cannot
    move a playhead that people are watching.
    """

    def __init__(self) -> None:
        self._epoch_ns = time.time_ns() - time.monotonic_ns()

    def now_ms(self) -> int:
        return int(self.precise_ms())

    def precise_ms(self) -> float:
        """Return the same instant with its fraction, for measuring round trips."""
        return (self._epoch_ns + time.monotonic_ns()) / 1e6
