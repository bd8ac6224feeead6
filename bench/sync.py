"""
How tightly real pages hold together on bad lines, read from the pictures they show.

``python -m bench.sync [--seconds 30] [--rows 1,2,…]``; see bench/README.md.
"""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, Page, Playwright, async_playwright

from bench.delay_proxy import DelayProxy, Way
from shared.clock import SystemClock
from tests import system
from tests.browser.application import Application
from tests.browser.conftest import ARGUMENTS
from tests.browser.media_server import serve_media
from tests.browser.youtube import VIDEO, route_youtube
from tests.integration.clients import SocketClient
from tests.media import make_media

HERE = Path(__file__).resolve().parent
OLD_WAY = (HERE / "hard_seek.js").read_text()
FRAME_LOG = (HERE / "frame_log.js").read_text()
# A player that takes every rate and plays on as before, as some providers' frames.
UNRATED = """Object.defineProperty(HTMLMediaElement.prototype, "playbackRate",
  { get() { return 1; }, set() {} });"""

SETTLE_S = 5.0
LOADING_S = 30.0
QUIET_WITHIN = 0.15
"""The part of the machine that others may use while nothing of ours runs."""
CLOCK_EVERY_MS = 100
PICTURES_EVERY_MS = 1_000
TOGETHER_S = 0.020
HELD_TOGETHER_S = 0.3


PLAIN, JITTERY, ROUGH = Way(), Way(100, 50), Way(300, 100, held=0.02)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    pages: int
    up: Way = PLAIN
    down: Way = PLAIN
    player: str = "file"


CLOCK = SystemClock()
"""That of the program and of the pages: they are all on this machine."""

