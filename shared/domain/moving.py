"""What the commands that move the playhead mean."""

from dataclasses import replace
from typing import assert_never

from shared.domain.context import Context
from shared.domain.events import Event, PlaybackChanged
from shared.domain.playback import Playback
from shared.domain.playback_commands import Pause, Play, Seek, SetRate
from shared.domain.queue_errors import NothingLoaded
from shared.domain.room import Room


def decide_move(
    room: Room, command: Play | Pause | Seek | SetRate, ctx: Context
) -> tuple[Event, ...]:
    if room.current is None:
        raise NothingLoaded
    playback, now_ms = room.playback, ctx.now_ms
    match command:
        case Play():
            moved = _played(playback, ctx)
        case Pause():
            moved = playback if playback.paused else playback.moved(now_ms, paused=True)
        case Seek(position):
            moved = _sought(playback, position, ctx)
        case SetRate(rate):
            moved = playback if playback.rate == rate else playback.moved(now_ms, rate=rate)
        case _:
            assert_never(command)
    return () if moved is playback else (PlaybackChanged(moved),)


def _played(playback: Playback, ctx: Context) -> Playback:
    is_due = not playback.paused and playback.updated_at_ms <= ctx.starts_ms
    return playback if is_due else replace(playback, paused=False, updated_at_ms=ctx.starts_ms)


def _sought(playback: Playback, position: float, ctx: Context) -> Playback:
    moved = playback.moved(ctx.now_ms, position=position)
    if playback.paused:
        return moved
    return replace(moved, updated_at_ms=max(moved.updated_at_ms, ctx.starts_ms))
