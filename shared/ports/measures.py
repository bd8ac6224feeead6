"""What is counted for those who run the service."""

from dataclasses import dataclass
from typing import Protocol

from shared.domain.sync_report import ReportSync


@dataclass(frozen=True, slots=True)
class Exposition:
    """What was counted, as who gathers it reads it."""

    content_type: str
    body: bytes


class Measures(Protocol):
    """What is counted of how well the service does; of whom, nobody can tell."""

    def note(self, report: ReportSync) -> None:
        """Count what a page tells of its sync; cheap, for there are many."""

    def expose(self, *, rooms: int, people: int) -> Exposition:
        """
        Args:
            rooms: In which somebody is right now.
            people: Who are in them.
        """
