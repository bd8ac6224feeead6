"""The chat: a log beside the room, kept before it is acknowledged."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import asdict
from math import ceil
from weakref import WeakValueDictionary

from shared.action_log import ActionLog
from shared.domain.chat_commands import SendMessage
from shared.domain.errors import InvalidCommand, MessageNotFound
from shared.domain.moderation_errors import SlowMode, WordNotAllowed
from shared.domain.people import Person
from shared.domain.permissions import Permission
from shared.domain.room import Room
from shared.domain.standing import authorize_against, authorize_over, is_allowed
from shared.domain.utterances import clean_utterance, first_words
from shared.domain.word_filter import unwanted
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock
from shared.ports.messages import Message, MessageStore
from shared.presence import Presence
from shared.rooms import Rooms

PAGE = 50
"""Messages given at a time: a few screens of a phone."""
QUOTED = 120
"""Characters of a message that are repeated above an answer to it: two lines on a phone."""


class Chat:
    def __init__(
        self,
        *,
        rooms: Rooms,
        messages: MessageStore,
        presence: Presence,
        broadcaster: Broadcaster,
        clock: Clock,
        log: ActionLog,
    ) -> None:
        self._rooms = rooms
        self._messages = messages
        self._presence = presence
        self._broadcaster = broadcaster
        self._clock = clock
        self._log = log
        self._turns: WeakValueDictionary[tuple[str, int], asyncio.Lock] = WeakValueDictionary()

    async def send(
        self, room_id: str, said: SendMessage, *, sender: Person
    ) -> tuple[int, dict[str, object]]:
        """
        Keep a message and show it to the room; one that is kept already is shown again.

        Returns:
            The version of the room it was said in, and the message as the wire carries it.

        Raises:
            PermissionDenied: If the sender may not chat here.
            Muted: If they may not for now.
            InvalidCommand: If there is nothing to read in it.
            WordNotAllowed: If the room does not want to read a word of it.
            SlowMode: If it is too soon after the sender's last message.
        """
        room = await self._rooms.permit(room_id, Permission.CHAT, sender.id)
        text = clean_utterance(said.text)
        if not text:
            raise InvalidCommand(name="send_message", fields=["text"])
        present = await self._presence.present(room_id)
        is_restrained = not is_allowed(room, Permission.MODERATE, sender.id, present)
        if is_restrained and (word := unwanted(room.filtered_words, text)):
            raise WordNotAllowed(word=word)
        here = {person.user_id for person in present}
        # One at a time for each: two at once would both come after the same last message.
        async with self._turns.setdefault((room_id, sender.id), asyncio.Lock()):
            if is_restrained and room.slow_mode_s:
                await self._await_turn(room, said, sender)
            message = await self._messages.append(
                await self._written(room, said, text, sender=sender, here=here)
            )
        [dumped] = await self._dump(room_id, [message])
        await self._broadcaster.send(room_id, "message", dumped)
        return room.version, dumped

    async def _await_turn(self, room: Room, said: SendMessage, sender: Person) -> None:
        last = await self._messages.last_of(room.id, sender.id)
        if last is None or (said.nonce and last.nonce == said.nonce):  # sent again: it is kept
            return
        wait_ms = last.sent_at_ms + room.slow_mode_s * 1000 - self._clock.now_ms()
        if wait_ms > 0:
            raise SlowMode(retry_after=ceil(wait_ms / 1000))

    async def _written(
        self, room: Room, said: SendMessage, text: str, *, sender: Person, here: Collection[int]
    ) -> Message:
        known = await self._messages.some(room.id, {said.reply_to} if said.reply_to else ())
        now_ms = self._clock.now_ms()
        return Message(
            room.id,
            sender.id,
            sender.name,
            text,
            position=room.playback.position_at(now_ms) if room.current else None,
            sent_at_ms=now_ms,
            # Whoever answers what is gone by now is heard all the same.
            reply_to=said.reply_to if said.reply_to in known else None,
            mentions=tuple(
                mention
                for mention in dict.fromkeys(said.mentions)
                if mention.user_id in here and f"@{mention.name}" in text
            ),
            nonce=said.nonce,
        )

    async def delete(self, room_id: str, message_id: int, *, user_id: int) -> int:
        """
        Take a message back: the line stays, its text is gone for everybody.

        Returns:
            The version of the room.

        Raises:
            MessageNotFound: If there is no such message in the room.
            PermissionDenied: If it is somebody else's, and the person no admin or below them.
        """
        room = await self._rooms.get_for(room_id, user_id)
        message = (await self._messages.some(room_id, [message_id])).get(message_id)
        if message is None:
            raise MessageNotFound()
        if message.user_id != user_id:
            present = await self._presence.present(room_id)
            authorize_over(room, message.user_id, user_id, present)
        await self._messages.delete(room_id, message_id)
        await self._broadcaster.send(room_id, "message_deleted", {"message_id": message_id})
        if message.user_id != user_id:
            facts = {"user_id": message.user_id}
            await self._log.note(room_id, "message_deleted", facts, user_id=user_id)
        return room.version

    async def delete_all_of(self, room_id: str, author_id: int, *, user_id: int) -> int:
        """
        Take everything back that a person has said here.

        Returns:
            The version of the room.

        Raises:
            PermissionDenied: If the person may not moderate, or the author is not below them.
        """
        room = await self._rooms.permit(room_id, Permission.MODERATE, user_id)
        authorize_against(room, author_id, user_id, await self._presence.present(room_id))
        await self._messages.delete_of(room_id, author_id)
        await self._broadcaster.send(room_id, "messages_deleted", {"user_id": author_id})
        await self._log.note(room_id, "messages_deleted", {"user_id": author_id}, user_id=user_id)
        return room.version

    async def page(
        self, room_id: str, *, user_id: int, before: int | None = None
    ) -> dict[str, object]:
        """Return the newest messages (older than one, if given), and whether there are more."""
        await self._rooms.get_for(room_id, user_id)
        found = await self._messages.latest(room_id, limit=PAGE + 1, before=before)
        messages = await self._dump(room_id, found[-PAGE:])
        return {"messages": messages, "has_more": len(found) > PAGE}

    async def _dump(self, room_id: str, messages: Sequence[Message]) -> list[dict[str, object]]:
        answered = {message.reply_to for message in messages if message.reply_to}
        originals = await self._messages.some(room_id, answered)
        return [dump_message(message, originals.get(message.reply_to or 0)) for message in messages]


def dump_message(message: Message, original: Message | None) -> dict[str, object]:
    """Return a message as the wire carries it, with the beginning of what it answers."""
    dumped = asdict(message)
    del dumped["room_id"], dumped["reply_to"]
    dumped["mentions"] = [asdict(mention) for mention in message.mentions]
    dumped["reply"] = original and {
        "id": original.id,
        "user_id": original.user_id,
        "name": original.name,
        "text": first_words(original.text, limit=QUOTED),
        "is_deleted": original.is_deleted,
    }
    return dumped
