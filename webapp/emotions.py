"""Emotions: taps are gathered per room and sent as counts, so that a storm stays cheap."""

from collections import Counter
from dataclasses import dataclass, field

from shared.domain.chat_commands import SendEmotion
from shared.domain.emotions import haptics_of
from shared.domain.errors import InvalidCommand
from shared.domain.room import Room
from shared.emotion_curves import EmotionCurves
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock
from shared.tasks import Tasks

FRAME_EVERY_S = 0.1
"""Ten frames a second at most, however many people tap; fast enough to feel at once."""


@dataclass(frozen=True, slots=True)
class _Gathering:
    """What one frame will tell; its room is as the first tap found it."""

    room: Room
    counts: Counter[str] = field(default_factory=Counter)


class Emotions:
    def __init__(
        self, broadcaster: Broadcaster, curves: EmotionCurves, clock: Clock, tasks: Tasks
    ) -> None:
        self._broadcaster = broadcaster
        self._curves = curves
        self._clock = clock
        self._tasks = tasks
        self._gathered: dict[str, _Gathering] = {}

    def room_of_frame(self, room_id: str) -> Room | None:
        """Return the room as it was a moment ago, if others are tapping: a storm reads it once."""
        gathering = self._gathered.get(room_id)
        return gathering.room if gathering else None

    def tap(self, room: Room, tapped: SendEmotion) -> None:
        """
        Raises:
            InvalidCommand: If it is none of the room's emotions.
        """
        emotion = tapped.emotion
        if emotion not in room.emotions:
            raise InvalidCommand(name="send_emotion", fields=["emotion"])
        self._note(room, tapped)
        if room.id not in self._gathered:
            self._gathered[room.id] = _Gathering(room)
            self._tasks.start(self._send_soon(room.id), name=f"emotions {room.id}")
        self._gathered[room.id].counts[emotion] += 1

    def _note(self, room: Room, tapped: SendEmotion) -> None:
        now_ms = self._clock.now_ms()
        if room.current is None or tapped.is_live or room.is_scheduled(now_ms):
            return
        position = room.playback.position_at(now_ms)
        self._curves.note(room.current.media, position, tapped.emotion)

    async def _send_soon(self, room_id: str) -> None:
        await self._tasks.pause(FRAME_EVERY_S)
        counts = self._gathered.pop(room_id).counts
        frame: dict[str, object] = {"counts": dict(counts), "haptics": haptics_of(counts)}
        await self._broadcaster.send(room_id, "emotions", frame)
