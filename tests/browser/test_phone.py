"""A phone in one hand, and the keys of a desktop: what the room does with the device around it."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import IN_SYNC_SECONDS, Person, apart, until_in_sync
from tests.browser.sleep import asleep
from tests.browser.telegram_client import BOT_TOKEN, TelegramClient, posted, receive
from tests.browser.youtube import VIDEO, route_youtube

ASLEEP_S = 4

# What a browser without a screen of its own cannot have: kept by the page for the test to see.
_FAKE_WAKE_LOCK = """() => {
  window.wakeLocks = [];
  const request = async () => {
    const lock = { released: false, release: async () => { lock.released = true; } };
    window.wakeLocks.push(lock);
    return lock;
  };
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
}"""
_LAST_SWIPES = """() => telegramClient.posted
  .findLast(({ type }) => type === "web_app_setup_swipe_behavior")?.data.allow_vertical_swipe"""
_LAST_CONFIRMATION = """() => telegramClient.posted
  .findLast(({ type }) => type === "web_app_setup_closing_behavior")?.data.need_confirmation"""
_FAKE_MEDIA_SESSION = """() => {
  const { mediaSession } = navigator;
  window.mediaKeys = {};
  const set = mediaSession.setActionHandler.bind(mediaSession);
  mediaSession.setActionHandler = (name, handler) => {
    window.mediaKeys[name] = handler;
    set(name, handler);
  };
}"""


@pytest.fixture
def room(application: Application) -> str:
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def watching(page: Page, room: str, url: str) -> Person:
    person = await Person.enters(page, room)
    await person.has_role("owner")
    await person.loads(url)
    await person.sees_playing()
    return person


async def test_the_theme_is_kept_on_the_device(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(color_scheme="dark"), room)
    ground = "getComputedStyle(document.querySelector('.room')).backgroundColor"
    dark = await olga.page.evaluate(ground)
    await olga.part("menu-button").tap()
    await olga.part("theme-light").tap()
    await expect(olga.page.locator("html")).to_have_attribute("data-theme", "light")
    assert await olga.page.evaluate(ground) != dark

    await olga.page.goto(f"{room.split('/room/')[0]}/gallery")
    await expect(olga.page.locator("html")).to_have_attribute("data-theme", "light")


async def test_a_chosen_theme_goes_over_telegrams_and_auto_gives_it_back(
    application: Application, new_page: Pages
) -> None:
    new_page.allow("401")  # the program is not of this client's bot
    page = await new_page()
    await TelegramClient().launch(page, f"{application.url}/gallery")
    accent = "() => document.documentElement.style.getPropertyValue('--tg-theme-bg-color')"
    assert await page.evaluate(accent) == "#17212b"
    await page.evaluate("() => localStorage.setItem('theme', 'light')")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert await page.evaluate(accent) == ""


async def test_the_screen_stays_on_only_while_something_plays(
    room: str, new_page: Pages, media_url: str
) -> None:
    page = await new_page()
    await page.add_init_script(f"({_FAKE_WAKE_LOCK})()")
    olga = await watching(page, room, f"{media_url}/film.mp4")
    held = "() => wakeLocks.filter(({ released }) => !released).length"
    await page.wait_for_function(f"() => ({held})() === 1")
    await olga.presses_play()
    await page.wait_for_function(f"() => ({held})() === 0")


async def test_media_keys_ask_the_room_and_only_for_who_may_control(
    room: str, new_page: Pages, media_url: str
) -> None:
    pages = [await new_page() for _ in range(2)]
    for page in pages:
        await page.add_init_script(f"({_FAKE_MEDIA_SESSION})()")
    olga = await watching(pages[0], room, f"{media_url}/film.mp4")
    vera = await Person.enters(pages[1], room)
    await vera.sees_playing()
    title = await vera.page.evaluate("() => navigator.mediaSession.metadata.title")
    assert title == "film"

    await vera.page.evaluate("() => mediaKeys.pause({})")
    await vera.sees_playing()
    await olga.page.evaluate("() => mediaKeys.pause({})")
    await vera.sees_paused()
    await olga.sees_paused()
    await olga.page.evaluate("() => mediaKeys.play({})")
    await vera.sees_playing()


async def test_the_keys_of_the_desktop_do_what_their_list_says(
    room: str, new_page: Pages, media_url: str
) -> None:
    page = await new_page(**DESKTOP)
    olga = await watching(page, room, f"{media_url}/film.mp4")
    await page.keyboard.press("?")
    await expect(olga.part("keys-dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(olga.part("keys-dialog")).to_have_count(0)

    await page.keyboard.press("k")
    await olga.sees_paused()
    await page.keyboard.press("Space")
    await olga.sees_playing()
    await page.keyboard.press("m")
    assert await page.evaluate("() => document.querySelector('video').muted")
    await page.keyboard.press("f")
    await expect(page.locator("html")).to_have_attribute("data-fill", "")
    await page.keyboard.press("c")
    await expect(olga.part("chat-input")).to_be_focused()
    await expect(page.locator("html")).not_to_have_attribute("data-fill", "")
    await page.keyboard.type("k")
    await expect(olga.part("chat-input")).to_have_value("k")
    await olga.sees_playing()


async def test_the_picture_leaves_the_page_and_comes_back(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(), room, f"{media_url}/film.mp4")
    button = olga.part("picture-button")
    await expect(button).to_have_attribute("aria-pressed", "false")
    await button.focus()
    await olga.page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await olga.page.keyboard.press("p")
    await expect(button).to_have_attribute("aria-pressed", "false")
    await olga.sees_playing()


async def test_the_last_lines_lie_over_the_picture_that_fills_the_screen(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(), room, f"{media_url}/film.mp4")
    vera = await Person.enters(await new_page(), room)
    await olga.part("fullscreen-button").tap()
    await vera.part("chat-input").fill("Какой кадр!")
    await vera.part("chat-send").tap()
    line = olga.part("latest").get_by_text("Какой кадр!")
    await expect(line).to_be_visible()
    assert await olga.page.locator(".screen .latest").count() == 1
    await expect(line).to_have_count(0, timeout=15_000)


async def test_nothing_is_written_over_youtube(room: str, new_page: Pages, media_url: str) -> None:
    page = await new_page()
    await route_youtube(page, media_url)
    olga = await Person.enters(page, room)
    await olga.has_role("owner")
    await olga.loads(f"https://youtu.be/{VIDEO}")
    await expect(page.locator("iframe")).to_be_visible()
    await olga.part("fullscreen-button").tap()
    await expect(olga.part("latest")).to_be_visible()
    picture = await page.locator(".screen").bounding_box()
    lines = await olga.part("latest").bounding_box()
    assert picture is not None
    assert lines is not None
    assert lines["y"] >= picture["y"] + picture["height"]


async def test_a_second_screen_has_the_chat_and_the_controls_and_no_picture(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(), room, f"{media_url}/film.mp4")
    await olga.part("menu-button").tap()
    await olga.part("second-screen").tap()
    await olga.page.wait_for_url("**?screen=chat")
    await olga.is_connected()
    await olga.has_role("owner")
    await expect(olga.page.locator("video")).to_have_count(0)
    await expect(olga.page.locator(".screen")).to_be_hidden()
    vera = await Person.enters(await new_page(), room)
    await vera.sees_playing()
    await olga.presses_play()
    await vera.sees_paused()

    await olga.part("menu-button").tap()
    await olga.part("second-screen").tap()
    await expect(olga.page.locator("video")).to_have_count(1)


async def test_whoever_saves_data_loads_no_more_than_is_watched(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(), room, f"{media_url}/film.mp4")
    video = olga.page.locator("video")
    await expect(video).to_have_attribute("preload", "auto")
    await olga.part("menu-button").tap()
    await olga.part("data-saver").tap()
    await expect(video).to_have_attribute("preload", "metadata")
    await expect(olga.page.locator("html")).to_have_attribute("data-saving", "")


async def test_a_page_that_slept_comes_back_into_its_place(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(), room, f"{media_url}/film.mp4")
    vera = await Person.enters(await new_page(), room)
    await vera.sees_playing()
    await until_in_sync(olga, vera)

    begun = await olga.page.evaluate("document.querySelector('video').currentTime")
    async with asleep(vera.page):
        await olga.page.wait_for_function(
            "until => document.querySelector('video').currentTime > until", arg=begun + ASLEEP_S
        )
    async with asyncio.timeout(10):
        while await apart(olga, vera) > IN_SYNC_SECONDS:
            await olga.page.wait_for_timeout(20)


async def test_the_back_button_closes_then_leaves_and_asks_only_before_a_loss(
    start_application: Callable[..., Awaitable[Application]], new_page: Pages, media_url: str
) -> None:
    application = await start_application(BOT_TOKEN=BOT_TOKEN)
    page = await new_page()
    await TelegramClient().launch(page, application.url)
    await page.get_by_test_id("create-url").fill(f"{media_url}/film.mp4")
    await page.get_by_test_id("create-button").tap()
    await page.wait_for_url("**/room/*")
    olga = Person(page)
    await olga.has_role("owner")
    await olga.presses_play()
    await olga.sees_playing()
    assert {"allow_vertical_swipe": False} in await posted(page, "web_app_setup_swipe_behavior")
    await olga.presses_play()
    await olga.sees_paused()
    await page.wait_for_function(f"() => ({_LAST_SWIPES})() === true")

    await olga.part("menu-button").tap()
    await expect(olga.part("room-menu")).to_be_visible()
    await receive(page, "back_button_pressed")
    await expect(olga.part("room-menu")).to_have_count(0)

    await olga.part("chat-input").fill("Недописа")
    await page.wait_for_function(f"() => ({_LAST_CONFIRMATION})() === true")
    await receive(page, "back_button_pressed")
    await expect(page.get_by_text("Ваше сообщение не отправлено")).to_be_visible()
    await page.keyboard.press("Escape")
    await olga.part("chat-input").fill("")
    await page.wait_for_function(f"() => ({_LAST_CONFIRMATION})() === false")
    await receive(page, "back_button_pressed")
    await page.wait_for_url(application.url + "/")


async def test_what_a_seek_costs_here_is_known_on_the_next_visit(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await watching(await new_page(**DESKTOP), room, f"{media_url}/film.mp4")
    await olga.part("seek-slider").fill("40")
    learned = "() => JSON.parse(localStorage.getItem('leads_file'))?.seconds.seek?.[0]"
    await olga.page.wait_for_function(f"() => ({learned})() > 0")
    before = await olga.page.evaluate(learned)
    assert 0 < before <= 2.5

    await olga.page.reload()
    await olga.sees_playing()
    assert await olga.page.evaluate(learned) > 0
