"""Somebody else's video host: media files of another origin, with ranges, open to every page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

CONTENT_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp4": "video/mp4",
    ".ts": "video/mp2t",
    ".webm": "video/webm",
}


@asynccontextmanager
async def serve_media(folder: Path) -> AsyncIterator[str]:
    """Serve the files of a folder on a free port; yield the address, without a slash at the end."""
    app = web.Application()
    app.on_response_prepare.append(_describe)
    app.router.add_static("/", folder)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


async def _describe(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Access-Control-Allow-Origin"] = "*"
    if content_type := CONTENT_TYPES.get(Path(request.path).suffix):
        response.content_type = content_type
