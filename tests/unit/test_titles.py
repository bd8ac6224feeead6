"""Titles that others wrote, made fit to be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.media.titles import MAX_TITLE, clean_title, title_from_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Big Buck Bunny", "Big Buck Bunny", id="a title"),
        pytest.param("  Big \n Buck\tBunny ", "Big Buck Bunny", id="white space is one space"),
        pytest.param("Big\x00Buck\x1b[31m", "Big Buck [31m", id="controls"),
        pytest.param("\u202eBig\u202c \u2066Buck\u2069", "Big Buck", id="writing direction"),
        pytest.param("\ud83d Bunny", "Bunny", id="half a character"),
        pytest.param("👨‍👩‍👧 Кино", "👨‍👩‍👧 Кино", id="joined emoji and Cyrillic stay"),
        pytest.param("", None, id="nothing"),
        pytest.param("\u200b\u202e \u200d", None, id="nothing to see"),
        pytest.param("a" * 200, "a" * 200, id="as long as may be"),
        pytest.param("a" * 201, "a" * 199 + "…", id="too long"),
    ],
)
def test_a_title_is_one_visible_line(text: str, expected: str | None) -> None:
    assert clean_title(text) == expected


@given(st.text(max_size=400))
def test_cleaning_a_clean_title_changes_nothing(text: str) -> None:
    cleaned = clean_title(text)
    assert cleaned is None or len(cleaned) <= MAX_TITLE
    assert cleaned is None or clean_title(cleaned) == cleaned


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("films/nosferatu.mp4", "nosferatu", id="without its extension"),
        pytest.param("a/Big_Buck.Bunny+2008.mp4?x=1#t=2", "Big Buck Bunny 2008", id="as words"),
        pytest.param("a/Dr. Strangelove v1.5.mp4", "Dr. Strangelove v1.5", id="words already"),
        pytest.param("%D0%9A%D0%B8%D0%BD%D0%BE%20%281%29.MP4", "Кино (1)", id="percent-encoded"),
        pytest.param("%E2%80%AEtxt%0A.mp4", "txt", id="cleaned"),
        pytest.param("films/sintel/master.m3u8", "sintel", id="a stream is named by its folder"),
        pytest.param("films/download", "download", id="without an extension"),
        pytest.param("index.m3u8", "cdn.example.com", id="by its host if nothing else"),
        pytest.param("a" * 300 + ".mp4", "a" * 199 + "…", id="too long"),
    ],
)
def test_a_file_is_named_by_its_address(path: str, expected: str) -> None:
    assert title_from_url(f"https://cdn.example.com/{path}") == expected
