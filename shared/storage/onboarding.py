"""What the bot remembers, in SQL; the ports are in ``shared/onboarding.py``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import delete, select, update

from shared.onboarding import NOT_POSTED, ConnectedChat, LiveMessage, Post
from shared.storage.sql_store import SqlStore
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


class SqlLiveMessageStore(SqlStore):
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


class SqlChatStore(SqlStore):
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


class SqlPostStore(SqlStore):
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


class SqlPersonStore(SqlStore):
    async def locale_of(self, user_id: int) -> str | None:
        query = select(people.c.locale).where(people.c.user_id == user_id)
        return next((row["locale"] for row in await self._rows(query)), None)

    async def set_locale(self, user_id: int, locale: str) -> None:
        await self._replace(people, {"user_id": user_id, "locale": locale})


class SqlDialogueStore(SqlStore):
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


class SqlUpdateStore(SqlStore):
    async def is_handled(self, update_id: int) -> bool:
        query = select(handled_updates).where(handled_updates.c.update_id == update_id)
        return bool(await self._rows(query))

    async def mark_handled(self, update_id: int, now_ms: int) -> None:
        await self._ignore(handled_updates, {"update_id": update_id, "handled_at_ms": now_ms})

    async def forget_handled(self, before_ms: int) -> None:
        old = handled_updates.c.handled_at_ms < before_ms
        await self._execute(delete(handled_updates).where(old))


class SqlErasure(SqlStore):
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
