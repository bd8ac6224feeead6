"""One's own rooms over HTTP: all that are open, and closing one without going in."""

from typing import Any

from aiohttp import web

from shared import protocol
from shared.domain.managing_commands import Close
from shared.identity import Identity
from shared.ports.clock import Clock
from shared.ports.rooms import Listing, RoomStore
from shared.presence import LIVE_MS
from shared.review import Ruling, VerdictStore
from shared.rooms import Rooms
from webapp.asked import caller_of, offset_of
from webapp.limits import Limits, Rate

PAGE = 20
"""Rooms told at a time: a few screens of a phone."""
MAX_CLOSED = 3
"""Rooms closed by those who run the service that are told; more say the same."""
TOLD_MS = 30 * 24 * 60 * 60 * 1000
"""A month: by then their owner has been here, or does not care."""


class MyRooms:
    def __init__(
        self,
        *,
        identity: Identity,
        rooms: Rooms,
        store: RoomStore,
        verdicts: VerdictStore,
        limits: Limits,
        clock: Clock,
    ) -> None:
        self._identity = identity
        self._rooms = rooms
        self._store = store
        self._verdicts = verdicts
        self._limits = limits
        self._clock = clock

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/my/rooms", self.my_rooms)
        app.router.add_post("/api/my/rooms/{room_id}/close", self.close)

    async def my_rooms(self, request: web.Request) -> web.Response:
        """
        Tell of the caller's open rooms, the last seen first: a page from ``offset`` on.

        Those that are hidden carry why; beside them stand the rooms that were closed by those who
        run the service, as far as there are recent ones.
        """
        person = caller_of(request, self._identity)
        offset = offset_of(request)
        now_ms = self._clock.now_ms()
        found = await self._store.owned_by(
            person.id, seen_since_ms=now_ms - LIVE_MS, limit=PAGE + 1, offset=offset
        )
        page = found[:PAGE]
        hidden = {listing.room.id for listing in page if listing.is_hidden}
        why = await self._verdicts.on(hidden, Ruling.HIDDEN)
        shown = [
            {
                **dump_listing(listing),
                "reason": why[listing.room.id].reason if listing.room.id in why else "",
            }
            for listing in page
        ]
        answer = {"rooms": shown, "has_more": len(found) > PAGE, "now_ms": now_ms}
        return web.json_response({**answer, "closed": await self._closed(person.id, now_ms)})

    async def _closed(self, user_id: int, now_ms: int) -> list[dict[str, Any]]:
        closings = await self._verdicts.closed_of(user_id, limit=MAX_CLOSED)
        return [
            {"title": closing.room_title, "reason": closing.reason, "at_ms": closing.at_ms}
            for closing in closings
            if now_ms - closing.at_ms < TOLD_MS
        ]

    async def close(self, request: web.Request) -> web.Response:
        person = caller_of(request, self._identity)
        await self._limits.check(Rate.COMMAND, person.id)
        room_id = request.match_info["room_id"]
        await self._rooms.execute(room_id, Close(), user_id=person.id)
        return web.json_response({"room_id": room_id})


def dump_listing(listing: Listing) -> dict[str, Any]:
    room = listing.room
    return {
        "id": room.id,
        "title": room.title,
        "visibility": room.visibility,
        "media": protocol.dump_media(room.current.media) if room.current else None,
        "count": listing.people,
        "capacity": room.capacity,
        "seen_at_ms": listing.seen_at_ms,
        "is_hidden": listing.is_hidden,
        "is_featured": listing.is_featured,
    }