ROWS = (
    Row("8, nothing added", 8),
    Row("8, 100 ± 50 ms each way", 8, JITTERY, JITTERY),
    Row("4, 300 ± 100 ms, 1 in 50 held 500 ms", 4, ROUGH, ROUGH),
    Row("4, 80 ms up, 20 ms down", 4, Way(80), Way(20)),
    Row("4, steps of 0.25 (YouTube stub)", 4, player="steps"),
    Row("4, no rates", 4, player="none"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Milliseconds; of the drift the sizes.

    Attributes:
        spread_p95: How far pages are apart by the clocks of their media,
        shown_p95: and by the pictures they show, a second's middle one: these wait for a screen.
        corrections: That can be heard, a minute and page.
    """

    drift_p50: float
    drift_p95: float
    spread_p95: float
    shown_p95: float
    corrections: float


class Stand:
    """The program, the media and the browser, for all rows."""

    def __init__(self, application: Application, media_url: str, browser: Browser) -> None:
        self.application, self.media_url, self.browser = application, media_url, browser

    async def measure(self, row: Row, seconds: float, *, is_old_way: bool) -> Reading:
        async with self._watched(row, is_old_way=is_old_way) as (room, pages):
            await asyncio.sleep(SETTLE_S + seconds)
            playback = (await room.room())["playback"]
            logs = [await _log_of(page) for page in pages]
        return _read(logs, playback, seconds)

    async def reactions(self, rounds: int) -> dict[str, list[float]]:
        """Return how many milliseconds after each command all pages were together again."""
        took: dict[str, list[float]] = {"play": [], "seek": [], "pause": []}
        async with self._watched(ROWS[0], is_old_way=False) as (room, pages):
            await asyncio.sleep(SETTLE_S)
            asked: list[tuple[str, float]] = []
            for n in range(rounds):
                for name, fields in (("pause", {}), ("play", {}), ("seek", {"position": 5.0 + n})):
                    asked.append((name, CLOCK.precise_ms()))
                    await room.do(name, **fields)
                    await asyncio.sleep(2)
            logs = [await _log_of(page) for page in pages]
        for name, at_ms in asked:
            took[name].append(_together_after(logs, at_ms, is_still=name == "pause"))
        return took

    @asynccontextmanager
    async def _watched(
        self, row: Row, *, is_old_way: bool
    ) -> AsyncIterator[tuple[SocketClient, list[Page]]]:
        room_id = secrets.token_hex(4)
        port_of_application = int(self.application.url.rpartition(":")[2])
        async with AsyncExitStack() as stack:
            room = await stack.enter_async_context(
                SocketClient(self.application.url, guest_token="bench-owner", room_id=room_id)  # noqa: S106
            )
            pages = []
            for n in range(row.pages):
                proxy = DelayProxy("127.0.0.1", port_of_application, row.up, row.down, seed=n)
                port = await stack.enter_async_context(proxy.listening())
                context = await self.browser.new_context()
                stack.push_async_callback(context.close)
                page = await context.new_page()
                await self._prepare(page, row, is_old_way=is_old_way)
                await page.goto(f"http://127.0.0.1:{port}/room/{room_id}")
                pages.append(page)
            await _until_inside(room, row.pages + 1)
            # Pages of a busy machine stall; how others would wait for them is not measured here.
            await room.do("set_patience", patience="never")
            is_youtube = row.player == "steps"
            watch = f"https://www.youtube.com/watch?v={VIDEO}"
            await room.do("load", url=watch if is_youtube else f"{self.media_url}/film.mp4")
            async with asyncio.timeout(LOADING_S):
                while not all([await _plays(page) for page in pages]):
                    await asyncio.sleep(0.1)
            yield room, pages

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


async def _until_inside(room: SocketClient, people: int) -> None:
    async with asyncio.timeout(LOADING_S):
        while room.frames["presence"][-1]["count"] != people:
            await asyncio.sleep(0.1)


async def _log_of(page: Page) -> dict[str, Any]:
    logs = [await frame.evaluate("window.frameLog") for frame in page.frames]
    return max((log for log in logs if log), key=lambda log: len(log["places"]))


async def _plays(page: Page) -> bool:
    return bool((await _log_of(page))["frames"])


def _read(logs: Sequence[dict[str, Any]], playback: dict[str, Any], seconds: float) -> Reading:
    end = min(log["places"][-1][0] for log in logs)
    start = end - seconds * 1000
    running = [[(at, place) for at, place, stands in log["places"] if not stands] for log in logs]
    drifts = [_drifts(places, playback, start, end, CLOCK_EVERY_MS) for places in running]
    shown = [_drifts(log["frames"], playback, start, end, PICTURES_EVERY_MS) for log in logs]
    sizes = [abs(drift) for page in drifts for drift in page.values()]
    heard = sum(_audible(log["rates"], start) for log in logs)
    return Reading(
        _part(sizes, 0.5),
        _part(sizes, 0.95),
        _part(_spreads(drifts), 0.95),
        _part(_spreads(shown), 0.95),
        heard / len(logs) / seconds * 60,
    )


def _drifts(
    places: Sequence[tuple[float, float]],
    playback: dict[str, Any],
    start: float,
    end: float,
    every_ms: float,
) -> dict[int, float]:
    """Return, by the part of the time, the middle of what was read: milliseconds ahead."""
    parts: dict[int, list[float]] = {}
    for at, place in places:
        if start <= at < end:
            ahead = place * 1000 - _due_ms(playback, at)
            parts.setdefault(int((at - start) / every_ms), []).append(ahead)
    return {part: median(read) for part, read in parts.items()}


def _spreads(pages: Sequence[dict[int, float]]) -> list[float]:
    """Return how far pages are apart, whenever something is known of all."""
    known = set.intersection(*(set(page) for page in pages))
    return [max(page[n] for page in pages) - min(page[n] for page in pages) for n in known]


def _due_ms(playback: dict[str, Any], wall_ms: float) -> float:
    elapsed: float = max(0.0, wall_ms - playback["updated_at_ms"]) * playback["rate"]
    return float(playback["position"]) * 1000 + elapsed


def _audible(rates: Sequence[tuple[float, float | None]], start: float) -> int:
    """Count seeks, and nudges of more than two parts in a hundred."""
    is_heard = [(at, rate is None or abs(rate - 1) > 0.021) for at, rate in rates if at >= start]
    begins = [now for (_, was), (_, now) in pairwise([(0.0, False), *is_heard]) if now and not was]
    return len(begins)


def _part(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else float("nan")


def _together_after(logs: Sequence[dict[str, Any]], at_ms: float, *, is_still: bool) -> float:
    """Return milliseconds until all pages were within 20 ms of each other, and stayed so."""
    since = None
    for step in range(0, 2_000, 20):
        now = at_ms + step
        places = [_place_at(log["places"], now, is_still=is_still) for log in logs]
        known = [place for place in places if place is not None]
        is_together = len(known) == len(places) and max(known) - min(known) <= TOGETHER_S
        if not is_together:
            since = None
        elif since is None:
            since = step
        elif step - since >= HELD_TOGETHER_S * 1000:
            return float(since)
    return float("inf")


def _place_at(
    places: Sequence[tuple[float, float, bool]], now: float, *, is_still: bool
) -> float | None:
    """Return where the media was; None if it moved when it should stand, or the reverse."""
    at, position, stands = max((place for place in places if place[0] <= now), key=lambda p: p[0])
    if stands is not is_still:
        return None
    return position if stands else position + (now - at) / 1000


async def busy_part(seconds: float = 2.0) -> float:
    """Return which part of the machine is in use while we wait."""
    idle, total = _ticks()
    await asyncio.sleep(seconds)
    now_idle, now_total = _ticks()
    return 1 - (now_idle - idle) / max(1, now_total - total)


def _ticks() -> tuple[int, int]:
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return fields[3] + fields[4], sum(fields[:8])


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


async def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how tightly pages hold together.")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rows", default=",".join(str(n + 1) for n in range(len(ROWS))))
    asked = parser.parse_args()
    rows = [ROWS[int(number) - 1] for number in asked.rows.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, stood_up(playwright, Path(folder)) as stand:
            busy = await busy_part()
            verdict = "quiet" if busy <= QUIET_WITHIN else "NOT QUIET: read nothing into this"
            print(f"{os.cpu_count()} cores, {busy:.0%} in use by others: {verdict}")
            heads = (
                f"{'drift p50':>11}{'p95':>8}{'spread p95':>12}{'shown p95':>11}{'heard/min':>11}"
            )
            print(f"{'milliseconds':<40}{heads}")
            for row in rows:
                for name, is_old_way in (("ours", False), ("hard seek above 2 s", True)):
                    got = await stand.measure(row, asked.seconds, is_old_way=is_old_way)
                    title = row.name if name == "ours" else f"  {name}"
                    print(
                        f"{title:<40}{got.drift_p50:>11.1f}{got.drift_p95:>8.1f}"
                        f"{got.spread_p95:>12.1f}{got.shown_p95:>11.1f}{got.corrections:>11.1f}",
                        flush=True,
                    )
            for name, took in (await stand.reactions(rounds=3)).items():
                each = ", ".join(f"{ms:.0f}" for ms in took)
                print(f"all together after {name}: {each} ms")


if __name__ == "__main__":
    asyncio.run(main())
