"""What people ask of the chat over their sockets, and what each is answered."""

from typing import Any

from shared.chat import Chat
from shared.domain.chat_commands import (
    ChatCommand,
    DeleteMessage,
    DeleteMessages,
    History,
    SendMessage,
    Typing,
)
from shared.domain.people import Person
from shared.domain.permissions import Permission
from shared.domain.reporting import Report
from shared.reports import Reports
from shared.rooms import Rooms
from webapp.limits import Limits, Rate
from webapp.typing_hints import TypingHints


class Conversation:
    def __init__(
        self, *, rooms: Rooms, chat: Chat, reports: Reports, typing: TypingHints, limits: Limits
    ) -> None:
        self._rooms = rooms
        self._chat = chat
        self._reports = reports
        self._typing = typing
        self._limits = limits

    async def answer(self, room_id: str, command: ChatCommand, person: Person) -> dict[str, Any]:
        """
        Return what the acknowledgement carries.

        Raises:
            RoomError: If it was refused.
        """
        match command:
            case SendMessage():
                await self._limits.check(Rate.MESSAGE, person.id)
                version, message = await self._chat.send(room_id, command, sender=person)
                self._typing.stop(room_id, person.id)
                return {"version": version, "message": message}
            case DeleteMessage(message_id):
                version = await self._chat.delete(room_id, message_id, user_id=person.id)
                return {"version": version}
            case DeleteMessages(author_id):
                version = await self._chat.delete_all_of(room_id, author_id, user_id=person.id)
                return {"version": version}
            case Typing():
                await self._limits.check(Rate.TYPING, person.id)
                room = await self._rooms.permit(room_id, Permission.CHAT, person.id)
                self._typing.hint(room_id, person)
                return {"version": room.version}
            case History(before):
                await self._limits.check(Rate.HISTORY, person.id)
                return await self._chat.page(room_id, user_id=person.id, before=before)
            case Report():
                await self._limits.check(Rate.COMPLAINT, person.id)
                return {"version": await self._reports.take(room_id, command, reporter=person)}

    async def newest(self, room_id: str, person: Person) -> dict[str, Any]:
        """Return the page that a snapshot carries."""
        return await self._chat.page(room_id, user_id=person.id)
