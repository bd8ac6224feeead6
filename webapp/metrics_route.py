"""What is counted, for whoever watches the service and has its token."""

import hmac

from aiohttp import web

from shared.ports.measures import Measures
from shared.presence import Presence


class MetricsRoute:
    def __init__(self, *, measures: Measures, presence: Presence, token: str) -> None:
        self._measures = measures
        self._presence = presence
        self._expected = f"Bearer {token}".encode()

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/metrics", self.expose)

    async def expose(self, request: web.Request) -> web.Response:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._expected):
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": "Bearer"})
        people = await self._presence.people()
        text = self._measures.expose(rooms=len(people), people=sum(people.values()))
        return web.Response(body=text.body, headers={"Content-Type": text.content_type})
