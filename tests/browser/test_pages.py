"""Home, gallery and invitations: how people get into a room."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person
from tests.browser.telegram_client import BOT_TOKEN, LIGHT, TelegramClient, posted

ROOM = re.compile(r"/room/[\w-]+")


async def test_a_room_is_made_from_home_with_its_video_loaded(
    application: Application, new_page: Pages, media_url: str
) -> None:
    page = await new_page()
    await page.goto(application.url)
    await page.get_by_test_id("create-url").fill(f"{media_url}/film.mp4")
    await page.get_by_test_id("create-button").tap()

    await page.wait_for_url(ROOM)
    olga = Person(page)
    await olga.is_connected()
    await olga.has_role("owner")
    await olga.sees_paused()
    await olga.presses_play()
    await olga.sees_playing()


async def test_a_link_that_cannot_be_watched_is_explained_at_home(
    application: Application, new_page: Pages
) -> None:
    new_page.allow("422")
    page = await new_page()
    await page.goto(application.url)
    await page.get_by_test_id("create-url").fill("https://vimeo.com/76979871")
    await page.get_by_test_id("create-button").tap()

    await expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("YouTube")
    await expect(page).to_have_url(f"{application.url}/")


async def test_an_invitation_brings_a_second_person_in(
    application: Application, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), f"{application.url}/room/invited")
    await olga.part("invite-button").click()
    link = await olga.invitation()

    page = await new_page()
    await page.goto(link)
    await page.wait_for_url(ROOM)
    vera = Person(page)
    await vera.is_connected()
    await vera.has_role("viewer")
    await expect(vera.part("viewer-count")).to_have_text("👥 2")


async def test_a_room_is_joined_by_its_code(application: Application, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), f"{application.url}/room/by-code")
    page = await new_page()
    await page.goto(application.url)
    await page.get_by_test_id("join-field").fill("by-code")
    await page.get_by_test_id("join-button").tap()

    await page.wait_for_url(ROOM)
    await Person(page).has_role("viewer")
    await olga.has_role("owner")


async def test_the_gallery_leads_into_a_public_room(
    application: Application, new_page: Pages
) -> None:
    page = await new_page()
    await page.goto(f"{application.url}/gallery")
    await expect(page.get_by_test_id("gallery-room")).to_have_count(0)

    owner = await new_page()
    await owner.goto(application.url)
    await owner.get_by_test_id("create-public").check()
    await owner.get_by_test_id("create-button").tap()
    await owner.wait_for_url(ROOM)
    await Person(owner).is_connected()

    await page.reload()
    await page.get_by_test_id("gallery-room").tap()
    await page.wait_for_url(ROOM)
    await Person(page).has_role("viewer")


Start = Callable[..., Awaitable[Application]]


async def test_people_from_telegram_are_who_telegram_says(
    start_application: Start, new_page: Pages, media_url: str
) -> None:
    application = await start_application(BOT_TOKEN=BOT_TOKEN)
    anna = TelegramClient()
    boris = TelegramClient(
        user_id=1002, first_name="Boris", language_code="en", theme=LIGHT, platform="android"
    )
    page = await new_page()
    await anna.launch(page, application.url)
    await page.get_by_test_id("create-url").fill(f"{media_url}/film.mp4")
    await page.get_by_test_id("create-button").tap()
    await page.wait_for_url(ROOM)
    owner = Person(page)
    await owner.has_role("owner")
    await owner.part("invite-button").tap()
    token = (await owner.invitation()).partition("startapp=")[2]
    await page.keyboard.press("Escape")

    invited = await new_page()
    await replace(boris, start_param=token).launch(invited, application.url)
    await invited.wait_for_url(ROOM)
    viewer = Person(invited)
    await viewer.has_role("viewer")
    await owner.part("tab-people").tap()
    await expect(owner.part("people-list")).to_contain_text("Boris")
    await expect(invited.locator("html")).to_have_attribute("lang", "en")
    await owner.presses_play()
    await viewer.sees_playing()
    assert {"allow_vertical_swipe": False} in await posted(invited, "web_app_setup_swipe_behavior")
    # Nobody can read who one is from the address.
    assert "tgWebAppData" not in invited.url


async def test_without_telegram_and_without_guests_there_is_a_way_to_telegram(
    start_application: Start, new_page: Pages
) -> None:
    new_page.allow("401")
    application = await start_application(BOT_TOKEN=BOT_TOKEN, BOT_USERNAME="watch_bot")
    page = await new_page()
    await page.goto(application.url)

    await expect(page.get_by_test_id("telegram-only")).to_be_visible()
    await page.goto(f"{application.url}/room/somewhere")
    await expect(page.get_by_test_id("refused")).to_be_visible()


async def test_a_broken_invitation_says_so(application: Application, new_page: Pages) -> None:
    new_page.allow("403")
    page = await new_page()
    await page.goto(f"{application.url}/?startapp={'B' * 40}")

    await expect(page.get_by_test_id("refusal")).to_be_visible()
    await Person.enters(await new_page(), f"{application.url}/room/owned")
    await page.goto(f"{application.url}/room/owned?startapp={'B' * 40}")
    await expect(page.get_by_test_id("refused")).to_be_visible()
