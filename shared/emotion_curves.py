"""Where in a video people felt what: taps counted along its timeline, over all rooms."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.domain.media import Media

BUCKET_S = 5
"""Finer than a scene, coarser than the seconds in which people answer to the same joke."""
MAX_POSITION_S = 12 * 60 * 60
"""Longer than any film; what plays on beyond is a stream that its pages took for a file."""
FLUSH_EVERY_S = 5.0
"""A crash loses no more than this; a storm costs one write in this time."""


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """
    What was felt in one stretch of one video.

    Attributes:
        media_key: As :func:`media_key` returns it.
        bucket: Which stretch of ``BUCKET_S`` seconds, from 0.
    """

    media_key: str
    bucket: int
    emotion: str


class EmotionCurveStore(Protocol):
    """
    Where curves are kept; ``tests/contract/test_emotion_curve_store.py`` is the specification.
    """

    async def add(self, counts: Mapping[Moment, int]) -> None:
        """Count on; all of it is kept when this returns, or nothing."""

    async def of(self, media_key: str, emotions: Collection[str]) -> Mapping[Moment, int]:
        """Return what was counted of some emotions in one video."""


def media_key(media: Media) -> str:
    """Return what names a video whoever plays it: 64 characters that do not tell its address."""
    named = f"{media.provider}:{media.id or media.url}"
    return hashlib.sha256(named.encode()).hexdigest()


class EmotionCurves:
    """Gathers taps, and keeps them in batches: a tap costs no write."""

    def __init__(self, store: EmotionCurveStore) -> None:
        self._store = store
        self._unkept: Counter[Moment] = Counter()

    def note(self, media: Media, position: float, emotion: str) -> None:
        """
        Args:
            position: Seconds into the video.
        """
        if position >= MAX_POSITION_S:
            return
        self._unkept[Moment(media_key(media), int(position // BUCKET_S), emotion)] += 1

    async def of(self, media: Media, emotions: Collection[str]) -> dict[int, dict[str, int]]:
        """Return counts by bucket and emotion; a moment being written may be missing."""
        key = media_key(media)
        found = Counter(dict(await self._store.of(key, emotions)))
        for moment, count in self._unkept.items():
            if moment.media_key == key and moment.emotion in emotions:
                found[moment] += count
        curve: dict[int, dict[str, int]] = {}
        for moment in sorted(found):
            curve.setdefault(moment.bucket, {})[moment.emotion] = found[moment]
        return curve

    async def flush(self) -> None:
        """Keep what was gathered. To be done every few seconds, and at the end."""
        counts, self._unkept = self._unkept, Counter()
        if not counts:
            return
        try:
            await self._store.add(counts)
        except BaseException:
            self._unkept.update(counts)
            raise
