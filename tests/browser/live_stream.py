"""Somebody else's live stream: a playlist that slides over the pieces of the film."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

SHOWN = 5
"""Pieces in the playlist at a time, as live streams have it."""


@asynccontextmanager
async def serve_live(folder: Path) -> AsyncIterator[str]:
    """
    Broadcast a stream that lies in a folder as ``index.m3u8``, from now on; yield its address.

    It has no end for anybody who looks before its last piece is on, half a minute from now.
    """
    text = (folder / "index.m3u8").read_text()
    pieces = re.findall(r"#EXTINF:([\d.]+),\s*\n(\S+)", text)
    clock = asyncio.get_running_loop().time
    began = clock()

    async def playlist(_: web.Request) -> web.Response:
        gone, passed = 0, 0.0
        while gone < len(pieces) - SHOWN and passed + float(pieces[gone][0]) <= clock() - began:
            passed += float(pieces[gone][0])
            gone += 1
        shown = pieces[gone : gone + SHOWN]
        head = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:4"]
        head.append(f"#EXT-X-MEDIA-SEQUENCE:{gone}")
        lines = [line for length, name in shown for line in (f"#EXTINF:{length},", name)]
        return _open("\n".join([*head, *lines]).encode(), "application/vnd.apple.mpegurl")

    async def piece(request: web.Request) -> web.Response:
        return _open((folder / request.match_info["name"]).read_bytes(), "video/mp2t")

    app = web.Application()
    app.router.add_get("/live.m3u8", playlist)
    app.router.add_get("/{name:[^/]+\\.ts}", piece)
    async with TestServer(app) as server:
        yield str(server.make_url("/live.m3u8"))


def _open(body: bytes, content_type: str) -> web.Response:
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
    return web.Response(body=body, content_type=content_type, headers=headers)
