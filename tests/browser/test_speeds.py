"""The room's speed, from a quarter to double: chosen by one, shown to all, kept in step at."""

import asyncio
import secrets

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person, plays_from_its_fifth_second, until_in_sync
from tests.browser.youtube import VIDEO, route_youtube, youtube_frame

SPEEDS = ["0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"]
_FRAME = """() => {
  const { currentTime, playbackRate } = document.querySelector("video");
  return { rate: playbackRate, start: currentTime - Date.now() / 1000 * playbackRate };
}"""


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def plays_at(person: Person, rate: float) -> None:
    """Wait until the video plays within a nudge of a rate."""
    await person.page.wait_for_function(
        """rate => {
          const { paused, playbackRate } = document.querySelector("video");
          return !paused && Math.abs(playbackRate / rate - 1) < 0.09;
        }""",
        arg=rate,
    )


async def test_everybody_keeps_in_step_at_the_speed_that_one_has_chosen(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    speeds = await olga.part("rate").locator("option").evaluate_all("all => all.map(o => o.value)")
    assert speeds == SPEEDS
    await expect(vera.part("shown-rate")).to_be_hidden()

    for speed, words in (("2", "2×"), ("0.25", "0.25×"), ("1.75", "1.75×")):
        await olga.part("rate").select_option(speed)
        await expect(vera.part("shown-rate")).to_have_text(words)
        for person in (olga, vera):
            await plays_at(person, float(speed))
        await until_in_sync(olga, vera, within_s=0.1 * float(speed) + 0.05, readings=10)

    late = await Person.enters(await new_page(), room)
    await plays_at(late, 1.75)
    await until_in_sync(olga, late)
    await olga.part("rate").select_option("1")
    await expect(vera.part("shown-rate")).to_be_hidden()


async def test_youtube_is_kept_in_step_at_its_fastest_and_its_slowest(
    room: str, new_page: Pages, media_url: str
) -> None:
    people = []
    for options in (DESKTOP, {}):
        page = await new_page(**options)
        await route_youtube(page, media_url)
        people.append(await Person.enters(page, room))
    olga = people[0]
    await olga.loads(f"https://youtu.be/{VIDEO}?t=5")
    for person in people:
        await plays_from_its_fifth_second(person)

    for rate in (2, 0.25):
        await olga.part("rate").select_option(str(rate))

        async def are_in_step(rate: float = rate) -> bool:
            seen = [await youtube_frame(person.page).evaluate(_FRAME) for person in people]
            starts = [each["start"] for each in seen]
            at_rate = all(each["rate"] == rate for each in seen)
            return at_rate and max(starts) - min(starts) < 0.3 * rate + 0.1

        async with asyncio.timeout(20):
            while not await are_in_step():
                await olga.page.wait_for_timeout(200)
