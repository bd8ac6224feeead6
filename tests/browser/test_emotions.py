"""Emotions of three people: felt in the hand, seen over the picture or beside it, remembered."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person
from tests.browser.telegram_client import TelegramClient, posted
from tests.browser.youtube import VIDEO, route_youtube
from tests.telegram import FakeTelegram

HAPTIC = "web_app_trigger_haptic_feedback"

# Emotions are gone in two seconds: they are counted as they come.
COUNT_FLIGHTS = """() => {
  window.flown = { over: [], beside: [] };
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const layer = target.closest(".screen") ? "over" : "beside";
      for (const { className, textContent } of addedNodes) {
        if (className === "flight__emotion") window.flown[layer].push(textContent);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


async def has_flown(page: Page, layer: str, emotion: str) -> None:
    await page.wait_for_function(
        "([layer, emotion]) => window.flown[layer].includes(emotion)", arg=[layer, emotion]
    )


async def vibrates(page: Page) -> None:
    """Let the page write down what it lets be felt."""
    await page.add_init_script(
        """window.felt = [];
        Object.defineProperty(navigator, "vibrate", {
          value: (pattern) => (window.felt.push(pattern), true),
        });"""
    )


async def test_a_tap_is_felt_by_its_sender_at_once_and_seen_by_everyone(
    room: str, new_page: Pages, media_url: str
) -> None:
    pages = [await new_page() for _ in range(3)]
    for page in pages:
        await vibrates(page)
    olga, vera, oleg = [await Person.enters(page, room) for page in pages]
    await olga.loads(f"{media_url}/film.mp4")
    for person in (olga, vera, oleg):
        await person.sees_playing()
        await person.page.evaluate(COUNT_FLIGHTS)
    await oleg.part("tab-people").tap()  # browsers vibrate for nobody who never touched the page

    felt_before = await vera.page.evaluate("felt.length")
    await vera.part("emotion-😂").tap()
    await vera.page.wait_for_function("before => felt.length > before", arg=felt_before)
    for person in (olga, vera, oleg):
        await has_flown(person.page, "over", "😂")
    await oleg.page.wait_for_function("() => felt.length > 0")
    assert await vera.page.evaluate("felt.length") == felt_before + 1


async def test_inside_telegram_the_phone_is_told_how_it_feels(
    telegram: FakeTelegram,
    start_application: Callable[..., Awaitable[Application]],
    new_page: Pages,
) -> None:
    application = await start_application(
        BOT_TOKEN=telegram.token, BOT_USERNAME=telegram.bot.username, BOT_API_URL=telegram.url
    )
    ann, bob = TelegramClient(user_id=7, bot_token=telegram.token), await new_page()
    page = await new_page()
    await ann.launch(page, f"{application.url}/")
    olga, vera = Person(page), Person(bob)
    await olga.part("create-button").tap()
    await olga.has_role("owner")
    client = TelegramClient(user_id=8, bot_token=telegram.token)
    await client.launch(bob, page.url.partition("#")[0])
    await vera.has_role("viewer")

    await vera.part("emotion-😂").tap()

    touch = {"type": "notification", "notification_type": "success"}
    await expect_posted(bob, touch)
    await expect_posted(page, touch)
    await vera.part("menu-button").tap()
    await vera.part("vibration").uncheck()
    await vera.page.keyboard.press("Escape")
    await vera.part("emotion-💀").tap()
    await expect_posted(page, touch, {"type": "impact", "impact_style": "heavy"})
    await expect_posted(bob, touch)


async def expect_posted(page: Page, *touches: dict[str, str]) -> None:
    """Wait until the client around the page was asked for these touches, and no others."""
    await page.wait_for_function(
        "([kind, n]) => telegramClient.posted.filter(({ type }) => type === kind).length >= n",
        arg=[HAPTIC, len(touches)],
    )
    assert await posted(page, HAPTIC) == list(touches)


async def test_who_turned_vibration_off_feels_nothing_even_after_a_reload(
    room: str, new_page: Pages
) -> None:
    page = await new_page()
    await vibrates(page)
    olga = await Person.enters(page, room)
    await olga.part("menu-button").tap()
    await expect(olga.part("vibration")).to_be_checked()
    await olga.part("vibration").uncheck()
    await page.reload()
    await olga.is_connected()
    await page.evaluate(COUNT_FLIGHTS)

    await olga.part("emotion-💀").tap()

    await has_flown(page, "beside", "💀")
    assert await page.evaluate("felt") == []
    await olga.part("menu-button").tap()
    await expect(olga.part("vibration")).not_to_be_checked()


async def test_with_less_motion_nothing_flies_and_nothing_vibrates(
    room: str, new_page: Pages
) -> None:
    page = await new_page(reduced_motion="reduce")
    await vibrates(page)
    olga = await Person.enters(page, room)

    await olga.part("emotion-🔥").tap()

    await expect(olga.part("emotion-🔥")).to_have_attribute("data-count", "×1")
    await expect(page.locator(".flight__emotion")).to_have_count(0)
    assert await page.evaluate("felt") == []
    await olga.part("menu-button").tap()
    await expect(olga.part("vibration")).to_be_disabled()


async def test_over_youtube_nothing_flies_but_beside_it(
    room: str, new_page: Pages, media_url: str
) -> None:
    page = await new_page()
    await route_youtube(page, media_url)
    olga = await Person.enters(page, room)
    await olga.loads(f"https://www.youtube.com/watch?v={VIDEO}")
    await expect(page.locator("iframe")).to_be_visible()
    await page.evaluate(COUNT_FLIGHTS)

    await olga.part("emotion-😱").tap()

    await has_flown(page, "beside", "😱")
    assert await page.evaluate("flown.over") == []


async def test_the_owner_gives_the_room_its_own_emotions(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.part("menu-button").tap()
    await expect(vera.part("menu-room")).to_have_count(0)
    await vera.page.keyboard.press("Escape")
    await vera.page.evaluate(COUNT_FLIGHTS)

    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await olga.part("menu-emotions").tap()
    await olga.part("emotion-set-chosen").get_by_role("button", name="Убрать 💀").tap()
    await expect(vera.part("emotion-💀")).to_have_count(0)
    await olga.part("emotion-set-offered").get_by_role("button", name="Добавить 👏").tap()
    await expect(vera.part("emotion-👏")).to_be_visible()
    await olga.part("emotion-set-input").fill("boo")
    await olga.part("emotion-set-add").tap()
    await expect(olga.page.locator(".toast")).to_contain_text("Это не один эмодзи")
    await olga.part("emotion-set-input").fill("🎃")
    await olga.page.keyboard.press("Enter")

    await vera.part("emotion-🎃").tap()
    await has_flown(vera.page, "beside", "🎃")
    await olga.part("emotion-set-restore").tap()
    await expect(vera.part("emotion-🎃")).to_have_count(0)
    await expect(vera.part("emotion-💀")).to_be_visible()


async def test_eight_emotions_fit_a_phone_and_a_ninth_is_not_offered(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.part("menu-button").tap()
    await olga.part("menu-room").tap()
    await olga.part("menu-emotions").tap()
    offered = olga.part("emotion-set-offered").get_by_role("button")
    for count in (6, 7, 8):
        await offered.first.tap()
        await expect(olga.part("emotion-set-chosen").get_by_role("button")).to_have_count(count)

    await expect(offered.first).to_be_disabled()
    await expect(olga.part("emotion-set-input")).to_be_disabled()
    await olga.page.keyboard.press("Escape")
    await olga.page.locator(".emotions__button").last.tap()
    wide = await olga.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


async def test_where_they_laughed_is_drawn_over_the_seek_bar_and_told(
    room: str, new_page: Pages, media_url: str
) -> None:
    film = f"{media_url}/film.mp4?{secrets.token_hex(4)}"
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await olga.loads(film)
    await vera.sees_playing()
    await expect(vera.part("curve")).to_be_hidden()
    await olga.presses_play()  # so that they all laugh at one place, however slow they tap
    await vera.sees_paused()

    for _ in range(3):
        await vera.part("emotion-😂").tap()

    for person in (olga, vera):
        await expect(person.part("curve")).to_be_visible()
        await expect(person.part("curve-words")).to_contain_text("Больше всего смеялись на 0:0")
    described_by = await olga.part("seek-slider").get_attribute("aria-describedby")
    assert described_by == await olga.part("curve-words").get_attribute("id")

    # Another evening, another room, the same film.
    other = await Person.enters(await new_page(), f"{room}-2")
    await other.loads(film)
    await expect(other.part("curve-words")).to_contain_text("Больше всего смеялись на 0:0")
