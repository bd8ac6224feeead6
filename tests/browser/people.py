"""People in a room: what they do with its page and what they see of it."""

import asyncio
import re

from playwright.async_api import Locator, Page, expect

IN_SYNC_SECONDS = 0.2

# The video's position and what it is doing, read in one instant.
_VIDEO = """() => {
  const video = document.querySelector("video");
  return video && {
    position: video.currentTime, paused: video.paused, rate: video.playbackRate,
    muted: video.muted, ready: video.readyState, at: performance.timeOrigin + performance.now(),
  };
}"""


class Person:
    """One page in one room."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def enters(cls, page: Page, url: str) -> "Person":
        """Open a room by its address and wait until its page is connected and shows the room."""
        await page.goto(url)
        person = cls(page)
        await person.is_connected()
        await expect(page.locator("html")).to_have_attribute("data-screen", re.compile("on|empty"))
        # Set with the first state of the room, which comes after the connection.
        await expect(page.locator("html")).to_have_attribute("data-role", re.compile("."))
        return person

    def part(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def is_connected(self) -> None:
        await expect(self.page.locator("html")).to_have_attribute("data-connection", "connected")

    async def has_role(self, role: str) -> None:
        await expect(self.page.locator("html")).to_have_attribute("data-role", role)

    async def loads(self, url: str) -> None:
        await self._opens_the_form()
        await self.part("load-url").fill(url)
        await self.part("load-submit").click()

    async def queues(self, url: str) -> None:
        await self._opens_the_form()
        await self.part("load-url").fill(url)
        await self.part("queue-submit").click()

    async def _opens_the_form(self) -> None:
        if await self.part("load-url").is_hidden():
            await self.part("tab-queue").click()
            await self.part("add-button").click()

    async def presses_play(self) -> None:
        await self.part("play-button").click()

    async def sees_playing(self, *, by: float = 0.5) -> None:
        """Wait until the video has moved on by so many seconds."""
        start = (await self.position()) + by
        await self.page.wait_for_function(
            """start => {
              const video = document.querySelector("video");
              return video && !video.paused && video.currentTime >= start;
            }""",
            arg=start,
        )

    async def sees_paused(self) -> None:
        await self.page.wait_for_function("() => document.querySelector('video')?.paused")

    async def invitation(self) -> str:
        """Return the link in the open invitation, once it is there."""
        link = self.part("invite-link")
        await expect(link).to_have_value(re.compile("startapp="))
        return await link.input_value()

    async def position(self) -> float:
        """Return the video's position in seconds; 0 if there is no video."""
        video = await self.page.evaluate(_VIDEO)
        return float(video["position"]) if video else 0.0


async def never_waits(owner: Person) -> None:
    """Let the room go on whoever stalls: on a busy machine anybody may."""
    await owner.part("menu-button").click()
    await owner.part("menu-room").click()
    await expect(owner.part("patience-auto")).to_be_checked()
    await owner.part("patience-never").check()
    await owner.page.keyboard.press("Escape")


async def plays_from_its_fifth_second(person: Person) -> None:
    """Wait until the clock of the page, where a frame plays what begins there, has moved on."""
    await expect(person.part("time")).to_have_text(
        re.compile(r"^0:(0[7-9]|[1-5]\d)$"), timeout=15_000
    )


async def apart(*people: Person) -> float:
    """Return how far, in seconds, the videos of people are from each other right now."""
    positions = await _positions(*people)
    return max(positions) - min(positions)


async def ahead_of(person: Person, other: Person) -> float:
    """Return by how many seconds one person's video is ahead of another's right now."""
    own, others = await _positions(person, other)
    return own - others


async def _positions(*people: Person) -> list[float]:
    """Return where each video is at one instant, the same for all of them."""
    readings = [await person.page.evaluate(_VIDEO) for person in people]
    # Read one after the other: bring each to the first one's instant by the machine's one clock.
    first = readings[0]["at"]
    return [
        float(reading["position"])
        - (0 if reading["paused"] else (reading["at"] - first) / 1000 * reading["rate"])
        for reading in readings
    ]


async def until_in_sync(
    *people: Person, within_s: float = IN_SYNC_SECONDS, readings: int = 1
) -> None:
    """Wait until they are so near to each other in as many readings, a tenth of a second apart."""
    near = 0
    async with asyncio.timeout(10):
        while True:
            near = near + 1 if await apart(*people) <= within_s else 0
            if near == readings:
                return
            await people[0].page.wait_for_timeout(100)
