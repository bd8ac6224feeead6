"""A live stream: everybody at its edge, and a pause is one's own."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.live_stream import serve_live
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person, apart

NEAR_S = 4.5  # a piece of four seconds: who loads the playlist later knows one more

COUNT_SEEKS = """() => {
  window.seeks = 0;
  document.querySelector("video").addEventListener("seeking", () => { window.seeks += 1; });
}"""


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def live_url(media_dir: Path) -> AsyncIterator[str]:
    async with serve_live(media_dir / "stream") as url:
        yield url


async def until_near(*people: Person) -> None:
    async with asyncio.timeout(30):
        while await apart(*people) > NEAR_S:
            await people[0].page.wait_for_timeout(100)


async def test_a_pause_of_what_is_live_is_ones_own(
    room: str, new_page: Pages, live_url: str
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(live_url)
    await olga.sees_playing()
    await vera.sees_playing()
    await expect(vera.page.get_by_text("В эфире")).to_be_visible()
    await expect(olga.part("seek-slider")).to_be_disabled()
    await until_near(olga, vera)

    await expect(olga.part("play-button")).to_have_attribute("title", "Пауза только у меня")
    await olga.presses_play()
    await olga.sees_paused()
    await expect(olga.part("sound-button")).to_contain_text("Вы на паузе")
    await vera.sees_playing(by=3)

    await expect(olga.part("play-button")).to_have_attribute("title", "Вернуться в эфир")
    await olga.presses_play()
    await olga.sees_playing()
    await expect(olga.part("sound-button")).to_be_hidden()
    await until_near(olga, vera)


async def test_a_viewer_pauses_it_too_by_button_and_by_key(
    room: str, new_page: Pages, live_url: str, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await expect(vera.part("pause-here")).to_be_hidden()
    await olga.loads(live_url)
    await expect(vera.part("pause-here")).to_be_visible()
    await expect(olga.part("pause-here")).to_be_hidden()
    await vera.sees_playing()

    await vera.part("pause-here").tap()
    await vera.sees_paused()
    await olga.sees_playing(by=1)
    await vera.page.keyboard.press("k")
    await vera.sees_playing()
    await until_near(olga, vera)


async def test_who_is_at_the_edge_is_left_there_and_who_fell_behind_is_brought_back(
    room: str, new_page: Pages, live_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(live_url)
    await vera.sees_playing(by=1)
    await olga.sees_playing()
    await until_near(olga, vera)
    await vera.page.evaluate(COUNT_SEEKS)
    for _ in range(3):
        await vera.part("resync-button").tap()
    await vera.sees_playing(by=1)
    assert await vera.page.evaluate("seeks") == 0

    await vera.page.evaluate("() => { document.querySelector('video').currentTime -= 7; }")
    await vera.sees_playing(by=0.3)
    await vera.part("resync-button").tap()
    await vera.page.wait_for_function("() => seeks > 1")
    await vera.sees_playing()
    await until_near(olga, vera)
