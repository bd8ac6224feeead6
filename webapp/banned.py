"""Keeping out of the API whoever may not use the service: they may read, and do nothing."""

from aiohttp import web
from aiohttp.typedefs import Middleware

from shared.identity import Identity
from shared.service_bans import ServiceBans
from webapp.asked import caller_of
from webapp.middlewares import Handler

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_banned(identity: Identity, bans: ServiceBans) -> Middleware:
    """Return a middleware that raises ``BannedFromService`` where something would be done."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        is_deed = request.path.startswith("/api/") and request.method not in _READING
        if is_deed and request.match_info.http_exception is None:
            await bans.check(caller_of(request, identity).id)
        return await handler(request)

    return check
