"""A room of few places, and those who come when all are taken."""

import secrets

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def sets_capacity(owner: Person, capacity: str) -> None:
    await owner.part("menu-button").click()
    await owner.part("capacity-input").fill(capacity)
    await owner.part("capacity-submit").tap()


async def test_the_owner_says_how_many_places_there_are(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)

    await sets_capacity(olga, "1")
    await expect(olga.part("room-menu").get_by_role("alert")).to_have_text(
        "Введите число от 2 до 10000"
    )
    await olga.part("capacity-input").fill("2")
    await olga.part("capacity-submit").tap()

    await expect(olga.page.locator(".toast")).to_have_text("Теперь в комнате 2 места")
    await olga.page.reload()
    await olga.is_connected()
    await olga.part("menu-button").click()
    await expect(olga.part("capacity-input")).to_have_value("2")


async def test_a_full_room_says_that_it_is_full(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await sets_capacity(olga, "2")
    await Person.enters(await new_page(), room)

    oleg = Person(await new_page())
    await oleg.page.goto(room)

    await expect(oleg.part("refused")).to_contain_text("внутри 2 из 2")
