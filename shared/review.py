"""What those who run the service look at: records, and the stores that keep them, as protocols."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.domain.reporting import About, Grounds


@dataclass(frozen=True, slots=True)
class Complaint:
    """
    A report as it is kept, with a snapshot of what it is about.

    Attributes:
        room_title: The room's name then; empty if it had none.
        target_id: The message, or the person; 0 if it is the room itself.
        user_id: Whom it concerns: who wrote the message, the person, the room's owner.
        name: That person's then; empty if they had none.
        quote: The message's text then; empty for anything else.
        words: What the reporter wrote.
        id: Ascends; 0 until it is stored.
    """

    room_id: str
    room_title: str
    about: About
    target_id: int
    user_id: int
    name: str
    quote: str
    reporter_id: int
    reporter_name: str
    grounds: Grounds
    words: str
    at_ms: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """
    All open reports about the same.

    Attributes:
        first: The oldest of them.
        latest: A few of them, the newest first.
        count: How many there are.
    """

    first: Complaint
    latest: tuple[Complaint, ...]
    count: int


class ComplaintStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_complaint_store.py`` is the
    specification.
    """

    async def add(self, complaint: Complaint) -> bool:
        """Keep it; False, and nothing is kept, if this reporter has reported the same before."""

    async def cases(self, *, latest: int, limit: int, offset: int = 0) -> Sequence[Case]:
        """
        Return the open cases, the oldest first.

        Args:
            latest: How many reports of each are told.
        """

    async def settle(self, complaint_id: int) -> Complaint:
        """
        Close the case that an open report belongs to, and return the report.

        Raises:
            ReportNotFound: If there is no such open report.
        """
