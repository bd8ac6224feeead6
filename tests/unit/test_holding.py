"""The room stands still for those who stall: what that means of its motion."""

from dataclasses import replace

import pytest

from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.events import HoldBegan, HoldChanged
from shared.domain.hold import HOLD_MS, MAX_AWAITED_CROWD, Hold, Patience, has_patience
from shared.domain.managing_commands import SetPatience
from shared.domain.playback import Playback
from shared.domain.playback_commands import Load, Pause, Play, Seek, SetRate
from shared.domain.room import Room
from shared.domain.system_commands import HoldFor, Wake
from shared.domain.upkeep import ABANDONED_AFTER_MS, handle_system
from tests.factories import NOW, OTHER, OWNER, VIEWER, by, make_room

PLAYING = Playback(10, 1, False, NOW - 5_000)
STOPPED_AT = 15
UNTIL = NOW + HOLD_MS
LEAD = 250


def held(room: Room | None = None, *user_ids: int, now_ms: int = NOW) -> Room:
    room = room or make_room(playback=PLAYING)
    return handle_system(room, HoldFor(user_ids or (VIEWER,), LEAD), now_ms).room


def asked(room: Room, command: RoomCommand, now_ms: int = NOW + 1_000) -> Room:
    return handle(room, command, by(OWNER, now_ms=now_ms, lead_ms=LEAD)).room


def test_the_room_stands_where_it_was_so_that_nobody_is_taken_back() -> None:
    room = held()

    assert room.hold_at(NOW) == Hold((VIEWER,), NOW, UNTIL)
    assert room.playback.position_at(NOW + 1) == STOPPED_AT
    assert room.playback.position_at(UNTIL) == STOPPED_AT


def test_it_goes_on_by_itself_when_patience_ends() -> None:
    room = held()

    assert room.playback.position_at(UNTIL + 2_000) == STOPPED_AT + 2
    assert room.hold_at(UNTIL) is None


def test_it_goes_on_for_all_at_once_when_nobody_needs_it_any_more() -> None:
    room = handle_system(held(), HoldFor((), LEAD), NOW + 3_000).room

    assert room.hold is None
    assert room.playback == Playback(STOPPED_AT, 1, False, NOW + 3_000 + LEAD)


def test_what_is_about_to_go_on_anyway_is_left_alone() -> None:
    change = handle_system(held(), HoldFor((), LEAD), UNTIL - LEAD)

    assert change.events == ()


def test_whoever_else_stalls_is_waited_for_no_longer_than_the_first() -> None:
    change = handle_system(held(), HoldFor((VIEWER, OTHER), LEAD), NOW + 9_000)

    assert change.events == (HoldChanged((VIEWER, OTHER)),)
    assert change.room.hold_at(NOW + 9_000) == Hold((VIEWER, OTHER), NOW, UNTIL)


def test_the_same_again_changes_nothing() -> None:
    assert handle_system(held(), HoldFor((VIEWER,), LEAD), NOW + 1).events == ()


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(make_room(playback=replace(PLAYING, paused=True)), id="it is paused"),
        pytest.param(make_room(current=None, playback=PLAYING), id="nothing is on"),
        pytest.param(
            make_room(playback=Playback(0, 1, False, NOW + 60_000)), id="it is yet to start"
        ),
    ],
)
def test_a_room_that_stands_is_not_stopped(room: Room) -> None:
    assert handle_system(room, HoldFor((VIEWER,), LEAD), NOW).events == ()


def test_a_start_that_is_a_moment_away_can_be_held() -> None:
    room = held(make_room(playback=Playback(7, 1, False, NOW + 300)))

    assert room.playback == Playback(7, 1, False, UNTIL)


def test_after_a_hold_another_may_begin() -> None:
    first = held()
    change = handle_system(first, HoldFor((OTHER,), LEAD), UNTIL + 1_000)

    assert isinstance(change.events[0], HoldBegan)
    assert change.room.playback.position_at(UNTIL + 1_000) == STOPPED_AT + 1


def test_playing_on_without_waiting_starts_for_everybody() -> None:
    room = asked(held(), Play())

    assert room.hold is None
    assert room.playback == Playback(STOPPED_AT, 1, False, NOW + 1_000 + LEAD)


def test_pausing_ends_the_hold_in_a_pause() -> None:
    room = asked(held(), Pause())

    assert room.hold is None
    assert room.playback.paused
    assert room.playback.position == STOPPED_AT


@pytest.mark.parametrize(
    ("command", "position", "rate"),
    [
        pytest.param(Seek(60), 60, 1, id="seek"),
        pytest.param(SetRate(1.5), STOPPED_AT, 1.5, id="another rate"),
    ],
)
def test_what_moves_the_room_meanwhile_leaves_it_waiting(
    command: RoomCommand, position: float, rate: float
) -> None:
    room = asked(held(), command)

    assert room.playback == Playback(position, rate, False, UNTIL)
    assert room.hold_at(NOW + 1_000) == Hold((VIEWER,), NOW, UNTIL)


def test_another_video_ends_the_hold() -> None:
    room = asked(held(), Load("…"))

    assert room.hold is None
    assert room.playback.updated_at_ms == NOW + 1_000 + LEAD


def test_a_room_that_shall_wait_no_longer_goes_on() -> None:
    room = asked(held(), SetPatience(Patience.NEVER))

    assert room.patience is Patience.NEVER
    assert room.playback.updated_at_ms == NOW + 1_000 + LEAD


def test_a_room_left_while_it_waited_is_found_paused_there() -> None:
    room = handle_system(held(), Wake(NOW), UNTIL + ABANDONED_AFTER_MS + 1).room

    assert room.hold is None
    assert room.playback.paused
    assert room.playback.position == STOPPED_AT


def test_a_hold_is_no_start_that_people_are_told_of() -> None:
    assert not held().is_scheduled(NOW)
    assert make_room(playback=Playback(0, 1, False, NOW + 60_000)).is_scheduled(NOW)


@pytest.mark.parametrize(
    ("patience", "people", "waits"),
    [
        (Patience.AUTO, MAX_AWAITED_CROWD, True),
        (Patience.AUTO, MAX_AWAITED_CROWD + 1, False),
        (Patience.ALWAYS, 10_000, True),
        (Patience.NEVER, 2, False),
    ],
)
def test_who_waits(patience: Patience, people: int, *, waits: bool) -> None:
    assert has_patience(patience, people) is waits
