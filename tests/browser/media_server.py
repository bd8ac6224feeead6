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

    async def serve(request: web.Request) -> web.Response:
        return _answer(request, folder / request.match_info["path"])

    app.router.add_get("/{path:.+}", serve)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


def _answer(request: web.Request, file: Path) -> web.Response:
    """Whole, not as a stream: a page that goes away in the middle leaves no file open behind it."""
    if not file.is_file():
        raise web.HTTPNotFound
    body = file.read_bytes()
    wanted = request.http_range
    if wanted.start is None and wanted.stop is None:
        return web.Response(body=body, headers={"Accept-Ranges": "bytes"})
    start, stop, _ = wanted.indices(len(body))
    shown = f"bytes {start}-{stop - 1}/{len(body)}"
    return web.Response(status=206, body=body[start:stop], headers={"Content-Range": shown})


async def _describe(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["Access-Control-Allow-Origin"] = "*"
    if content_type := CONTENT_TYPES.get(Path(request.path).suffix):
        response.content_type = content_type
