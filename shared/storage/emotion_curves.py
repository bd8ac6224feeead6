"""Emotion curves, in SQL and in memory."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.emotion_curves import Moment
from shared.storage.tables import emotion_curves
from shared.storage.upsert import insert_or_add


class SqlEmotionCurveStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, counts: Mapping[Moment, int]) -> None:
        if not counts:
            return
        # In one order: two writers that meet wait for each other, not in a circle.
        rows = [{**asdict(moment), "count": counts[moment]} for moment in sorted(counts)]
        statement = insert_or_add(self._engine, emotion_curves, "count")
        async with self._engine.begin() as connection:
            await connection.execute(statement, rows)

    async def of(self, media_key: str, emotions: Collection[str]) -> Mapping[Moment, int]:
        query = select(emotion_curves).where(
            emotion_curves.c.media_key == media_key, emotion_curves.c.emotion.in_(emotions)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {
            Moment(row.media_key, row.bucket, row.emotion): row._mapping["count"] for row in rows
        }


class MemoryEmotionCurveStore:
    def __init__(self) -> None:
        self._counts: Counter[Moment] = Counter()

    async def add(self, counts: Mapping[Moment, int]) -> None:
        self._counts.update(counts)

    async def of(self, media_key: str, emotions: Collection[str]) -> Mapping[Moment, int]:
        return {
            moment: count
            for moment, count in self._counts.items()
            if moment.media_key == media_key and moment.emotion in emotions
        }
