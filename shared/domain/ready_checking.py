"""
What the commands of a ready check mean, and who is asked by one.

Pure, as ``decisions.py``. Like a hold, the countdown is a start that lies ahead, and the check has
an instant at which it ends: neither needs a timer.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import assert_never

from shared.domain.context import Context
from shared.domain.errors import CrowdTooLarge
from shared.domain.events import Event, PlaybackChanged
from shared.domain.page_state import PageState
from shared.domain.queue_errors import NothingLoaded
from shared.domain.ready_check import CHECK_MS, COUNT_MS, MAX_CHECKED, ReadyCheck
from shared.domain.ready_commands import (
    AnswerReadyCheck,
    CancelReadyCheck,
    FinishReadyCheck,
    ReadyCommand,
    StartReadyCheck,
)
from shared.domain.ready_events import (
    CountdownStarted,
    ReadinessChanged,
    ReadyCheckEnded,
    ReadyCheckStarted,
)
from shared.domain.room import Room
from shared.domain.standing import Present


def asked(present: Sequence[Present]) -> frozenset[int]:
    """Return of whom a check expects an answer: those connected, with a picture before them."""
    return frozenset(
        person.user_id
        for person in present
        if person.is_connected and person.report.state is not PageState.SECOND_SCREEN
    )


def decide_ready_check(room: Room, command: ReadyCommand, ctx: Context) -> tuple[Event, ...]:
    check = room.ready_check_at(ctx.now_ms)
    if isinstance(command, StartReadyCheck):
        return () if check else _started(room, ctx)
    if check is None or check.id != command.check_id:
        return ()  # it ended before the answer came
    match command:
        case CancelReadyCheck():
            return _cancelled(room, check, ctx)
        case _ if check.starts_at_ms is not None:
            return ()  # nobody needs to be asked any more
        case AnswerReadyCheck(_, is_ready):
            return _answered(room, check, is_ready=is_ready, ctx=ctx)
        case FinishReadyCheck():
            return _counted_down(room, ctx.starts_ms, ctx.now_ms)
        case _:
            assert_never(command)


def decide_count(
    room: Room, user_ids: Collection[int], lead_ms: int, now_ms: int
) -> tuple[Event, ...]:
    """
    Begin the countdown if everybody who is left is ready.

    Args:
        user_ids: Those asked.
    """
    check = room.ready_check_at(now_ms)
    if check is None or check.starts_at_ms is not None or not _are_all(check.ready, user_ids):
        return ()
    return _counted_down(room, now_ms + lead_ms, now_ms)


def _started(room: Room, ctx: Context) -> tuple[Event, ...]:
    if room.current is None:
        raise NothingLoaded
    everybody = asked(ctx.present)
    if len(everybody) > MAX_CHECKED:
        raise CrowdTooLarge(limit=MAX_CHECKED)
    # Who asks is ready.
    check = ReadyCheck(ctx.new_id, until_ms=ctx.now_ms + CHECK_MS, ready=(ctx.user_id,))
    begun = (*_paused(room, ctx.now_ms), ReadyCheckStarted(check))
    if _are_all(check.ready, everybody):
        return *begun, *_counted_down(room, ctx.starts_ms, ctx.now_ms)
    return begun


def _paused(room: Room, now_ms: int) -> tuple[Event, ...]:
    """What is to start later may still do so, should nobody answer."""
    if room.playback.paused or room.is_scheduled(now_ms):
        return ()
    return (PlaybackChanged(room.playback.moved(now_ms, paused=True)),)


def _answered(room: Room, check: ReadyCheck, *, is_ready: bool, ctx: Context) -> tuple[Event, ...]:
    if is_ready == (ctx.user_id in check.ready):
        return ()
    if is_ready and len(check.ready) >= MAX_CHECKED:
        raise CrowdTooLarge(limit=MAX_CHECKED)
    answer = ReadinessChanged(ctx.user_id, is_ready)
    if is_ready and _are_all((*check.ready, ctx.user_id), asked(ctx.present)):
        return answer, *_counted_down(room, ctx.starts_ms, ctx.now_ms)
    return (answer,)


def _are_all(ready: Collection[int], everybody: Collection[int]) -> bool:
    """Nothing starts before nobody."""
    return bool(everybody) and set(everybody) <= set(ready)


def _counted_down(room: Room, starts_ms: int, now_ms: int) -> tuple[Event, ...]:
    standing = room.playback.moved(now_ms)
    playback = replace(standing, paused=False, updated_at_ms=starts_ms + COUNT_MS)
    return (CountdownStarted(playback),)


def _cancelled(room: Room, check: ReadyCheck, ctx: Context) -> tuple[Event, ...]:
    if check.starts_at_ms is None:
        return (ReadyCheckEnded(),)
    return (PlaybackChanged(room.playback.moved(ctx.now_ms, paused=True)),)
