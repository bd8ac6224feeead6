"""Words that a room does not want to read, found however they are dressed up."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from shared.domain.lines import one_line

MAX_WORD = 40
"""Characters; longer than any word one would want to keep out, long enough for a short phrase."""
MAX_WORDS = 100
"""Entries; what a person can still look over."""
REST = "*"

# Letters that look alike in both alphabets, so that a word is found in either or a mixture.
_ALIKE = str.maketrans("авекмнорстухі", "abekmhopctyxi")
_TOKEN = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"(.)\1+")


def clean_words(words: Sequence[str]) -> tuple[str, ...]:
    """Return the entries as they are kept and shown: one line each, none twice, none empty."""
    kept: dict[tuple[tuple[str, ...], bool], str] = {}
    for word in words:
        entry = one_line(word, limit=MAX_WORD)
        tokens = tuple(_tokens(entry))
        if tokens:
            kept.setdefault((tokens, entry.endswith(REST)), entry)
    return tuple(kept.values())


def unwanted(words: Sequence[str], text: str) -> str | None:
    """
    Return the first entry that a text contains, as it is kept; None if it contains none.

    Entries match whole words, several in a row if they have several; with a ``*`` at its end an
    entry matches words that begin like it. Case, accents, repeated letters and letters that look
    alike in Latin and Cyrillic make no difference.
    """
    if not words:
        return None
    tokens = list(_tokens(text))
    return next((word for word in words if _occurs(word, tokens)), None)


def _occurs(word: str, tokens: Sequence[str]) -> bool:
    *first, last = _tokens(word)
    size = len(first) + 1
    is_beginning = word.endswith(REST)
    for at in range(len(tokens) - size + 1):
        *before, final = tokens[at : at + size]
        if before == first and (final.startswith(last) if is_beginning else final == last):
            return True
    return False


def _tokens(text: str) -> Iterator[str]:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.category(c).startswith(("M", "Cf")))
    for token in _TOKEN.findall(bare.translate(_ALIKE)):
        yield _REPEATED.sub(r"\1", token)
