"""Who somebody is, to the room and to the others in it."""

from dataclasses import dataclass

from shared.domain.lines import one_line

MAX_NAME = 64
"""Characters; Telegram's first name alone may have as many, and a list line holds half of it."""


@dataclass(frozen=True, slots=True)
class Person:
    """
    Attributes:
        id: Positive for Telegram's users, negative for guests; exact in JavaScript.
        name: Ready to be shown; empty if there is none, so that each reader's page can name a
            guest in the reader's language.
        language: As Telegram gives it, e.g. ``ru`` or ``zh-hans-raw``; a hint.
    """

    id: int
    name: str
    username: str | None = None
    language: str | None = None
    is_guest: bool = False


def display_name(first: str, last: str = "") -> str:
    """Return a name of at most :data:`MAX_NAME` characters; empty if there is nothing to see."""
    return one_line(f"{first} {last}", limit=MAX_NAME)
