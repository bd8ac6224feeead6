"""What those who run the service see and do, over HTTP; ``Oversight`` checks who they are."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from aiohttp import web
from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict

from shared.domain.people import MAX_NAME, Person
from shared.domain.sanctions import LONGEST_S
from shared.identity import Identity
from shared.oversight import RULINGS, Oversight
from shared.ports.clock import Clock
from shared.ports.rooms import Mark
from shared.review import Case, Ruling
from webapp.asked import Body, caller_of, offset_of, read_body
from webapp.limits import Limits, Rate
from webapp.my_rooms import dump_listing

PAGE = 20
"""Entries told at a time: a few screens of a phone."""
MAX_REASON = 300
"""Characters; two or three sentences for those whom it concerns."""
MAX_SOUGHT = 100
"""Characters of what rooms are looked for by; a name has no more."""
MAX_REPORT_ID = 10**16 - 1
"""As many digits as the address of a report takes; databases count a little further."""
MARKS: dict[Ruling, tuple[Mark, bool]] = {ruling: marked for marked, ruling in RULINGS.items()}


class Reasoned(BaseModel):
    model_config = ConfigDict(strict=True)

    reason: Annotated[str, MinLen(1), MaxLen(MAX_REASON)]
    report_id: Annotated[int, Ge(1), Le(MAX_REPORT_ID)] | None = None


class BanRequest(Reasoned):
    name: Annotated[str, MaxLen(MAX_NAME)] = ""
    duration_s: Annotated[int, Ge(1), Le(LONGEST_S)] | None = None


class ReviewApi:
    def __init__(
        self, *, identity: Identity, oversight: Oversight, limits: Limits, clock: Clock
    ) -> None:
        self._identity = identity
        self._oversight = oversight
        self._limits = limits
        self._clock = clock

    def add_to(self, app: web.Application) -> None:
        lists, deeds = app.router.add_get, app.router.add_post
        lists("/api/review/reports", self.reports)
        lists("/api/review/rooms", self.rooms)
        lists("/api/review/bans", self.bans)
        lists("/api/review/log", self.log)
        deeds(r"/api/review/reports/{report_id:[1-9]\d{0,15}}/dismissed", self.dismiss)
        deeds(f"/api/review/rooms/{{room_id}}/{{ruling:{'|'.join(MARKS)}}}", self.mark)
        deeds("/api/review/rooms/{room_id}/closed", self.close)
        deeds(r"/api/review/people/{user_id:-?\d{1,16}}/banned", self.ban)
        deeds(r"/api/review/people/{user_id:-?\d{1,16}}/lifted", self.lift)

    async def reports(self, request: web.Request) -> web.Response:
        offset = offset_of(request)
        found = await self._oversight.cases(self._caller(request), limit=PAGE + 1, offset=offset)
        return self._page([dump_case(case) for case in found])

    async def rooms(self, request: web.Request) -> web.Response:
        words = request.query.get("words", "")[:MAX_SOUGHT]
        offset = offset_of(request)
        found = await self._oversight.rooms(
            self._caller(request), words=words, limit=PAGE + 1, offset=offset
        )
        return self._page(
            [
                {
                    **dump_listing(listing),
                    "owner_id": listing.room.owner_id,
                    "owner_name": owner_name,
                    "is_closed": listing.room.is_closed,
                    "closed_reason": listing.room.closed_reason,
                }
                for listing, owner_name in found
            ]
        )

    async def bans(self, request: web.Request) -> web.Response:
        offset = offset_of(request)
        found = await self._oversight.bans(self._caller(request), limit=PAGE + 1, offset=offset)
        return self._page([{"id": ban.user_id, **asdict(ban)} for ban in found])

    async def log(self, request: web.Request) -> web.Response:
        offset = offset_of(request)
        found = await self._oversight.log(self._caller(request), limit=PAGE + 1, offset=offset)
        return self._page([asdict(verdict) for verdict in found])

    async def dismiss(self, request: web.Request) -> web.Response:
        by, asked = await self._deed(request, Reasoned)
        await self._oversight.dismiss(by, int(request.match_info["report_id"]), asked.reason)
        return _done()

    async def mark(self, request: web.Request) -> web.Response:
        by, asked = await self._deed(request, Reasoned)
        mark, is_set = MARKS[Ruling(request.match_info["ruling"])]
        await self._oversight.mark(
            by,
            request.match_info["room_id"],
            mark,
            asked.reason,
            is_set=is_set,
            report_id=asked.report_id,
        )
        return _done()

    async def close(self, request: web.Request) -> web.Response:
        by, asked = await self._deed(request, Reasoned)
        room_id = request.match_info["room_id"]
        await self._oversight.close(by, room_id, asked.reason, report_id=asked.report_id)
        return _done()

    async def ban(self, request: web.Request) -> web.Response:
        by, asked = await self._deed(request, BanRequest)
        await self._oversight.ban(
            by,
            int(request.match_info["user_id"]),
            asked.reason,
            name=asked.name,
            duration_s=asked.duration_s,
            report_id=asked.report_id,
        )
        return _done()

    async def lift(self, request: web.Request) -> web.Response:
        by, asked = await self._deed(request, Reasoned)
        await self._oversight.lift(by, int(request.match_info["user_id"]), asked.reason)
        return _done()

    def _caller(self, request: web.Request) -> Person:
        return caller_of(request, self._identity)

    async def _deed(self, request: web.Request, body: type[Body]) -> tuple[Person, Body]:
        """Strangers learn that they may not before they learn how to ask."""
        by = self._caller(request)
        self._oversight.authorize(by.id)
        await self._limits.check(Rate.COMMAND, by.id)
        return by, await read_body(request, body, name="oversee")

    def _page(self, found: Sequence[dict[str, Any]]) -> web.Response:
        answer = {
            "items": found[:PAGE],
            "has_more": len(found) > PAGE,
            "now_ms": self._clock.now_ms(),
        }
        return web.json_response(answer)


def _done() -> web.Response:
    return web.json_response({"ok": True})


def dump_case(case: Case) -> dict[str, Any]:
    """Return the case, named by its oldest report, with what was reported and by whom."""
    return {
        **asdict(case.first),
        "count": case.count,
        "latest": [
            {
                "reporter_id": report.reporter_id,
                "reporter_name": report.reporter_name,
                "grounds": report.grounds,
                "words": report.words,
                "at_ms": report.at_ms,
            }
            for report in case.latest
        ],
    }
