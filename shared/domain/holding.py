"""
What it means that the room waits for somebody, or no longer.

Pure, as ``decisions.py``. A hold is a start that lies ahead: the motion stands where the room was
and begins when patience ends, whoever is there to see to it. So nobody is taken back, no timer has
to survive a restart, and what people do meanwhile means what it means before every other start.
"""

from dataclasses import replace

from shared.domain.events import Event, HoldBegan, HoldChanged, PlaybackChanged
from shared.domain.hold import HOLD_MS, Hold
from shared.domain.room import Room


def decide_hold(
    room: Room, user_ids: tuple[int, ...], lead_ms: int, now_ms: int
) -> tuple[Event, ...]:
    """
    Args:
        user_ids: For whom the room is to stand still, in ascending order; for nobody, it goes on.
        lead_ms: How long everybody needs to be ready for a start.
    """
    hold = room.hold_at(now_ms)
    if hold is None:
        return _began(room, user_ids, now_ms) if user_ids else ()
    if not user_ids:
        return _ended(room, hold, now_ms + lead_ms)
    return () if user_ids == hold.user_ids else (HoldChanged(user_ids),)


def _began(room: Room, user_ids: tuple[int, ...], now_ms: int) -> tuple[Event, ...]:
    playback = room.playback
    if room.current is None or playback.paused or playback.is_scheduled(now_ms):
        return ()
    hold = Hold(user_ids, since_ms=now_ms, until_ms=now_ms + HOLD_MS)
    return (HoldBegan(hold, replace(playback.moved(now_ms), updated_at_ms=hold.until_ms)),)


def _ended(room: Room, hold: Hold, starts_ms: int) -> tuple[Event, ...]:
    if starts_ms >= hold.until_ms:
        return ()  # it is about to go on anyway
    return (PlaybackChanged(replace(room.playback, updated_at_ms=starts_ms)),)
