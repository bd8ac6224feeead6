"""A device that is heard late: set by ear, and kept."""

import asyncio
import re
import secrets

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person, ahead_of, apart, until_in_sync

WITHIN_S = 0.08
SET_WITHIN_S = 10


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def opens_the_sheet(person: Person) -> None:
    await person.part("menu-button").tap()
    await person.part("menu-offset").tap()
    await expect(person.part("offset-dialog")).to_be_visible()


async def is_ahead(person: Person, other: Person, by: float) -> None:
    async with asyncio.timeout(SET_WITHIN_S):
        while abs(await ahead_of(person, other) - by) > WITHIN_S:
            await person.page.wait_for_timeout(100)


async def test_who_hears_late_sets_it_while_the_video_plays_on(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await until_in_sync(olga, vera)

    await opens_the_sheet(vera)
    await expect(vera.part("offset-value")).to_have_text("Вместе с комнатой")
    await vera.part("offset-bluetooth").tap()
    await expect(vera.part("offset-value")).to_have_text("на 0,20 с раньше комнаты")
    await is_ahead(vera, olga, by=0.2)
    for _ in range(5):
        await vera.part("offset-earlier").tap()
    await expect(vera.part("offset-value")).to_have_text("на 0,25 с раньше комнаты")
    await is_ahead(vera, olga, by=0.25)
    await vera.part("offset-slider").fill("-0.5")
    await expect(vera.part("offset-value")).to_have_text("на 0,63 с позже комнаты")
    await is_ahead(vera, olga, by=-0.63)
    await vera.part("offset-reset").tap()
    await is_ahead(vera, olga, by=0)


async def test_it_is_kept_on_the_device_and_nobody_else_is_told_of_it(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await opens_the_sheet(vera)
    for _ in range(3):
        await vera.part("offset-tv").tap()
        await vera.part("offset-bluetooth").tap()
    await is_ahead(vera, olga, by=0.2)

    await vera.page.reload()
    await vera.sees_playing()
    await is_ahead(vera, olga, by=0.2)
    await vera.part("menu-button").tap()
    await expect(vera.part("menu-offset")).to_contain_text("на 0,20 с раньше комнаты")
    await vera.page.keyboard.press("Escape")
    # How near one is to the room is how near one is to where one wants to be in it.
    await expect(vera.part("resync-button")).not_to_have_attribute("data-late", "")
    await olga.part("tab-people").tap()
    await expect(olga.part("people-list")).not_to_contain_text("Отстаёт")

    await olga.presses_play()
    await vera.sees_paused()
    await olga.sees_paused()
    await olga.page.wait_for_timeout(300)
    assert await apart(olga, vera) < 0.02


async def test_who_is_through_before_the_room_ends_it_for_nobody(
    room: str, new_page: Pages, media_url: str
) -> None:
    page = await new_page()
    await page.add_init_script("localStorage.setItem('own_offset_ms', '2000')")
    olga = await Person.enters(page, room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    for place, name in enumerate(("short.mp4", "clip.webm"), start=1):
        await olga.queues(f"{media_url}/{name}")
        await expect(olga.part("media-dialog")).to_have_count(0)
        await expect(olga.part("queue-play")).to_have_count(place)
    await olga.part("next-button").tap()
    await vera.page.wait_for_function(
        """() => {
          const video = document.querySelector("video");
          if (video.currentSrc.endsWith("short.mp4")) window.seen = video.currentTime;
          return video.currentSrc.endsWith("clip.webm");
        }""",
        timeout=20_000,
    )
    assert await vera.page.evaluate("seen") > 4.6  # about 4 if who is ahead ended it for all


async def test_a_step_goes_on_while_it_is_held(room: str, new_page: Pages, media_url: str) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    await opens_the_sheet(olga)
    await olga.part("offset-later").dispatch_event("pointerdown")
    await expect(olga.part("offset-value")).to_have_text(
        re.compile(r"на 0,[1-9]\d с позже комнаты")
    )
    await olga.part("offset-later").dispatch_event("pointerup")
    held = await olga.part("offset-value").text_content()
    await olga.page.wait_for_timeout(300)
    assert await olga.part("offset-value").text_content() == held
