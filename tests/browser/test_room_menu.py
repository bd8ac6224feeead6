"""What an owner does with the room as a whole, and what everybody sees of it then."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person, never_waits, until_in_sync
from tests.browser.telegram_client import TelegramClient, posted, receive
from tests.telegram import FakeTelegram

COUNT_SEEKS = """() => {
  window.seeks = 0;
  document.querySelector("video").addEventListener("seeking", () => { window.seeks += 1; });
}"""
FALL_BEHIND = "() => { document.querySelector('video').currentTime -= 0.9; }"


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


async def test_a_closed_room_sends_everybody_on(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.part("menu-button").click()

    await olga.part("menu-button").click()
    await olga.part("menu-room").click()
    await olga.part("menu-close").click()
    await olga.part("confirm").click()

    for person in (olga, vera):
        await expect(person.part("refused")).to_contain_text("Комната закрыта")
        await expect(person.page.locator("dialog[open]")).to_have_count(0)
        await expect(person.page.locator(".toast")).to_have_count(0, timeout=1_000)
    await vera.part("refused-create").click()
    await expect(vera.part("create-form")).to_be_visible()


async def test_a_room_is_not_closed_by_mistake(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.part("menu-button").click()
    await olga.part("menu-room").click()
    await olga.part("menu-close").click()
    await olga.page.keyboard.press("Escape")

    await olga.page.reload()
    await olga.is_connected()
    await expect(olga.part("room-title")).to_be_visible()


async def test_the_owner_lets_everybody_control_and_takes_it_back(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.loads(f"{media_url}/film.mp4")
    vera = await Person.enters(await new_page(), room)
    await expect(vera.part("control-panel")).to_have_count(0)

    await olga.part("menu-button").click()
    await olga.part("menu-rights").click()
    await expect(olga.part("control-admin")).to_be_checked()
    await olga.part("control-viewer").check()
    await expect(vera.part("control-panel")).to_be_visible()
    await vera.part("tab-queue").click()
    await expect(vera.part("add-button")).to_be_visible()
    await olga.part("control-owner").check()
    await expect(vera.part("control-panel")).to_have_count(0)
    await expect(vera.part("add-button")).to_be_visible()
    await olga.part("suggest-owner").check()
    await expect(vera.part("add-button")).to_be_hidden()


async def test_inside_telegram_a_room_is_shared_as_a_message_of_the_bot(
    telegram: FakeTelegram,
    start_application: Callable[..., Awaitable[Application]],
    new_page: Pages,
) -> None:
    application = await start_application(
        BOT_TOKEN=telegram.token,
        BOT_USERNAME=telegram.bot.username,
        APP_NAME="watch",
        BOT_API_URL=telegram.url,
        PUBLIC_URL="https://watch.example.org",
    )
    ann = telegram.person(7, "Анна", language="ru")
    friends = telegram.supergroup("Друзья", owner=ann)
    page = await new_page()
    client = TelegramClient(user_id=ann.id, bot_token=telegram.token)
    await client.launch(page, f"{application.url}/")
    olga = Person(page)
    await olga.part("create-button").click()
    await olga.has_role("owner")

    await olga.part("invite-button").click()
    await expect(olga.part("invite-qr").get_by_role("img")).to_be_visible()
    await olga.part("invite-share").click()
    await telegram.until(lambda: telegram.prepared)
    (prepared,) = telegram.prepared.values()
    await expect(olga.part("invite-share")).to_be_disabled()
    await page.wait_for_function(
        "() => telegramClient.posted.some(({ type }) => type === 'web_app_send_prepared_message')"
    )
    assert await posted(page, "web_app_send_prepared_message") == [{"id": prepared.id}]
    post = ann.shares_prepared(prepared, to=friends)
    await receive(page, "prepared_message_sent")
    await expect(olga.part("invite-share")).to_be_enabled()

    # The link shown is another, issued a moment earlier: a token ends in its room's id.
    link = await olga.invitation()
    shared = post.button("Смотреть вместе")["url"]
    assert shared.partition("startapp=")[2][28:] == link.partition("startapp=")[2][28:] != ""
    assert await posted(page, "web_app_open_tg_link") == []
    assert telegram.refusals == []


async def test_the_bots_link_to_the_gallery_leads_there_and_not_back(
    application: Application, new_page: Pages
) -> None:
    new_page.allow("403")
    page = await new_page()
    await page.goto(f"{application.url}/?startapp=gallery")
    await page.wait_for_url(f"{application.url}/gallery")
    await page.goto(f"{application.url}/?startapp=gallery2")
    await expect(page.get_by_test_id("refusal")).to_be_visible()


async def test_a_strict_room_makes_people_jump_where_a_patient_one_draws_them_in(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await never_waits(olga)
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing(by=1)
    await until_in_sync(olga, vera)
    await vera.page.evaluate(COUNT_SEEKS)

    await vera.page.evaluate(FALL_BEHIND)
    await until_in_sync(olga, vera)
    assert await vera.page.evaluate("seeks") == 1, "only its own"

    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await expect(olga.part("tolerance-2")).to_be_checked()
    await olga.part("tolerance-0.5").check()
    await expect(olga.part("tolerance-0.5")).to_be_checked()
    await olga.page.keyboard.press("Escape")
    await vera.page.evaluate(FALL_BEHIND)
    await vera.page.wait_for_function("() => seeks > 2")
    await until_in_sync(olga, vera)

    await olga.page.reload()
    await olga.has_role("owner")
    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await expect(olga.part("tolerance-0.5")).to_be_checked()
