"""What people say, made fit to be shown to others."""

import re
import unicodedata

from shared.domain.lines import one_line

MAX_BLANK_LINES = 1
"""In a row: enough for a paragraph, too few to push what others said off the screen."""

# Controls but for tab and newline, lone surrogates, and what would turn the direction of words
# beyond its own line. Marks of direction stay: Hebrew and Arabic are written with them, and the
# page isolates each line.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TOO_MANY_LINES = re.compile(rf"\n(?:[^\S\n]*\n){{{MAX_BLANK_LINES + 1},}}")


def clean_utterance(text: str) -> str:
    """Return what is to be read of a text; empty if there is nothing to see in it."""
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = _UNPRINTABLE.sub("", text).strip()
    kept = _TOO_MANY_LINES.sub("\n" * (MAX_BLANK_LINES + 1), kept)
    return kept if one_line(kept, limit=len(kept)) else ""


def first_words(text: str, *, limit: int) -> str:
    """Return the beginning of a text as one line, cut with an ellipsis and not inside a letter."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    while cut and _continues(line[len(cut)], cut[-1]):
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def _continues(after: str, before: str) -> bool:
    """Whether two characters belong to one that is seen: an accent, a joined emoji."""
    joins = "\u200d\ufe0f"
    is_tone = "\U0001f3fb" <= after <= "\U0001f3ff"
    return after in joins or before == "\u200d" or is_tone or bool(unicodedata.combining(after))
