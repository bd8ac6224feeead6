"""What stores in SQL have in common: how they reach the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.storage.upsert import insert_or_ignore, insert_or_replace


class SqlStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def _execute(self, *statements: Executable) -> None:
        """All or none."""
        async with self._engine.begin() as connection:
            for statement in statements:
                await connection.execute(statement)

    async def _rows(self, query: Executable) -> Sequence[Mapping[str, Any]]:
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).mappings().all()  # type: ignore[return-value]

    async def _replace(self, table: Table, row: Mapping[str, object]) -> None:
        await self._execute(insert_or_replace(self._engine, table, row))

    async def _ignore(self, table: Table, row: Mapping[str, object]) -> None:
        await self._execute(insert_or_ignore(self._engine, table).values(row))
