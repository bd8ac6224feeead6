"""The page of one's own rooms."""

import re
import secrets

from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person


async def test_whoever_has_made_no_room_is_invited_to(
    application: Application, new_page: Pages
) -> None:
    page = await new_page()
    await page.goto(application.url)
    await page.get_by_test_id("my-rooms-link").tap()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Мои комнаты")
    await expect(page.get_by_test_id("own-rooms-empty")).to_be_visible()


async def test_an_owner_shares_opens_and_closes_their_rooms_from_one_place(
    application: Application, new_page: Pages, media_url: str
) -> None:
    rooms = [f"{application.url}/room/{secrets.token_hex(4)}" for _ in range(2)]
    page = await new_page()
    olga = await Person.enters(page, rooms[0])
    await olga.loads(f"{media_url}/film.mp4")
    await Person.enters(page, rooms[1])

    await olga.part("menu-button").tap()
    await page.get_by_role("link", name="Мои комнаты").tap()
    await expect(olga.part("own-room")).to_have_count(2)
    watched = olga.part("own-room").filter(has_text="film")
    await expect(watched).to_contain_text("По ссылке")

    await watched.get_by_test_id("own-room-invite").tap()
    link = await olga.invitation()
    await page.keyboard.press("Escape")
    guest = await new_page()
    await guest.goto(link)
    vera = Person(guest)
    await vera.is_connected()

    await watched.get_by_test_id("own-room-close").tap()
    await page.keyboard.press("Escape")
    await expect(olga.part("own-room")).to_have_count(2)
    await watched.get_by_test_id("own-room-close").tap()
    await olga.part("confirm").tap()
    await expect(olga.part("own-room")).to_have_count(1)
    await expect(vera.part("refused")).to_contain_text("Комната закрыта")

    await olga.part("own-room-open").tap()
    await page.wait_for_url(re.compile(rooms[1]))
    await olga.has_role("owner")
