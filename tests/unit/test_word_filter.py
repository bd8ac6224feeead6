"""Words that a room does not want to read, and how they are dressed up."""

import pytest

from shared.domain.word_filter import MAX_WORD, clean_words, unwanted


@pytest.mark.parametrize(
    ("word", "text"),
    [
        pytest.param("спойлер", "Это спойлер!", id="as it is"),
        pytest.param("спойлер", "СПОЙЛЕР", id="in capitals"),
        pytest.param("спойлер", "споооойлеррр", id="stretched"),
        pytest.param("спойлер", "спoйлeр", id="with Latin letters"),
        pytest.param("спойлер", "спой\u0301лер", id="with an accent"),
        pytest.param("спойлер", "сп\u200bойлер", id="with something unseen inside"),
        pytest.param("ёлка", "елка", id="without its dots"),
        pytest.param("спойлер*", "спойлеры спойлером", id="another ending"),
        pytest.param("конец фильма", "А конец, фильма…", id="several words in a row"),
        pytest.param("all the rest*", "and all the resting", id="the ending of the last word"),
        pytest.param("ｆｉｎ", "fin", id="full-width letters"),
    ],
)
def test_found(word: str, text: str) -> None:
    assert unwanted(clean_words([word]), text) == clean_words([word])[0]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param(["кот"], "который котом", id="inside other words"),
        pytest.param(["конец фильма"], "фильма конец", id="in another order"),
        pytest.param(["спойлер"], "", id="nothing"),
        pytest.param([], "спойлер", id="no filter"),
    ],
)
def test_not_found(words: list[str], text: str) -> None:
    assert unwanted(clean_words(words), text) is None


def test_entries_are_one_line_each_and_none_twice() -> None:
    entries = ["  Спойлер\n", "спойлер", "спойлер*", "…", "*", "x" * 100]

    assert clean_words(entries) == ("Спойлер", "спойлер*", "x" * MAX_WORD)
