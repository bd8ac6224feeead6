"""How the others in a room keep up, as its list of people tells."""

import secrets

import pytest
from playwright.async_api import Locator, expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person
from tests.browser.youtube import VIDEO, route_youtube, youtube_frame
from tests.integration.clients import SocketClient

ADVERTISED_MS = 8_000
HIDDEN = """isHidden => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def seen_by(person: Person) -> Locator:
    """Return what the list says of the other one in the room."""
    await person.part("tab-people").click()
    other = person.part("person").filter(has_not_text="(вы)")
    await expect(other).to_have_count(1)
    return other


async def test_who_waits_for_the_video_is_seen_to_wait_until_it_comes(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    page = await new_page()
    await page.route("**/film.mp4", lambda route: None)
    vera = await Person.enters(page, room)
    await olga.loads(f"{media_url}/film.mp4")

    row = await seen_by(olga)
    await expect(row).to_contain_text("Ждёт загрузки")

    await page.unroute("**/film.mp4")
    await page.reload()
    await vera.sees_playing()
    await expect(row).not_to_contain_text("Ждёт загрузки")


async def test_who_has_fallen_behind_is_said_to_be_so_by_how_much(
    application: Application, room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    room_id = room.rpartition("/")[2]
    token = secrets.token_hex(8)
    async with SocketClient(application.url, guest_token=token, room_id=room_id) as vera:
        row = await seen_by(olga)
        for drift_ms, words in (
            (-3_240, "Отстаёт на 3 с"),
            (-125_000, "Отстаёт на 2 мин"),
            (None, "Отстаёт"),
        ):
            await vera.do("report_state", state="behind", drift_ms=drift_ms)
            await expect(row.locator("[data-tag=state_behind]")).to_have_text(words)


async def test_who_watches_an_advertisement_is_seen_to_and_keeps_nobody_waiting(
    room: str, new_page: Pages, media_url: str
) -> None:
    people = []
    for _ in range(2):
        page = await new_page()
        await route_youtube(page, media_url)
        people.append(await Person.enters(page, room))
    olga, vera = people
    await olga.has_role("owner")
    await olga.loads(f"https://youtu.be/{VIDEO}")
    for person in people:
        await sees_youtube_playing(person)
    row = await seen_by(olga)

    await youtube_frame(vera.page).evaluate(f"stub.advertise({ADVERTISED_MS})")
    await expect(row).to_contain_text("Смотрит рекламу")
    await expect(olga.part("hold")).to_be_hidden()

    await expect(row).not_to_contain_text("Смотрит рекламу", timeout=2 * ADVERTISED_MS)


async def sees_youtube_playing(person: Person) -> None:
    """Wait until the video in the frame has moved on."""
    await expect(person.page.frame_locator("iframe").locator("video")).to_be_attached()
    await youtube_frame(person.page).wait_for_function(
        """() => {
          const video = document.querySelector("video");
          return !video.paused && video.currentTime > 1;
        }"""
    )


async def test_who_looks_elsewhere_is_away_and_who_returns_is_not(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    row = await seen_by(olga)

    await vera.page.evaluate(HIDDEN, True)
    await expect(row).to_contain_text("Не у экрана")

    await vera.page.evaluate(HIDDEN, False)
    await expect(row).not_to_contain_text("Не у экрана")


async def test_who_lost_the_connection_keeps_a_place_in_the_list(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    row = await seen_by(olga)

    await vera.page.goto("about:blank")

    await expect(row).to_contain_text("Нет связи")
