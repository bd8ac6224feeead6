"""The services over memory, with a clock that tests turn: no loop time, no network, no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from shared.action_log import ActionLog
from shared.calling_back import CallingBack
from shared.chat_rights import ChatRights
from shared.domain.errors import RoomError
from shared.domain.events import Event
from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import PlaylistUnavailable
from shared.domain.people import Person
from shared.entrance import Entrance
from shared.holding import Holding
from shared.links import Links
from shared.notifications import Notifications
from shared.ports.chats import ChatStanding
from shared.presence import Presence
from shared.ready_checks import ReadyChecks
from shared.rooms import Rooms
from shared.round_trips import RoundTrips
from shared.service_bans import ServiceBans
from shared.storage.actions import MemoryActionStore
from shared.storage.members import MemoryMemberStore
from shared.storage.memory_rooms import MemoryRoomStore
from shared.storage.notifications import MemoryNotificationStore
from shared.storage.presence import MemoryPresenceStore
from shared.storage.verdicts import MemoryServiceBanStore
from shared.storage.visits import MemoryVisitStore
from shared.tasks import Tasks
from tests.factories import NOW


class TurnedClock:
    def __init__(self) -> None:
        self._now_ms = NOW

    def now_ms(self) -> int:
        return self._now_ms

    def turn(self, ms: int) -> None:
        self._now_ms += ms


class RecordingBroadcaster:
    def __init__(self) -> None:
        self.frames: list[tuple[str, object]] = []

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        self.frames.append(("events", (room_id, version, tuple(events))))

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        self.frames.append((name, payload))

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None:
        self.frames.append((name, (user_id, payload)))

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        self.frames.append(("bye", (room_id, reason.code, user_id)))


class ChangingMembers:
    """
    Attributes:
        standings: Who is what, by chat and person; of anybody else nothing is known.
    """

    def __init__(self) -> None:
        self.standings: dict[tuple[int, int], ChatStanding] = {}

    async def standing(self, chat_id: int, user_id: int) -> ChatStanding:
        return self.standings.get((chat_id, user_id), ChatStanding.UNKNOWN)


class KnowingResolver:
    """
    Takes every address for a file, and knows every title but that of a file called untitled. What
    has "list" in its address is also a playlist of three.
    """

    def recognise(self, url: str) -> Media:
        return Media(Provider.FILE, Kind.MP4, url, title=None if "untitled" in url else "title")

    async def resolve(self, url: str) -> Media:
        return self.recognise(url)

    async def playlist(self, media: Media) -> tuple[Media, ...]:
        if "list" not in media.url:
            raise PlaylistUnavailable
        return tuple(replace(media, url=f"{media.url}/{n}") for n in range(3))

    async def describe(self, media: Media) -> Media:
        return replace(media, title="found")


@dataclass
class Services:
    """
    A program in miniature. ``restarted`` is the same one after its process was replaced.

    Attributes:
        is_open: Whether rooms are made by entering them.
    """

    is_open: bool = True
    clock: TurnedClock = field(default_factory=TurnedClock)
    store: MemoryRoomStore = field(default_factory=MemoryRoomStore)
    members: MemoryMemberStore = field(default_factory=MemoryMemberStore)
    visits: MemoryVisitStore = field(default_factory=MemoryVisitStore)
    chat_members: ChangingMembers = field(default_factory=ChangingMembers)

    def __post_init__(self) -> None:
        self.tasks = Tasks()
        self.ban_store = MemoryServiceBanStore()
        self.broadcaster = RecordingBroadcaster()
        self.links = Links(b"secret", self.clock)
        self.presence = Presence(
            MemoryPresenceStore(), self.store, self.broadcaster, self.clock, self.tasks
        )
        self.bans = ServiceBans(self.ban_store, self.clock)
        self.round_trips = RoundTrips()
        self.rooms = Rooms(
            store=self.store,
            members=self.members,
            visits=self.visits,
            presence=self.presence,
            broadcaster=self.broadcaster,
            media=KnowingResolver(),
            links=self.links,
            clock=self.clock,
            tasks=self.tasks,
            bans=self.bans,
            round_trips=self.round_trips,
        )
        self.log = ActionLog(
            rooms=self.rooms, actions=MemoryActionStore(), visits=self.visits, clock=self.clock
        )
        self.rooms.add_follower(self.log)
        self.holding = Holding(
            rooms=self.rooms,
            store=self.store,
            presence=self.presence,
            round_trips=self.round_trips,
            clock=self.clock,
        )
        self.rooms.add_follower(self.holding)
        self.ready_checks = ReadyChecks(
            rooms=self.rooms,
            store=self.store,
            presence=self.presence,
            round_trips=self.round_trips,
            clock=self.clock,
            tasks=self.tasks,
        )
        self.notifications = Notifications(
            store=MemoryNotificationStore(),
            visits=self.visits,
            broadcaster=self.broadcaster,
            clock=self.clock,
        )
        self.rooms.add_follower(self.notifications)
        self.calling_back = CallingBack(
            rooms=self.rooms,
            visits=self.visits,
            presence=self.presence,
            notifications=self.notifications,
            clock=self.clock,
        )
        self.chat_rights = ChatRights(
            rooms=self.rooms,
            store=self.store,
            members=self.chat_members,
            presence=self.presence,
            broadcaster=self.broadcaster,
        )
        self.entrance = Entrance(
            rooms=self.rooms,
            store=self.store,
            members=self.members,
            presence=self.presence,
            chat_rights=self.chat_rights,
            visits=self.visits,
            links=self.links,
            clock=self.clock,
            bans=self.bans,
            is_open=self.is_open,
        )

    def restarted(self) -> "Services":
        return Services(
            self.is_open, self.clock, self.store, self.members, self.visits, self.chat_members
        )

    async def comes(self, person: Person, room_id: str = "r", token: str | None = None) -> None:
        room = await self.entrance.enter(person, room_id=room_id, token=token)
        await self.presence.connected(room, person, sid=str(person.id))

    async def goes(self, person: Person, room_id: str = "r") -> None:
        await self.presence.disconnected(room_id, person.id, sid=str(person.id))

    async def close(self) -> None:
        await self.tasks.close()
