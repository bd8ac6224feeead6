"""The gallery over HTTP: public rooms with people in them, cheap to ask for again and again."""

import json
from asyncio import Lock
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import Any
from weakref import WeakValueDictionary

from aiohttp import ETag, web

from shared import protocol
from shared.domain.errors import InvalidCommand
from shared.identity import Identity
from shared.ports.clock import Clock
from shared.ports.rooms import GalleryOrder, Listing, RoomStore
from shared.presence import LIVE_MS
from webapp.asked import caller_of, number_of, offset_of
from webapp.limits import Limits, Rate

PAGE = 20
"""Rooms told at a time, unless another number is asked for: a few screens of a phone."""
MAX_PAGE = 60
"""Rooms told at a time at most."""
MAX_SOUGHT = 100
"""Characters of what is looked for; a room's name has no more."""
KEPT_MS = 1_000
"""How old an answer may be: a thousand open galleries ask the database once a second."""


@dataclass(frozen=True, slots=True)
class Query:
    words: str
    order: GalleryOrder
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        tag: Another one for another body.
    """

    body: bytes
    tag: str
    at_ms: int


class GalleryApi:
    def __init__(
        self, *, identity: Identity, store: RoomStore, limits: Limits, clock: Clock
    ) -> None:
        self._identity = identity
        self._store = store
        self._limits = limits
        self._clock = clock
        self._answers = Answers(clock)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/rooms", self.rooms)

    async def rooms(self, request: web.Request) -> web.Response:
        """
        Tell of a page of the public rooms: ``q``, ``sort``, ``offset`` and ``limit`` say of which.

        Nothing in the answer changes by itself, not even how far a video is, which its motion
        says: whoever has it already is told so, by its tag.
        """
        person = caller_of(request, self._identity)
        query = _query_of(request)
        await self._limits.check(Rate.GALLERY, person.id)
        answer = await self._answers.get(query, lambda: self._find(query))
        headers = {"ETag": f'"{answer.tag}"', "Cache-Control": "private, no-cache"}
        if ETag(answer.tag) in (request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        response = web.Response(
            body=answer.body, content_type="application/json", charset="utf-8", headers=headers
        )
        response.enable_compression()
        return response

    async def _find(self, query: Query) -> bytes:
        found = await self._store.gallery(
            seen_since_ms=self._clock.now_ms() - LIVE_MS,
            limit=query.limit + 1,
            offset=query.offset,
            words=query.words,
            order=query.order,
        )
        now_ms = self._clock.now_ms()
        page = [_dump(listing, now_ms) for listing in found[: query.limit]]
        answer = {"rooms": page, "has_more": len(found) > query.limit}
        return json.dumps(answer, ensure_ascii=False).encode()


class Answers:
    """Keeps each answer for a moment; whoever asks for the same meanwhile shares it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[Hashable, Answer] = {}
        self._locks: WeakValueDictionary[Hashable, Lock] = WeakValueDictionary()

    async def get(self, key: Hashable, find: Callable[[], Awaitable[bytes]]) -> Answer:
        lock = self._locks.setdefault(key, Lock())
        async with lock:
            self._forget_old()
            if key not in self._kept:
                body = await find()
                tag = blake2b(body, digest_size=12).hexdigest()
                self._kept[key] = Answer(body, tag, self._clock.now_ms())
            return self._kept[key]

    def _forget_old(self) -> None:
        oldest_ms = self._clock.now_ms() - KEPT_MS
        self._kept = {key: kept for key, kept in self._kept.items() if kept.at_ms > oldest_ms}


def _query_of(request: web.Request) -> Query:
    words = request.query.get("q", "")
    order = request.query.get("sort", GalleryOrder.PEOPLE)
    if len(words) > MAX_SOUGHT or "\0" in words:  # which PostgreSQL does not take
        raise InvalidCommand(name="list", fields=["q"])
    if order not in list(GalleryOrder):
        raise InvalidCommand(name="list", fields=["sort"])
    limit = number_of(request, "limit", default=PAGE, least=1, most=MAX_PAGE)
    return Query(" ".join(words.split()), GalleryOrder(order), offset_of(request), limit)


def _dump(listing: Listing, now_ms: int) -> dict[str, Any]:
    room = listing.room
    is_held = room.hold_at(now_ms) is not None
    return {
        "id": room.id,
        "title": room.title,
        "count": listing.people,
        "capacity": room.capacity,
        "media": protocol.dump_media(room.current.media) if room.current else None,
        "playback": asdict(replace(room.playback, paused=True) if is_held else room.playback),
        "is_featured": listing.is_featured,
    }
