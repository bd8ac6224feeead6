"""Where people felt what: gathered, kept in batches, told with what is not kept yet."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from shared.domain.chat_commands import SendEmotion
from shared.domain.emotions import EMOTIONS
from shared.domain.errors import InvalidCommand
from shared.domain.playback import Playback
from shared.domain.room import Room
from shared.emotion_curves import MAX_POSITION_S, EmotionCurves, Moment, media_key
from shared.storage.emotion_curves import MemoryEmotionCurveStore
from shared.tasks import Tasks
from tests.factories import CLIP, FILM, NOW, make_room
from tests.services import RecordingBroadcaster, TurnedClock
from webapp.emotions import Emotions


class FailingStore(MemoryEmotionCurveStore):
    def __init__(self, *, failures: int) -> None:
        super().__init__()
        self._failures = failures
        self.writes = 0

    async def add(self, counts: Mapping[Moment, int]) -> None:
        self.writes += 1
        if self.writes <= self._failures:
            raise OSError("disk full")
        await super().add(counts)


async def test_taps_of_a_stretch_are_one_count_and_one_write() -> None:
    store = FailingStore(failures=0)
    curves = EmotionCurves(store)
    for position in (760.0, 762.5, 764.9, 765.0):
        curves.note(FILM, position, "😂")

    told_before = await curves.of(FILM, EMOTIONS)
    await curves.flush()
    await curves.flush()

    assert told_before == await curves.of(FILM, EMOTIONS) == {152: {"😂": 3}, 153: {"😂": 1}}
    assert store.writes == 1


async def test_what_could_not_be_kept_is_kept_later() -> None:
    curves = EmotionCurves(FailingStore(failures=1))
    curves.note(FILM, 0, "😂")
    with pytest.raises(OSError, match="disk full"):
        await curves.flush()
    curves.note(FILM, 0, "😂")

    await curves.flush()

    assert await curves.of(FILM, EMOTIONS) == {0: {"😂": 2}}


async def test_a_video_has_its_curve_wherever_and_under_whatever_name_it_is_played() -> None:
    curves = EmotionCurves(MemoryEmotionCurveStore())
    curves.note(replace(FILM, title="another", start=30), 1, "🔥")
    curves.note(replace(CLIP, id="dQw4w9WgXcQ"), 1, "💀")
    same = replace(CLIP, id="dQw4w9WgXcQ", url="https://youtu.be/dQw4w9WgXcQ")

    assert await curves.of(FILM, EMOTIONS) == {0: {"🔥": 1}}
    assert await curves.of(same, EMOTIONS) == {0: {"💀": 1}}
    assert await curves.of(same, ("🔥",)) == {}


def test_the_key_does_not_tell_the_address() -> None:
    secret = replace(FILM, url="https://films.test/a.mp4?token=secret")

    assert len(media_key(secret)) == 64
    assert "secret" not in media_key(secret)


async def test_nothing_is_counted_beyond_the_longest_film() -> None:
    curves = EmotionCurves(MemoryEmotionCurveStore())
    curves.note(FILM, MAX_POSITION_S, "😂")

    assert await curves.of(FILM, EMOTIONS) == {}


PLAYING = Playback(position=100, paused=False, updated_at_ms=NOW)


@pytest.mark.parametrize(
    ("room", "tapped", "expected"),
    [
        pytest.param(make_room(playback=PLAYING), SendEmotion("😂"), {22: {"😂": 1}}, id="plays"),
        pytest.param(make_room(playback=PLAYING), SendEmotion("😂", is_live=True), {}, id="live"),
        pytest.param(make_room(current=None), SendEmotion("😂"), {}, id="nothing is on"),
        pytest.param(
            make_room(playback=replace(PLAYING, updated_at_ms=NOW + 60_000)),
            SendEmotion("😂"),
            {},
            id="is yet to start",
        ),
    ],
)
async def test_a_tap_counts_where_the_room_is(
    room: Room, tapped: SendEmotion, expected: object
) -> None:
    clock, tasks = TurnedClock(), Tasks()
    curves = EmotionCurves(MemoryEmotionCurveStore())
    clock.turn(12_000)

    Emotions(RecordingBroadcaster(), curves, clock, tasks).tap(room, tapped)

    assert await curves.of(FILM, EMOTIONS) == expected
    await tasks.close()


async def test_only_the_rooms_own_emotions_can_be_sent() -> None:
    tasks = Tasks()
    curves = EmotionCurves(MemoryEmotionCurveStore())
    emotions = Emotions(RecordingBroadcaster(), curves, TurnedClock(), tasks)

    with pytest.raises(InvalidCommand):
        emotions.tap(make_room(emotions=("🎃",)), SendEmotion("😂"))

    await tasks.close()
