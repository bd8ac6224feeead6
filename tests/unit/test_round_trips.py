import math

import pytest

from shared.round_trips import MIN_LEAD_MS, RESUME_MS, SEEK_MS, RoundTrips


def test_a_start_waits_for_the_slowest_page_of_the_room() -> None:
    round_trips = RoundTrips()
    round_trips.report("r", "near", 12.5)
    round_trips.report("r", "far", 300)
    round_trips.report("elsewhere", "farther", 700)

    assert round_trips.lead_ms("r") == SEEK_MS + 300


def test_who_stands_in_the_right_place_is_ready_sooner() -> None:
    round_trips = RoundTrips()
    assert round_trips.lead_ms("r", RESUME_MS) == MIN_LEAD_MS

    round_trips.report("r", "page", 80)
    assert round_trips.lead_ms("r", RESUME_MS) == RESUME_MS + 80


def test_no_page_delays_a_start_by_more_than_a_second() -> None:
    round_trips = RoundTrips()
    round_trips.report("r", "on the moon", 2_600)

    assert round_trips.lead_ms("r") == 1_000


def test_the_latest_word_of_a_page_counts_until_it_leaves() -> None:
    round_trips = RoundTrips()
    round_trips.report("r", "page", 400)
    round_trips.report("r", "page", 40)
    assert round_trips.lead_ms("r") == SEEK_MS + 40

    round_trips.forget("r", "page")
    round_trips.forget("r", "page")
    assert round_trips.lead_ms("r") == SEEK_MS


@pytest.mark.parametrize(
    "nonsense", [math.nan, math.inf, -1, 1e9, pytest.param(10**400, id="endless")]
)
def test_nonsense_is_passed_over(nonsense: float) -> None:
    round_trips = RoundTrips()
    round_trips.report("r", "page", nonsense)

    assert round_trips.lead_ms("r") == SEEK_MS
