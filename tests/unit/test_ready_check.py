"""Is everybody ready? Three, two, one."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.errors import CrowdTooLarge, PermissionDenied
from shared.domain.page_state import PageState, Report
from shared.domain.playback import Playback
from shared.domain.playback_commands import Load, Pause, Play, Seek
from shared.domain.queue_errors import NothingLoaded
from shared.domain.ready_check import CHECK_MS, COUNT_MS, MAX_CHECKED, ReadyCheck
from shared.domain.ready_commands import (
    AnswerReadyCheck,
    CancelReadyCheck,
    FinishReadyCheck,
    StartReadyCheck,
)
from shared.domain.room import Room
from shared.domain.standing import Present
from shared.domain.system_commands import CountReady
from shared.domain.upkeep import handle_system
from tests.factories import ADMIN, NOW, OTHER, OWNER, VIEWER, by, make_room, present

LEAD = 250
STANDING = Playback(40, 1, True, NOW)
STARTS = NOW + LEAD + COUNT_MS
HERE = present(OWNER, VIEWER, OTHER)


def do(
    room: Room,
    command: RoomCommand,
    user_id: int = OWNER,
    *,
    now_ms: int = NOW,
    here: tuple[Present, ...] = HERE,
) -> Room:
    facts: dict[str, Any] = {"now_ms": now_ms, "new_id": "check", "present": here}
    return handle(room, command, by(user_id, lead_ms=LEAD, **facts)).room


def asking(room: Room | None = None, here: tuple[Present, ...] = HERE) -> Room:
    return do(room or make_room(playback=STANDING), StartReadyCheck(), here=here)


def ready(room: Room, user_id: int, **facts: Any) -> Room:
    return do(room, AnswerReadyCheck("check"), user_id, **facts)


def on_a_second_screen(person: Present) -> Present:
    return replace(person, report=Report(PageState.SECOND_SCREEN))


def counted_down(room: Room, now_ms: int = NOW) -> bool:
    check = room.ready_check_at(now_ms)
    return check is not None and check.starts_at_ms == room.playback.updated_at_ms


def test_who_asks_is_ready() -> None:
    assert asking().ready_check == ReadyCheck("check", NOW + CHECK_MS, (OWNER,))


def test_what_plays_is_paused_for_the_question() -> None:
    room = asking(make_room(playback=Playback(40, 1, False, NOW - 2_000)))

    assert room.playback.paused
    assert room.playback.position == 42
    assert room.ready_check


def test_what_is_to_start_later_still_does_if_nobody_answers() -> None:
    later = Playback(0, 1, False, NOW + 600_000)

    assert asking(make_room(playback=later)).playback == later


def test_once_that_has_started_nobody_is_asked_any_more() -> None:
    room = asking(make_room(playback=Playback(0, 1, False, NOW + 5_000)))

    assert room.ready_check_at(NOW + 4_999)
    assert room.ready_check_at(NOW + 5_000) is None


def test_when_everybody_is_ready_it_starts_at_nought_for_all() -> None:
    room = ready(ready(asking(), VIEWER), OTHER)

    assert room.playback == Playback(40, 1, False, STARTS)
    assert counted_down(room)
    assert not counted_down(room, STARTS)
    assert room.playback.position_at(STARTS + 1_000) == 41


def test_whoever_is_alone_need_not_be_asked() -> None:
    assert counted_down(asking(here=present(OWNER)))


def test_nobody_waits_for_those_without_a_picture_or_a_connection() -> None:
    gone = replace(HERE[2], is_connected=False)
    here = (HERE[0], on_a_second_screen(HERE[1]), gone)

    assert counted_down(asking(here=here))


def test_whoever_takes_it_back_is_waited_for() -> None:
    room = ready(asking(), VIEWER)
    room = do(room, AnswerReadyCheck("check", is_ready=False), VIEWER)
    room = ready(room, OTHER)

    assert room.ready_check
    assert room.ready_check.ready == (OWNER, OTHER)
    assert not counted_down(room)


def test_whoever_leaves_blocks_nobody() -> None:
    room = ready(asking(), VIEWER)
    change = handle_system(room, CountReady((OWNER, VIEWER), LEAD), NOW)

    assert counted_down(change.room)
    assert handle_system(room, CountReady((OWNER, OTHER), LEAD), NOW).events == ()


def test_to_an_empty_room_nothing_is_counted_down() -> None:
    assert handle_system(asking(), CountReady((), LEAD), NOW).events == ()


def test_it_can_be_started_without_the_rest() -> None:
    assert counted_down(do(asking(), FinishReadyCheck("check")))


def test_a_minute_ends_it() -> None:
    room, late = asking(), NOW + CHECK_MS

    assert room.ready_check_at(late) is None
    assert ready(room, VIEWER, now_ms=late) == room
    again = do(room, StartReadyCheck(), now_ms=late)
    assert again.ready_check_at(late) == ReadyCheck("check", late + CHECK_MS, (OWNER,))


@pytest.mark.parametrize("command", [AnswerReadyCheck, FinishReadyCheck, CancelReadyCheck])
def test_what_is_said_of_another_check_means_nothing(command: type[Any]) -> None:
    assert do(asking(), command("another"), VIEWER if command is AnswerReadyCheck else OWNER) == (
        asking()
    )


def test_it_can_be_called_off() -> None:
    room = do(asking(), CancelReadyCheck("check"))

    assert room.ready_check is None
    assert room.playback == STANDING


def test_so_can_its_countdown() -> None:
    room = do(do(asking(), FinishReadyCheck("check")), CancelReadyCheck("check"), now_ms=NOW + 9)

    assert room.ready_check is None
    assert room.playback.paused
    assert room.playback.position == 40


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(Play(), id="play"),
        pytest.param(Load("…"), id="another video"),
    ],
)
def test_whoever_starts_it_otherwise_ends_the_question(command: RoomCommand) -> None:
    assert do(asking(), command).ready_check is None


def test_a_pause_ends_the_countdown() -> None:
    room = do(do(asking(), FinishReadyCheck("check")), Pause())

    assert room.ready_check is None
    assert room.playback.paused


def test_a_seek_leaves_both_as_they_are() -> None:
    question = do(asking(), Seek(60))
    assert question.ready_check_at(NOW)

    countdown = do(do(question, FinishReadyCheck("check")), Seek(70))
    assert counted_down(countdown)
    assert countdown.playback == Playback(70, 1, False, STARTS)


def test_a_countdown_is_no_start_that_people_are_told_of() -> None:
    assert not do(asking(), FinishReadyCheck("check")).is_scheduled(NOW)


def test_one_at_a_time() -> None:
    room = ready(asking(), VIEWER)

    assert do(room, StartReadyCheck()) == room


def test_only_who_may_control_asks_starts_and_cancels() -> None:
    for command in (StartReadyCheck(), FinishReadyCheck("check"), CancelReadyCheck("check")):
        with pytest.raises(PermissionDenied):
            do(asking(), command, VIEWER)


def test_there_must_be_something_to_start() -> None:
    with pytest.raises(NothingLoaded):
        asking(make_room(current=None))


def test_a_crowd_is_not_asked() -> None:
    crowd = present(OWNER, ADMIN, *range(100, 100 + MAX_CHECKED - 1))
    with pytest.raises(CrowdTooLarge):
        asking(here=crowd)
