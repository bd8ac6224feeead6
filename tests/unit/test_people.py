import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.people import MAX_NAME, display_name


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        pytest.param("Ada", "Lovelace", "Ada Lovelace", id="first and last"),
        pytest.param(" Ada ", "", "Ada", id="trimmed"),
        pytest.param("", "Lovelace", "Lovelace", id="last alone"),
        pytest.param("A\nd\ta", " B  C ", "A d a B C", id="one line, single spaces"),
        pytest.param("A\x00\x1b\x7fda", "", "Ada", id="control characters"),
        pytest.param("\u202eAda\u202c", "\u2066B\u2069", "Ada B", id="bidi overrides, isolates"),
        pytest.param("\u200eA\u200fd\u061ca", "", "Ada", id="bidi marks"),
        pytest.param("A\ufeffd\u200ba\u2028B", "", "Ada B", id="zero-width, line separator"),
        pytest.param("\ud800Ada", "", "Ada", id="lone surrogate"),
        pytest.param("👩\u200d👧", "", "👩\u200d👧", id="a joined emoji stays whole"),
        pytest.param("Анна", "Ё", "Анна Ё", id="Cyrillic"),
        pytest.param("\u3164", "\u200d", "", id="nothing visible"),
        pytest.param("x" * 64, "y", "x" * 64, id="cut"),
        pytest.param("x" * 63, "y", "x" * 63, id="cut, then trimmed"),
        pytest.param("x" * 63 + "\u200dy", "", "x" * 63, id="cut before a joiner"),
    ],
)
def test_display_name(first: str, last: str, name: str) -> None:
    assert display_name(first, last) == name


@given(st.text(), st.text())
def test_any_name_is_one_short_line_that_survives_another_pass(first: str, last: str) -> None:
    name = display_name(first, last)
    assert len(name) <= MAX_NAME
    assert name == name.strip()
    assert all(unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in name)
    assert display_name(name) == name
    name.encode()
