"""What is said in rooms."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, replace

from sqlalchemy import ColumnElement, RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.domain.chat_commands import Mention
from shared.ports.messages import Message
from shared.storage.tables import messages
from shared.storage.upsert import insert_or_ignore


class SqlMessageStore:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def append(self, message: Message) -> Message:
        row = asdict(message)
        del row["id"]
        row["mentions"] = json.dumps(row["mentions"], ensure_ascii=False)
        statement = insert_or_ignore(self._engine, messages).values(row).returning(messages.c.id)
        known = select(messages).where(
            messages.c.room_id == message.room_id,
            messages.c.user_id == message.user_id,
            messages.c.nonce == message.nonce,
        )
        async with self._engine.begin() as connection:
            message_id = (await connection.execute(statement)).scalar_one_or_none()
            if message_id is not None:
                return replace(message, id=message_id)
            return _message((await connection.execute(known)).mappings().one())

    async def some(self, room_id: str, ids: Collection[int]) -> Mapping[int, Message]:
        if not ids:
            return {}
        query = select(messages).where(messages.c.room_id == room_id, messages.c.id.in_(ids))
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return {row["id"]: _message(row) for row in rows}

    async def delete(self, room_id: str, message_id: int) -> None:
        await self._empty(messages.c.room_id == room_id, messages.c.id == message_id)

    async def delete_of(self, room_id: str, user_id: int) -> None:
        await self._empty(messages.c.room_id == room_id, messages.c.user_id == user_id)

    async def _empty(self, *which: ColumnElement[bool]) -> None:
        gone = {"text": "", "mentions": "[]", "reply_to": None, "is_deleted": True}
        async with self._engine.begin() as connection:
            await connection.execute(update(messages).where(*which).values(gone))

    async def last_of(self, room_id: str, user_id: int) -> Message | None:
        query = (
            select(messages)
            .where(messages.c.room_id == room_id, messages.c.user_id == user_id)
            .order_by(messages.c.id.desc())
            .limit(1)
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().first()
        return _message(row) if row else None

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        query = select(messages).where(messages.c.room_id == room_id)
        if before is not None:
            query = query.where(messages.c.id < before)
        query = query.order_by(messages.c.id.desc()).limit(limit)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [_message(row) for row in reversed(rows)]


def _message(row: RowMapping) -> Message:
    mentions = tuple(Mention(**mention) for mention in json.loads(row["mentions"]))
    return Message(**{**row, "mentions": mentions})


class MemoryMessageStore:
    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def append(self, message: Message) -> Message:
        for known in self._messages:
            if message.nonce and _once(known) == _once(message):
                return known
        stored = replace(message, id=len(self._messages) + 1)
        self._messages.append(stored)
        return stored

    async def some(self, room_id: str, ids: Collection[int]) -> Mapping[int, Message]:
        return {
            message.id: message
            for message in self._messages
            if message.room_id == room_id and message.id in ids
        }

    async def delete(self, room_id: str, message_id: int) -> None:
        self._empty(lambda known: known.room_id == room_id and known.id == message_id)

    async def delete_of(self, room_id: str, user_id: int) -> None:
        self._empty(lambda known: known.room_id == room_id and known.user_id == user_id)

    def _empty(self, is_meant: Callable[[Message], bool]) -> None:
        self._messages = [_emptied(known) if is_meant(known) else known for known in self._messages]

    async def last_of(self, room_id: str, user_id: int) -> Message | None:
        own = (
            known
            for known in reversed(self._messages)
            if known.room_id == room_id and known.user_id == user_id
        )
        return next(own, None)

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        older = [
            message
            for message in self._messages
            if message.room_id == room_id and (before is None or message.id < before)
        ]
        return older[-limit:]


def _emptied(message: Message) -> Message:
    return replace(message, text="", mentions=(), reply_to=None, is_deleted=True)


def _once(message: Message) -> tuple[str, int, str | None]:
    return message.room_id, message.user_id, message.nonce
