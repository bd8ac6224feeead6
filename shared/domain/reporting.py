"""What people may report to those who run the service, and on what grounds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from annotated_types import MaxLen

from shared.domain.fields import MessageId, UserId

MAX_WORDS = 500
"""Characters of a report in its writer's own words: a paragraph."""


class About(StrEnum):
    """What a report is about."""

    MESSAGE = "message"
    PERSON = "person"
    ROOM = "room"


class Grounds(StrEnum):
    """Why something is reported."""

    SPAM = "spam"
    ABUSE = "abuse"
    ILLEGAL = "illegal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Report:
    """Report a message, a person or the room to those who run the service."""

    needs: ClassVar = None

    about: About
    reason: Grounds
    message_id: MessageId | None = None
    user_id: UserId | None = None
    text: Annotated[str, MaxLen(MAX_WORDS)] = ""
