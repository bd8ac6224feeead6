"""The HTTP API: who one is, what an address leads to, rooms and links. All answers are JSON."""

from typing import Annotated

from aiohttp import web
from annotated_types import MaxLen
from pydantic import BaseModel, ConfigDict
from yarl import URL

from shared import protocol
from shared.clock import SystemClock
from shared.domain.capacity import Capacity
from shared.domain.errors import InvalidCommand
from shared.domain.fields import MAX_URL_INPUT
from shared.domain.link_errors import LinkRevoked
from shared.domain.managing_commands import MAX_TITLE
from shared.domain.people import Person
from shared.domain.permissions import Role
from shared.domain.room import Visibility
from shared.emotion_curves import BUCKET_S, EmotionCurves
from shared.identity import Identity
from shared.invitations import InvitationUrls
from shared.links import Links
from shared.ports.media import MediaResolver
from shared.ports.rooms import RoomStore
from shared.ports.sharing import Sharing
from shared.rooms import Rooms
from webapp.asked import caller_of, read_body
from webapp.limits import Limits, Rate
from webapp.qr import modules_of

MAX_BODY_BYTES = 64 * 1024


class RoomRequest(BaseModel):
    model_config = ConfigDict(strict=True)

    title: Annotated[str, MaxLen(MAX_TITLE)] = ""
    url: Annotated[str, MaxLen(MAX_URL_INPUT)] | None = None
    visibility: Visibility = Visibility.LINK
    capacity: Capacity | None = None


class LinkRequest(BaseModel):
    model_config = ConfigDict(strict=True)

    role: Role = Role.VIEWER


class Api:
    def __init__(
        self,
        *,
        identity: Identity,
        rooms: Rooms,
        store: RoomStore,
        media: MediaResolver,
        links: Links,
        urls: InvitationUrls,
        sharing: Sharing,
        curves: EmotionCurves,
        limits: Limits,
        owner_ids: frozenset[int],
    ) -> None:
        self._identity = identity
        self._rooms = rooms
        self._store = store
        self._media = media
        self._links = links
        self._urls = urls
        self._sharing = sharing
        self._curves = curves
        self._limits = limits
        self._owner_ids = owner_ids
        self._clock = SystemClock()

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/me", self.me)
        app.router.add_get("/api/media", self.media)
        app.router.add_post("/api/rooms", self.create_room)
        app.router.add_post("/api/rooms/{room_id}/links", self.create_link)
        app.router.add_post("/api/rooms/{room_id}/share", self.share_room)
        app.router.add_get("/api/rooms/{room_id}/curve", self.curve)
        app.router.add_get("/api/links/{token}", self.open_link)

    def _caller(self, request: web.Request) -> Person:
        return caller_of(request, self._identity)

    async def _limit(self, rate: Rate, person: Person, request: web.Request) -> None:
        await self._limits.check(rate, person.id)
        if person.is_guest:
            await self._limits.check(Rate.GUEST_ADDRESS, request.remote)

    async def me(self, request: web.Request) -> web.Response:
        person = self._caller(request)
        return web.json_response(
            {
                "id": person.id,
                "name": person.name,
                "username": person.username,
                "language": person.language,
                "is_guest": person.is_guest,
                "is_service_owner": person.id in self._owner_ids,
            }
        )

    async def media(self, request: web.Request) -> web.Response:
        """To whom we do not know, tell only what the form of the address does."""
        url = request.query.get("url", "")
        media = self._media.recognise(url)
        if media is None or "Authorization" in request.headers:
            await self._limit(Rate.LOOK_UP, self._caller(request), request)
            media = await self._media.describe(media or await self._media.resolve(url))
        return web.json_response(protocol.dump_media(media))

    async def create_room(self, request: web.Request) -> web.Response:
        person = self._caller(request)
        await self._limit(Rate.CREATE_ROOM, person, request)
        asked = await read_body(request, RoomRequest, name="create_room")
        room = await self._rooms.create(
            person.id,
            title=asked.title,
            visibility=asked.visibility,
            url=asked.url or None,
            capacity=asked.capacity,
        )
        return web.json_response({"room_id": room.id}, status=201)

    async def create_link(self, request: web.Request) -> web.Response:
        person = self._caller(request)
        await self._limit(Rate.CREATE_ROOM, person, request)
        asked = await read_body(request, LinkRequest, name="create_link")
        if asked.role is Role.OWNER:
            raise InvalidCommand(name="create_link", fields=["role"])
        room_id = request.match_info["room_id"]
        token, expires_ms = await self._rooms.invite(room_id, asked.role, user_id=person.id)
        url = self._urls.to(token, origin=_origin(request))
        answer = {"token": token, "url": url, "expires_ms": expires_ms, "qr": modules_of(url)}
        return web.json_response(answer, status=201)

    async def share_room(self, request: web.Request) -> web.Response:
        """Invite as :meth:`create_link` does; ``query`` is what finds the room in inline mode."""
        person = self._caller(request)
        await self._limit(Rate.CREATE_ROOM, person, request)
        room_id = request.match_info["room_id"]
        token, _ = await self._rooms.invite(room_id, Role.VIEWER, user_id=person.id)
        room = await self._rooms.get_for(room_id, person.id)
        url = self._urls.to(token, origin=_origin(request))
        prepared_id = None
        if not person.is_guest:
            prepared_id = await self._sharing.prepare(room, person.id, person.language, url)
        answer = {"prepared_message_id": prepared_id, "url": url, "query": room.id}
        return web.json_response(answer, status=201)

    async def curve(self, request: web.Request) -> web.Response:
        """Tell where in what is on people felt what: ``buckets`` of ``bucket_s`` seconds each."""
        person = self._caller(request)
        await self._limit(Rate.CURVE, person, request)
        room = await self._rooms.get_for(request.match_info["room_id"], person.id)
        item = room.current
        buckets = await self._curves.of(item.media, room.emotions) if item else {}
        answer = {"item_id": item and item.id, "bucket_s": BUCKET_S, "buckets": buckets}
        response = web.json_response(answer)
        response.enable_compression()
        return response

    async def open_link(self, request: web.Request) -> web.Response:
        self._caller(request)
        link = self._links.open(request.match_info["token"])
        if link.epoch != (await self._store.get(link.room_id)).link_epoch:
            raise LinkRevoked
        return web.json_response({"room_id": link.room_id})


def _origin(request: web.Request) -> URL:
    """Return the address that the caller came by, as the caller says."""
    try:
        return request.url.origin()
    except ValueError as exc:  # a Host that names none
        raise web.HTTPBadRequest from exc
