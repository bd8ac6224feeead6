"""What logs of pages tell of how far they are from the room, and from each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Log = Mapping[str, Any]
"""What ``frame_log.js`` keeps of a page. Instants are milliseconds since the Unix epoch."""
Drifts = Mapping[int, float]
"""Milliseconds ahead of the room, by the part of the time that was watched."""

CLOCK_EVERY_MS = 100
PICTURES_EVERY_MS = 1_000
STEP_MS = 20
TOGETHER_MS = 20
HELD_MS = 300
GIVEN_UP_MS = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Milliseconds; of the drift the sizes.

    Attributes:
        spread_p95: How far pages are apart by the clocks of their media,
        shown_p95: and by the pictures they show.
        corrections: That can be heard, a minute and page.
        pages: The drift of each, ten times a second.
    """

    drift_p50: float
    drift_p95: float
    spread_p95: float
    shown_p95: float
    corrections: float
    pages: Sequence[Drifts]


def read(logs: Sequence[Log], playback: Mapping[str, Any], seconds: float) -> Reading:
    """Judge the last seconds of a room that played on all the while."""
    end = min(log["places"][-1][0] for log in logs)
    start = end - seconds * 1000
    running = [[(at, place) for at, place, stands in log["places"] if not stands] for log in logs]
    pages = [_drifts(places, playback, (start, end), CLOCK_EVERY_MS, median) for places in running]
    # A picture may wait for its screen, but is never shown early: the readiest of a second counts.
    shown = [_drifts(log["frames"], playback, (start, end), PICTURES_EVERY_MS, max) for log in logs]
    sizes = [abs(drift) for page in pages for drift in page.values()]
    heard = sum(_audible(log["rates"], start) for log in logs)
    return Reading(
        part_of(sizes, 0.5),
        part_of(sizes, 0.95),
        part_of(_spreads(pages), 0.95),
        part_of(_spreads(shown), 0.95),
        heard / len(logs) / seconds * 60,
        pages,
    )


def together_after(logs: Sequence[Log], at_ms: float, *, is_still: bool) -> float:
    """Return milliseconds until all pages were within 20 ms of each other, and stayed so."""

    def is_together(now: float) -> bool:
        places = [_place_at(log["places"], now, is_still=is_still) for log in logs]
        known = [place for place in places if place is not None]
        return len(known) == len(places) and (max(known) - min(known)) * 1000 <= TOGETHER_MS

    return _held_after(at_ms, is_together)


def in_sync_after(log: Log, playback: Mapping[str, Any], at_ms: float) -> float:
    """Return milliseconds until a page was within 20 ms of the room, and stayed so."""

    def is_there(now: float) -> bool:
        place = _place_at(log["places"], now, is_still=False)
        return place is not None and abs(place * 1000 - _due_ms(playback, now)) <= TOGETHER_MS

    return _held_after(at_ms, is_there)


def part_of(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


def _held_after(at_ms: float, is_met: Callable[[float], bool]) -> float:
    since = None
    for step in range(0, GIVEN_UP_MS, STEP_MS):
        if not is_met(at_ms + step):
            since = None
        elif since is None:
            since = step
        elif step - since >= HELD_MS:
            return float(since)
    return float("inf")


def _drifts(
    places: Iterable[tuple[float, float]],
    playback: Mapping[str, Any],
    window: tuple[float, float],
    every_ms: float,
    choose: Callable[[Sequence[float]], float],
) -> Drifts:
    start, end = window
    parts: dict[int, list[float]] = {}
    for at, place in places:
        if start <= at < end:
            ahead = place * 1000 - _due_ms(playback, at)
            parts.setdefault(int((at - start) / every_ms), []).append(ahead)
    return {part: choose(drifts) for part, drifts in parts.items()}


def _spreads(pages: Sequence[Drifts]) -> list[float]:
    """Return how far pages are apart, whenever something is known of all."""
    known = set.intersection(*(set(page) for page in pages))
    return [max(page[n] for page in pages) - min(page[n] for page in pages) for n in known]


def _due_ms(playback: Mapping[str, Any], wall_ms: float) -> float:
    elapsed: float = max(0.0, wall_ms - playback["updated_at_ms"]) * playback["rate"]
    return float(playback["position"]) * 1000 + elapsed


def _audible(rates: Sequence[tuple[float, float | None]], start: float) -> int:
    """Count seeks, and nudges of more than two parts in a hundred."""
    is_heard = [(at, rate is None or abs(rate - 1) > 0.021) for at, rate in rates if at >= start]
    begins = [now for (_, was), (_, now) in pairwise([(0.0, False), *is_heard]) if now and not was]
    return len(begins)


def _place_at(
    places: Sequence[tuple[float, float, bool]], now: float, *, is_still: bool
) -> float | None:
    """Return where the media was; None if it moved when it should stand, or the reverse."""
    before = [place for place in places if place[0] <= now]
    if not before:
        return None
    at, position, stands = before[-1]
    if stands is not is_still:
        return None
    return position if stands else position + (now - at) / 1000
