"""What the services need from the outside world, as protocols; adapters live elsewhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.domain.chat_commands import Mention
from shared.domain.decisions import Change
from shared.domain.errors import RoomError
from shared.domain.events import Event
from shared.domain.media import Media
from shared.domain.page_state import Report
from shared.domain.room import Room
from shared.domain.standing import Present
from shared.domain.sync_report import ReportSync


class Clock(Protocol):
    def now_ms(self) -> int:
        """Milliseconds since the Unix epoch."""


@dataclass(frozen=True, slots=True)
class Listing:
    """
    A room in a list.

    Attributes:
        people: How many are inside, or were a few seconds ago.
        seen_at_ms: When people were last inside; its creation before the first.
        is_hidden: Whether the service's owners keep it out of the gallery.
        is_featured: Whether they put it first there.
    """

    room: Room
    people: int
    seen_at_ms: int = 0
    is_hidden: bool = False
    is_featured: bool = False


class Mark(StrEnum):
    """What the service's owners may give a room; it shows in the gallery only."""

    HIDDEN = "hidden"
    FEATURED = "featured"


class GalleryOrder(StrEnum):
    """What comes first in the gallery, after what is featured."""

    PEOPLE = "people"
    """The fullest."""
    NEWEST = "newest"
    """The last made."""


