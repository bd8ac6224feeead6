"""Coming into a room: by its address, by a signed link, as its first guest, after a restart."""

from shared.chat_rights import ChatRights
from shared.domain.errors import RoomExists, RoomNotFound, TooManyAdmins
from shared.domain.link_errors import LinkRefused, LinkRevoked
from shared.domain.people import Person
from shared.domain.permissions import Role
from shared.domain.room import Room, Visibility
from shared.domain.standing import GRACE_MS, closed, refuse_excluded
from shared.domain.system_commands import HonourLink, Wake
from shared.domain.upkeep import ABANDONED_AFTER_MS
from shared.links import ROOM_ID, Links, RoomLink
from shared.onboarding import VisitStore
from shared.ports.clock import Clock
from shared.ports.rooms import MemberStore, RoomStore
from shared.presence import Presence
from shared.rooms import Rooms
from shared.service_bans import ServiceBans


class Entrance:
    """
    Args:
        is_open: Whether a room that nobody created belongs to the first who enters it; so it is
            in guest mode.
    """

    def __init__(
        self,
        *,
        rooms: Rooms,
        store: RoomStore,
        members: MemberStore,
        presence: Presence,
        chat_rights: ChatRights,
        visits: VisitStore,
        links: Links,
        clock: Clock,
        bans: ServiceBans,
        is_open: bool,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._members = members
        self._presence = presence
        self._chat_rights = chat_rights
        self._visits = visits
        self._links = links
        self._clock = clock
        self._bans = bans
        self._is_open = is_open
        self._started_ms = clock.now_ms()

    async def enter(
        self, person: Person, *, room_id: str | None, token: str | None, is_strict: bool = True
    ) -> Room:
        """
        Let a person into a room and give them what their link carries.

        Args:
            room_id: The room by its address; None if the link names it.
            token: A signed link. One for another room than ``room_id`` is passed over: the web
                view keeps the link it was opened by while its user goes from room to room.
            is_strict: Whether a bad link is refused even where the address alone would do.

        Raises:
            BannedFromService: If the person may not use the service.
            RoomNotFound: If there is no such room, or not for this person.
            LinkRefused: If the link is bad and the person is not at home in the room anyway.
            RoomClosed: If the room is over.
            Kicked: If the person was put out of it, or banned.
            NotInChat: If the room is for the members of a chat, and this person is none.
        """
        await self._bans.check(person.id)
        link, refusal = self._read(token)
        room_id = room_id or self._room_of(link, refusal)
        room = await self._find(room_id, person, may_create=self._is_open and refusal is None)
        link = link if link and link.room_id == room_id else None
        if link and room and link.epoch != room.link_epoch:
            link, refusal = None, LinkRevoked()
        if room is None:
            raise refusal or RoomNotFound(room_id=room_id)
        is_at_home = await self._rooms.is_at_home(room, person.id)
        is_private = room.visibility is Visibility.PRIVATE
        if refusal and (is_strict or is_private) and not is_at_home:
            raise refusal
        if is_private and not (link or is_at_home):
            raise RoomNotFound(room_id=room_id)
        if room.is_closed:
            raise closed(room)
        refuse_excluded(room, person.id, self._clock.now_ms())
        room = await self._chat_rights.admit(room, person.id)
        if not await self._presence.present(room.id):
            await self._wake(room, person)
        await self._visits.note(room.id, person.id, person.name, self._clock.now_ms())
        return await self._honour(link, room, person) if link else room

    def _read(self, token: str | None) -> tuple[RoomLink | None, LinkRefused | None]:
        if not token:
            return None, None
        try:
            return self._links.open(token), None
        except LinkRefused as refusal:
            return None, refusal

    def _room_of(self, link: RoomLink | None, refusal: LinkRefused | None) -> str:
        if link is None:
            raise refusal or RoomNotFound()
        return link.room_id

    async def _find(self, room_id: str, person: Person, *, may_create: bool) -> Room | None:
        if not ROOM_ID.fullmatch(room_id):
            return None
        try:
            return await self._store.get(room_id)
        except RoomNotFound:
            if not may_create:
                return None
        try:
            return await self._rooms.create(person.id, room_id=room_id)
        except RoomExists:  # two came at the same time
            return await self._store.get(room_id)

    async def _wake(self, room: Room, person: Person) -> None:
        """The first to come back finds the room where it was left."""
        seen_at_ms = await self._store.seen_at(room.id)
        await self._rooms.carry_out(room.id, Wake(seen_at_ms))
        now_ms = self._clock.now_ms()
        has_just_restarted = seen_at_ms < self._started_ms and now_ms < self._started_ms + GRACE_MS
        was_in_use = now_ms - seen_at_ms <= ABANDONED_AFTER_MS
        if has_just_restarted and was_in_use and person.id != room.owner_id:
            # Everybody reconnects at once; who happens to be first does not lead for that.
            await self._presence.expect(room.id, room.owner_id)

    async def _honour(self, link: RoomLink, room: Room, person: Person) -> Room:
        if room.visibility is Visibility.PRIVATE:
            await self._members.add(room.id, person.id, self._clock.now_ms())
        if link.role is Role.VIEWER:
            return room
        try:
            return (await self._rooms.carry_out(room.id, HonourLink(person.id, link.role))).room
        except TooManyAdmins:
            return room  # a viewer's place is better than none
