"""The words of a post: the author's caption, or the video's title, and when it starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from aiogram.enums import MessageEntityType
from aiogram.types import Message, MessageEntity
from babel.dates import format_date

from bot.channels.draft import Draft
from bot.channels.start_time import MOSCOW_MIN
from bot.say import Say

LONGEST_CAPTION = 1024
"""UTF-16 code units under a picture, as Telegram counts; a text may be longer, but a cover may
still be added. Source: core.telegram.org/bots/api#sendphoto"""
ADDED = 80
"""Code units kept free for when it starts, which is told below in any language."""
MAX_CAPTION = LONGEST_CAPTION - ADDED
MAX_TITLE = 200
"""Characters; whoever names a file or a video is not bound by what fits a caption."""

_FOUND = frozenset(
    {
        MessageEntityType.MENTION,
        MessageEntityType.HASHTAG,
        MessageEntityType.CASHTAG,
        MessageEntityType.BOT_COMMAND,
        MessageEntityType.URL,
        MessageEntityType.EMAIL,
        MessageEntityType.PHONE_NUMBER,
    }
)
"""What Telegram finds in a text by itself, again in the post."""


@dataclass(frozen=True, slots=True)
class Words:
    """
    Attributes:
        entities: Formatting, for a message without a parse mode: nothing needs to be escaped.
    """

    text: str
    entities: list[MessageEntity]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def formatting_of(message: Message) -> Sequence[Mapping[str, object]]:
    """Return what the author has formatted in a text or a caption."""
    return [
        entity.model_dump(mode="json", exclude_none=True)
        for entity in message.entities or message.caption_entities or ()
        if entity.type not in _FOUND
    ]


def post_words(draft: Draft, say: Say) -> Words:
    if draft.caption:
        text = draft.caption
        entities = [MessageEntity.model_validate(entity) for entity in draft.entities]
    else:
        text = " ".join(draft.title.split())[:MAX_TITLE] or say("bot_post_untitled")
        bold = MessageEntity(type=MessageEntityType.BOLD, offset=0, length=utf16_length(text))
        entities = [bold]
    if draft.starts_at_ms is not None:
        start = moment(draft.starts_at_ms, draft.offset_min, say)
        text += "\n\n" + say("bot_post_starts", moment=start)
    return Words(text, entities)


def moment(at_ms: int, offset_min: int, say: Say) -> str:
    """Return a day and a time of day; which year, people know."""
    at = datetime.fromtimestamp(at_ms / 1000, timezone(timedelta(minutes=offset_min)))
    day = format_date(at, "d MMMM", locale=say.locale)
    return say("bot_moment", day=day, time=f"{at:%H:%M}", zone=zone_name(offset_min, say))


def zone_name(offset_min: int, say: Say) -> str:
    if offset_min == MOSCOW_MIN:
        return say("bot_zone_moscow")
    if offset_min == 0:
        return "UTC"
    hours, minutes = divmod(abs(offset_min), 60)
    sign = "+" if offset_min > 0 else "-"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
