"""Calling back those who were in a room: from the invitation, to wherever they are in the app."""

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


async def test_who_was_here_is_called_into_the_private_room_from_another_one(
    application: Application, room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.page.goto(f"{application.url}/room/{secrets.token_hex(4)}")
    await vera.is_connected()
    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await olga.part("visibility-private").check()
    await olga.page.keyboard.press("Escape")

    await olga.part("invite-button").tap()
    await expect(olga.part("visitor")).to_have_count(1)
    await olga.part("visitor-call").tap()

    await expect(olga.part("visitor-call")).to_have_attribute("aria-disabled", "true")
    await expect(vera.part("toast")).to_contain_text("зовёт вас смотреть вместе")
    await vera.part("toast-action").tap()
    await expect(vera.page).to_have_url(re.compile(re.escape(room)))
    await vera.is_connected()
    await expect(olga.part("viewer-count")).to_contain_text("2")


async def test_an_invitation_is_followed_from_the_list_on_the_first_page(
    application: Application, room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.page.goto(application.url)
    await expect(olga.part("viewer-count")).to_contain_text("1")
    await olga.part("invite-button").tap()
    await olga.part("visitor-call").tap()
    await expect(olga.part("visitor-call")).to_have_attribute("aria-disabled", "true")

    await vera.part("bell").tap()
    await vera.part("inbox-item").get_by_role("link").tap()

    await vera.is_connected()
    await expect(vera.page).to_have_url(re.compile(re.escape(room)))


async def test_nobody_is_called_twice_in_a_row(
    application: Application, room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.page.goto(application.url)
    await expect(olga.part("viewer-count")).to_contain_text("1")
    for _ in range(2):
        await olga.part("invite-button").tap()
        await expect(olga.part("visitor")).to_have_count(1)
        if await olga.part("visitor-call").get_attribute("aria-disabled") is None:
            await olga.part("visitor-call").tap()
        await expect(olga.part("visitor-call")).to_have_text("Уже зовём")
        await olga.page.keyboard.press("Escape")

    await vera.part("bell").tap()
    await expect(vera.part("inbox-item")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_those_to_be_called_have_no_serious_fault(
    application: Application, room: str, new_page: Pages, theme: str
) -> None:
    options = {**DESKTOP, "color_scheme": theme, "reduced_motion": "reduce"}
    olga = await Person.enters(await new_page(**options), room)
    vera = await Person.enters(await new_page(), room)
    await vera.page.goto(application.url)
    await expect(olga.part("viewer-count")).to_contain_text("1")

    await olga.part("invite-button").click()

    await expect(olga.part("visitor")).to_be_visible()
    assert await serious_faults(olga.page) == []
