"""The specification of EmotionCurveStore, run against every implementation."""

from collections.abc import AsyncIterator

import pytest

from shared.emotion_curves import EmotionCurveStore, Moment
from shared.storage.emotion_curves import MemoryEmotionCurveStore, SqlEmotionCurveStore
from tests.contract.conftest import EVERY_STORE, open_engine

FILM, CLIP = "f" * 64, "c" * 64
LAUGHED, LOVED = Moment(FILM, 152, "😂"), Moment(FILM, 3, "❤️")


@pytest.fixture(params=EVERY_STORE)
async def store(
    request: pytest.FixtureRequest, sqlite_url: str
) -> AsyncIterator[EmotionCurveStore]:
    if request.param == "memory":
        yield MemoryEmotionCurveStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlEmotionCurveStore(engine)


async def test_what_is_counted_later_is_added(store: EmotionCurveStore) -> None:
    await store.add({LAUGHED: 2, LOVED: 1})
    await store.add({LAUGHED: 5})

    assert await store.of(FILM, ("😂", "❤️")) == {LAUGHED: 7, LOVED: 1}


async def test_only_the_video_and_the_emotions_asked_for_are_told(
    store: EmotionCurveStore,
) -> None:
    await store.add({LAUGHED: 2, LOVED: 1, Moment(CLIP, 152, "😂"): 9})

    assert await store.of(FILM, ("😂", "💀")) == {LAUGHED: 2}
    assert await store.of("unseen", ("😂",)) == {}


async def test_nothing_is_counted_by_adding_nothing(store: EmotionCurveStore) -> None:
    await store.add({})

    assert await store.of(FILM, ("😂",)) == {}


async def test_an_emotion_of_many_characters_is_kept_whole(store: EmotionCurveStore) -> None:
    kiss = Moment(FILM, 0, "👩🏻‍❤️‍💋‍👨🏿")
    await store.add({kiss: 1})

    assert await store.of(FILM, (kiss.emotion,)) == {kiss: 1}
