from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.start_time import (
    MAX_AHEAD,
    MOSCOW_MIN,
    InThePast,
    NoStart,
    Start,
    TooFarAhead,
    Unclear,
    read_offset,
    read_start,
)

MOSCOW = timezone(timedelta(minutes=MOSCOW_MIN))
NOW = datetime(2026, 11, 21, 18, 30, 15, tzinfo=MOSCOW)
NOW_MS = int(NOW.timestamp() * 1000)


def read(words: str, now: datetime = NOW) -> datetime:
    """Return what is understood, shown in the zone it was said in."""
    now_ms = int(now.timestamp() * 1000)
    start = read_start(words, now_ms=now_ms, offset_min=MOSCOW_MIN)
    zone = timezone(timedelta(minutes=start.offset_min))
    return datetime.fromtimestamp(start.at_ms / 1000, zone)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("20:00", "2026-11-21T20:00+03:00"),
        ("в 20:00", "2026-11-21T20:00+03:00"),
        ("8pm", "2026-11-21T20:00+03:00"),
        ("8:15 PM", "2026-11-21T20:15+03:00"),
        ("18:31", "2026-11-21T18:31+03:00"),
        pytest.param("18:30", "2026-11-22T18:30+03:00", id="over for today: tomorrow"),
        pytest.param("12am", "2026-11-22T00:00+03:00", id="midnight"),
        pytest.param("12 pm", "2026-11-22T12:00+03:00", id="noon"),
        ("сегодня 23:59", "2026-11-21T23:59+03:00"),
        ("завтра 20:00", "2026-11-22T20:00+03:00"),
        ("Завтра, в 20:00", "2026-11-22T20:00+03:00"),
        ("20:00 завтра", "2026-11-22T20:00+03:00"),
        ("послезавтра 9:05", "2026-11-23T09:05+03:00"),
        ("tomorrow 8pm", "2026-11-22T20:00+03:00"),
        ("tomorrow at 8 pm", "2026-11-22T20:00+03:00"),
        ("22.11 20:00", "2026-11-22T20:00+03:00"),
        ("22/11 20:00", "2026-11-22T20:00+03:00"),
        ("22.11.2026 20:00", "2026-11-22T20:00+03:00"),
        ("22 ноября в 20:00", "2026-11-22T20:00+03:00"),
        ("1 мая 20:00", "2027-05-01T20:00+03:00"),
        ("22 Nov 20:00", "2026-11-22T20:00+03:00"),
        ("November 22, 20:00", "2026-11-22T20:00+03:00"),
        pytest.param("2.1 20:00", "2027-01-02T20:00+03:00", id="the next January"),
        ("20:00 МСК", "2026-11-21T20:00+03:00"),
        ("20:00 UTC", "2026-11-21T20:00+00:00"),
        pytest.param("20:00 +5", "2026-11-22T20:00+05:00", id="over there, it is over"),
        ("20:00+5:30", "2026-11-22T20:00+05:30"),
        ("20:00 utc+3", "2026-11-21T20:00+03:00"),
        ("20:00 мск+2", "2026-11-22T20:00+05:00"),
        ("20:00 −8", "2026-11-21T20:00-08:00"),
        ("завтра 20:00 -0330", "2026-11-22T20:00-03:30"),
    ],
)
def test_a_time_is_read_as_people_say_it(words: str, expected: str) -> None:
    assert read(words).isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "завтра",
        "вечером",
        "20",
        "20.00",
        "22.11",
        "25:00",
        "20:60",
        "24:00",
        "13pm",
        "0am",
        "20:00 21:00",
        "20:00:30",
        "32.11 20:00",
        "22.13 20:00",
        "0.0 20:00",
        "30 февраля 20:00",
        "29.02.2027 20:00",
        "22 брюмера 20:00",
        "вчера 20:00",
        "20:00 +15",
        "20:00 -13",
        "20:00 +5:77",
        "22.11.0000 20:00",
        "https://youtu.be/dQw4w9WgXcQ",
        "20:00 " + "!" * 1000,
        "٢٠:٠٠ ²",
        "\x00",
        "-",
        "+",
    ],
)
def test_what_is_no_time_is_unclear(words: str) -> None:
    with pytest.raises(Unclear):
        read(words)


@pytest.mark.parametrize("words", ["сегодня 18:30", "21.11 18:30", "20.11 20:00", "1.1.2026 1:00"])
def test_what_is_over_is_in_the_past(words: str) -> None:
    with pytest.raises(InThePast):
        read(words)


@pytest.mark.parametrize("words", ["22.11.2027 20:00", "1.1.9999 0:00"])
def test_nobody_waits_for_more_than_a_year(words: str) -> None:
    with pytest.raises(TooFarAhead):
        read(words)


def test_the_day_is_that_of_the_zone() -> None:
    shortly_after_midnight_in_moscow = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)

    assert read("сегодня 20:00", shortly_after_midnight_in_moscow).day == 21
    assert read("сегодня 22:00 utc", shortly_after_midnight_in_moscow).day == 20


@pytest.mark.parametrize(
    ("words", "offset_min"),
    [
        ("+3", 180),
        ("МСК", 180),
        ("msk", 180),
        ("UTC", 0),
        ("utc+3", 180),
        ("UTC +5:30", 330),
        ("-3", -180),
        ("+0545", 345),
        ("мск-1", 120),
        ("20:00 +3", None),
        ("3", None),
        ("", None),
        ("завтра", None),
    ],
)
def test_a_zone_alone_is_told_from_a_time(words: str, offset_min: int | None) -> None:
    assert read_offset(words) == offset_min


@given(st.text(max_size=80), st.integers(min_value=0, max_value=4_000_000_000_000))
def test_whatever_is_said_is_ahead_or_refused(words: str, now_ms: int) -> None:
    try:
        start = read_start(words, now_ms=now_ms, offset_min=0)
    except NoStart:
        return
    assert now_ms < start.at_ms <= now_ms + MAX_AHEAD.total_seconds() * 1000


@given(st.integers(min_value=1, max_value=364 * 24 * 60), st.sampled_from([-480, 0, 180, 330]))
def test_a_time_that_is_written_out_is_read_back(minutes: int, offset_min: int) -> None:
    zone = timezone(timedelta(minutes=offset_min))
    wanted = (NOW.replace(second=0) + timedelta(minutes=minutes)).astimezone(zone)
    words = f"{wanted:%d.%m.%Y %H:%M}"

    start = read_start(words, now_ms=NOW_MS, offset_min=offset_min)

    assert start == Start(int(wanted.timestamp() * 1000), offset_min)
