"""Titles fit to be shown: others wrote them, so nothing in them may disturb what stands around."""

import unicodedata
from posixpath import splitext
from urllib.parse import unquote, urlsplit

MAX_TITLE = 200
"""Characters; YouTube's have at most 100, file names at most 255."""

# Marks that turn the writing direction of the text after them (UAX #9, section 2).
_BIDI = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_BIDI |= dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_CONTROLS = frozenset({"Cc", "Cs"})
_UNSEEN = frozenset({"Cf", "Zs"})  # Cf stays in a text: joiners hold emoji and scripts together

# Every stream's playlist is called so; the folder tells more.
_SAYS_NOTHING = frozenset({"", "index", "master", "playlist", "manifest", "video", "stream"})


def clean_title(text: str) -> str | None:
    """Return one line of at most :data:`MAX_TITLE` characters; None if nothing is left to see."""
    spaced = (" " if unicodedata.category(char) in _CONTROLS else char for char in text)
    line = " ".join("".join(spaced).translate(_BIDI).split())
    if all(unicodedata.category(char) in _UNSEEN for char in line):
        return None
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rstrip() + "…"


def title_from_url(url: str) -> str | None:
    """Return a file's name as words: decoded, without its extension; else its folder or host."""
    parts = urlsplit(url)
    names = [unquote(segment) for segment in parts.path.split("/")]
    names[-1] = splitext(names[-1])[0]
    for name in reversed(names):
        title = clean_title(_words(name))
        if title and title.lower() not in _SAYS_NOTHING:
            return title
    return clean_title(parts.hostname or "")


def _words(name: str) -> str:
    """Undo what is done to names that may not have spaces."""
    return name if " " in name else name.translate(str.maketrans("_+.", "   "))
