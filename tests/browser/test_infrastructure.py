"""What the browser tests stand on works: pages, media, the Telegram client, the YouTube stub."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from tests.browser.pages import Pages
from tests.browser.telegram_client import TelegramClient, posted, receive
from tests.browser.youtube import (
    FORBIDDEN_VIDEO,
    VIDEO,
    route_youtube,
    youtube_commands,
)
from tests.media import CLIP_SECONDS, FILM_SECONDS, SHORT_SECONDS

VENDOR = Path(__file__).resolve().parents[2] / "webapp" / "static" / "js" / "vendor"

DURATION = """async (source) => {
  const video = document.body.appendChild(document.createElement("video"));
  const { promise, resolve, reject } = Promise.withResolvers();
  video.onloadedmetadata = resolve;
  video.onerror = () => reject(new Error(video.error.message));
  video.src = source;
  await promise;
  return video.duration;
}"""

SEEK = """async (position) => {
  const video = document.querySelector("video");
  const seeked = new Promise((resolve) => { video.onseeked = resolve; });
  video.currentTime = position;
  await seeked;
  return video.currentTime;
}"""

STREAM = """async (source) => {
  const { default: Hls } = await import("/vendor/hls.min.mjs");
  const video = document.body.appendChild(document.createElement("video"));
  const loaded = new Promise((resolve) => { video.onloadeddata = resolve; });
  const hls = new Hls();
  hls.loadSource(source);
  hls.attachMedia(video);
  await loaded;
  return video.duration;
}"""

EMBED = """async (id) => {
  const heard = (window.heard = []);
  const frame = document.createElement("iframe");
  frame.src = `https://www.youtube.com/embed/${id}?enablejsapi=1&origin=${location.origin}`;
  frame.allow = "autoplay";
  document.body.append(frame);
  await new Promise((resolve) => { frame.onload = resolve; });
  window.tell = (event, rest) => frame.contentWindow.postMessage(
    JSON.stringify({ event, id: "1", channel: "widget", ...rest }), "https://www.youtube.com");
  addEventListener("message", ({ data }) => heard.push(JSON.parse(data)));
  tell("listening");
}"""

COMMAND = "([func, ...args]) => tell('command', { func, args })"


PAGE = """<!doctype html>
<title>An empty page</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">"""

PLAY_WITH_SOUND = """addEventListener("DOMContentLoaded", () => {
  const video = document.createElement("video");
  video.src = "%s/film.mp4";
  video.play().then(() => "played", (error) => error.name).then((text) => {
    document.title = text;
  });
});"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site() -> AsyncIterator[str]:
    """An empty page and the vendored libraries."""

    async def serve_page(request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", serve_page)
    app.router.add_static("/vendor", VENDOR)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@pytest_asyncio.fixture(loop_scope="session")
async def page(new_page: Pages, site: str) -> Page:
    opened = await new_page()
    await opened.goto(site)
    return opened


async def test_a_page_is_a_phone_in_russian_and_in_the_dark(page: Page) -> None:
    seen = await page.evaluate(
        """() => [innerWidth, innerHeight, navigator.maxTouchPoints > 0, navigator.language,
                  matchMedia("(prefers-color-scheme: dark)").matches]"""
    )
    assert seen == [390, 844, True, "ru-RU", True]


async def test_errors_of_a_page_are_unexpected_until_allowed(new_page: Pages, page: Page) -> None:
    async with page.context.expect_event("weberror"):
        await page.evaluate("setTimeout(() => { throw new Error('boom'); })")
    async with page.context.expect_event("console"):
        await page.evaluate("console.error('bang')")
    assert len(new_page.unexpected) == 2
    new_page.allow("boom")
    new_page.allow("bang")
    assert new_page.unexpected == []


@pytest.mark.parametrize(
    ("file", "seconds"),
    [("film.mp4", FILM_SECONDS), ("short.mp4", SHORT_SECONDS), ("clip.webm", CLIP_SECONDS)],
)
async def test_a_file_loads_and_seeks(page: Page, media_url: str, file: str, seconds: int) -> None:
    assert await page.evaluate(DURATION, f"{media_url}/{file}") == pytest.approx(seconds, abs=0.1)
    assert await page.evaluate(SEEK, seconds - 2) == pytest.approx(seconds - 2)


async def test_the_vendored_hls_plays_the_stream(page: Page, media_url: str) -> None:
    duration = await page.evaluate(STREAM, f"{media_url}/stream/index.m3u8")
    assert duration == pytest.approx(FILM_SECONDS, abs=0.2)


async def test_the_vendored_socket_io_loads(page: Page) -> None:
    kind = "import('/vendor/socket.io.esm.min.js').then((module) => typeof module.io)"
    assert await page.evaluate(kind) == "function"


async def test_sound_is_refused_before_a_tap_in_a_strict_browser(
    new_strict_page: Pages, site: str, media_url: str
) -> None:
    page = await new_strict_page()
    await page.add_init_script(PLAY_WITH_SOUND % media_url)
    await page.goto(site)
    await expect(page).to_have_title("NotAllowedError")


async def test_sound_plays_without_a_tap_in_the_usual_browser(
    new_page: Pages, site: str, media_url: str
) -> None:
    page = await new_page()
    await page.add_init_script(PLAY_WITH_SOUND % media_url)
    await page.goto(site)
    await expect(page).to_have_title("played")


async def test_the_telegram_client_hears_and_answers(new_page: Pages, site: str) -> None:
    page = await new_page()
    await TelegramClient(start_param="room").launch(page, site)
    await page.evaluate(
        """() => {
          window.answers = [];
          window.Telegram = { WebView: { receiveEvent: (...event) => answers.push(event) } };
          TelegramWebviewProxy.postEvent("web_app_expand", "");
          TelegramWebviewProxy.postEvent("web_app_request_safe_area", "{}");
        }"""
    )
    await page.wait_for_function("answers.length === 1")
    await receive(page, "back_button_pressed")
    answers: list[Any] = await page.evaluate("answers")
    assert [kind for kind, *_ in answers] == ["safe_area_changed", "back_button_pressed"]
    assert await posted(page, "web_app_expand") == [None]
    assert "tgWebAppData=" in page.url


async def test_the_youtube_stub_plays_and_tells(page: Page, media_url: str) -> None:
    await route_youtube(page, media_url)
    await page.evaluate(EMBED, VIDEO)
    await page.wait_for_function("heard.some(({ event }) => event === 'onReady')")
    await page.evaluate(COMMAND, ["seekTo", 30, True])
    await page.wait_for_function("heard.some(({ info }) => info?.playerState === 1)")
    await page.wait_for_function("heard.some(({ info }) => info?.currentTime > 30.2)")
    assert await youtube_commands(page) == [("seekTo", [30, True])]


async def test_the_youtube_stub_forbids_what_youtube_would(page: Page, media_url: str) -> None:
    await route_youtube(page, media_url)
    await page.evaluate(EMBED, FORBIDDEN_VIDEO)
    await page.evaluate(COMMAND, ["addEventListener", "onError"])
    await page.wait_for_function(
        "heard.some(({ event, info }) => event === 'onError' && info === 101)"
    )
