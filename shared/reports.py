"""Taking in what people report: it is kept as it was then; whom it is about learns nothing."""

from shared.domain.errors import InvalidCommand, MessageNotFound, PersonNotFound
from shared.domain.moderation_errors import AlreadyReported
from shared.domain.people import Person
from shared.domain.reporting import About, Report
from shared.domain.room import Room
from shared.domain.utterances import clean_utterance
from shared.onboarding import VisitStore
from shared.ports.clock import Clock
from shared.ports.messages import MessageStore
from shared.review import Complaint, ComplaintStore, ReportListener
from shared.rooms import Rooms


class Reports:
    def __init__(
        self,
        *,
        rooms: Rooms,
        messages: MessageStore,
        visits: VisitStore,
        complaints: ComplaintStore,
        clock: Clock,
    ) -> None:
        self._rooms = rooms
        self._messages = messages
        self._visits = visits
        self._complaints = complaints
        self._clock = clock
        self._listeners: list[ReportListener] = []

    def add_listener(self, listener: ReportListener) -> None:
        """Let it hear of every report, from then on."""
        self._listeners.append(listener)

    async def take(self, room_id: str, report: Report, *, reporter: Person) -> int:
        """
        Keep a report of somebody in the room.

        Returns:
            The version of the room.

        Raises:
            MessageNotFound: If there is no such message, or it was taken back.
            PersonNotFound: If that person has never been in the room.
            InvalidCommand: If it is about nobody, or about the reporter.
            AlreadyReported: If this person has reported the same before.
        """
        room = await self._rooms.get_for(room_id, reporter.id)
        target_id, user_id, name, quote = await self._subject(room, report)
        if user_id == reporter.id:
            raise InvalidCommand(name="report", fields=["user_id"])
        complaint = Complaint(
            room.id,
            room.title,
            report.about,
            target_id,
            user_id,
            name,
            quote,
            reporter.id,
            reporter.name,
            report.reason,
            clean_utterance(report.text),
            self._clock.now_ms(),
        )
        if not await self._complaints.add(complaint):
            raise AlreadyReported
        for listener in self._listeners:
            await listener.on_report(complaint)
        return room.version

    async def _subject(self, room: Room, report: Report) -> tuple[int, int, str, str]:
        """Return what the report is about, whom it concerns, their name, and what they said."""
        match report:
            case Report(about=About.MESSAGE, message_id=int(message_id)):
                message = (await self._messages.some(room.id, [message_id])).get(message_id)
                if message is None or message.is_deleted:
                    raise MessageNotFound
                return message.id, message.user_id, message.name, message.text
            case Report(about=About.PERSON, user_id=int(user_id)):
                names = await self._visits.names(room.id, [user_id])
                if user_id not in names:
                    raise PersonNotFound
                return user_id, user_id, names[user_id], ""
            case Report(about=About.ROOM):
                names = await self._visits.names(room.id, [room.owner_id])
                return 0, room.owner_id, names.get(room.owner_id, ""), ""
            case _:
                missing = "message_id" if report.about is About.MESSAGE else "user_id"
                raise InvalidCommand(name="report", fields=[missing])
