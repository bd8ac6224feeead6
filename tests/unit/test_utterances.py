from hypothesis import given
from hypothesis import strategies as st

from shared.domain.utterances import clean_utterance, first_words


@given(st.text(max_size=60))
def test_cleaning_is_done_once_and_can_be_stored(text: str) -> None:
    cleaned = clean_utterance(text)

    assert clean_utterance(cleaned) == cleaned
    cleaned.encode()
    assert "\n\n\n" not in cleaned
    assert "\x00" not in cleaned


@given(st.text(max_size=60), st.integers(2, 30))
def test_first_words_are_one_line_of_at_most_as_many_characters(text: str, limit: int) -> None:
    words = first_words(text, limit=limit)

    assert len(words) <= limit
    assert "\n" not in words


def test_first_words_do_not_cut_through_a_letter() -> None:
    assert first_words("ab👨‍👩‍👧 cd", limit=5) == "ab…"
    assert first_words("abe\u0301cd", limit=4) == "ab…"
    assert first_words("short", limit=5) == "short"
