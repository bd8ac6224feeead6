"""Action logs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.ports.actions import Action
from shared.storage.tables import actions as table


class SqlActionStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, *actions: Action) -> None:
        rows = [
            {**asdict(action), "facts": json.dumps(action.facts, ensure_ascii=False)}
            for action in actions
        ]
        for row in rows:
            del row["id"]
        async with self._engine.begin() as connection:
            await connection.execute(insert(table), rows)

    async def latest(
        self, room_id: str, *, limit: int, before: int | None = None
    ) -> Sequence[Action]:
        query = select(table).where(table.c.room_id == room_id)
        if before is not None:
            query = query.where(table.c.id < before)
        query = query.order_by(table.c.id.desc()).limit(limit)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [Action(**{**row, "facts": json.loads(row["facts"])}) for row in rows]

    async def forget(self, before_ms: int) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(table).where(table.c.at_ms < before_ms))


class MemoryActionStore:
    def __init__(self) -> None:
        self._actions: list[Action] = []

    async def append(self, *actions: Action) -> None:
        for action in actions:
            self._actions.append(replace(action, id=len(self._actions) + 1))

    async def latest(
        self, room_id: str, *, limit: int, before: int | None = None
    ) -> Sequence[Action]:
        older = [
            action
            for action in reversed(self._actions)
            if action.room_id == room_id and (before is None or action.id < before)
        ]
        return older[:limit]

    async def forget(self, before_ms: int) -> None:
        self._actions = [action for action in self._actions if action.at_ms >= before_ms]
