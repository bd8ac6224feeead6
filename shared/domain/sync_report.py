"""How well pages were with their rooms, as each of them tells now and then."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import Ge, Le

MAX_MS = 10 * 60 * 1000
"""Whatever a page says of itself; nothing that is reported lasts ten minutes."""
MAX_COUNT = 1_000
"""Things a page does between two reports: sixteen a second if they are a minute apart."""

Milliseconds = Annotated[float, Ge(0), Le(MAX_MS)]
Seconds = Annotated[float, Ge(0), Le(MAX_MS / 1000)]
Count = Annotated[int, Ge(0), Le(MAX_COUNT)]


class PlayerKind(StrEnum):
    """What plays it in the page; each can keep in step in its own way."""

    FILE = "file"
    HLS = "hls"
    YOUTUBE = "youtube"


@dataclass(frozen=True, slots=True)
class ReportSync:
    """
    Tell how well this page kept with the room lately, and what that took since it last told.

    Attributes:
        drift_p50_ms: Off the room by so much, either way, during half of the last ten seconds.
        drift_p95_ms: And during all of them but for one reading in twenty.
        precision_ms: What jitter leaves of an error in the page's idea of the server's clock.
        round_trip_ms: What it usually waits for an answer.
        in_sync_after_ms: From opening the page to being with the room; told once.
        stalls: How often it waited for media in the middle of playing.
        stalled_s: How long, all together.
        seeks: Corrections that stopped the player or sent it elsewhere.
        landings: Times it was brought to a place where the room was about to be, these among them.
        audible_nudges: Corrections by a rate that can be heard.
        false_pauses: Pauses that nobody asked for, and that were undone.
    """

    needs: ClassVar = None

    player: PlayerKind
    drift_p50_ms: Milliseconds | None = None
    drift_p95_ms: Milliseconds | None = None
    precision_ms: Milliseconds | None = None
    round_trip_ms: Milliseconds | None = None
    in_sync_after_ms: Milliseconds | None = None
    stalls: Count = 0
    stalled_s: Seconds = 0.0
    seeks: Count = 0
    landings: Count = 0
    audible_nudges: Count = 0
    false_pauses: Count = 0
