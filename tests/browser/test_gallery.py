"""The gallery: what is being watched, how full it is, and how to find it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import Pages
from tests.hall import Hall

_FIVE_SECONDS_ON = re.compile("1:00:(0[5-9]|1[0-9])")  # whichever is there when one looks
_COLOURS = """testid => {
  const taken = document.querySelector(`[data-testid=${testid}] .fill__taken`);
  const token = document.createElement("i");
  document.body.append(token);
  const named = {};
  for (const name of ["success", "busy", "danger"]) {
    token.style.color = `var(--color-${name})`;
    named[getComputedStyle(token).color] = name;
  }
  token.remove();
  return named[getComputedStyle(taken).backgroundColor];
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def hall(
    start_application: Callable[..., Awaitable[Application]],
) -> AsyncIterator[tuple[Hall, str]]:
    """Rooms in a program of their own, and where its gallery is."""
    application = await start_application()
    async with Hall(application.url) as hall:
        yield hall, f"{application.url}/gallery"


async def opens(new_page: Pages, url: str) -> Page:
    page = await new_page()
    await page.goto(url)
    return page


async def test_a_room_fills_before_ones_eyes(hall: tuple[Hall, str], new_page: Pages) -> None:
    rooms, url = hall
    room_id, _ = await rooms.opens("Кино", capacity=10)
    page = await opens(new_page, url)
    tile = page.get_by_test_id("gallery-room")
    fill = tile.get_by_test_id("fill")

    inside = 1
    for upto, words, colour in (
        (1, "1 из 10", "success"),
        (5, "5 из 10", "busy"),
        (8, "8 из 10", "danger"),
        (10, "Заполнено · 10 из 10", "danger"),
    ):
        for number in range(inside, upto):
            await rooms.comes(room_id, f"guest-number-{number}")
        inside = upto
        await expect(fill).to_have_text(words)
        assert await page.evaluate(_COLOURS, "fill") == colour
    await expect(fill).to_have_attribute("aria-label", "Занято мест: 10 из 10")
    assert await serious_faults(page) == []

    await tile.get_by_text("Подождать").tap()
    await expect(page.get_by_test_id("line-place")).to_have_text("Ваше место: 1")


async def test_a_video_goes_on_before_ones_eyes(
    hall: tuple[Hall, str], new_page: Pages, media_url: str
) -> None:
    rooms, url = hall
    _, host = await rooms.opens("Кино", url=f"{media_url}/film.mp4")
    await host.do("seek", position=3_600)
    page = await opens(new_page, url)
    state = page.get_by_test_id("tile-state")

    await expect(state).to_have_attribute("aria-label", "На паузе, 1:00:00")
    await host.do("play")
    await expect(state).to_have_attribute("data-state", "playing")
    await expect(state).to_have_text(_FIVE_SECONDS_ON, timeout=15_000)
    await host.do("pause")
    await expect(state).to_have_attribute("data-state", "paused")
    await expect(page.get_by_test_id("gallery-room")).to_contain_text("127.0.0.1")


async def test_rooms_are_searched_and_sorted(hall: tuple[Hall, str], new_page: Pages) -> None:
    rooms, url = hall
    await rooms.opens("Ночь КИНО", people=2)
    await rooms.opens("Концерт")
    page = await opens(new_page, url)
    tiles = page.get_by_test_id("gallery-room")
    await expect(tiles).to_have_count(2)
    await expect(tiles.first).to_contain_text("Ночь КИНО")

    await page.get_by_test_id("gallery-sort").select_option("newest")
    await expect(tiles.first).to_contain_text("Концерт")
    await page.get_by_test_id("gallery-search").fill("кино")
    await expect(tiles).to_have_count(1)
    await expect(tiles).to_contain_text("Ночь КИНО")
    await expect(page.get_by_text("Показана 1 комната")).to_be_attached()

    await page.get_by_test_id("gallery-search").fill("опера")
    await expect(page.get_by_test_id("gallery-none")).to_contain_text("«опера»")
    await expect(page.get_by_test_id("gallery-empty")).to_be_hidden()
    assert await serious_faults(page) == []
    await page.get_by_test_id("gallery-clear").tap()
    await expect(tiles).to_have_count(2)


async def test_what_is_shown_does_not_move_while_it_is_read(
    hall: tuple[Hall, str], new_page: Pages
) -> None:
    rooms, url = hall
    room_id, host = await rooms.opens("Первая", people=2)
    second, _ = await rooms.opens("Вторая")
    page = await opens(new_page, url)
    tiles = page.get_by_test_id("gallery-room")
    await expect(tiles).to_have_count(2)

    for number in range(3):
        await rooms.comes(second, f"guest-late-{number}")
    await expect(tiles.nth(1)).to_contain_text("4 из 100")
    await rooms.opens("Третья")
    await expect(tiles).to_have_count(3)
    await host.do("close")
    await expect(tiles.first).to_contain_text("Все разошлись")
    assert [await tiles.nth(at).locator(".tile__title").inner_text() for at in range(3)] == [
        "Первая",
        "Вторая",
        "Третья",
    ]
    assert room_id in str(await tiles.first.get_by_role("link").get_attribute("href"))


async def test_more_rooms_are_shown_by_a_button(hall: tuple[Hall, str], new_page: Pages) -> None:
    rooms, url = hall
    for number in range(22):
        await rooms.opens(f"Комната {number}")
    page = await opens(new_page, url)
    tiles = page.get_by_test_id("gallery-room")
    await expect(tiles).to_have_count(20)

    await page.get_by_test_id("list-more").tap()

    await expect(tiles).to_have_count(22)
    await expect(page.get_by_test_id("list-more")).to_be_hidden()
    await expect(tiles.nth(20).get_by_role("link")).to_be_focused()


async def test_an_empty_gallery_invites_to_create(hall: tuple[Hall, str], new_page: Pages) -> None:
    page = await opens(new_page, hall[1])

    await page.get_by_test_id("gallery-empty").get_by_role("link").tap()
    await expect(page.get_by_test_id("create-form")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1400])
async def test_nothing_sticks_out(hall: tuple[Hall, str], new_page: Pages, width: int) -> None:
    rooms, url = hall
    await rooms.opens("Очень " * 15, people=2, capacity=2)
    page = await new_page(viewport={"width": width, "height": 800})
    await page.goto(url)
    await expect(page.get_by_test_id("gallery-room")).to_be_visible()

    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
