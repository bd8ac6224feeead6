"""What people are told personally: the bell, the list, and what is said in passing."""

import asyncio
import re
import secrets

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def makes_an_admin(owner: Person) -> None:
    """Of the only other person in the room."""
    await owner.part("tab-people").tap()
    await owner.part("person-manage").tap()
    await owner.part("make-role").tap()


async def test_who_is_made_an_admin_is_told_and_finds_it_in_the_list(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await expect(vera.page.locator(".bell__badge")).to_be_hidden()

    await makes_an_admin(olga)

    await expect(vera.part("toast")).to_contain_text("Теперь вы админ")
    await expect(vera.page.locator(".bell__badge")).to_have_text("1")
    await expect(olga.part("toast")).to_have_count(0)
    await vera.part("bell").tap()
    await expect(vera.part("inbox-item")).to_contain_text("Теперь вы админ")
    await expect(vera.part("inbox-item")).to_have_attribute("data-fresh", "")
    await expect(vera.page.locator(".bell__badge")).to_be_hidden()
    await vera.page.keyboard.press("Escape")
    await vera.part("bell").tap()
    await expect(vera.part("inbox-item")).to_have_count(1)
    await expect(vera.part("inbox-item")).not_to_have_attribute("data-fresh", "")


async def test_a_list_with_nothing_in_it_says_what_will_be_there(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)

    await olga.part("bell").tap()

    await expect(olga.part("inbox-empty")).to_contain_text("Пока ничего нового")
    assert await serious_faults(olga.page) == []


async def test_what_is_seen_on_the_laptop_is_read_on_the_phone(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    phone = await Person.enters(await new_page(), room)
    laptop = await phone.page.context.new_page()
    token = await phone.page.evaluate("sessionStorage.guest_token")
    await laptop.add_init_script(f"sessionStorage.guest_token = '{token}'")
    await laptop.goto(room)
    await makes_an_admin(olga)
    await expect(phone.page.locator(".bell__badge")).to_have_text("1")

    await laptop.get_by_test_id("bell").tap()

    await expect(laptop.get_by_test_id("inbox-item")).to_have_count(1)
    await expect(phone.page.locator(".bell__badge")).to_be_hidden()


async def test_whoever_is_elsewhere_is_told_there_and_led_back(
    application: Application, room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.part("tab-queue").tap()
    await vera.part("add-button").tap()
    await vera.part("load-url").fill(f"{media_url}/film.mp4?2")
    await vera.part("suggest-submit").tap()
    await expect(olga.part("suggestion")).to_have_count(1)
    await vera.page.goto(application.url)
    await expect(vera.part("bell")).to_be_visible()
    await vera.page.wait_for_load_state("networkidle")

    await olga.part("tab-queue").tap()
    await olga.part("suggestion-approve").tap()
    await expect(olga.part("suggestion")).to_have_count(0)
    # A page without a socket looks when its person comes back to it.
    async with asyncio.timeout(10):
        while not await vera.part("toast").count():
            await vera.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            await vera.page.wait_for_timeout(200)

    await expect(vera.part("toast")).to_contain_text("Ваше видео добавили в очередь")
    await vera.part("toast-action").tap()
    await expect(vera.page).to_have_url(re.compile(re.escape(room)))
    await vera.is_connected()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_list_has_no_serious_fault(room: str, new_page: Pages, theme: str) -> None:
    olga = await Person.enters(await new_page(), room)
    options = {**DESKTOP, "color_scheme": theme, "reduced_motion": "reduce"}
    vera = await Person.enters(await new_page(**options), room)
    await makes_an_admin(olga)
    await expect(vera.part("toast")).to_be_visible()

    await vera.part("bell").click()

    await expect(vera.part("inbox-item")).to_be_visible()
    assert await serious_faults(vera.page) == []
