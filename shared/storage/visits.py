"""Who has been in which room."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from shared.onboarding import Visitor
from shared.storage.sql_store import SqlStore
from shared.storage.tables import visits
from shared.storage.upsert import insert_or_change


class SqlVisitStore(SqlStore):
    async def note(self, room_id: str, user_id: int, name: str, now_ms: int) -> None:
        changing = {"name": name, "last_at_ms": now_ms}
        row = {"room_id": room_id, "user_id": user_id, "first_at_ms": now_ms, **changing}
        await self._execute(insert_or_change(self._engine, visits, row, changing))

    async def latest(self, room_id: str, *, limit: int) -> Sequence[Visitor]:
        query = (
            select(visits.c.user_id, visits.c.name, visits.c.last_at_ms)
            .where(visits.c.room_id == room_id)
            .order_by(visits.c.last_at_ms.desc(), visits.c.user_id)
            .limit(limit)
        )
        return [Visitor(**row) for row in await self._rows(query)]

    async def names(self, room_id: str, user_ids: Collection[int]) -> Mapping[int, str]:
        query = select(visits.c.user_id, visits.c.name).where(
            visits.c.room_id == room_id, visits.c.user_id.in_(user_ids)
        )
        return {row["user_id"]: row["name"] for row in await self._rows(query)}

    async def counts(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        query = (
            select(visits.c.room_id, func.count().label("people"))
            .where(visits.c.room_id.in_(room_ids))
            .group_by(visits.c.room_id)
        )
        found = {row["room_id"]: row["people"] for row in await self._rows(query)}
        return {room_id: found.get(room_id, 0) for room_id in room_ids}

    async def rooms_of(self, user_id: int) -> Sequence[str]:
        query = select(visits.c.room_id).where(visits.c.user_id == user_id)
        return [row["room_id"] for row in await self._rows(query)]


class MemoryVisitStore:
    def __init__(self) -> None:
        self._visits: dict[tuple[str, int], Visitor] = {}

    async def note(self, room_id: str, user_id: int, name: str, now_ms: int) -> None:
        self._visits[room_id, user_id] = Visitor(user_id, name, now_ms)

    async def latest(self, room_id: str, *, limit: int) -> Sequence[Visitor]:
        came = [visitor for (visited, _), visitor in self._visits.items() if visited == room_id]
        return sorted(came, key=lambda visitor: (-visitor.last_at_ms, visitor.user_id))[:limit]

    async def names(self, room_id: str, user_ids: Collection[int]) -> Mapping[int, str]:
        came = {user_id: self._visits.get((room_id, user_id)) for user_id in user_ids}
        return {user_id: visitor.name for user_id, visitor in came.items() if visitor}

    async def counts(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        visited = Counter(room_id for room_id, _ in self._visits)
        return {room_id: visited[room_id] for room_id in room_ids}

    async def rooms_of(self, user_id: int) -> Sequence[str]:
        return [room_id for room_id, visitor in self._visits if visitor == user_id]
