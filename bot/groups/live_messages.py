"""Live messages: what happens in a room is told by the message that a chat has of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import TelegramMigrateToChat, TelegramRetryAfter

from bot.delivery.reach import OUT_OF_REACH, is_broken, reason
from bot.groups.known_groups import Groups
from bot.groups.live_sending import edit, is_gone, send
from bot.groups.live_text import LiveText
from bot.groups.live_view import LiveView, View
from shared.domain.errors import RoomError, RoomNotFound
from shared.domain.events import Event
from shared.domain.room import Room
from shared.onboarding import NOT_POSTED, LiveMessage, LiveMessageStore
from shared.ports.clock import Clock
from shared.ports.rooms import RoomStore
from shared.rooms import LINK_LIFE_MS
from shared.tasks import Tasks

logger = logging.getLogger(__name__)

EDIT_EVERY_S = 5.0
"""For each room: 12 a minute, of the 20 that a group takes, leave room for answers."""
GLANCE_EVERY_S = 1.0
"""Where there was nothing to edit: the next change is shown sooner, and little is read for it."""
LOOK_EVERY_S = 10.0
"""How late it may be told that a film has begun by itself, or that nobody is left."""
AGAIN_S = 30.0
"""After Telegram could not be reached several times; the state it is then told is the newest."""
CATCH_UP_EVERY_S = 0.1
"""After a restart, every message is looked at; meanwhile there is an answer for who asks."""
AT_ONCE = 2
"""Rooms looked at: a database has one line, in which commands would stand behind all of them."""


class LiveMessages:
    """
    Implements :class:`shared.ports.Broadcaster`: it hears of what changes, and looks for itself.

    Each room has one worker at a time, that edits its message, waits and edits it again if there
    was something new meanwhile. Whether a room has a message is asked of the store each time:
    another process may have posted it.

    Before :meth:`resume`, messages are posted but not kept up.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        view: LiveView,
        messages: LiveMessageStore,
        store: RoomStore,
        groups: Groups,
        clock: Clock,
        tasks: Tasks,
        edit_every_s: float = EDIT_EVERY_S,
        look_every_s: float = LOOK_EVERY_S,
        again_s: float = AGAIN_S,
    ) -> None:
        self._bot = bot
        self._view = view
        self._messages = messages
        self._store = store
        self._groups = groups
        self._clock = clock
        self._tasks = tasks
        self._edit_every_s = edit_every_s
        self._glance_every_s = min(edit_every_s, GLANCE_EVERY_S)
        self._look_every_s = look_every_s
        self._again_s = again_s
        self._shown: dict[str, LiveText] = {}
        self._changes_at_ms: dict[str, int] = {}
        self._changed: set[str] = set()
        self._working: set[str] = set()
        self._looking = asyncio.Semaphore(AT_ONCE)
        self._is_keeping_up = False

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        self._note(room_id)

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        if name == "presence":
            self._note(room_id)

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None: ...

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        self._note(room_id)

    async def resume(self) -> None:
        """
        Keep up all messages from now on; to be called once, by the process with the sockets, when
        it is known where their buttons lead.
        """
        self._is_keeping_up = True
        self._tasks.every(self._look_every_s, self.look, name="look at live messages")
        for room_id in list(self._changed):
            self._note(room_id)
        for message in await self._messages.under_way():
            self._note(message.room_id)
            await self._tasks.pause(CATCH_UP_EVERY_S)

    async def look(self) -> None:
        """Tell what has changed because of the time alone."""
        now_ms = self._clock.now_ms()
        for room_id in [room for room, at_ms in self._changes_at_ms.items() if at_ms <= now_ms]:
            del self._changes_at_ms[room_id]
            self._note(room_id)

    async def post(
        self,
        room_id: str,
        chat_id: int,
        locale: str,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
    ) -> None:
        """
        Post a room's live message, in place of an earlier one.

        Raises:
            TelegramAPIError: If the bot cannot write there.
        """
        message = LiveMessage(
            room_id=room_id,
            chat_id=chat_id,
            message_id=NOT_POSTED,
            locale=locale,
            link_expires_ms=self._clock.now_ms() + LINK_LIFE_MS,
            thread_id=thread_id,
        )
        view = await self._view.of(message)
        try:
            await self._post(message, view, reply_to=reply_to)
        except TelegramMigrateToChat as exc:
            await self._groups.moved(chat_id, exc.migrate_to_chat_id)
            moved = replace(message, chat_id=exc.migrate_to_chat_id, thread_id=None)
            await self._post(moved, view)
        if self._is_keeping_up:
            self._remember(room_id, view)
            self._note(room_id)  # something may have happened since it was looked at

    async def in_chat(self, chat_id: int) -> AsyncIterator[tuple[LiveMessage, Room]]:
        """Return the open rooms that have a live message in a chat, the newest first."""
        for message in await self._messages.of_chat(chat_id):
            try:
                room = await self._store.get(message.room_id)
            except RoomNotFound:
                continue
            if not room.is_closed:
                yield message, room

    async def text_of(self, message: LiveMessage) -> LiveText:
        return (await self._view.of(message)).text

    async def give_up(self, chat_id: int) -> None:
        """Leave the messages of a chat as they are: the bot is not in it any more."""
        for message in await self._messages.of_chat(chat_id):
            await self._forget(message)

    def _note(self, room_id: str) -> None:
        """Have a room looked at soon: at once if nothing was told of it lately."""
        self._changed.add(room_id)
        if self._is_keeping_up and room_id not in self._working:
            self._working.add(room_id)
            self._tasks.start(self._work(room_id), name=f"live message of {room_id}")

    async def _work(self, room_id: str) -> None:
        try:
            while room_id in self._changed:
                self._changed.discard(room_id)
                await self._tasks.pause(await self._attempt(room_id))
        finally:
            self._working.discard(room_id)

    async def _attempt(self, room_id: str) -> float:
        """Return how long to wait before the next."""
        async with self._looking:
            message = await self._messages.of_room(room_id)
            view = await self._view.of(message) if message else None
        if message is None or view is None:
            return self._glance_every_s
        try:
            if not await self._refresh(message, view):
                return self._glance_every_s
        except TelegramMigrateToChat as exc:
            await self._groups.moved(message.chat_id, exc.migrate_to_chat_id)
            self._changed.add(room_id)
        except OUT_OF_REACH as exc:
            logger.info("live message of room=%s: %s", room_id, reason(exc))
            if is_gone(exc):
                await self._forget(message)
            elif isinstance(exc, TelegramRetryAfter):
                self._changed.add(room_id)
                return max(exc.retry_after, self._edit_every_s)
            elif is_broken(exc):
                self._changed.add(room_id)
                return self._again_s
        return self._edit_every_s

    async def _refresh(self, message: LiveMessage, view: View) -> bool:
        """Return whether there was anything to send."""
        is_new = message.message_id == NOT_POSTED
        has_changed = view.text != self._shown.get(message.room_id)
        if is_new and view.is_over:
            await self._forget(message)
            return False
        if is_new:
            await self._post(message, view)
        elif has_changed:
            await self._edit(message, view)
        elif view.is_dormant != message.is_dormant:
            await self._messages.put(replace(message, is_dormant=view.is_dormant))
        if view.is_over:
            await self._forget(message)
        else:
            self._remember(message.room_id, view)
        return is_new or has_changed

    async def _post(self, message: LiveMessage, view: View, *, reply_to: int | None = None) -> None:
        chat_id, thread_id = message.chat_id, message.thread_id
        sent = await send(self._bot, view.text, chat_id, thread_id=thread_id, reply_to=reply_to)
        has_photo = sent.photo is not None
        posted = replace(message, message_id=sent.message_id, has_photo=has_photo)
        await self._messages.put(replace(posted, is_dormant=view.is_dormant))

    async def _edit(self, message: LiveMessage, view: View) -> None:
        shown = self._shown.get(message.room_id)
        # What stands there after a restart is taken to have the right photo.
        has_new_photo = shown is not None and shown.photo_url != view.text.photo_url
        has_photo = await edit(self._bot, message, view.text, has_new_photo=has_new_photo)
        edited = replace(message, has_photo=has_photo, is_dormant=view.is_dormant)
        if edited != message:
            await self._messages.put(edited)

    def _remember(self, room_id: str, view: View) -> None:
        self._forget_shown(room_id)
        if not view.is_dormant:
            self._shown[room_id] = view.text
        if view.changes_at_ms is not None:
            self._changes_at_ms[room_id] = view.changes_at_ms

    async def _forget(self, message: LiveMessage) -> None:
        await self._messages.remove(message)
        self._forget_shown(message.room_id)

    def _forget_shown(self, room_id: str) -> None:
        self._shown.pop(room_id, None)
        self._changes_at_ms.pop(room_id, None)
