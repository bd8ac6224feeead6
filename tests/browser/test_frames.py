"""Frame by frame, while the room is paused: everybody looks at the same one."""

import asyncio
import secrets

import pytest
from playwright.async_api import Page, expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person, apart, plays_from_its_fifth_second
from tests.browser.youtube import VIDEO, route_youtube, youtube_commands, youtube_frame
from tests.media import FRAME_RATE

_STANDS_AT = """() => {
  const { paused, seeking, currentTime } = document.querySelector("video");
  return paused && !seeking ? currentTime : null;
}"""
# The number of the frame that is being shown.
_FRAME = f"() => Math.floor(document.querySelector('video').currentTime * {FRAME_RATE})"


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def shows_frame(page: Page, number: int) -> None:
    await page.wait_for_function(
        f"number => {{ const {{ seeking }} = document.querySelector('video');"
        f" return !seeking && ({_FRAME})() === number; }}",
        arg=number,
    )


async def has_left(person: Person, position: float) -> None:
    await person.page.wait_for_function(
        "position => document.querySelector('video').currentTime !== position", arg=position
    )


async def stand_together(*people: Person) -> None:
    """Wait until all are where a step has led them, to the last digit."""
    async with asyncio.timeout(10):
        while await apart(*people) > 0:
            await people[0].page.wait_for_timeout(50)


async def paused_together(room: str, new_page: Pages, url: str) -> tuple[Person, Person]:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(url)
    await olga.sees_playing(by=1)
    await vera.sees_playing()
    await expect(olga.part("frames")).to_be_hidden()
    await olga.presses_play()
    await olga.sees_paused()
    await vera.sees_paused()
    await expect(olga.part("frames")).to_be_visible()
    return olga, vera


async def test_steps_lead_everybody_to_the_same_frame(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga, vera = await paused_together(room, new_page, f"{media_url}/film.mp4")
    await expect(vera.part("frames")).to_have_count(0)
    stood = await olga.position()
    await olga.part("frame-forward").click()
    await has_left(olga, stood)
    await stand_together(olga, vera)
    at = await olga.page.evaluate(_FRAME)
    for number in (at + 1, at + 2, at + 3):
        await olga.part("frame-forward").click()
        for person in (olga, vera):
            await shows_frame(person.page, number)
    await olga.page.keyboard.press(",")
    await olga.page.keyboard.press(",")
    await olga.page.keyboard.press(".")
    for person in (olga, vera):
        await shows_frame(person.page, at + 2)
    await stand_together(olga, vera)

    await olga.presses_play()
    await expect(olga.part("frames")).to_be_hidden()
    await olga.page.keyboard.press(".")
    await vera.sees_playing()


async def test_a_phone_steps_by_thumb_and_only_who_may_control(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(viewport={"width": 320, "height": 568}), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await olga.presses_play()
    await olga.sees_paused()
    await vera.sees_paused()
    for name in ("frame-back", "frame-forward"):
        box = await olga.part(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    stood = await olga.position()
    await olga.part("frame-back").tap()
    await has_left(olga, stood)
    await stand_together(olga, vera)
    before = await vera.position()
    await vera.page.keyboard.press(".")
    await olga.part("frame-forward").tap()
    await vera.page.wait_for_function(
        "before => document.querySelector('video').currentTime > before", arg=before
    )
    assert await vera.position() - before < 2 / FRAME_RATE


async def test_youtube_is_led_to_a_frame_too(room: str, new_page: Pages, media_url: str) -> None:
    people = []
    for options in (DESKTOP, {}):
        page = await new_page(**options)
        await route_youtube(page, media_url)
        people.append(await Person.enters(page, room))
    olga, vera = people
    await olga.loads(f"https://youtu.be/{VIDEO}?t=5")
    for person in people:
        await plays_from_its_fifth_second(person)
    await olga.presses_play()
    await expect(olga.part("frames")).to_be_visible()
    await olga.page.keyboard.press(".")
    await olga.page.keyboard.press(".")

    async def are_at_one_frame() -> bool:
        places = [await youtube_frame(person.page).evaluate(_STANDS_AT) for person in people]
        steps = [args[0] for func, args in await youtube_commands(vera.page) if func == "seekTo"]
        return places[0] is not None and places[0] == places[1] == pytest.approx(steps[-1])

    async with asyncio.timeout(10):
        while not await are_at_one_frame():
            await olga.page.wait_for_timeout(50)
