"""What every HTTP answer has in common: errors as codes, security headers, one line in the log."""

import logging
import math
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import cast

from aiohttp import web

from shared.domain.errors import (
    InvalidCommand,
    PermissionDenied,
    RateLimited,
    RoomError,
    RoomNotFound,
    Unauthenticated,
)
from shared.domain.link_errors import LinkRefused
from shared.domain.media_errors import UnsupportedMedia
from shared.domain.moderation_errors import (
    BannedFromService,
    Kicked,
    PersonProtected,
    ReportNotFound,
)
from webapp.assets import PREFIX, Assets

logger = logging.getLogger(__name__)

_UNREMARKABLE = (PREFIX, "/socket.io/")
"""Files, and the polls of sockets, whose comings and goings the gateway tells."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# The first that an error is an instance of; 409 for every other refusal.
STATUSES: dict[type[RoomError], int] = {
    Unauthenticated: 401,
    PermissionDenied: 403,
    BannedFromService: 403,
    PersonProtected: 403,
    ReportNotFound: 404,
    Kicked: 403,
    LinkRefused: 403,
    RoomNotFound: 404,
    InvalidCommand: 400,
    UnsupportedMedia: 422,
    RateLimited: 429,
}


def error_response(error: RoomError) -> web.Response:
    status = next((s for cls, s in STATUSES.items() if isinstance(error, cls)), 409)
    response = web.json_response({"error": error.to_wire()}, status=status)
    if isinstance(error, RateLimited):
        # RFC 9110 section 10.2.3: whole seconds.
        response.headers["Retry-After"] = str(math.ceil(cast(float, error.data["retry_after"])))
    return response


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals into bodies with a code; a bug shows nothing of itself."""
    try:
        return await handler(request)
    except RoomError as exc:
        return error_response(exc)
    except web.HTTPException as exc:
        if not request.path.startswith("/api/") or exc.status < 400:
            raise
        code = exc.reason.lower().replace(" ", "_")
        response = web.json_response({"error": {"code": code}}, status=exc.status)
        if "Allow" in exc.headers:
            response.headers["Allow"] = exc.headers["Allow"]
        return response
    except (web.RequestPayloadError, ConnectionError):  # a body that is none, or that broke off
        return web.json_response({"error": {"code": "bad_request"}}, status=400)
    except Exception:
        logger.exception("%s %s failed", request.method, _route(request))
        if not request.path.startswith("/api/"):
            return web.Response(text="Internal Server Error", status=500)
        return web.json_response({"error": {"code": "internal"}}, status=500)


@web.middleware
async def access_log(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line a request, by its route: links stand in paths, launch data in queries."""
    started = perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as exc:
        status = exc.status
        raise
    finally:
        ms = (perf_counter() - started) * 1000
        level = logging.DEBUG if request.path.startswith(_UNREMARKABLE) else logging.INFO
        logger.log(level, "%s %s %d %.0f ms", request.method, _route(request), status, ms)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "(unknown path)"


def security_headers(
    assets: Assets,
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Return a hook for ``on_response_prepare``."""
    policy = "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {assets.import_map_csp}",
            "style-src 'self'",
            # What people watch lies anywhere, and so do its pictures.
            "img-src 'self' data: https: http:",
            "media-src 'self' blob: https: http:",
            "connect-src 'self' ws: wss: https: http:",
            "worker-src 'self' blob:",
            "frame-src https://www.youtube.com https://www.youtube-nocookie.com",
            # Telegram Web shows Mini Apps in a frame.
            "frame-ancestors 'self' https://web.telegram.org https://*.web.telegram.org"
            " https://webk.telegram.org https://weba.telegram.org",
            "base-uri 'none'",
            "form-action 'self'",
            "object-src 'none'",
        ]
    )

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        headers = response.headers
        headers.setdefault("X-Content-Type-Options", "nosniff")
        # YouTube's player refuses pages that do not say where they are (error 153).
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if response.content_type == "text/html":
            headers.setdefault("Content-Security-Policy", policy)
            headers.setdefault("Cache-Control", "no-cache")
        if request.path.startswith(PREFIX):
            name = request.path.removeprefix(PREFIX)
            is_current = assets.is_current(name, request.query.get("v", ""))
            headers["Cache-Control"] = (
                "public, max-age=31536000, immutable" if is_current else "no-cache"
            )
        elif request.path.startswith("/api/"):
            headers.setdefault("Cache-Control", "no-store")

    return prepare
