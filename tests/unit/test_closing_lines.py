import pytest

from tests.closing_lines import of_all

SERVER = "....\n======= 1926 passed, 2 warnings in 404.30s (0:06:44) ======="
BROWSER = "....\n============== 94 passed in 380.02s (0:06:20) =============="


def test_several_runs_close_as_one_would() -> None:
    assert of_all([SERVER, BROWSER], 410.5).strip("= ") == (
        "2020 passed, 2 warnings in 410.50s (0:06:50)"
    )


def test_what_failed_in_one_of_them_comes_first() -> None:
    failing = "=== 1 failed, 92 passed, 1 skipped, 1 error in 12.00s ==="
    assert of_all([SERVER, failing], 12).strip("= ") == (
        "1 failed, 2018 passed, 1 skipped, 2 warnings, 1 error in 12.00s"
    )


@pytest.mark.parametrize(
    "output",
    [
        pytest.param("", id="nothing was said"),
        pytest.param("....\nTimeout (0:02:00)!\nThread 0x0 (most recent call):", id="it hung"),
        pytest.param("assert '=== 3 passed in 1.00s' in output", id="it speaks of another run"),
    ],
)
def test_a_run_that_was_cut_short_is_an_error(output: str) -> None:
    assert of_all([SERVER, output], 9).strip("= ") == ("1926 passed, 2 warnings, 1 error in 9.00s")


def test_only_the_last_line_closes_a_run() -> None:
    shown = "=== 5 failed in 1.00s ===\n" + BROWSER
    assert of_all([shown], 1).strip("= ") == "94 passed in 1.00s"


def test_nothing_chosen_is_said_as_such() -> None:
    assert of_all(["=== no tests ran in 0.01s ==="], 0.01).strip("= ") == "no tests ran in 0.01s"
