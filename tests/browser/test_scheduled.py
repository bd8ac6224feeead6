"""A room whose video starts by itself: people wait for it, and it starts for all at once."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from shared.clock import SystemClock
from shared.domain.media import Kind, Media, Provider
from shared.domain.playback import Playback
from shared.domain.queue import QueueItem
from shared.domain.room import Room
from shared.storage import database
from shared.storage.rooms import SqlRoomStore
from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person, until_in_sync

SOON_S = 14
"""Enough for two pages to open on a busy machine."""
TOGETHER_S = 0.3

_STARTED = """() => {
  const video = document.querySelector("video");
  video.addEventListener("playing", () => {
    window.startedAt ??= performance.timeOrigin + performance.now();
  });
}"""


@dataclass
class Schedule:
    """Rooms put into the program's database from outside, as another process of it would."""

    application: Application
    store: SqlRoomStore
    film_url: str
    starts_at_ms: int = 0

    async def room(self, room_id: str, *, in_s: float) -> str:
        """Return the address of a room that starts by itself; whoever comes first leads it."""
        now_ms = SystemClock().now_ms()
        self.starts_at_ms = now_ms + int(in_s * 1000)
        media = Media(Provider.FILE, Kind.MP4, self.film_url, title="Носферату")
        await self.store.create(
            Room(
                room_id,
                owner_id=1,
                current=QueueItem("item", media, 1),
                playback=Playback(paused=False, updated_at_ms=self.starts_at_ms),
                created_at_ms=now_ms,
            )
        )
        return f"{self.application.url}/room/{room_id}"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def schedule(
    tmp_path_factory: pytest.TempPathFactory, media_url: str
) -> AsyncIterator[Schedule]:
    folder = tmp_path_factory.mktemp("application")
    url = f"sqlite+aiosqlite:///{folder / 'rooms.db'}"
    async with Application(folder, DATABASE_URL=url) as application:
        engine = database.connect(url)
        yield Schedule(application, SqlRoomStore(engine), f"{media_url}/film.mp4")
        await engine.dispose()


async def started_at_ms(page: Page) -> float:
    return float(await page.evaluate("() => window.startedAt"))


async def test_it_is_counted_down_and_starts_for_everybody_at_the_instant(
    schedule: Schedule, new_page: Pages
) -> None:
    room = await schedule.room("soon", in_s=SOON_S)
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    for person in (olga, vera):
        await expect(person.part("countdown")).to_contain_text("Носферату")
        await expect(person.part("countdown")).to_contain_text("Ждут 2 человека")
        await expect(person.part("countdown-clock")).to_have_text(
            re.compile(r"00мин(0[1-9]|1[0-4])с")
        )
        await person.page.evaluate(_STARTED)
    await vera.sees_paused()
    assert await vera.position() == 0

    await expect(vera.part("countdown")).to_be_hidden(timeout=SOON_S * 1000)
    await asyncio.gather(olga.sees_playing(), vera.sees_playing())
    started = [await started_at_ms(person.page) for person in (olga, vera)]
    assert abs(started[0] - started[1]) < TOGETHER_S * 1000
    assert all(abs(instant - schedule.starts_at_ms) < TOGETHER_S * 1000 for instant in started)
    await until_in_sync(olga, vera)
    await expect(vera.page.get_by_role("status").filter(has_text="Началось")).to_have_count(1)


async def test_who_leads_may_start_it_now_and_the_others_may_not(
    schedule: Schedule, new_page: Pages
) -> None:
    room = await schedule.room("tomorrow", in_s=30 * 60 * 60)
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await expect(vera.part("countdown-clock")).to_have_text(re.compile(r"01дн0\dч\d\dмин\d\dс"))
    await expect(vera.part("start-now")).to_be_hidden()

    await olga.part("start-now").click()
    await olga.sees_playing()
    await vera.sees_playing()
    await until_in_sync(olga, vera)
    await expect(vera.part("countdown")).to_be_hidden()


async def test_a_start_that_is_cancelled_waits_for_somebody_to_play(
    schedule: Schedule, new_page: Pages
) -> None:
    room = await schedule.room("never", in_s=60)
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await expect(olga.part("play-button")).to_have_attribute("data-state", "paused")

    await olga.part("cancel-start").click()
    await expect(vera.part("countdown")).to_be_hidden()
    await expect(olga.part("play-button")).to_be_enabled()
    await vera.sees_paused()
    await olga.presses_play()
    await vera.sees_playing()


async def test_who_comes_late_is_where_the_others_are(schedule: Schedule, new_page: Pages) -> None:
    room = await schedule.room("late", in_s=4)
    olga = await Person.enters(await new_page(), room)
    await olga.sees_playing(by=2)

    vera = await Person.enters(await new_page(), room)
    await vera.sees_playing()
    await expect(vera.part("countdown")).to_be_hidden()
    await until_in_sync(olga, vera)


async def test_it_starts_though_the_connection_was_away(
    schedule: Schedule, new_page: Pages
) -> None:
    new_page.allow("WebSocket connection to|net::ERR_")
    room = await schedule.room("away", in_s=8)
    olga = await Person.enters(await new_page(), room)
    await expect(olga.part("countdown")).to_be_visible()

    await schedule.application.kill()
    await expect(olga.page.locator("html")).to_have_attribute("data-connection", "reconnecting")
    await schedule.application.start()
    await olga.is_connected()
    await olga.sees_playing()
    vera = await Person.enters(await new_page(), room)
    await vera.sees_playing()
    await until_in_sync(olga, vera)
