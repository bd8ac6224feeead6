"""Stores in SQL, SQLite and PostgreSQL alike. What an awaited call stored is committed."""

import asyncio
import secrets as random_secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from weakref import WeakValueDictionary

from sqlalchemy import Insert, Table, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.decisions import Change
from shared.domain.errors import RoomExists, RoomNotFound
from shared.domain.room import Room, Visibility
from shared.ports import Message
from shared.protocol import encode_room, load_room
from shared.storage.tables import members, messages, rooms, secrets


def _insert_or_ignore(engine: AsyncEngine, table: Table) -> Insert:
    """Return an insert that leaves a row with the same key as it is."""
    if engine.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


class SqlRoomStore:
    """
    One JSON document per room, replaced only if its version is still the one that was read.

    Commands to one room queue up behind a lock in a process, so a version only ever moves on under
    us when another process is at work.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def create(self, room: Room) -> None:
        row = {
            "id": room.id,
            "owner_id": room.owner_id,
            "created_at_ms": room.created_at_ms,
            "seen_at_ms": room.created_at_ms,
            **_changing_columns(room),
        }
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(rooms).values(row))
        except IntegrityError:
            raise RoomExists(room_id=room.id) from None

    async def get(self, room_id: str) -> Room:
        query = select(rooms.c.document).where(rooms.c.id == room_id)
        async with self._engine.connect() as connection:
            document = (await connection.execute(query)).scalar_one_or_none()
        if document is None:
            raise RoomNotFound(room_id=room_id)
        return load_room(document)

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        lock = self._locks.setdefault(room_id, asyncio.Lock())
        async with lock:
            while True:
                room = await self.get(room_id)
                changed = change(room)
                if changed.room is room or await self._replace(room, changed.room):
                    return changed

    async def _replace(self, old: Room, new: Room) -> bool:
        """Return whether the old room was still there to be replaced."""
        statement = (
            update(rooms)
            .where(rooms.c.id == old.id, rooms.c.version == old.version)
            .values(_changing_columns(new))
        )
        async with self._engine.begin() as connection:
            return (await connection.execute(statement)).rowcount == 1

    async def touch(self, room_ids: Sequence[str], now_ms: int) -> None:
        if not room_ids:
            return
        statement = update(rooms).where(rooms.c.id.in_(room_ids)).values(seen_at_ms=now_ms)
        async with self._engine.begin() as connection:
            await connection.execute(statement)

    async def seen_at(self, room_id: str) -> int:
        query = select(rooms.c.seen_at_ms).where(rooms.c.id == room_id)
        async with self._engine.connect() as connection:
            seen_at_ms: int | None = (await connection.execute(query)).scalar_one_or_none()
        if seen_at_ms is None:
            raise RoomNotFound(room_id=room_id)
        return seen_at_ms

    async def public(self, room_ids: Sequence[str], *, limit: int) -> Sequence[Room]:
        query = select(rooms.c.id).where(
            rooms.c.id.in_(room_ids), rooms.c.visibility == Visibility.PUBLIC
        )
        async with self._engine.connect() as connection:
            public = set(await connection.scalars(query))
            first = [room_id for room_id in room_ids if room_id in public][:limit]
            # The order is not the database's, and there may be thousands: only these are read.
            documents = select(rooms.c.document).where(rooms.c.id.in_(first))
            found = {room.id: room for room in map(load_room, await connection.scalars(documents))}
        return [found[room_id] for room_id in first]


def _changing_columns(room: Room) -> dict[str, object]:
    return {
        "visibility": room.visibility.value,
        "version": room.version,
        "document": encode_room(room),
    }


class SqlMemberStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        row = {"room_id": room_id, "user_id": user_id, "joined_at_ms": now_ms}
        async with self._engine.begin() as connection:
            await connection.execute(_insert_or_ignore(self._engine, members).values(row))

    async def contains(self, room_id: str, user_id: int) -> bool:
        query = select(members.c.user_id).where(
            members.c.room_id == room_id, members.c.user_id == user_id
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).first() is not None


class SqlMessageStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, message: Message) -> Message:
        row = asdict(message)
        del row["id"]
        statement = insert(messages).values(row).returning(messages.c.id)
        async with self._engine.begin() as connection:
            return replace(message, id=(await connection.execute(statement)).scalar_one())

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        query = select(messages).where(messages.c.room_id == room_id)
        if before is not None:
            query = query.where(messages.c.id < before)
        query = query.order_by(messages.c.id.desc()).limit(limit)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [Message(**row) for row in reversed(rows)]


async def kept_secret(engine: AsyncEngine, name: str) -> str:
    """Return a secret that the program makes once and finds again after a restart."""
    fresh = {"name": name, "value": random_secrets.token_urlsafe(32)}
    async with engine.begin() as connection:
        await connection.execute(_insert_or_ignore(engine, secrets).values(fresh))
        query = select(secrets.c.value).where(secrets.c.name == name)
        value: str = (await connection.execute(query)).scalar_one()
    return value
