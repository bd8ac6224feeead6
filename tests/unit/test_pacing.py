from collections import deque
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import KEPT_CHATS, Pace, Rates

RATES = Rates()
PERSON, GROUP, CHANNEL = 7, -100_500, "@films"

requests = st.lists(
    st.tuples(
        st.integers(0, 3_000),  # how long after the one before, ms
        st.sampled_from([PERSON, 8, 9, GROUP, -200, CHANNEL, None]),
        st.integers(0, 2_000),  # how long it takes to be answered, ms
        st.floats(0, 1),  # at which moment of that it arrives
    ),
    min_size=1,
    max_size=200,
)


def arrivals(
    pace: Pace, script: Sequence[tuple[int, int | str | None, int, float]]
) -> dict[int | str | None, list[float]]:
    """Let requests go as soon as the pace does, one at a time in a chat; tell when each arrives."""
    arrived: dict[int | str | None, list[float]] = {}
    lines: dict[int | str | None, deque[tuple[int, int, float]]] = {}
    asked_ms = 0
    for pause_ms, chat_id, takes_ms, share in script:
        asked_ms += pause_ms
        lines.setdefault(chat_id, deque()).append((asked_ms, takes_ms, share))
    under_way: dict[int | str | None, int] = {}
    now_ms = 0
    while any(lines.values()) or under_way:
        for chat_id, answered_ms in list(under_way.items()):
            if answered_ms <= now_ms:
                pace.answered(chat_id, now_ms)
                del under_way[chat_id]
        next_ms = list(under_way.values())
        for chat_id, line in lines.items():
            if not line or chat_id in under_way:
                continue
            asked_ms, takes_ms, share = line[0]
            wait_ms = max(asked_ms - now_ms, 0) or pace.wait_ms(chat_id, now_ms)
            if wait_ms:
                next_ms.append(now_ms + wait_ms)
                continue
            line.popleft()
            pace.leave(chat_id, now_ms)
            arrived.setdefault(chat_id, []).append(now_ms + share * takes_ms)
            under_way[chat_id] = now_ms + takes_ms
            next_ms.append(now_ms + takes_ms)
        now_ms = max(now_ms, min(next_ms, default=now_ms))
    return arrived


def most_within(times: Sequence[float], per_ms: int) -> int:
    """Return the greatest number in any stretch, its ends included."""
    ordered = sorted(times)
    return max(
        sum(start <= time <= start + per_ms for time in ordered[place:])
        for place, start in enumerate(ordered)
    )


@given(requests)
def test_what_goes_out_never_arrives_faster_than_telegram_takes_it(
    script: list[tuple[int, int | str | None, int, float]],
) -> None:
    arrived = arrivals(Pace(RATES), script)

    assert sum(map(len, arrived.values())) == len(script)
    everything = [time for times in arrived.values() for time in times]
    assert most_within(everything, RATES.all.per_ms) <= RATES.all.limit
    for chat_id, times in arrived.items():
        if chat_id is not None:
            assert most_within(times, RATES.chat.per_ms) <= RATES.chat.limit
        if chat_id in (GROUP, -200, CHANNEL):
            assert most_within(times, RATES.group.per_ms) <= RATES.group.limit


@given(st.lists(st.floats(0, 1), min_size=31, max_size=120))
def test_many_chats_at_once_share_the_rate_of_all(shares: list[float]) -> None:
    script = [(0, chat_id, 900, share) for chat_id, share in enumerate(shares, start=1)]

    arrived = arrivals(Pace(RATES), script)

    everything = [time for times in arrived.values() for time in times]
    assert most_within(everything, RATES.all.per_ms) <= RATES.all.limit


def sent(pace: Pace, chat_id: int | str, now_ms: int, count: int) -> None:
    for _ in range(count):
        pace.leave(chat_id, now_ms)
        pace.answered(chat_id, now_ms)


def test_a_short_burst_leaves_at_once() -> None:
    pace = Pace(RATES)
    for _ in range(RATES.chat.limit):
        assert pace.wait_ms(PERSON, 0) == 0
        sent(pace, PERSON, 0, 1)

    assert 0 < pace.wait_ms(PERSON, 0) <= RATES.chat.per_ms + 1


def test_a_chat_that_waits_does_not_hold_others() -> None:
    pace = Pace(RATES)
    sent(pace, PERSON, 0, RATES.chat.limit)

    assert pace.wait_ms(8, 0) == 0


@pytest.mark.parametrize("chat_id", [GROUP, CHANNEL])
def test_groups_and_channels_have_their_minute(chat_id: int | str) -> None:
    pace = Pace(RATES)
    for second in range(RATES.group.limit):
        sent(pace, chat_id, 1_500 * second, 1)

    assert pace.wait_ms(chat_id, 32_000) == 60_001 - 32_000


def test_answers_to_buttons_are_not_counted_and_not_held_by_the_rates() -> None:
    pace = Pace(RATES)
    sent(pace, PERSON, 0, RATES.all.limit)

    assert pace.wait_ms(PERSON, 0, is_counted=False) == 0


def test_a_chat_that_is_held_gets_nothing_before_its_time() -> None:
    pace = Pace(RATES)
    pace.hold(PERSON, 5_000)

    assert pace.wait_ms(PERSON, 1_000) == 4_000
    assert pace.wait_ms(PERSON, 1_000, is_counted=False) == 4_000
    assert pace.wait_ms(8, 1_000) == 0
    assert pace.wait_ms(PERSON, 5_000) == 0


def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    pace = Pace(RATES)
    pace.hold(PERSON, 5_000)
    pace.hold(PERSON, 2_000)

    assert pace.wait_ms(PERSON, 1_000) == 4_000


def test_chats_of_long_ago_are_forgotten_but_not_those_that_are_held() -> None:
    pace = Pace(RATES)
    pace.hold(PERSON, 600_000)
    for chat_id in range(1_000, 1_000 + 2 * KEPT_CHATS):
        sent(pace, chat_id, 40 * chat_id, 1)

    assert len(pace) <= KEPT_CHATS
    assert pace.wait_ms(PERSON, 599_000) == 1_000
