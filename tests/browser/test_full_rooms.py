"""A room of few places, and those who come when all are taken."""

import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from playwright.async_api import Page, expect

from shared.domain.standing import GRACE_MS
from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import Pages
from tests.browser.people import Person
from tests.browser.telegram_client import BOT_TOKEN, TelegramClient, posted


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def opens_settings(owner: Person) -> None:
    await owner.part("menu-button").click()
    await owner.part("menu-room").click()


async def sets_capacity(owner: Person, capacity: str) -> None:
    await opens_settings(owner)
    await owner.part("capacity-input").fill(capacity)
    await owner.part("capacity-submit").tap()


async def test_the_owner_says_how_many_places_there_are(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)

    await sets_capacity(olga, "1")
    await expect(olga.part("room-settings").get_by_role("alert")).to_have_text(
        "Введите число от 2 до 10000"
    )
    await olga.part("capacity-input").fill("2")
    await olga.part("capacity-submit").tap()

    await expect(olga.page.locator(".toast")).to_have_text("Теперь в комнате 2 места")
    await olga.page.reload()
    await olga.is_connected()
    await opens_settings(olga)
    await expect(olga.part("capacity-input")).to_have_value("2")


async def fills(owner: Person, new_page: Pages, room: str) -> Person:
    """Let a room of two places have one person besides its owner; return them."""
    await sets_capacity(owner, "2")
    await expect(owner.page.locator(".toast")).to_contain_text("2 места")
    await owner.page.keyboard.press("Escape")
    return await Person.enters(await new_page(), room)


async def waits(page: Page, room: str, place: int) -> Person:
    """Come to a full room and get in line."""
    person = Person(page)
    await page.goto(room)
    await person.part("wait-button").tap()
    await expect(person.part("line-place")).to_have_text(f"Ваше место: {place}")
    return person


async def test_whoever_comes_to_a_full_room_waits_and_is_let_in(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await fills(olga, new_page, room)
    oleg = Person(await new_page())
    await oleg.page.goto(room)
    await expect(oleg.part("doorway")).to_contain_text("Комната заполнена")
    await expect(oleg.part("doorway").get_by_test_id("fill")).to_have_text("Заполнено · 2 из 2")
    assert await serious_faults(oleg.page) == []

    await oleg.part("wait-button").tap()
    await expect(oleg.part("line-place")).to_have_text("Ваше место: 1")
    nina = await waits(await new_page(), room, 2)
    assert await serious_faults(nina.page) == []

    await olga.loads(f"{media_url}/film.mp4")
    await vera.page.close()  # and after the grace there is a place
    await expect(oleg.part("doorway")).to_be_hidden(timeout=GRACE_MS * 2)
    await expect(oleg.page.locator(".toast")).to_contain_text("вы внутри")
    await oleg.sees_playing()
    await oleg.has_role("viewer")
    await expect(nina.part("line-place")).to_have_text("Ваше место: 1")

    await sets_capacity(olga, "3")
    await expect(nina.part("doorway")).to_be_hidden()
    await nina.sees_playing()


async def test_a_place_in_the_line_outlives_a_reload(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await fills(olga, new_page, room)
    oleg = await waits(await new_page(), room, 1)
    nina = await waits(await new_page(), room, 2)

    await oleg.page.reload()

    await expect(oleg.part("line-place")).to_have_text("Ваше место: 1")
    await expect(nina.part("line-place")).to_have_text("Ваше место: 2")


async def test_a_room_that_closes_says_so_to_those_who_wait(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await fills(olga, new_page, room)
    oleg = await waits(await new_page(), room, 1)

    await opens_settings(olga)
    await olga.part("menu-close").click()
    await olga.part("confirm").click()

    await expect(oleg.part("refused")).to_contain_text("Комната закрыта")
    await expect(oleg.part("doorway")).to_be_hidden()


async def test_who_waits_in_telegram_feels_that_there_is_a_place(
    start_application: Callable[..., Awaitable[Application]], new_page: Pages
) -> None:
    application = await start_application(BOT_TOKEN=BOT_TOKEN)
    anna, boris = TelegramClient(), TelegramClient(user_id=1002, first_name="Boris")
    page = await new_page()
    await anna.launch(page, application.url)
    await page.get_by_test_id("create-button").tap()
    await page.wait_for_url(re.compile("/room/"))
    owner = Person(page)
    await owner.has_role("owner")
    room = page.url
    await sets_capacity(owner, "2")
    await page.keyboard.press("Escape")
    guest = await new_page()
    await replace(boris, user_id=1003).launch(guest, room)
    await Person(guest).has_role("viewer")

    waiting = await new_page()
    await boris.launch(waiting, room)
    await waiting.get_by_test_id("wait-button").tap()
    await expect(waiting.get_by_test_id("line-place")).to_be_visible()
    await sets_capacity(owner, "3")

    await Person(waiting).has_role("viewer")
    felt = {"type": "notification", "notification_type": "success"}
    assert felt in await posted(waiting, "web_app_trigger_haptic_feedback")
