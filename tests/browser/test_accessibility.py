"""Every view, in both themes: axe finds nothing serious in it."""

import secrets
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import DESKTOP, PHONE, Pages
from tests.browser.people import Person

THEMES = ["light", "dark"]


@pytest.fixture
def room(application: Application) -> str:
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("path", ["/", "/gallery", "/rooms"])
async def test_the_pages_outside_the_rooms_have_no_serious_fault(
    application: Application, new_page: Pages, path: str, theme: str
) -> None:
    page = await new_page(color_scheme=theme)
    await page.goto(application.url + path)
    await expect(page.get_by_role("main")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    assert await serious_faults(page) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_room_has_no_serious_fault_in_any_of_its_states(
    room: str, new_page: Pages, media_url: str, device: dict[str, Any], theme: str
) -> None:
    options = {**device, "color_scheme": theme, "reduced_motion": "reduce"}
    olga = await Person.enters(await new_page(**options), room)
    await olga.has_role("owner")
    assert await serious_faults(olga.page) == [], "an empty room, its owner"
    vera = await Person.enters(await new_page(**options), room)
    assert await serious_faults(vera.page) == [], "an empty room, a viewer"

    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await vera.part("chat-input").fill("Привет")
    await vera.part("chat-send").click()
    await expect(olga.page.get_by_text("Привет")).to_be_visible()
    for person, name in ((olga, "owner"), (vera, "viewer")):
        assert await serious_faults(person.page) == [], f"a playing room, {name}"

    for tab in ("queue", "people", "chat"):
        await olga.part(f"tab-{tab}").click()
        assert await serious_faults(olga.page) == [], f"the tab {tab}"


@pytest.mark.parametrize("theme", THEMES)
async def test_the_dialogs_of_a_room_have_no_serious_fault(
    room: str, new_page: Pages, media_url: str, theme: str
) -> None:
    page = await new_page(**DESKTOP, color_scheme=theme, reduced_motion="reduce")
    olga = await Person.enters(page, room)
    await olga.has_role("owner")
    await olga.loads(f"{media_url}/film.mp4")
    await olga.sees_playing()

    await olga.part("menu-button").click()
    await expect(olga.part("room-menu")).to_be_visible()
    assert await serious_faults(page) == [], "the menu"
    await olga.part("menu-room").click()
    await olga.part("menu-close").click()
    assert await serious_faults(page) == [], "a question"
    await page.keyboard.press("Escape")

    await olga.part("invite-button").click()
    await olga.invitation()
    assert await serious_faults(page) == [], "the invitation"
    await page.keyboard.press("Escape")

    await page.keyboard.press("?")
    await expect(olga.part("keys-dialog")).to_be_visible()
    assert await serious_faults(page) == [], "the keys"
    await page.keyboard.press("Escape")

    await olga.part("menu-button").click()
    await olga.part("menu-offset").click()
    await olga.part("offset-bluetooth").click()
    assert await serious_faults(page) == [], "the device's own offset"
    await page.keyboard.press("Escape")

    await page.keyboard.press("f")
    assert await serious_faults(page) == [], "fullscreen"


@pytest.mark.parametrize("theme", THEMES)
async def test_a_failure_has_no_serious_fault(
    room: str, new_page: Pages, media_url: str, theme: str
) -> None:
    new_page.allow("404")
    olga = await Person.enters(await new_page(color_scheme=theme), room)
    await olga.has_role("owner")
    await olga.loads(f"{media_url}/none.mp4")
    await expect(olga.part("failure-card")).to_be_visible()
    assert await serious_faults(olga.page) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_a_closed_room_has_no_serious_fault(room: str, new_page: Pages, theme: str) -> None:
    olga = await Person.enters(await new_page(color_scheme=theme), room)
    await olga.has_role("owner")
    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await olga.part("menu-close").tap()
    await olga.part("confirm").tap()
    await expect(olga.page.locator("html")).to_have_attribute("data-connection", "refused")
    assert await serious_faults(olga.page) == []