class RoomStore(Protocol):
    """
    Where rooms are kept.

    Implementations are interchangeable; ``tests/contract/test_room_store.py`` is the specification.
    """

    async def create(self, room: Room) -> None:
        """
        Raises:
            RoomExists: If the id is taken.
        """

    async def get(self, room_id: str) -> Room:
        """
        Raises:
            RoomNotFound: If there is no such room.
        """

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        """
        Replace a room by what ``change`` makes of it, atomically; when this returns, it is kept.

        ``change`` must be pure: it may run more than once. If it raises, nothing is stored.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def touch(self, people: Mapping[str, int], now_ms: int) -> None:
        """Note how many were in these rooms at an instant. Unknown rooms are passed over."""

    async def seen_at(self, room_id: str) -> int:
        """
        Return the last instant given to :meth:`touch`; a room's creation before the first.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def gallery(
        self,
        *,
        seen_since_ms: int,
        limit: int,
        offset: int = 0,
        words: str = "",
        order: GalleryOrder = GalleryOrder.PEOPLE,
    ) -> Sequence[Listing]:
        """
        Return open public rooms with people in them, those featured first.

        What is hidden is left out.

        Args:
            words: What the room's name and what is on must have between them, in any case.
        """

    async def owned_by(
        self, user_id: int, *, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        """Return a person's open rooms, the last seen first; nobody is in those not seen since."""

    async def every(
        self, *, words: str, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        """
        Return the rooms whose name or video has all the words, or that have them as id or owner.

        The open ones come first, among them the last seen; without words, it is every room.
        """

    async def mark(self, room_id: str, mark: Mark, *, is_set: bool) -> None:
        """
        Give a room a mark, or take it away. Idempotent.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def of_chat(self, chat_id: int) -> Sequence[str]:
        """Return the open rooms that belong to a chat."""

    async def versions(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        """Return the version of each room; unknown rooms are passed over."""


class MemberStore(Protocol):
    """Who has once been let into which private room."""

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        """Idempotent."""

    async def remove(self, room_id: str, user_id: int) -> None:
        """Idempotent."""

    async def contains(self, room_id: str, user_id: int) -> bool: ...


@dataclass(frozen=True, slots=True)
class Message:
    """
    A line of the chat.

    Attributes:
        id: Ascends within a room; 0 until it is stored.
        position: Seconds into the media when it was sent; None if nothing was on.
        reply_to: The message it answers.
        nonce: The sender's own name for it, by which a repeated send is recognised.
        is_deleted: Whether it was taken back: it has no text any more.
    """

    room_id: str
    user_id: int
    name: str
    text: str
    position: float | None
    sent_at_ms: int
    id: int = 0
    reply_to: int | None = None
    mentions: tuple[Mention, ...] = ()
    nonce: str | None = None
    is_deleted: bool = False


class MessageStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_message_store.py`` is the
    specification.
    """

    async def append(self, message: Message) -> Message:
        """
        Return the message with its id, once it is kept.

        If the sender's nonce is known in this room, return the message that has it instead.
        """

    async def some(self, room_id: str, ids: Collection[int]) -> Mapping[int, Message]:
        """Return those of a room's messages that there are, by id."""

    async def delete(self, room_id: str, message_id: int) -> None:
        """Leave nothing of a message but who sent it and when. Idempotent."""

    async def delete_of(self, room_id: str, user_id: int) -> None:
        """Do so with everything that a person has said in a room. Idempotent."""

    async def last_of(self, room_id: str, user_id: int) -> Message | None:
        """Return what a person has said last in a room, deleted or not; None if nothing."""

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        """Return the newest messages (older than an id, if given), the oldest of them first."""


@dataclass(frozen=True, slots=True)
class Action:
    """
    Something that one of those who keep a room in order did.

    Attributes:
        id: Ascends within a room; 0 until it is stored.
        kind: The name of what happened, as events are named on the wire.
        facts: What JSON can carry; whom it is about is their ``user_id``.
    """

    room_id: str
    user_id: int
    kind: str
    facts: Mapping[str, object]
    at_ms: int
    id: int = 0


class ActionStore(Protocol):
    async def append(self, *actions: Action) -> None: ...

    async def latest(
        self, room_id: str, *, limit: int, before: int | None = None
    ) -> Sequence[Action]:
        """Return the newest (older than an id, if given), the newest of them first."""

    async def forget(self, before_ms: int) -> None:
        """Forget those of before an instant, in all rooms."""


class PresenceStore(Protocol):
    """Who is connected where, device by device."""

    async def connected(
        self,
        room_id: str,
        user_id: int,
        name: str,
        sid: str,
        now_ms: int,
        *,
        limit: int | None = None,
    ) -> bool:
        """
        Take a person in, atomically, and return whether there was a place.

        Args:
            limit: How many there may be with them, those within their grace counted; whoever is
                here or within their grace has their place in any case. None is no limit.
        """

    async def disconnected(self, room_id: str, user_id: int, sid: str, now_ms: int) -> None:
        """Idempotent. After the last device, the person stays for the grace period."""

    async def remove(self, room_id: str, user_id: int) -> None:
        """Forget a person with all their devices, at once. Idempotent."""

    async def report(self, room_id: str, user_id: int, sid: str, report: Report) -> bool:
        """
        Keep what a device says of itself, as long as it is connected.

        Returns:
            Whether there is something new to tell of the person.
        """

    async def expect(self, room_id: str, user_id: int, now_ms: int) -> None:
        """Treat a person as having just gone away, unless they are here."""

    async def present(self, room_id: str, now_ms: int) -> tuple[Present, ...]:
        """Return those connected and those within their grace, the longest here first."""

    async def occupied(self) -> Sequence[str]:
        """Return the rooms in which somebody is connected."""


class ChatStanding(StrEnum):
    """What a person is in a Telegram chat."""

    ADMIN = "admin"
    MEMBER = "member"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    """Telegram would not say; that is not a no."""


class ChatMembers(Protocol):
    """Who is what in Telegram's chats."""

    async def standing(self, chat_id: int, user_id: int) -> ChatStanding:
        """Return what was true within the last minute. Never raises."""


class Broadcaster(Protocol):
    """How frames reach everyone in a room."""

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None: ...

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        """Send an unversioned frame: presence, a message, emotions, a notification."""

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None:
        """Send an unversioned frame to one person, in whichever rooms their devices are."""

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        """Tell a person, or everybody, why they cannot stay, and close their connections."""


class Follower(Protocol):
    """Who keeps something of what happened to rooms beside them: a log, news for people."""

    async def follow(self, change: Change, *, user_id: int) -> None:
        """
        Note a change that is kept; it is acknowledged only after this.

        Args:
            user_id: Who asked for it.
        """


@dataclass(frozen=True, slots=True)
class Exposition:
    """What was counted, as who gathers it reads it."""

    content_type: str
    body: bytes


class Measures(Protocol):
    """What is counted of how well the service does; of whom, nobody can tell."""

    def note(self, report: ReportSync) -> None:
        """Count what a page tells of its sync; cheap, for there are many."""

    def expose(self, *, rooms: int, people: int) -> Exposition:
        """
        Args:
            rooms: In which somebody is right now.
            people: Who are in them.
        """


class MediaResolver(Protocol):
    """What an address leads to."""

    def recognise(self, url: str) -> Media | None:
        """
        Return what the address's form alone tells; None if its server has to be asked.

        Raises:
            UnsupportedMedia: If there is no player for it.
        """

    async def resolve(self, url: str) -> Media:
        """
        Raises:
            UnsupportedMedia: If there is no player for it.
        """

    async def playlist(self, media: Media) -> Sequence[Media]:
        """
        Return the first videos of the playlist that an address leads to or was taken from.

        Raises:
            PlaylistUnavailable: If there is none, or its provider does not tell.
        """

    async def describe(self, media: Media) -> Media:
        """Return the same media with what asking around adds to it, its title. Never raises."""


class Sharing(Protocol):
    """How an invitation becomes a message that its sender only has to choose a chat for."""

    async def prepare(self, room: Room, user_id: int, language: str | None, url: str) -> str | None:
        """
        Return what Telegram calls the prepared message; None if it will not have it. Never raises.

        Args:
            language: The person's, as their Telegram has it.
            url: Where the message's button leads.
        """
