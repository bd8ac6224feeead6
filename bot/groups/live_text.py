"""What the live message of a room says: the room in a few lines, which change when it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from aiogram.types import InlineKeyboardMarkup
from babel.dates import format_datetime

from bot.buttons import in_rows, link_button
from bot.room_words import name_of, on_in
from bot.say import Say
from shared.domain.lines import one_line
from shared.domain.room import Room

MAX_NAMED = 5
"""People; more names are a list that nobody reads, and the count says it shorter."""
MAX_NAME = 32
"""Characters. With those of titles, what people write stays below a caption's 1,024 UTF-16 units:
5 names of 32 and two titles of 100, all of characters that take two units, are 720."""
MAX_ON = 100
"""Characters of what is on, where the room has a name of its own."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """
    Attributes:
        names: Of the first of them.
        has_left: Whether there were people, and have been none for a while.
    """

    count: int
    names: Sequence[str] = ()
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class LiveText:
    """
    Attributes:
        text: HTML; as a photo's caption, or on its own.
        url: Of the only button; None if there is nothing to open any more.
    """

    text: str
    photo_url: str | None
    button: str
    url: str | None

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        return in_rows(link_button(self.button, self.url)) if self.url else None


def live_text(room: Room, crowd: Crowd, now_ms: int, say: Say, url: str) -> LiveText:
    """Return what to say of an open room; without anything that a clock alone changes often."""
    lines = [*_titles(room, say), *_state(room, crowd, now_ms, say), *_queue(room, say)]
    photo_url = room.current.media.thumbnail_url if room.current else None
    return LiveText("\n".join(lines), photo_url, say("bot_watch_together"), url)


def text_of_over(room: Room | None, say: Say) -> LiveText:
    """
    Args:
        room: None if it is not even kept any more.
    """
    lines = [title_of(room, say)] if room else []
    return LiveText("\n".join([*lines, say("bot_live_over")]), None, "", None)


def title_of(room: Room, say: Say) -> str:
    """Return what a room is called, HTML. Of a video, the title may not be known yet."""
    is_nameless = room.current and not (room.title or on_in(room))
    return f"<b>{escape(say('bot_live_video') if is_nameless else name_of(room, say))}</b>"


def _titles(room: Room, say: Say) -> list[str]:
    on = one_line(on_in(room), limit=MAX_ON) if room.title else ""
    return [title_of(room, say), *([escape(on)] if on else [])]


def _state(room: Room, crowd: Crowd, now_ms: int, say: Say) -> list[str]:
    """Nothing plays to an empty room, but it may start by itself."""
    if room.is_scheduled(now_ms):
        starts = say("bot_live_starts", when=_instant(room.playback.updated_at_ms, say.locale))
        return [starts, *_people(crowd, say)]
    if not crowd.count:
        return [say("bot_live_left" if crowd.has_left else "bot_live_nobody")]
    if room.current is None:
        return [say("bot_live_choosing"), *_people(crowd, say)]
    doing = "bot_live_paused" if room.playback.paused else "bot_live_playing"
    return [say(doing), *_people(crowd, say)]


def _people(crowd: Crowd, say: Say) -> list[str]:
    if not crowd.count:
        return []
    if crowd.count > MAX_NAMED:
        return [say.count("bot_live_people", crowd.count)]
    names = [one_line(name, limit=MAX_NAME) or say("bot_live_nameless") for name in crowd.names]
    return [say.count("bot_live_names", crowd.count, names=escape(", ".join(names)))]


def _queue(room: Room, say: Say) -> list[str]:
    return [say.count("bot_live_queue", len(room.queue))] if room.queue else []


def _instant(at_ms: int, locale: str) -> str:
    """A group has no time zone, and its people may have several."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return format_datetime(at, "d MMMM, HH:mm", tzinfo=UTC, locale=locale) + " UTC"
