"""Rooms, in SQL."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.decisions import Change
from shared.domain.errors import RoomExists, RoomNotFound
from shared.domain.room import Room, Visibility
from shared.ports.rooms import GalleryOrder, Listing, Mark
from shared.protocol import encode_room, load_room
from shared.storage.search import folded, words_of
from shared.storage.tables import rooms


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

    async def touch(self, people: Mapping[str, int], now_ms: int) -> None:
        if not people:
            return
        statement = (
            update(rooms)
            .where(rooms.c.id == bindparam("room_id"))
            .values(seen_at_ms=now_ms, people=bindparam("count"))
        )
        counted = [{"room_id": room_id, "count": count} for room_id, count in people.items()]
        async with self._engine.begin() as connection:
            await connection.execute(statement, counted)

    async def seen_at(self, room_id: str) -> int:
        query = select(rooms.c.seen_at_ms).where(rooms.c.id == room_id)
        async with self._engine.connect() as connection:
            seen_at_ms: int | None = (await connection.execute(query)).scalar_one_or_none()
        if seen_at_ms is None:
            raise RoomNotFound(room_id=room_id)
        return seen_at_ms

    async def gallery(
        self,
        *,
        seen_since_ms: int,
        limit: int,
        offset: int = 0,
        words: str = "",
        order: GalleryOrder = GalleryOrder.PEOPLE,
    ) -> Sequence[Listing]:
        query = (
            _listed(seen_since_ms)
            .where(
                rooms.c.seen_at_ms >= seen_since_ms,
                rooms.c.visibility == Visibility.PUBLIC,
                rooms.c.is_closed.is_(False),
                rooms.c.is_hidden.is_(False),
                rooms.c.people > 0,
                *_having(words),
            )
            .order_by(rooms.c.is_featured.desc(), _ORDERS[order].desc(), rooms.c.id)
            .limit(limit)
            .offset(offset)
        )
        return await self._listings(query)

    async def owned_by(
        self, user_id: int, *, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        query = (
            _listed(seen_since_ms)
            .where(rooms.c.owner_id == user_id, rooms.c.is_closed.is_(False))
            .order_by(rooms.c.seen_at_ms.desc(), rooms.c.id)
            .limit(limit)
            .offset(offset)
        )
        return await self._listings(query)

    async def _listings(self, query: Select[Any]) -> Sequence[Listing]:
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).all()
        return [Listing(load_room(document), *rest) for document, *rest in found]

    async def every(
        self, *, words: str, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        query = (
            _listed(seen_since_ms)
            .where(or_(and_(true(), *_having(words)), _is_named(words.strip())))
            .order_by(rooms.c.is_closed, rooms.c.seen_at_ms.desc(), rooms.c.id)
            .limit(limit)
            .offset(offset)
        )
        return await self._listings(query)

    async def mark(self, room_id: str, mark: Mark, *, is_set: bool) -> None:
        statement = update(rooms).where(rooms.c.id == room_id).values({_MARKS[mark]: is_set})
        async with self._engine.begin() as connection:
            if (await connection.execute(statement)).rowcount == 0:
                raise RoomNotFound(room_id=room_id)

    async def of_chat(self, chat_id: int) -> Sequence[str]:
        query = select(rooms.c.id).where(rooms.c.chat_id == chat_id, rooms.c.is_closed.is_(False))
        async with self._engine.connect() as connection:
            return (await connection.scalars(query)).all()

    async def versions(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        query = select(rooms.c.id, rooms.c.version).where(rooms.c.id.in_(room_ids))
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).all()
        return {row.id: row.version for row in found}


_MARKS = {Mark.HIDDEN: rooms.c.is_hidden, Mark.FEATURED: rooms.c.is_featured}
_ORDERS = {
    GalleryOrder.PEOPLE: rooms.c.people,
    GalleryOrder.NEWEST: rooms.c.created_at_ms,
}


def _having(words: str) -> list[ColumnElement[bool]]:
    """Conditions that a room's name and what is on have each of these words."""
    return [rooms.c.words.contains(word, autoescape=True) for word in folded(words)]


def _is_named(name: str) -> ColumnElement[bool]:
    """Whether a room has this id, or this owner."""
    is_number = name.removeprefix("-").isdecimal() and len(name) < 18
    return or_(rooms.c.id == name, rooms.c.owner_id == (int(name) if is_number else None))


def _listed(seen_since_ms: int) -> Select[Any]:
    """Select what a listing is made of, in its order."""
    inside = case((rooms.c.seen_at_ms >= seen_since_ms, rooms.c.people), else_=0)
    return select(
        rooms.c.document, inside, rooms.c.seen_at_ms, rooms.c.is_hidden, rooms.c.is_featured
    )


def _changing_columns(room: Room) -> dict[str, object]:
    return {
        "visibility": room.visibility.value,
        "version": room.version,
        "owner_id": room.owner_id,
        "chat_id": room.chat.id if room.chat else None,
        "is_closed": room.is_closed,
        "words": " ".join(words_of(room)),
        "document": encode_room(room),
    }
