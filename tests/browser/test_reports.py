"""Reporting what is wrong, from wherever one sees it."""

import secrets

import pytest
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import Pages
from tests.browser.people import Person

TAKEN = "Спасибо, мы получили жалобу"


@pytest.fixture
def room(application: Application) -> str:
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def reports(person: Person, grounds: str = "abuse") -> None:
    dialog = person.part("report-dialog")
    await expect(dialog).to_be_visible()
    await dialog.get_by_test_id(f"report-{grounds}").tap()
    await dialog.get_by_test_id("report-words").fill("Так нельзя")
    await dialog.get_by_test_id("report-send").tap()


async def is_thanked(person: Person) -> None:
    await expect(person.part("report-dialog")).to_have_count(0)
    await expect(person.page.locator(".toast[data-kind=success]")).to_have_text(TAKEN)


async def test_a_viewer_reports_a_line_a_person_and_the_room(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.part("chat-input").fill("Купите слона")
    await olga.part("chat-send").tap()

    await vera.page.get_by_text("Купите слона").tap()
    await vera.part("message-report").tap()
    await reports(vera)
    await is_thanked(vera)

    await vera.part("tab-people").tap()
    await vera.part("person-manage").tap()
    await vera.part("report").tap()
    assert await serious_faults(vera.page) == []
    await reports(vera)
    await is_thanked(vera)

    await vera.part("menu-button").tap()
    await vera.part("menu-report").tap()
    await reports(vera, "other")
    await is_thanked(vera)

    await vera.part("menu-button").tap()
    await vera.part("menu-report").tap()
    await reports(vera, "spam")
    refused = vera.page.locator(".toast[data-kind=error]")
    await expect(refused).to_contain_text("Вы уже пожаловались")
    await expect(vera.part("report-dialog")).to_be_visible()


async def test_a_report_needs_its_grounds(room: str, new_page: Pages) -> None:
    await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.part("menu-button").tap()
    await vera.part("menu-report").tap()

    await vera.part("report-send").tap()

    await expect(vera.part("report-dialog").locator("input:invalid")).not_to_have_count(0)
    await expect(vera.page.locator(".toast")).to_have_count(0)


async def test_nobody_is_offered_to_report_themselves(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.part("chat-input").fill("Я")
    await olga.part("chat-send").tap()
    await olga.page.locator("[data-testid=message][data-own=true]").tap()
    await expect(olga.part("message-dialog")).to_be_visible()
    await expect(olga.part("message-report")).to_have_count(0)
    await olga.page.keyboard.press("Escape")

    await olga.part("tab-people").tap()
    await expect(olga.part("person")).to_have_count(1)
    await expect(olga.part("person-manage")).to_have_count(0)
    await olga.part("menu-button").tap()
    await expect(olga.part("room-menu")).to_be_visible()
    await expect(olga.part("menu-report")).to_have_count(0)
