"""What those who run the service decided, in SQL and in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.review import Ruling, ServiceBan, Verdict
from shared.storage.tables import service_bans, verdicts
from shared.storage.upsert import insert_or_replace


class SqlServiceBanStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def put(self, ban: ServiceBan) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(insert_or_replace(self._engine, service_bans, asdict(ban)))

    async def of(self, user_id: int) -> ServiceBan | None:
        query = select(service_bans).where(service_bans.c.user_id == user_id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else ServiceBan(**row)

    async def remove(self, user_id: int) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(service_bans).where(service_bans.c.user_id == user_id))

    async def in_force(self, now_ms: int, *, limit: int, offset: int = 0) -> Sequence[ServiceBan]:
        until_ms = service_bans.c.until_ms
        query = (
            select(service_bans)
            .where(or_(until_ms.is_(None), until_ms > now_ms))
            .order_by(service_bans.c.at_ms.desc(), service_bans.c.user_id)
            .limit(limit)
            .offset(offset)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [ServiceBan(**row) for row in rows]


class SqlVerdictStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, verdict: Verdict) -> None:
        row = asdict(verdict)
        del row["id"]
        async with self._engine.begin() as connection:
            await connection.execute(insert(verdicts).values(row))

    async def latest(self, *, limit: int, offset: int = 0) -> Sequence[Verdict]:
        newest = select(verdicts).order_by(verdicts.c.id.desc())
        return await self._verdicts(newest.limit(limit).offset(offset))

    async def on(self, room_ids: Collection[str], ruling: Ruling) -> Mapping[str, Verdict]:
        newest = (
            select(func.max(verdicts.c.id))
            .where(verdicts.c.room_id.in_(room_ids), verdicts.c.ruling == ruling)
            .group_by(verdicts.c.room_id)
        )
        found = await self._verdicts(select(verdicts).where(verdicts.c.id.in_(newest)))
        return {verdict.room_id: verdict for verdict in found}

    async def closed_of(self, user_id: int, *, limit: int) -> Sequence[Verdict]:
        query = (
            select(verdicts)
            .where(verdicts.c.user_id == user_id, verdicts.c.ruling == Ruling.CLOSED)
            .order_by(verdicts.c.id.desc())
            .limit(limit)
        )
        return await self._verdicts(query)

    async def _verdicts(self, query: Select[Any]) -> Sequence[Verdict]:
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [Verdict(**{**row, "ruling": Ruling(row["ruling"])}) for row in rows]


class MemoryServiceBanStore:
    def __init__(self) -> None:
        self._bans: dict[int, ServiceBan] = {}

    async def put(self, ban: ServiceBan) -> None:
        self._bans[ban.user_id] = ban

    async def of(self, user_id: int) -> ServiceBan | None:
        return self._bans.get(user_id)

    async def remove(self, user_id: int) -> None:
        self._bans.pop(user_id, None)

    async def in_force(self, now_ms: int, *, limit: int, offset: int = 0) -> Sequence[ServiceBan]:
        found = [ban for ban in self._bans.values() if ban.is_in_force(now_ms)]
        found.sort(key=lambda ban: (-ban.at_ms, ban.user_id))
        return found[offset : offset + limit]


class MemoryVerdictStore:
    def __init__(self) -> None:
        self._newest: list[Verdict] = []

    async def append(self, verdict: Verdict) -> None:
        self._newest.insert(0, replace(verdict, id=len(self._newest) + 1))

    async def latest(self, *, limit: int, offset: int = 0) -> Sequence[Verdict]:
        return self._newest[offset : offset + limit]

    async def on(self, room_ids: Collection[str], ruling: Ruling) -> Mapping[str, Verdict]:
        return {
            verdict.room_id: verdict
            for verdict in reversed(self._newest)
            if verdict.room_id in room_ids and verdict.ruling is ruling
        }

    async def closed_of(self, user_id: int, *, limit: int) -> Sequence[Verdict]:
        closed = [
            verdict
            for verdict in self._newest
            if verdict.user_id == user_id and verdict.ruling is Ruling.CLOSED
        ]
        return closed[:limit]
