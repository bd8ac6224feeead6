from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.types import Chat, Message, MessageEntity, User
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel_rights import Lack
from bot.channels.draft import Draft
from bot.channels.post_text import (
    ADDED,
    LONGEST_CAPTION,
    formatting_of,
    post_words,
    utf16_length,
    zone_name,
)
from bot.say import Say
from shared.domain.media import Kind, Media, Provider
from shared.foundation import LOCALE
from shared.texts import LOCALES, Texts

TEXTS = Texts.load(LOCALE)
RU, EN = Say(TEXTS, "ru"), Say(TEXTS, "en")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NOON_MS = int(NOON.timestamp() * 1000)
ANSWER_LENGTH = 200
DRAFT = Draft(-1001, "Кино", locale="ru", offset_min=180, url="https://films.test/a.mp4")


def message(text: str, *entities: MessageEntity) -> Message:
    chat, ann = Chat(id=7, type="private"), User(id=7, is_bot=False, first_name="Анна")
    fields = {"message_id": 1, "date": NOON, "chat": chat, "from": ann}
    fields |= {"text": text, "entities": list(entities)}
    return Message.model_validate(fields)


def test_without_a_caption_the_title_stands_in_bold() -> None:
    words = post_words(replace(DRAFT, title="🎬 Носферату"), RU)

    assert words.text == "🎬 Носферату"
    assert words.entities == [MessageEntity(type="bold", offset=0, length=12)]


def test_without_a_title_there_is_a_sentence() -> None:
    assert post_words(DRAFT, RU).text == "Смотрим вместе"


def test_a_caption_keeps_its_formatting_whatever_is_in_it() -> None:
    link = MessageEntity(type="text_link", offset=2, length=3, url='https://a.test/?"<&')
    said = message("<b>и &amp;", link, MessageEntity(type="url", offset=0, length=3))
    draft = replace(DRAFT, caption=said.text or "", entities=formatting_of(said))

    words = post_words(Draft.load(draft.dump()), RU)

    assert words.text == "<b>и &amp;"
    assert words.entities == [link]


def test_when_it_starts_is_told_below() -> None:
    draft = replace(DRAFT, caption="Смотрим", starts_at_ms=NOON_MS)

    assert post_words(draft, RU).text == "Смотрим\n\nНачало 21 ноября в 15:00 МСК"
    assert post_words(draft, EN).text == "Смотрим\n\nStarts on 21 November at 15:00 Moscow time"


@pytest.mark.parametrize(
    ("offset_min", "name"),
    [(180, "МСК"), (0, "UTC"), (300, "UTC+5"), (330, "UTC+5:30"), (-210, "UTC-3:30")],
)
def test_zones_are_named(offset_min: int, name: str) -> None:
    assert zone_name(offset_min, RU) == name


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("offset_min", [180, 0, 825, -570])
def test_what_is_added_to_a_caption_always_fits(locale: str, offset_min: int) -> None:
    for month in range(12):
        starts_at = NOON + timedelta(days=30 * month)
        starts_at_ms = int(starts_at.timestamp() * 1000)
        draft = replace(DRAFT, caption="x", offset_min=offset_min, starts_at_ms=starts_at_ms)
        assert utf16_length(post_words(draft, Say(TEXTS, locale)).text) - 1 <= ADDED


@given(st.text(max_size=3000))
def test_no_title_is_too_long_or_empty(title: str) -> None:
    words = post_words(replace(DRAFT, title=title, starts_at_ms=NOON_MS), RU)

    assert words.text.strip()
    assert utf16_length(words.text) <= LONGEST_CAPTION
    assert words.entities[0].length <= utf16_length(words.text)


def test_another_video_brings_its_own_picture_and_room() -> None:
    media = Media(Provider.YOUTUBE, Kind.VIDEO, "https://b.test", thumbnail_url="https://b.test/b")
    with_thumbnail = DRAFT.with_cover("a file's id", is_thumbnail=True)

    changed = with_thumbnail.with_media(media)

    assert changed.cover == "https://b.test/b"
    assert changed.room_id != DRAFT.room_id
    assert DRAFT.with_cover("my own").with_media(media).cover == "my own"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("lack", Lack)
def test_what_is_missing_fits_an_answer_whatever_the_channel_is_called(
    locale: str, lack: Lack
) -> None:
    assert len(lack.sentence("🎬" * 128, Say(TEXTS, locale))) <= ANSWER_LENGTH


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "msgid",
    [
        "bot_channel_auto_needs_right",
        "bot_channel_lost",
        "bot_compose_refused",
        "bot_compose_time_over",
        "bot_compose_unsure",
    ],
)
def test_what_pops_up_fits_an_answer(locale: str, msgid: str) -> None:
    assert len(Say(TEXTS, locale)(msgid)) <= ANSWER_LENGTH
