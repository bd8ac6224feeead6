"""How long pages of a room wait for an answer, and how far ahead its starts are set for that."""

from shared.domain.playback import MAX_LEAD_MS

SEEK_MS = 200
"""A seek to what is loaded, and the start after it, take a browser about as long."""
RESUME_MS = 100
"""The same of a start where it stands."""
MIN_LEAD_MS = 150
"""The line is not always as quick as usual."""
MOST_MS = 60_000
"""Whatever a page says of itself; nobody waits so long for an answer."""


class RoundTrips:
    """What pages report of themselves, kept in this process's memory while they are connected."""

    def __init__(self) -> None:
        self._rooms: dict[str, dict[str, float]] = {}

    def report(self, room_id: str, sid: str, round_trip_ms: float) -> None:
        """Note what a page usually waits for an answer; nonsense is passed over."""
        if 0 <= round_trip_ms <= MOST_MS:  # which neither NaN is nor any endless integer
            self._rooms.setdefault(room_id, {})[sid] = round_trip_ms

    def forget(self, room_id: str, sid: str) -> None:
        """Idempotent."""
        pages = self._rooms.get(room_id, {})
        pages.pop(sid, None)
        if not pages:
            self._rooms.pop(room_id, None)

    def lead_ms(self, room_id: str, preparing_ms: int = SEEK_MS) -> int:
        """
        Return how long it takes until everybody has heard of a start and is ready for it.

        A whole round trip of the slowest, though half of it is on the way here: ways differ.
        """
        slowest = max(self._rooms.get(room_id, {}).values(), default=0.0)
        return max(MIN_LEAD_MS, min(MAX_LEAD_MS, round(preparing_ms + slowest)))
