"""What people were told, in SQL and in memory."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from sqlalchemy import RowMapping, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.news import NewsCode
from shared.notifications import Notification
from shared.storage.tables import notifications as table


class SqlNotificationStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, notification: Notification, *, most: int) -> Notification:
        row = asdict(notification)
        del row["id"]
        row["facts"] = json.dumps(row["facts"], ensure_ascii=False)
        own = table.c.user_id == notification.user_id
        newest_too_many = (
            select(table.c.id).where(own).order_by(table.c.id.desc()).offset(most).limit(1)
        )
        too_old = delete(table).where(own, table.c.id <= newest_too_many.scalar_subquery())
        async with self._engine.begin() as connection:
            kept = await connection.execute(insert(table).values(row).returning(table.c.id))
            await connection.execute(too_old)
        return replace(notification, id=kept.scalar_one())

    async def latest(
        self, user_id: int, *, limit: int, before: int | None = None
    ) -> Sequence[Notification]:
        query = select(table).where(table.c.user_id == user_id)
        if before is not None:
            query = query.where(table.c.id < before)
        query = query.order_by(table.c.id.desc()).limit(limit)
        async with self._engine.connect() as connection:
            return [_loaded(row) for row in (await connection.execute(query)).mappings()]

    async def unread(self, user_id: int) -> int:
        query = select(func.count()).where(table.c.user_id == user_id, table.c.read_at_ms.is_(None))
        async with self._engine.connect() as connection:
            count: int = (await connection.execute(query)).scalar_one()
        return count

    async def mark_read(self, user_id: int, up_to: int, now_ms: int) -> bool:
        seen = (table.c.user_id == user_id, table.c.id <= up_to, table.c.read_at_ms.is_(None))
        async with self._engine.begin() as connection:
            marked = await connection.execute(update(table).where(*seen).values(read_at_ms=now_ms))
        return marked.rowcount > 0

    async def told(self, room_id: str, code: NewsCode, *, since_ms: int) -> Collection[int]:
        query = select(table.c.user_id).where(
            table.c.room_id == room_id, table.c.code == code, table.c.at_ms >= since_ms
        )
        async with self._engine.connect() as connection:
            return set((await connection.scalars(query)).all())

    async def forget(self, before_ms: int) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.at_ms < before_ms))


def _loaded(row: RowMapping) -> Notification:
    code, facts = NewsCode(row["code"]), json.loads(row["facts"])
    return Notification(**{**row, "code": code, "facts": facts})


class MemoryNotificationStore:
    def __init__(self) -> None:
        self._kept: list[Notification] = []
        self._last_id = 0

    async def add(self, notification: Notification, *, most: int) -> Notification:
        self._last_id += 1
        added = replace(notification, id=self._last_id)
        self._kept.append(added)
        own = await self.latest(added.user_id, limit=most)
        self._kept = [kept for kept in self._kept if kept.user_id != added.user_id or kept in own]
        return added

    async def latest(
        self, user_id: int, *, limit: int, before: int | None = None
    ) -> Sequence[Notification]:
        own = [
            kept
            for kept in reversed(self._kept)
            if kept.user_id == user_id and (before is None or kept.id < before)
        ]
        return own[:limit]

    async def unread(self, user_id: int) -> int:
        return sum(kept.user_id == user_id and kept.read_at_ms is None for kept in self._kept)

    async def mark_read(self, user_id: int, up_to: int, now_ms: int) -> bool:
        unread = await self.unread(user_id)
        self._kept = [
            replace(kept, read_at_ms=now_ms)
            if kept.user_id == user_id and kept.id <= up_to and kept.read_at_ms is None
            else kept
            for kept in self._kept
        ]
        return await self.unread(user_id) < unread

    async def told(self, room_id: str, code: NewsCode, *, since_ms: int) -> Collection[int]:
        return {
            kept.user_id
            for kept in self._kept
            if kept.room_id == room_id and kept.code is code and kept.at_ms >= since_ms
        }

    async def forget(self, before_ms: int) -> None:
        self._kept = [kept for kept in self._kept if kept.at_ms >= before_ms]
