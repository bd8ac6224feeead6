"""What pages tell of their sync, counted for Prometheus."""

from collections.abc import Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from shared.domain.sync_report import PlayerKind, ReportSync
from shared.ports.measures import Exposition

_NAMESPACE = "watch_together"

# Seconds, as Prometheus has it. Each has its bounds where something changes for people or for us.
DRIFT_S = (0.001, 0.002, 0.004, 0.008, 0.02, 0.04, 0.08, 0.12, 0.25, 0.5, 1.0, 2.0)
"""
A file's player is left alone within 4 ms and YouTube's within 80; above 250 ms a page hurries, from
a second on a person counts as behind, and from two on the player lands again.
"""
PRECISION_S = (0.0005, 0.001, 0.0015, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25)
"""A page asks for the time until it is a millisecond, and again above one and a half."""
ROUND_TRIP_S = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0)
"""Starts are set ahead for lines of up to 800 ms, 900 for playing on; whoever is slower is late."""
TO_SYNC_S = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0, 30.0)
"""A second is what we aim for once there is media; five are what people wait for a page."""
STALLED_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)
"""Of the minute of a report; the first one is those that did not wait at all."""


class Metrics:
    """
    In a registry of its own: two applications in one process do not add up. The only label is what
    plays it, and each of its values is there from the beginning.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._drift_p50 = self._of_players(
            "drift_p50_seconds", "Off the room during half of a page's last ten seconds.", DRIFT_S
        )
        self._drift_p95 = self._of_players(
            "drift_p95_seconds", "The same, but for one reading in twenty.", DRIFT_S
        )
        self._to_sync = self._of_players(
            "time_to_sync_seconds", "From opening the page to being with the room.", TO_SYNC_S
        )
        self._stalled = self._of_players(
            "stalled_seconds", "Waited for media during a report's minute.", STALLED_S
        )
        self._precision = self._of_lines(
            "clock_precision_seconds", "What jitter leaves of an error.", PRECISION_S
        )
        self._round_trip = self._of_lines(
            "round_trip_seconds", "What pages usually wait for an answer.", ROUND_TRIP_S
        )
        self._counters = {
            "stalls": self._counted("stalls", "Waits for media in the middle of playing."),
            "seeks": self._counted("seeks", "Corrections that stopped or moved a player."),
            "landings": self._counted("landings", "Players brought to where the room would be."),
            "audible_nudges": self._counted(
                "audible_nudges", "Corrections by a rate that can be heard."
            ),
            "false_pauses": self._counted("false_pauses", "Pauses nobody asked for, undone."),
        }
        self._rooms = self._gauge("rooms", "Rooms with people in them.")
        self._people = self._gauge("people", "People connected, in each room.")

    def note(self, report: ReportSync) -> None:
        player = report.player
        for histogram, ms in (
            (self._drift_p50[player], report.drift_p50_ms),
            (self._drift_p95[player], report.drift_p95_ms),
            (self._to_sync[player], report.in_sync_after_ms),
            (self._precision, report.precision_ms),
            (self._round_trip, report.round_trip_ms),
        ):
            if ms is not None:
                histogram.observe(ms / 1000)
        self._stalled[player].observe(report.stalled_s)
        for name, counters in self._counters.items():
            if count := getattr(report, name):
                counters[player].inc(count)

    def expose(self, *, rooms: int, people: int) -> Exposition:
        self._rooms.set(rooms)
        self._people.set(people)
        return Exposition(CONTENT_TYPE_LATEST, generate_latest(self._registry))

    def _of_players(
        self, name: str, meaning: str, bounds: Sequence[float]
    ) -> Mapping[PlayerKind, Histogram]:
        histogram = Histogram(
            name, meaning, ["player"], _NAMESPACE, registry=self._registry, buckets=bounds
        )
        return {kind: histogram.labels(kind) for kind in PlayerKind}

    def _of_lines(self, name: str, meaning: str, bounds: Sequence[float]) -> Histogram:
        return Histogram(
            name, meaning, namespace=_NAMESPACE, registry=self._registry, buckets=bounds
        )

    def _counted(self, name: str, meaning: str) -> Mapping[PlayerKind, Counter]:
        counter = Counter(name, meaning, ["player"], _NAMESPACE, registry=self._registry)
        return {kind: counter.labels(kind) for kind in PlayerKind}

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, namespace=_NAMESPACE, registry=self._registry)
