"""
The naive rival: the same program, but every tap is a frame of its own.

``python -m bench.every_tap`` serves it as ``python main.py web`` serves ours.
"""

from shared.domain.chat_commands import SendEmotion
from shared.domain.emotions import haptics_of
from shared.domain.room import Room
from webapp.emotions import Emotions


class EveryTap(Emotions):
    def tap(self, room: Room, tapped: SendEmotion) -> None:
        frame: dict[str, object] = {
            "counts": {tapped.emotion: 1},
            "haptics": haptics_of([tapped.emotion]),
        }
        sending = self._broadcaster.send(room.id, "emotions", frame)
        self._tasks.start(sending, name=f"tap {room.id}")


if __name__ == "__main__":
    import main
    import webapp.wiring

    webapp.wiring.Emotions = EveryTap  # type: ignore[attr-defined]  # the one difference
    main.main()
