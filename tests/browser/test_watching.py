"""Two windows, one video: the whole program with real media in a real browser."""

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import (
    IN_SYNC_SECONDS,
    Person,
    apart,
    never_waits,
    plays_from_its_fifth_second,
    until_in_sync,
)
from tests.browser.youtube import FORBIDDEN_VIDEO, VIDEO, route_youtube


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def test_the_admin_plays_and_the_viewer_watches_along(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    await olga.has_role("owner")
    vera = await Person.enters(await new_page(), room)
    await vera.has_role("viewer")
    await expect(vera.part("placeholder")).to_contain_text("Ожидание видео")
    await expect(olga.part("viewer-count")).to_have_text("👥 2")

    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    await vera.sees_playing()
    await until_in_sync(olga, vera)

    await olga.presses_play()
    await vera.sees_paused()
    await olga.sees_paused()
    assert await apart(olga, vera) < IN_SYNC_SECONDS

    await olga.presses_play()
    await vera.sees_playing()
    await until_in_sync(olga, vera)


async def test_everybody_sees_how_near_they_are_to_the_room(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    near = re.compile(r"^±\d+ мс$")
    await expect(olga.part("exactness")).to_have_text(near, timeout=10_000)
    await expect(olga.part("resync-button")).to_have_attribute("title", re.compile("сейчас ±"))

    await olga.presses_play()
    await olga.sees_paused()
    await expect(olga.part("exactness")).to_have_text("", timeout=15_000)


async def test_a_page_reports_how_well_it_is_in_sync_and_how_soon_it_was(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await never_waits(olga)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()
    page = await new_page()
    await page.add_init_script("Math.random = () => 0.7")  # speaks 21 seconds after it opened
    async with page.expect_websocket() as opening:
        await page.goto(room)
    socket = await opening.value

    sent = await socket.wait_for_event(
        "framesent", lambda frame: "report_sync" in str(frame), timeout=80_000
    )

    _, report = json.loads(sent[sent.index("[") :])
    measured = ("drift_p50_ms", "drift_p95_ms", "precision_ms", "round_trip_ms")
    assert report["player"] == "file"
    assert all(report[name] >= 0 for name in measured)
    assert 0 < report["in_sync_after_ms"] < 21_000


async def test_a_viewer_has_no_controls_and_no_way_around(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await expect(olga.part("control-panel")).to_be_visible()
    await vera.sees_playing()

    await expect(vera.part("control-panel")).to_have_count(0)
    await vera.page.keyboard.press("Space")
    await vera.page.evaluate("document.querySelector('video').pause()")
    await vera.sees_playing()
    await olga.sees_playing()


async def test_a_reload_keeps_the_place_and_the_role(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing(by=1)
    before = await vera.position()

    await asyncio.gather(olga.page.reload(), vera.page.reload())

    await olga.has_role("owner")
    await vera.has_role("viewer")
    await vera.sees_playing()
    assert await vera.position() > before
    await until_in_sync(olga, vera)


async def test_a_late_joiner_lands_where_the_others_are_and_disturbs_nobody(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await never_waits(olga)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing(by=2)
    await olga.page.evaluate(
        "window.seeks = 0; document.querySelector('video')"
        ".addEventListener('seeking', () => { window.seeks += 1; })"
    )

    vera = await Person.enters(await new_page(), room)
    await vera.sees_playing()
    await until_in_sync(olga, vera)

    assert await vera.position() > 2
    assert await olga.page.evaluate("window.seeks") == 0


async def test_a_seek_takes_everybody_along(room: str, new_page: Pages, media_url: str) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()

    await olga.part("seek-slider").fill("40")

    await vera.page.wait_for_function("() => document.querySelector('video').currentTime > 39")
    await vera.sees_playing()
    await until_in_sync(olga, vera)


async def test_a_restart_of_the_server_heals_by_itself(
    start_application: Callable[..., Awaitable[Application]], new_page: Pages, media_url: str
) -> None:
    new_page.allow("ERR_CONNECTION_REFUSED|WebSocket|net::ERR")
    application = await start_application()
    room = f"{application.url}/room/cinema"
    vera = await Person.enters(await new_page(), room)
    olga = await Person.enters(await new_page(), room)
    await vera.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()

    await application.kill()
    await expect(olga.page.locator("html")).to_have_attribute("data-connection", "reconnecting")
    await olga.sees_playing()
    await application.start()

    await olga.is_connected()
    await vera.is_connected()
    await vera.has_role("owner")
    await olga.has_role("viewer")
    await until_in_sync(olga, vera)
    await vera.presses_play()
    await olga.sees_paused()


@pytest.mark.parametrize("name", ["clip.webm", "stream/index.m3u8"])
async def test_other_kinds_of_media_play_in_sync(
    room: str, new_page: Pages, media_url: str, name: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)

    await olga.loads(f"{media_url}/{name}")

    await vera.sees_playing()
    await olga.sees_playing()
    await until_in_sync(olga, vera)


async def test_the_next_item_follows_the_end_of_the_last(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await olga.queues(f"{media_url}/clip.webm")
    await expect(olga.part("media-dialog")).to_have_count(0)
    await olga.part("seek-slider").fill("57")

    for person in (olga, vera):
        await person.page.wait_for_function(
            "() => document.querySelector('video')?.currentSrc.endsWith('clip.webm')",
            timeout=20_000,
        )
        await person.sees_playing()


# Says on the console when the page asks for a tap: looking into it would be one.
TELL_OF_BUTTON = """addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const button = document.querySelector("[data-testid=sound-button]");
    if (button && !button.hidden && button.getClientRects().length) console.log("tap for sound");
  }).observe(document, { subtree: true, childList: true, attributes: true });
});"""


async def test_without_permission_for_sound_it_starts_muted_with_one_tap_for_sound(
    room: str, new_strict_page: Pages, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()

    vera = Person(await new_strict_page())
    await vera.page.add_init_script(TELL_OF_BUTTON)
    async with vera.page.expect_console_message(
        lambda said: said.text == "tap for sound", timeout=30_000
    ):
        await vera.page.goto(room)
    await vera.part("sound-button").tap()
    await expect(vera.part("sound-button")).to_be_hidden()

    await vera.sees_playing()
    assert not await vera.page.evaluate("document.querySelector('video').muted")
    await until_in_sync(olga, vera)


async def open_with_youtube(page: Page, room: str, media_url: str) -> Person:
    await route_youtube(page, media_url)
    return await Person.enters(page, room)


async def test_youtube_plays_for_both(room: str, new_page: Pages, media_url: str) -> None:
    olga = await open_with_youtube(await new_page(**DESKTOP), room, media_url)
    vera = await open_with_youtube(await new_page(), room, media_url)

    await olga.loads(f"https://youtu.be/{VIDEO}?t=5")

    for person in (olga, vera):
        frame = person.page.frame_locator("iframe")
        await expect(frame.locator("video")).to_be_visible()
        await plays_from_its_fifth_second(person)


async def test_a_video_that_may_not_be_embedded_says_so_and_what_helps(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await open_with_youtube(await new_page(), room, media_url)
    vera = await open_with_youtube(await new_page(), room, media_url)

    await olga.loads(f"https://www.youtube.com/watch?v={FORBIDDEN_VIDEO}")

    for person in (olga, vera):
        await expect(person.part("failure-card")).to_contain_text("не разрешает")
    await expect(olga.part("failure-card")).to_contain_text(".mp4")


async def test_a_bad_link_is_explained_and_the_room_stays(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()

    await olga.loads("https://vimeo.com/76979871")

    await expect(olga.page.get_by_role("alert")).to_contain_text("YouTube")
    await olga.page.keyboard.press("Escape")
    await olga.sees_playing()
