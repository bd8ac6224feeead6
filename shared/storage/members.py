"""Who has once been let into which private room."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.storage.tables import members
from shared.storage.upsert import insert_or_ignore


class SqlMemberStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        row = {"room_id": room_id, "user_id": user_id, "joined_at_ms": now_ms}
        async with self._engine.begin() as connection:
            await connection.execute(insert_or_ignore(self._engine, members).values(row))

    async def remove(self, room_id: str, user_id: int) -> None:
        statement = delete(members).where(
            members.c.room_id == room_id, members.c.user_id == user_id
        )
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def contains(self, room_id: str, user_id: int) -> bool:
        query = select(members.c.user_id).where(
            members.c.room_id == room_id, members.c.user_id == user_id
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None


class MemoryMemberStore:
    def __init__(self) -> None:
        self._members: set[tuple[str, int]] = set()

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        self._members.add((room_id, user_id))

    async def remove(self, room_id: str, user_id: int) -> None:
        self._members.discard((room_id, user_id))

    async def contains(self, room_id: str, user_id: int) -> bool:
        return (room_id, user_id) in self._members
