"""What is asked of whoever composes a post, one thing at a time, and the buttons to answer by."""

from collections.abc import Sequence
from enum import StrEnum
from html import escape

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.draft import Draft
from bot.channels.post_text import MAX_CAPTION, moment, zone_name
from bot.private.screens import Screen
from bot.say import Say

MAX_TITLE_SHOWN = 100
"""Characters; enough to see that it is the right video."""

DELAYS_MIN = {15: "bot_compose_in_15", 60: "bot_compose_in_60", 180: "bot_compose_in_180"}
"""What is chosen without typing."""

Row = list[InlineKeyboardButton]


class Step(StrEnum):
    LINK = "link"
    CAPTION = "caption"
    COVER = "cover"
    WHEN = "when"
    PREVIEW = "preview"


class Wish(StrEnum):
    """What a button asks for."""

    BACK = "back"
    CANCEL = "cancel"
    NO_CAPTION = "no_caption"
    THUMBNAIL = "thumbnail"
    NO_COVER = "no_cover"
    PUBLISH = "publish"


class ComposePress(CallbackData, prefix="compose"):
    wish: Wish


class ChangePress(CallbackData, prefix="change"):
    """From the preview back to one of the steps."""

    step: Step


class StartPress(CallbackData, prefix="starts"):
    """
    Attributes:
        in_min: Minutes from now until watching starts by itself; 0 if it is not to.
    """

    in_min: int


def prompt(step: Step, draft: Draft, say: Say) -> Screen:
    """Return what a step asks, the preview's question included."""
    match step:
        case Step.LINK:
            return _link(draft, say)
        case Step.CAPTION:
            return _caption(draft, say)
        case Step.COVER:
            return _cover(draft, say)
        case Step.WHEN:
            return _when(draft, say)
        case Step.PREVIEW:
            return _ready(draft, say)


def _link(draft: Draft, say: Say) -> Screen:
    text = say("bot_compose_link", channel=escape(draft.channel_title))
    return _screen(text, [], [] if not draft.is_complete else [_press(say, Wish.BACK)], say)


def _caption(draft: Draft, say: Say) -> Screen:
    title = escape(draft.title[:MAX_TITLE_SHOWN] or draft.url[:MAX_TITLE_SHOWN])
    text = say("bot_compose_caption", title=title, limit=MAX_CAPTION)
    return _screen(text, [[_press(say, Wish.NO_CAPTION)]], [_press(say, Wish.BACK)], say)


def _cover(draft: Draft, say: Say) -> Screen:
    choices = [[_press(say, Wish.THUMBNAIL)]] if draft.thumbnail_url else []
    choices.append([_press(say, Wish.NO_COVER)])
    return _screen(say("bot_compose_cover"), choices, [_press(say, Wish.BACK)], say)


def _when(draft: Draft, say: Say) -> Screen:
    text = say("bot_compose_when", zone=escape(zone_name(draft.offset_min, say)))
    now = _button(say("bot_compose_now"), StartPress(in_min=0))
    delays = [
        _button(say(msgid), StartPress(in_min=in_min)) for in_min, msgid in DELAYS_MIN.items()
    ]
    return _screen(text, [[now], delays], [_press(say, Wish.BACK)], say)


def _ready(draft: Draft, say: Say) -> Screen:
    text = say("bot_compose_ready", channel=escape(draft.channel_title))
    if draft.starts_at_ms is not None:
        start = moment(draft.starts_at_ms, draft.offset_min, say)
        text += "\n" + say("bot_compose_ready_starts", moment=escape(start))
    change = [
        _button(say(f"bot_compose_change_{step}"), ChangePress(step=step))
        for step in (Step.CAPTION, Step.COVER, Step.WHEN, Step.LINK)
    ]
    return _screen(text, [[_press(say, Wish.PUBLISH)], change[:2], change[2:]], [], say)


def _screen(text: str, rows: Sequence[Row], ways_back: Row, say: Say) -> Screen:
    last = [*ways_back, _press(say, Wish.CANCEL)]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, last]))


def _press(say: Say, wish: Wish) -> InlineKeyboardButton:
    return _button(say(_LABELS[wish]), ComposePress(wish=wish))


def _button(text: str, press: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=press.pack())


_LABELS = {
    Wish.BACK: "bot_back",
    Wish.CANCEL: "bot_cancel",
    Wish.NO_CAPTION: "bot_compose_no_caption",
    Wish.THUMBNAIL: "bot_compose_thumbnail",
    Wish.NO_COVER: "bot_compose_no_cover",
    Wish.PUBLISH: "bot_compose_publish",
}
