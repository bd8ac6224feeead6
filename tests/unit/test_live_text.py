"""What the live message says, for every state of a room and whatever people call things."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.groups.live_text import Crowd, LiveText, live_text, text_of_over
from bot.say import Say
from shared.domain.playback import Playback
from shared.foundation import LOCALE
from shared.texts import LOCALES, Texts
from tests.factories import CLIP, FILM, NOW, make_item, make_room

TEXTS = Texts.load(LOCALE)
EN, RU = Say(TEXTS, "en"), Say(TEXTS, "ru")
URL = "https://t.me/watch_test_bot/watch?startapp=token"
CAPTION_LENGTH = 1024
PLAYING = Playback(paused=False, updated_at_ms=NOW)
NOBODY, ANN = Crowd(0), Crowd(1, ["Ann"])
HOUR_MS = 3_600_000


class Reader(HTMLParser):
    """Reads what is left of a text when its markup is taken away, as Telegram counts it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def utf16_length(self) -> int:
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2


def lines(text: LiveText) -> list[str]:
    return text.text.split("\n")


@pytest.mark.parametrize(
    ("room", "crowd", "expected"),
    [
        (make_room(), NOBODY, ["<b>nosferatu</b>", EN("bot_live_nobody")]),
        (make_room(), ANN, ["<b>nosferatu</b>", "⏸ Paused", "Watching: Ann"]),
        (
            make_room(title="Film night", playback=PLAYING),
            Crowd(2, ["Ann", "Bob"]),
            ["<b>Film night</b>", "nosferatu", "▶️ Playing", "Watching: Ann, Bob"],
        ),
        (make_room(), Crowd(0, has_left=True), ["<b>nosferatu</b>", EN("bot_live_left")]),
        (make_room(playback=PLAYING), NOBODY, ["<b>nosferatu</b>", EN("bot_live_nobody")]),
        (
            make_room(current=None),
            ANN,
            [f"<b>{EN('bot_room_unnamed')}</b>", "Choosing what to watch", "Watching: Ann"],
        ),
        (
            make_room(current=make_item(media=CLIP)),
            NOBODY,
            ["<b>A video</b>", EN("bot_live_nobody")],
        ),
        (
            make_room(queue=(make_item("1"), make_item("2"))),
            ANN,
            ["<b>nosferatu</b>", "⏸ Paused", "Watching: Ann", "2 more videos in the queue"],
        ),
        (
            make_room(playback=replace(PLAYING, updated_at_ms=NOW + HOUR_MS)),
            NOBODY,
            ["<b>nosferatu</b>", "🕗 Starts on 14 November, 23:13 UTC"],
        ),
    ],
)
def test_the_room_in_a_few_lines(room: object, crowd: Crowd, expected: list[str]) -> None:
    text = live_text(room, crowd, NOW, EN, URL)  # type: ignore[arg-type]

    assert lines(text) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "Смотрит A"),
        (2, "Смотрят A, B"),
        (5, "Смотрят A, B, C, D, E"),
        (6, "Смотрят 6 человек"),
        (21, "Смотрит 21 человек"),
        (22, "Смотрят 22 человека"),
    ],
)
def test_few_are_named_and_many_are_counted(count: int, expected: str) -> None:
    text = live_text(make_room(), Crowd(count, list("ABCDE")[:count]), NOW, RU, URL)

    assert lines(text)[-1] == expected


def test_names_cannot_disturb_the_message() -> None:
    names = ["<b>&amp;", "\u202eevil", "two\nlines", "", "\u3164"]

    text = live_text(make_room(title="<i>"), Crowd(5, names), NOW, EN, URL)

    assert Reader(text.text).tags == ["b"]
    assert lines(text)[0] == "<b>&lt;i&gt;</b>"
    assert Reader(lines(text)[-1]).text == (
        "Watching: <b>&amp;, evil, two lines, somebody, somebody"
    )


hostile = st.text(st.sampled_from("😀<&\n\u202e a"), max_size=300)


@given(st.lists(hostile, min_size=5, max_size=5), hostile, hostile, st.sampled_from(LOCALES))
def test_whatever_people_write_it_fits_a_caption(
    names: list[str], title: str, on: str, locale: str
) -> None:
    item = make_item(media=replace(FILM, title=on))
    room = make_room(title=title, current=item, queue=(item,) * 200, playback=PLAYING)

    read = Reader(live_text(room, Crowd(5, names), NOW, Say(TEXTS, locale), URL).text)

    assert read.tags == ["b"]
    assert 0 < read.utf16_length <= CAPTION_LENGTH


def test_the_text_stays_while_only_time_goes_by() -> None:
    room = make_room(playback=PLAYING)

    assert live_text(room, ANN, NOW, EN, URL) == live_text(room, ANN, NOW + HOUR_MS, EN, URL)


def test_one_button_leads_into_the_room() -> None:
    keyboard = live_text(make_room(), NOBODY, NOW, RU, URL).keyboard

    assert keyboard is not None
    ((button,),) = keyboard.inline_keyboard
    assert (button.text, button.url) == ("Смотреть вместе", URL)
    assert button.model_dump(exclude_none=True).keys() == {"text", "url"}


@pytest.mark.parametrize("room", [make_room(title="Film night"), None])
def test_what_is_over_has_no_button(room: object) -> None:
    text = text_of_over(room, EN)  # type: ignore[arg-type]

    assert text.keyboard is None
    assert lines(text)[-1] == EN("bot_live_over")
    assert len(lines(text)) == (2 if room else 1)
