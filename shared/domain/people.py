"""Who somebody is, to the room and to the others in it."""

import unicodedata
from dataclasses import dataclass

MAX_NAME = 64
"""Characters; Telegram's first name alone may have as many, and a list line holds half of it."""

_JOINERS = "\u200c\u200d"
"""Zero-width, but family emoji and Persian names are spelt with them."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols without ink, which people take to have no name."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Controls, formatting (what turns the direction of the text is in it) and lone surrogates. Not
what is unassigned: next year's emoji look like that to this year's Python."""


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
    """
    Return a name that cannot disturb the page it is shown on.

    One line, single spaces, no control or bidirectional characters, at most :data:`MAX_NAME`
    characters; empty if nothing visible remains.
    """
    line = " ".join(f"{first} {last}".split())
    kept = "".join(c for c in line if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    name = " ".join(kept.split())[:MAX_NAME].rstrip(" " + _JOINERS)
    return name if name.strip(" " + _JOINERS + _BLANKS) else ""
