"""How people keep up with the room, as each of their pages tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import Ge, Le

MAX_DRIFT_MS = 10**9
"""Eleven days, the longest that a video may be."""

DriftMs = Annotated[int, Ge(-MAX_DRIFT_MS), Le(MAX_DRIFT_MS)]
"""Player minus room: positive if ahead."""


class PageState(StrEnum):
    """The better ones first: of a person's devices, the best counts."""

    IN_SYNC = "in_sync"
    ADVERTISEMENT = "advertisement"
    """Its player shows something else; it can neither wait for that nor be behind with it."""
    BEHIND = "behind"
    STALLED = "stalled"
    AWAY = "away"
    SECOND_SCREEN = "second_screen"
    """It shows no picture; whoever has another device is what that one says."""


@dataclass(frozen=True, slots=True)
class Report:
    """
    What a page says of itself.

    Attributes:
        drift_ms: None if it does not know.
    """

    state: PageState = PageState.IN_SYNC
    drift_ms: int | None = None


ALL_WELL = Report()


@dataclass(frozen=True, slots=True)
class ReportState:
    """Tell how this page keeps up with the room, whenever that changes."""

    needs: ClassVar = None

    state: PageState
    drift_ms: DriftMs | None = None


_ORDER = list(PageState)


def best(reports: Iterable[Report]) -> Report:
    """Return the report that speaks for a person of several devices."""
    return min(reports, key=lambda report: _ORDER.index(report.state), default=ALL_WELL)
