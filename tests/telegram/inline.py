"""Inline mode: what is asked, and what the bot prepared to be shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.telegram.messages import Object

if TYPE_CHECKING:
    from tests.telegram.people import Person


@dataclass(eq=False)
class InlineAsked:
    """
    Attributes:
        answer: The parameters of the answerInlineQuery; None until it came.
    """

    id: str
    person: Person
    query: str
    offset: str
    answer: Object | None = None

    @property
    def results(self) -> list[Object]:
        return list((self.answer or {}).get("results", []))


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    Attributes:
        where: The kinds of chats that it may be sent to: user, bot, group, channel.
    """

    id: str
    user_id: int
    result: Object
    where: frozenset[str]
