"""Refusals in words: what to tell a person who was refused something."""

from bot.say import Say
from shared.domain.errors import InvalidCommand, RoomError

FALLBACK = "bot_failed"

# Whose sentence depends on one of their facts, as in webapp/static/js/refusals.js.
_DEPENDS_ON = {"permission_denied": "permission", "unauthenticated": "reason"}
# Whose sentence speaks of the page.
_OTHER_WORDS = {InvalidCommand.code: FALLBACK}


def sentence_of(error: RoomError, say: Say) -> str:
    fact = error.data.get(_DEPENDS_ON.get(error.code, ""))
    msgid = "_".join(["error", error.code, *([str(fact)] if fact else [])])
    try:
        return say(_OTHER_WORDS.get(error.code, msgid), **error.data)
    except KeyError:
        return say(FALLBACK)
