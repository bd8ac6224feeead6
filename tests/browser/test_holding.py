"""The room stands still for whoever's video has stalled, and says for whom."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser.application import Application
from tests.browser.failing_host import FailingHost
from tests.browser.pages import Pages
from tests.browser.people import Person, never_waits, until_in_sync

STALLED_WITHIN_MS = 30_000
"""What has come is played first."""
WATCH_POSITION = """() => {
  const video = document.querySelector("video");
  window.wentBack = 0;
  let last = video.currentTime;
  setInterval(() => {
    window.wentBack = Math.max(window.wentBack, last - video.currentTime);
    last = video.currentTime;
  }, 50);
}"""


class Hanging:
    """Requests of one page for the film that are answered only when it is let go."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._routes: list[Route] = []
        self._is_over = False

    async def begin(self) -> None:
        await self._page.route("**/film.mp4", self._keep)

    async def end(self) -> None:
        self._is_over = True
        for route in self._routes:
            await route.continue_()

    async def _keep(self, route: Route) -> None:
        if self._is_over:
            await route.continue_()
        else:
            self._routes.append(route)


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def failing_host(media_dir: Path) -> AsyncIterator[FailingHost]:
    async with FailingHost(media_dir / "film.mp4") as host:
        yield host


async def entered(room: str, new_page: Pages) -> tuple[Person, Person]:
    """Return the owner, and somebody who came after."""
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    return olga, await Person.enters(await new_page(), room)


async def have_watched(room: str, new_page: Pages, media_url: str) -> tuple[Person, Person]:
    """Return the same two, whose pages know by now what is on and what time it is."""
    olga, vera = await entered(room, new_page)
    await olga.loads(f"{media_url}/short.mp4")
    await vera.sees_playing()
    return olga, vera


async def test_the_room_waits_for_whom_the_film_breaks_off_and_takes_nobody_back(
    room: str, new_page: Pages, media_url: str, failing_host: FailingHost
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    page = await new_page()
    failing_host.stops_early = True
    await page.route("**/film.mp4", lambda route: route.continue_(url=failing_host.film_url))
    vera = await Person.enters(page, room)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    await vera.sees_playing()
    await olga.page.evaluate(WATCH_POSITION)

    await expect(olga.part("hold-text")).to_contain_text("Ждём: ", timeout=STALLED_WITHIN_MS)
    await expect(vera.part("hold-text")).to_contain_text("Ждём вас")
    await olga.sees_paused()
    await expect(vera.part("hold-go")).to_be_hidden()

    failing_host.go_on()
    await expect(olga.part("hold")).to_be_hidden()
    await olga.sees_playing()
    await vera.sees_playing()
    await until_in_sync(olga, vera)
    assert await olga.page.evaluate("window.wentBack") == 0


async def test_whoever_is_here_when_a_film_comes_on_is_waited_for(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga, vera = await have_watched(room, new_page, media_url)
    hanging = Hanging(vera.page)
    await hanging.begin()
    await olga.loads(f"{media_url}/film.mp4")
    await expect(olga.part("hold-text")).to_contain_text("Ждём: ")
    await olga.part("tab-people").tap()
    other = olga.part("person").filter(has_not_text="(вы)")
    await expect(other).to_contain_text("Ждёт загрузки")

    await hanging.end()
    await expect(olga.part("hold")).to_be_hidden()
    await olga.sees_playing()
    await vera.sees_playing()
    await until_in_sync(olga, vera)


async def test_those_who_control_may_go_on_without_waiting(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga, vera = await have_watched(room, new_page, media_url)
    hanging = Hanging(vera.page)
    await hanging.begin()
    await olga.loads(f"{media_url}/film.mp4")

    await olga.part("hold-go").tap()
    await expect(olga.part("hold")).to_be_hidden()
    await olga.sees_playing()
    await hanging.end()
    await vera.sees_playing()
    await until_in_sync(olga, vera)


async def test_nobody_is_stopped_by_whoever_comes_late(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    page = await new_page()
    await Hanging(page).begin()
    vera = await Person.enters(page, room)

    await olga.part("tab-people").tap()
    other = olga.part("person").filter(has_not_text="(вы)")
    await expect(other).to_contain_text("Ждёт загрузки")
    await expect(olga.part("hold")).to_be_hidden()
    await expect(vera.part("hold")).to_be_hidden()
    await olga.sees_playing()


async def test_the_owner_decides_whether_the_room_waits(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga, vera = await entered(room, new_page)
    await never_waits(olga)
    await Hanging(vera.page).begin()
    await olga.loads(f"{media_url}/film.mp4")

    await olga.sees_playing(by=2)
    await expect(olga.part("hold")).to_be_hidden()
