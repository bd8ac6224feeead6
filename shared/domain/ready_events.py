"""What happened to a ready check; part of ``events.py``."""

from dataclasses import dataclass

from shared.domain.playback import Playback
from shared.domain.ready_check import ReadyCheck


@dataclass(frozen=True, slots=True)
class ReadyCheckStarted:
    """Everybody is asked whether they are ready."""

    check: ReadyCheck


@dataclass(frozen=True, slots=True)
class ReadinessChanged:
    """A person is ready, or no longer."""

    user_id: int
    is_ready: bool


@dataclass(frozen=True, slots=True)
class CountdownStarted:
    """The room starts when the countdown is at nought, which its motion names."""

    playback: Playback


@dataclass(frozen=True, slots=True)
class ReadyCheckEnded:
    """Nobody is asked any more."""


ReadyEvent = ReadyCheckStarted | ReadinessChanged | CountdownStarted | ReadyCheckEnded
