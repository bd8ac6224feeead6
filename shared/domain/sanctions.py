"""What a person is kept from: an entry of a room's list of the muted, the kicked or the banned."""

from collections.abc import Iterable
from dataclasses import dataclass

MAX_REASON = 200
"""Characters; two sentences, said once."""
MAX_SANCTIONED = 500
"""People on one list; beyond it a room is better made private."""
LONGEST_S = 366 * 24 * 60 * 60
"""Telegram, too, takes longer restrictions for ones that last for good."""
KICK_MS = 60_000
"""How long a kicked person stays out: long enough for everybody to notice that they are gone."""


@dataclass(frozen=True, slots=True)
class Sanction:
    """
    Attributes:
        name: What the person was called then; admins read it on the list.
        until_ms: When it ends, server clock; None if it does not.
    """

    user_id: int
    name: str = ""
    until_ms: int | None = None
    reason: str = ""

    def is_in_force(self, now_ms: int) -> bool:
        return self.until_ms is None or now_ms < self.until_ms


Sanctions = tuple[Sanction, ...]


def sanction_of(sanctions: Sanctions, user_id: int, now_ms: int) -> Sanction | None:
    """Return what is in force against a person."""
    found = (known for known in sanctions if known.user_id == user_id)
    return next((known for known in found if known.is_in_force(now_ms)), None)


def with_sanction(sanctions: Sanctions, sanction: Sanction, now_ms: int) -> Sanctions:
    """Return the list with one more; one for the same person, and those that ended, are gone."""
    return (*_others(sanctions, sanction.user_id, now_ms), sanction)


def without_person(sanctions: Sanctions, user_id: int) -> Sanctions:
    return tuple(known for known in sanctions if known.user_id != user_id)


def without_name(sanctions: Sanctions, user_id: int) -> Sanctions:
    """Return the list with a person known by nothing but their id: what is to hold, still holds."""
    return tuple(
        Sanction(user_id, until_ms=known.until_ms) if known.user_id == user_id else known
        for known in sanctions
    )


def _others(sanctions: Sanctions, user_id: int, now_ms: int) -> Iterable[Sanction]:
    return (known for known in without_person(sanctions, user_id) if known.is_in_force(now_ms))
