"""What the bot remembers, in SQL; the ports are in ``shared/onboarding.py``."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Executable, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.onboarding import NOT_POSTED, ConnectedChat, LiveMessage, Post, Visitor
from shared.storage.tables import (
    actions,
    chat_connections,
    chats,
    dialogues,
    handled_updates,
    live_messages,
    members,
    messages,
    notifications,
    people,
    posts,
    reports,
    rooms,
    verdicts,
    visits,
)
from shared.storage.upsert import insert_or_change, insert_or_ignore, insert_or_replace


class _SqlStore:
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


class SqlLiveMessageStore(_SqlStore):
    async def put(self, message: LiveMessage) -> None:
        await self._replace(live_messages, asdict(message))

    async def of_room(self, room_id: str) -> LiveMessage | None:
        query = select(live_messages).where(live_messages.c.room_id == room_id)
        return next((LiveMessage(**row) for row in await self._rows(query)), None)

    async def of_chat(self, chat_id: int) -> Sequence[LiveMessage]:
        query = (
            select(live_messages)
            .where(live_messages.c.chat_id == chat_id, live_messages.c.is_dormant.is_(False))
            .order_by(live_messages.c.message_id.desc())
        )
        return [LiveMessage(**row) for row in await self._rows(query)]

    async def under_way(self) -> Sequence[LiveMessage]:
        query = select(live_messages).where(live_messages.c.is_dormant.is_(False))
        return [LiveMessage(**row) for row in await self._rows(query)]

    async def remove(self, message: LiveMessage) -> None:
        same = (
            live_messages.c.room_id == message.room_id,
            live_messages.c.chat_id == message.chat_id,
            live_messages.c.message_id == message.message_id,
        )
        await self._execute(delete(live_messages).where(*same))

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        there = {"chat_id": new_chat_id, "message_id": NOT_POSTED, "thread_id": None}
        moved = live_messages.c.chat_id == chat_id
        await self._execute(update(live_messages).where(moved).values(there))


class SqlChatStore(_SqlStore):
    async def put(self, chat: ConnectedChat) -> None:
        await self._replace(chats, asdict(chat))

    async def get(self, chat_id: int) -> ConnectedChat | None:
        query = select(chats).where(chats.c.id == chat_id)
        return next((ConnectedChat(**row) for row in await self._rows(query)), None)

    async def remove(self, chat_id: int) -> None:
        await self._execute(
            delete(chats).where(chats.c.id == chat_id),
            delete(chat_connections).where(chat_connections.c.chat_id == chat_id),
        )

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        # The new one may be known already: Telegram tells of both, in any order.
        await self._execute(
            delete(chats).where(chats.c.id == new_chat_id),
            update(chats).where(chats.c.id == chat_id).values(id=new_chat_id, kind="supergroup"),
            delete(chat_connections).where(chat_connections.c.chat_id == new_chat_id),
            update(chat_connections)
            .where(chat_connections.c.chat_id == chat_id)
            .values(chat_id=new_chat_id),
        )

    async def connect(self, chat_id: int, user_id: int) -> None:
        await self._ignore(chat_connections, {"chat_id": chat_id, "user_id": user_id})

    async def disconnect(self, chat_id: int, user_id: int) -> None:
        connection = (chat_connections.c.chat_id == chat_id, chat_connections.c.user_id == user_id)
        await self._execute(delete(chat_connections).where(*connection))

    async def connectors(self, chat_id: int) -> Sequence[int]:
        query = (
            select(chat_connections.c.user_id)
            .where(chat_connections.c.chat_id == chat_id)
            .order_by(chat_connections.c.user_id)
        )
        return [row["user_id"] for row in await self._rows(query)]

    async def connected_by(self, user_id: int) -> Sequence[ConnectedChat]:
        query = (
            select(chats)
            .join(chat_connections, chat_connections.c.chat_id == chats.c.id)
            .where(chat_connections.c.user_id == user_id)
            .order_by(chats.c.title, chats.c.id)
        )
        return [ConnectedChat(**row) for row in await self._rows(query)]


class SqlPostStore(_SqlStore):
    async def add(self, post: Post) -> None:
        await self._replace(posts, asdict(post))

    async def at(self, chat_id: int, message_id: int) -> Post | None:
        query = select(posts).where(posts.c.chat_id == chat_id, posts.c.message_id == message_id)
        return next((Post(**row) for row in await self._rows(query)), None)

    async def of_chat(self, chat_id: int, *, limit: int) -> Sequence[Post]:
        query = (
            select(posts)
            .where(posts.c.chat_id == chat_id)
            .order_by(posts.c.posted_at_ms.desc(), posts.c.message_id.desc())
            .limit(limit)
        )
        return [Post(**row) for row in await self._rows(query)]


class SqlVisitStore(_SqlStore):
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


class SqlPersonStore(_SqlStore):
    async def locale_of(self, user_id: int) -> str | None:
        query = select(people.c.locale).where(people.c.user_id == user_id)
        return next((row["locale"] for row in await self._rows(query)), None)

    async def set_locale(self, user_id: int, locale: str) -> None:
        await self._replace(people, {"user_id": user_id, "locale": locale})


class SqlDialogueStore(_SqlStore):
    async def load(self, user_id: int) -> tuple[str | None, Mapping[str, object]]:
        query = select(dialogues).where(dialogues.c.user_id == user_id)
        for row in await self._rows(query):
            return row["state"], json.loads(row["document"])
        return None, {}

    async def save(self, user_id: int, state: str | None, values: Mapping[str, object]) -> None:
        if state is None and not values:
            await self._execute(delete(dialogues).where(dialogues.c.user_id == user_id))
            return
        document = json.dumps(dict(values), ensure_ascii=False)
        row = {"user_id": user_id, "state": state, "document": document}
        await self._replace(dialogues, row)


class SqlUpdateStore(_SqlStore):
    async def is_handled(self, update_id: int) -> bool:
        query = select(handled_updates).where(handled_updates.c.update_id == update_id)
        return bool(await self._rows(query))

    async def mark_handled(self, update_id: int, now_ms: int) -> None:
        await self._ignore(handled_updates, {"update_id": update_id, "handled_at_ms": now_ms})

    async def forget_handled(self, before_ms: int) -> None:
        old = handled_updates.c.handled_at_ms < before_ms
        await self._execute(delete(handled_updates).where(old))


class SqlErasure(_SqlStore):
    async def erase(self, user_id: int) -> None:
        owned = select(rooms.c.id).where(rooms.c.owner_id == user_id)
        personal = (
            *(actions, members, messages, notifications, reports, visits),
            *(people, dialogues, chat_connections),
        )
        of_rooms = [
            delete(table).where(table.c.room_id.in_(owned))
            for table in (actions, members, messages, notifications, posts, reports, visits)
        ]
        of_person = [delete(table).where(table.c.user_id == user_id) for table in personal]
        of_reporter = delete(reports).where(reports.c.reporter_id == user_id)
        of_ruled = (
            update(verdicts)
            .where(verdicts.c.user_id == user_id)
            .values(user_id=0, name="", room_title="")
        )
        of_author = update(posts).where(posts.c.author_id == user_id).values(author_id=0)
        acted = notifications.c.actor_id == user_id
        of_actor = update(notifications).where(acted).values(actor_id=0)
        own = delete(rooms).where(rooms.c.owner_id == user_id)
        await self._execute(*of_rooms, *of_person, of_reporter, of_ruled, of_author, of_actor, own)
