"""The HTTP API of calling back those who were in a room."""

from aiohttp import web
from pydantic import BaseModel, ConfigDict

from shared.calling_back import CallingBack
from shared.domain.fields import UserId
from shared.identity import Identity
from shared.ports.clock import Clock
from webapp.asked import caller_of, read_body
from webapp.limits import Limits, Rate


class CallRequest(BaseModel):
    model_config = ConfigDict(strict=True)

    user_id: UserId


class CallingRoutes:
    def __init__(
        self, *, identity: Identity, calling_back: CallingBack, limits: Limits, clock: Clock
    ) -> None:
        self._identity = identity
        self._calling_back = calling_back
        self._limits = limits
        self._clock = clock

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/rooms/{room_id}/visitors", self.visitors)
        app.router.add_post("/api/rooms/{room_id}/invitations", self.invite)

    async def visitors(self, request: web.Request) -> web.Response:
        """Tell who was in the room last and is not, and whether they are called already."""
        person = caller_of(request, self._identity)
        await self._limits.check(Rate.CALL, person.id)
        absent = await self._calling_back.absent(request.match_info["room_id"], user_id=person.id)
        visitors = [
            {
                "id": one.visitor.user_id,
                "name": one.visitor.name,
                "last_at_ms": one.visitor.last_at_ms,
                "is_invited": one.is_invited,
            }
            for one in absent
        ]
        return web.json_response({"visitors": visitors, "now_ms": self._clock.now_ms()})

    async def invite(self, request: web.Request) -> web.Response:
        person = caller_of(request, self._identity)
        await self._limits.check(Rate.CALL, person.id)
        asked = await read_body(request, CallRequest, name="invite")
        room_id = request.match_info["room_id"]
        await self._calling_back.call(room_id, asked.user_id, user_id=person.id)
        return web.json_response({"user_id": asked.user_id}, status=201)
