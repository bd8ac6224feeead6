"""The program, its media and real pages behind slow lines, for all rows of the measurement."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, Error, Page, Playwright

from bench.delay_proxy import DelayProxy, Way
from bench.readings import Reading, in_sync_after, read, together_after
from shared.clock import SystemClock
from tests import system
from tests.browser.application import Application
from tests.browser.conftest import ARGUMENTS
from tests.browser.media_server import serve_media
from tests.browser.sleep import asleep
from tests.browser.youtube import VIDEO, route_youtube
from tests.integration.clients import SocketClient
from tests.media import make_media

HERE = Path(__file__).resolve().parent
OLD_WAY = (HERE / "hard_seek.js").read_text()
FRAME_LOG = (HERE / "frame_log.js").read_text()
# A player that takes every rate and plays on as before, as some providers' frames.
UNRATED = """Object.defineProperty(HTMLMediaElement.prototype, "playbackRate",
  { get() { return 1; }, set() {} });"""

PLAIN = Way()
SETTLE_S = 5.0
LOADING_S = 30.0
ASLEEP_S = 30.0
FOLLOWED_S = 4.0

CLOCK = SystemClock()
"""That of the program and of the pages: they are all on this machine."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of the table.

    Attributes:
        player: ``file``, ``steps`` for one of a few rates, ``none`` for one that keeps its own.
    """

    name: str
    pages: int
    up: Way = PLAIN
    down: Way = PLAIN
    player: str = "file"


class Stand:
    """Where rows are measured, one after the other."""

    def __init__(self, application: Application, media_url: str, browser: Browser) -> None:
        self.application, self.media_url, self.browser = application, media_url, browser

    async def steady(self, row: Row, seconds: float, *, is_old_way: bool) -> Reading:
        """Measure a room that nobody touches."""
        async with self._watched(row, is_old_way=is_old_way) as (room, pages, _):
            await asyncio.sleep(SETTLE_S + seconds)
            playback = (await room.room())["playback"]
            logs = [await log_of(page) for page in pages]
        return read(logs, playback, seconds)

    async def reactions(self, row: Row, rounds: int) -> dict[str, list[float]]:
        """Return how many milliseconds after each command all pages were together again."""
        took: dict[str, list[float]] = {"play": [], "seek": [], "pause": []}
        async with self._watched(row) as (room, pages, _):
            await asyncio.sleep(SETTLE_S)
            asked: list[tuple[str, float]] = []
            for n in range(rounds):
                for name, fields in (("pause", {}), ("play", {}), ("seek", {"position": 5.0 + n})):
                    asked.append((name, CLOCK.precise_ms()))
                    await room.do(name, **fields)
                    await asyncio.sleep(2)
            logs = [await log_of(page) for page in pages]
        for name, at_ms in asked:
            took[name].append(together_after(logs, at_ms, is_still=name == "pause"))
        return took

    async def late_joins(self, row: Row, rounds: int) -> list[float]:
        """Return milliseconds from when a newcomer's media could play until it was in sync."""
        took = []
        async with self._watched(row) as (room, _, come_in):
            await asyncio.sleep(SETTLE_S)
            for _ in range(rounds):
                page = await come_in()
                await _until_playing([page])
                await asyncio.sleep(FOLLOWED_S)
                log, playback = await log_of(page), (await room.room())["playback"]
                took.append(in_sync_after(log, playback, log["can_play_at"]))
                await page.context.close()
        return took

    async def returns(self, row: Row, rounds: int) -> list[float]:
        """Return milliseconds from when a page woke from 30 s of sleep until it was in sync."""
        took = []
        async with self._watched(row) as (room, pages, _):
            for _ in range(rounds):
                await room.do("seek", position=0)  # or the film would end meanwhile
                await asyncio.sleep(SETTLE_S)
                async with asleep(pages[0]):
                    await asyncio.sleep(ASLEEP_S)
                    woken_at = CLOCK.precise_ms()
                await asyncio.sleep(FOLLOWED_S)
                log, playback = await log_of(pages[0]), (await room.room())["playback"]
                took.append(in_sync_after(log, playback, woken_at))
        return took

    @asynccontextmanager
    async def _watched(
        self, row: Row, *, is_old_way: bool = False
    ) -> AsyncIterator[tuple[SocketClient, list[Page], Any]]:
        """Yield who asks for everything, the pages, and how one more comes in."""
        room_id = secrets.token_hex(4)
        port_of_application = int(self.application.url.rpartition(":")[2])
        async with AsyncExitStack() as stack:
            room = await stack.enter_async_context(
                SocketClient(self.application.url, guest_token="bench-owner", room_id=room_id)  # noqa: S106
            )

            # Pages of a busy machine stall; how others would wait for them is not measured here.
            await room.do("set_patience", patience="never")

            async def come_in(seed: int = 0) -> Page:
                proxy = DelayProxy("127.0.0.1", port_of_application, row.up, row.down, seed=seed)
                port = await stack.enter_async_context(proxy.listening())
                context = await self.browser.new_context()
                stack.push_async_callback(context.close)
                page = await context.new_page()
                await self._prepare(page, row, is_old_way=is_old_way)
                await page.goto(f"http://127.0.0.1:{port}/room/{room_id}")
                return page

            pages = [await come_in(n) for n in range(row.pages)]
            await _until_inside(room, row.pages + 1)
            is_youtube = row.player == "steps"
            watch = f"https://www.youtube.com/watch?v={VIDEO}"
            await room.do("load", url=watch if is_youtube else f"{self.media_url}/film.mp4")
            await _until_playing(pages)
            yield room, pages, come_in

    async def _prepare(self, page: Page, row: Row, *, is_old_way: bool) -> None:
        await page.add_init_script(FRAME_LOG)
        if row.player == "none":
            await page.add_init_script(UNRATED)
        if row.player == "steps":
            await route_youtube(page, self.media_url)
        if is_old_way:
            script = "application/javascript"
            await page.route(
                "**/js/sync.*js*",
                lambda route: route.fulfill(body=OLD_WAY, content_type=script),
            )


