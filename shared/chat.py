"""The chat: a log beside the room, kept before it is acknowledged."""

from collections.abc import Sequence
from dataclasses import asdict

from shared.domain.commands import SendMessage
from shared.domain.errors import InvalidCommand, MessageNotFound
from shared.domain.people import Person
from shared.domain.permissions import Permission
from shared.domain.standing import authorize_over
from shared.domain.utterances import clean_utterance, first_words
from shared.ports import Broadcaster, Clock, Message, MessageStore
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
    ) -> None:
        self._rooms = rooms
        self._messages = messages
        self._presence = presence
        self._broadcaster = broadcaster
        self._clock = clock

    async def send(
        self, room_id: str, said: SendMessage, *, sender: Person
    ) -> tuple[int, dict[str, object]]:
        """
        Keep a message and show it to the room; one that is kept already is shown again.

        Returns:
            The version of the room it was said in, and the message as the wire carries it.

        Raises:
            PermissionDenied: If the sender may not chat here.
            InvalidCommand: If there is nothing to read in it.
        """
        room = await self._rooms.permit(room_id, Permission.CHAT, sender.id)
        text = clean_utterance(said.text)
        if not text:
            raise InvalidCommand(name="send_message", fields=["text"])
        here = {person.user_id for person in await self._presence.present(room_id)}
        known = await self._messages.some(room_id, {said.reply_to} if said.reply_to else ())
        now_ms = self._clock.now_ms()
        message = await self._messages.append(
            Message(
                room_id,
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
        )
        [dumped] = await self._dump(room_id, [message])
        await self._broadcaster.send(room_id, "message", dumped)
        return room.version, dumped

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
