"""What those who run the service look at: records, and the stores that keep them, as protocols."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


class ReportListener(Protocol):
    """Who wants to hear of reports as they come in."""

    async def on_report(self, complaint: Complaint) -> None:
        """Be told of one that is kept. Does not wait for others, and never raises."""


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


@dataclass(frozen=True, slots=True)
class ServiceBan:
    """
    Somebody who is kept out of all rooms.

    Attributes:
        name: What they were called then; empty if they had no name.
        until_ms: When it ends, server clock; None if it does not.
    """

    user_id: int
    name: str
    reason: str
    at_ms: int
    until_ms: int | None = None

    def is_in_force(self, now_ms: int) -> bool:
        return self.until_ms is None or now_ms < self.until_ms


class ServiceBanStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_verdict_stores.py`` is the
    specification.
    """

    async def put(self, ban: ServiceBan) -> None:
        """Keep a ban in place of an earlier one."""

    async def of(self, user_id: int) -> ServiceBan | None:
        """Return a person's ban, over or not."""

    async def remove(self, user_id: int) -> None:
        """Idempotent."""

    async def in_force(self, now_ms: int, *, limit: int, offset: int = 0) -> Sequence[ServiceBan]:
        """Return those that are not over, the newest first."""


class Ruling(StrEnum):
    """What those who run the service can do."""

    DISMISSED = "dismissed"
    HIDDEN = "hidden"
    SHOWN = "shown"
    FEATURED = "featured"
    UNFEATURED = "unfeatured"
    CLOSED = "closed"
    BANNED = "banned"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Something that one of those who run the service did, and why.

    Attributes:
        by_id: Who did it.
        user_id: Whom it concerns: the room's owner, the banned; 0 once they have been forgotten.
        name: That person's then; empty if it was not known.
        room_id: Empty if it concerns no room.
        room_title: The room's name then.
        until_ms: When a ban ends; None if it does not, and for everything else.
        id: Ascends; 0 until it is stored.
    """

    ruling: Ruling
    by_id: int
    by_name: str
    user_id: int
    name: str
    room_id: str
    room_title: str
    reason: str
    at_ms: int
    until_ms: int | None = None
    id: int = 0


class VerdictStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_verdict_stores.py`` is the
    specification.
    """

    async def append(self, verdict: Verdict) -> None: ...

    async def latest(self, *, limit: int, offset: int = 0) -> Sequence[Verdict]:
        """Return the newest, the newest of them first."""

    async def on(self, room_ids: Collection[str], ruling: Ruling) -> Mapping[str, Verdict]:
        """Return the newest verdict of a kind on each room that has one."""

    async def closed_of(self, user_id: int, *, limit: int) -> Sequence[Verdict]:
        """Return the newest closings of a person's rooms, the newest of them first."""
