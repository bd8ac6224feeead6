"""The one way in: every command, from a socket or from the bot, goes through here."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from functools import partial

from shared.announcing import Announcer
from shared.domain.commands import Command, LookUp, RoomCommand
from shared.domain.context import Context
from shared.domain.decisions import Change, handle
from shared.domain.errors import RoomNotFound
from shared.domain.founding import new_room
from shared.domain.media import Media
from shared.domain.permissions import Permission, Role
from shared.domain.playback_commands import Play
from shared.domain.queue_commands import AddPlaylist
from shared.domain.room import Chat, Room, Visibility
from shared.domain.standing import (
    Present,
    authorize,
    closed,
    is_appointed,
    is_granted,
    refuse_excluded,
)
from shared.domain.system_commands import SystemCommand
from shared.domain.upkeep import handle_system
from shared.links import Links
from shared.onboarding import VisitStore
from shared.ports.broadcasting import Broadcaster, Follower
from shared.ports.clock import Clock
from shared.ports.media import MediaResolver
from shared.ports.rooms import MemberStore, RoomStore
from shared.presence import Presence
from shared.round_trips import RESUME_MS, SEEK_MS, RoundTrips
from shared.service_bans import ServiceBans
from shared.tasks import Tasks

logger = logging.getLogger(__name__)

LINK_LIFE_MS = 30 * 24 * 60 * 60 * 1000
"""A month: a link in a chat is still good for the next film nights, but not for ever."""


class Rooms:
    """Application service: the imperative shell around the pure room."""

    def __init__(
        self,
        *,
        store: RoomStore,
        members: MemberStore,
        visits: VisitStore,
        presence: Presence,
        broadcaster: Broadcaster,
        media: MediaResolver,
        links: Links,
        clock: Clock,
        tasks: Tasks,
        bans: ServiceBans,
        round_trips: RoundTrips,
    ) -> None:
        self._store = store
        self._members = members
        self._visits = visits
        self._presence = presence
        self._media = media
        self._links = links
        self._clock = clock
        self._bans = bans
        self._round_trips = round_trips
        self._followers: list[Follower] = []
        self._announcer = Announcer(
            members=members,
            presence=presence,
            broadcaster=broadcaster,
            media=media,
            clock=clock,
            tasks=tasks,
            carry_out=self.carry_out,
        )

    def add_follower(self, follower: Follower) -> None:
        """Let it hear of every change that somebody asks for, from then on."""
        self._followers.append(follower)

    async def get_for(self, room_id: str, user_id: int) -> Room:
        """
        Return a room to somebody who may be in it; what acts for nobody reads the store.

        Raises:
            RoomNotFound: If there is no such room, or not for this person: the two look alike.
            Kicked: If the person was put out of it, or banned.
        """
        room = await self._store.get(room_id)
        refuse_excluded(room, user_id, self._clock.now_ms())
        if room.visibility is not Visibility.PRIVATE or await self.is_at_home(room, user_id):
            return room
        raise RoomNotFound(room_id=room_id)

    async def is_at_home(self, room: Room, user_id: int) -> bool:
        """Return whether a person needs no link: by role, as deputy, or let in before."""
        return is_appointed(room, user_id) or await self._members.contains(room.id, user_id)

    async def create(
        self,
        owner_id: int,
        *,
        room_id: str | None = None,
        title: str = "",
        visibility: Visibility = Visibility.LINK,
        url: str | None = None,
        chat: Chat | None = None,
        capacity: int | None = None,
        starts_at_ms: int | None = None,
    ) -> Room:
        """
        Make a room, with a video loaded and waiting at its start if an address is given.

        Args:
            chat: The Telegram chat it belongs to.
            capacity: As in :func:`new_room`.
            starts_at_ms: When the video is to start by itself.

        Raises:
            RoomExists: If the id is taken.
            UnsupportedMedia: If there is no player for the address.
            BannedFromService: If the owner may not use the service.
        """
        await self._bans.check(owner_id)
        media = await self._media.resolve(url) if url else None
        ctx = Context(owner_id, self._clock.now_ms(), _fresh_id(), media=media)
        room = new_room(
            room_id or _fresh_id(),
            ctx,
            title=title,
            visibility=visibility,
            chat=chat,
            capacity=capacity,
            starts_at_ms=starts_at_ms,
        )
        await self._store.create(room)
        logger.info("created room=%s user=%d", room.id, owner_id)
        if room.current:
            self._announcer.describe_later(room.id, room.current)
        return room

    async def execute(self, room_id: str, command: RoomCommand, *, user_id: int) -> Change:
        """
        Carry out a command, keep the result and tell the room.

        Raises:
            RoomError: If the room does not exist or refuses; nothing changed, nobody was told.
        """
        media: Media | None = None
        playlist: Sequence[Media] = ()
        if isinstance(command, LookUp):
            # Refuse before a stranger can make us fetch what they like.
            await self.permit(room_id, command.needs, user_id)
            media, playlist = await self._looked_up(command)
        else:
            await self.get_for(room_id, user_id)
        present = await self._presence.present(room_id)
        ctx = Context(
            user_id,
            self._clock.now_ms(),
            _fresh_id(),
            present,
            names=await self._names(room_id, command, present),
            media=media,
            playlist=playlist,
            seed=secrets.randbits(32),
            lead_ms=self._round_trips.lead_ms(room_id, _preparing_ms(command)),
        )
        change = await self._store.update(room_id, partial(handle, command=command, ctx=ctx))
        await self._announcer.announce(change)
        for follower in self._followers:
            await follower.follow(change, user_id=user_id)
        _log(command, change, user_id)
        return change

    async def _names(
        self, room_id: str, command: RoomCommand, present: Sequence[Present]
    ) -> Mapping[int, str]:
        """Return what whom the command is about was called when they were here last."""
        named = getattr(command, "user_id", None)
        if named is None:
            return {}
        here = {person.user_id: person.name for person in present if person.user_id == named}
        return here or await self._visits.names(room_id, [named])

    async def _looked_up(self, command: LookUp) -> tuple[Media, Sequence[Media]]:
        media = await self._media.resolve(command.url)
        if isinstance(command, AddPlaylist):
            return media, await self._media.playlist(media)
        return media, ()

    async def carry_out(self, room_id: str, command: SystemCommand) -> Change:
        """Do to a room what the program itself has found to be right, and tell the room."""
        now_ms = self._clock.now_ms()
        change = await self._store.update(
            room_id, partial(handle_system, command=command, now_ms=now_ms)
        )
        await self._announcer.announce(change)
        return change

    async def permit(self, room_id: str, permission: Permission, user_id: int) -> Room:
        """
        Return the room to somebody who has a permission in it.

        Raises:
            RoomNotFound: As :meth:`get_for`.
            RoomClosed: If the room is over.
            Muted: If they may not speak for now, and this is speaking.
            PermissionDenied: If they have not.
        """
        room = await self.get_for(room_id, user_id)
        if room.is_closed:
            raise closed(room)
        now_ms = self._clock.now_ms()
        if not is_granted(room, permission, user_id, now_ms):  # whoever leads may have more
            present = await self._presence.present(room_id)
            authorize(room, permission, user_id, present, now_ms)
        return room

    async def invite(self, room_id: str, role: Role, *, user_id: int) -> tuple[str, int]:
        """
        Return a signed link's token, and when it stops working, milliseconds since the epoch.

        Raises:
            PermissionDenied: If the person may not invite, or not as this role.
        """
        needed = Permission.INVITE if role is Role.VIEWER else Permission.MANAGE
        room = await self.permit(room_id, needed, user_id)
        expires_ms = self._clock.now_ms() + LINK_LIFE_MS
        token = self._links.issue(room.id, role=role, epoch=room.link_epoch, expires_ms=expires_ms)
        return token, expires_ms

    def link_in_chat(self, room: Room, *, expires_ms: int) -> str:
        """Return a viewer's link for the message in a chat that a room has; nobody asks for it."""
        return self._links.issue(
            room.id, role=Role.VIEWER, epoch=room.link_epoch, expires_ms=expires_ms
        )


def _preparing_ms(command: RoomCommand) -> int:
    """Whoever is to play on stands there already; for all else there may be something to seek."""
    return RESUME_MS if isinstance(command, Play) else SEEK_MS


def _fresh_id() -> str:
    """Return 64 random bits in 11 characters: not to be guessed, short enough for a link."""
    return secrets.token_urlsafe(8)


def _log(command: Command, change: Change, user_id: int) -> None:
    name, room = type(command).__name__, change.room
    logger.info("%s room=%s user=%d version=%d", name, room.id, user_id, room.version)