async def log_of(page: Page) -> dict[str, Any]:
    """Return what a page has logged, by the machine's clock."""
    logs = [await frame.evaluate("window.frameLog") for frame in page.frames]
    log = max((log for log in logs if log), key=lambda log: len(log["places"]))
    # The page's date is cut off to milliseconds: half of one is missing on average.
    error_ms = median(log["origin_errors"]) + 0.5 if log["origin_errors"] else 0.0
    for name in ("frames", "places", "rates"):
        log[name] = [[at + error_ms, *rest] for at, *rest in log[name]]
    log["can_play_at"] = log["can_play_at"] and log["can_play_at"] + error_ms
    return log


async def _until_inside(room: SocketClient, people: int) -> None:
    async with asyncio.timeout(LOADING_S):
        while room.frames["presence"][-1]["count"] != people:
            await asyncio.sleep(0.1)


async def _until_playing(pages: list[Page]) -> None:
    async with asyncio.timeout(LOADING_S):
        for page in pages:
            while not await _has_shown(page):
                await asyncio.sleep(0.1)


async def _has_shown(page: Page) -> bool:
    try:
        return bool((await log_of(page))["frames"])
    except Error:  # its player's frame is just being loaded
        return False


@asynccontextmanager
async def stood_up(playwright: Playwright, folder: Path) -> AsyncIterator[Stand]:
    chromium, ffmpeg = system.chromium(), system.ffmpeg()
    if chromium is None or ffmpeg is None:
        sys.exit("Something is missing: python -m tests.system")
    arguments = [*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"]
    async with (
        Application(folder, LOG_LEVEL="ERROR") as application,
        serve_media(make_media(ffmpeg)) as media_url,
        await playwright.chromium.launch(executable_path=chromium, args=arguments) as browser,
    ):
        yield Stand(application, media_url, browser)
