"""What people call things, made fit to stand in a line among others."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width, but family emoji and Persian words are spelt with them."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols without ink, which people take to have no name."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
"""Controls, formatting (what turns the direction of the text is in it) and lone surrogates. Not
what is unassigned: next year's emoji look like that to this year's Python."""


def one_line(text: str, *, limit: int) -> str:
    """
    Return text that cannot disturb the page it is shown on.

    One line, single spaces, no control or bidirectional characters, at most ``limit`` characters;
    empty if nothing visible remains.
    """
    line = " ".join(text.split())
    kept = "".join(c for c in line if c in JOINERS or unicodedata.category(c) not in _UNSEEN)
    name = " ".join(kept.split())[:limit].rstrip(" " + JOINERS)
    return name if name.strip(" " + JOINERS + _BLANKS) else ""
