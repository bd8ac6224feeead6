import pytest

from shared.domain.playback import Playback


@pytest.mark.parametrize(
    ("playback", "now_ms", "expected"),
    [
        pytest.param(Playback(10, paused=True, updated_at_ms=0), 5_000, 10, id="held still"),
        pytest.param(Playback(10, paused=False, updated_at_ms=0), 5_000, 15, id="normal speed"),
        pytest.param(Playback(10, 1.5, False, 0), 4_000, 16, id="faster"),
        pytest.param(Playback(10, 0.25, False, 0), 4_000, 11, id="slower"),
        pytest.param(Playback(10, 1, False, 9_000), 4_000, 10, id="a future start has not begun"),
    ],
)
def test_position_at(playback: Playback, now_ms: int, expected: float) -> None:
    assert playback.position_at(now_ms) == expected


def test_a_change_of_rate_keeps_the_position_reached() -> None:
    playback = Playback(10, 1, False, 0).moved(4_000, rate=2)

    assert playback == Playback(14, 2, False, 4_000)


def test_a_seek_keeps_everything_else() -> None:
    playback = Playback(10, 1.5, False, 0).moved(4_000, position=60)

    assert playback == Playback(60, 1.5, False, 4_000)


def test_a_start_that_everybody_waits_for_is_no_schedule() -> None:
    playback = Playback(10, 1, False, 900)

    assert playback.is_ahead(0)
    assert not playback.is_scheduled(0)
    assert Playback(10, 1, False, 60_000).is_scheduled(0)
