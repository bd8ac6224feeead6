"""The HTTP API of what people were told: for all pages, with a socket or without."""

from typing import Annotated

from aiohttp import web
from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict

from shared.identity import Identity
from shared.notifications import Notifications
from webapp.asked import caller_of, read_body, read_query
from webapp.limits import Limits, Rate

MAX_ID = 2**53 - 1
"""What JavaScript can count to exactly."""

NotificationId = Annotated[int, Ge(1), Le(MAX_ID)]


class PageRequest(BaseModel):
    before: NotificationId | None = None


class ReadRequest(BaseModel):
    model_config = ConfigDict(strict=True)

    up_to: NotificationId


class NotificationRoutes:
    def __init__(self, *, identity: Identity, notifications: Notifications, limits: Limits) -> None:
        self._identity = identity
        self._notifications = notifications
        self._limits = limits

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/notifications", self.page)
        app.router.add_post("/api/notifications/read", self.mark_read)

    async def page(self, request: web.Request) -> web.Response:
        """Tell the newest, or those older than ``before``, and how many are unread."""
        person = caller_of(request, self._identity)
        await self._limits.check(Rate.NOTIFICATIONS, person.id)
        asked = read_query(request, PageRequest, name="notifications")
        page = await self._notifications.page(person.id, asked.before)
        return web.json_response(page)

    async def mark_read(self, request: web.Request) -> web.Response:
        """Take all up to ``up_to`` for seen; the person's other devices hear of it."""
        person = caller_of(request, self._identity)
        await self._limits.check(Rate.NOTIFICATIONS, person.id)
        asked = await read_body(request, ReadRequest, name="mark_read")
        unread = await self._notifications.mark_read(person.id, asked.up_to)
        return web.json_response({"unread": unread})
