"""
Pictures of every view for people to look at: ``python -m tests.browser.screenshots``.

Phone and desktop, dark in Russian and light in English, into ``test-results/screenshots``; the
README's picture, from the same views, into ``docs/screenshot.png``.
"""

import asyncio
import secrets
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

from shared.clock import SystemClock
from shared.identity import Identity
from tests import system
from tests.browser.application import Application
from tests.browser.conftest import ARGUMENTS, RESULTS
from tests.browser.live_stream import serve_live
from tests.browser.media_server import serve_media
from tests.browser.pages import DESKTOP, PHONE
from tests.browser.people import Person
from tests.hall import Hall
from tests.integration.clients import SocketClient
from tests.media import make_media

FOLDER = RESULTS / "screenshots"
README_PICTURE = Path(__file__).resolve().parents[2] / "docs" / "screenshot.png"

LOOKS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark", "locale": "ru-RU"},
    "light": {"color_scheme": "light", "locale": "en-US"},
}
CHAT = {
    "dark": ("Все здесь? Включаю!", "Да, поехали", "Смотрите, какой кадр 🔥"),
    "light": ("Is everybody here? Starting!", "Yes, go ahead", "Look at that frame 🔥"),
}
BOSS = "guest-of-the-boss"
# Public rooms: their names, how many are inside, how many fit.
ROOMS = {
    "dark": (("Ночь немого кино", 3, 10), ("", 4, 6), ("Премьера: все места заняты", 5, 5)),
    "light": (("Silent film night", 3, 10), ("", 4, 6), ("Premiere, every seat taken", 5, 5)),
}
LANDSCAPE = {"width": 844, "height": 390}
FILM = "Mandelbrot_zoom.mp4"
SETTLE_MS = 400  # dialogs have slid in, emotions are on their way up

MONTAGE = """<!doctype html><style>
  body {{ margin: 0; padding: 32px; background: #dfe5ee; display: flex; gap: 28px;
         align-items: center; width: max-content; }}
  img {{ display: block; border-radius: 18px; box-shadow: 0 10px 34px #0005; height: 640px; }}
</style>{images}"""


def make_film(folder: Path) -> None:
    source = ["-f", "lavfi", "-i", "mandelbrot=size=1280x720:rate=25:end_scale=0.02"]
    encoding = ["-t", "30", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
    command = [str(system.ffmpeg()), "-nostdin", "-loglevel", "error", *source, *encoding]
    subprocess.run([*command, "-movflags", "+faststart", str(folder / FILM)], check=True)


class Photographer:
    def __init__(self, browser: Browser, url: str, film_url: str, live_url: str, look: str) -> None:
        self._browser = browser
        self._url = url
        self._film_url = film_url
        self._live_url = live_url
        self._look = look

    async def everything(self) -> None:
        await self._room()
        await self._live()
        await self._hold()
        await self._ready_check()
        await self._order()
        await self._own_rooms()
        await self._review()
        await self._gallery()
        await self._full_room()
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            page = await self._open(options)
            await page.goto(self._url)
            await self._take(page, f"{device}-home")

    async def _room(self) -> None:
        room = f"{self._url}/room/{secrets.token_hex(4)}"
        owner = await Person.enters(await self._open(PHONE), room)
        await self._take(owner.page, "phone-empty-owner")
        viewer = await Person.enters(await self._open(PHONE), room)
        await self._take(viewer.page, "phone-empty-viewer")
        desktop = await Person.enters(await self._open(DESKTOP), room)
        await self._take(desktop.page, "desktop-empty-viewer")
        await owner.loads(self._film_url)
        for person in (owner, viewer, desktop):
            await person.sees_playing()
        for person, text in zip((owner, viewer, desktop), CHAT[self._look], strict=True):
            await person.part("chat-input").fill(text)
            await person.part("chat-send").click()
            await person.page.evaluate("() => document.activeElement.blur()")
        await desktop.sees_playing(by=4)
        await viewer.part("emotion-🔥").tap()
        for person, name in (
            (owner, "phone-owner"),
            (viewer, "phone-viewer"),
            (desktop, "desktop-viewer"),
        ):
            await self._take(person.page, name)
        await owner.queues(self._film_url)
        await self._take(owner.page, "phone-queue")
        await owner.part("tab-people").tap()
        await self._who_is_behind(owner, room)
        await self._own_offset(owner, desktop)
        await self._frames(owner)
        await self._news(owner, viewer, desktop)
        await owner.part("invite-button").tap()
        await self._take(owner.page, "phone-invite")
        await owner.page.keyboard.press("Escape")
        await self._calling_back(owner, viewer, desktop)
        await owner.part("invite-button").tap()
        await owner.page.keyboard.press("Escape")
        for person, device in ((viewer, "phone"), (desktop, "desktop")):
            await person.part("menu-button").click()
            await person.part("menu-report").click()
            await person.part("report-spam").click()
            await self._take(person.page, f"{device}-report")
        await owner.page.set_viewport_size(LANDSCAPE)  # type: ignore[arg-type]  # a TypedDict
        await self._take(owner.page, "landscape-owner")

    async def _who_is_behind(self, owner: Person, room: str) -> None:
        facts = {"guest_token": secrets.token_hex(8), "room_id": room.rpartition("/")[2]}
        async with SocketClient(self._url, **facts) as late:
            await late.do("report_state", state="behind", drift_ms=-3_240)
            await owner.page.locator("[data-tag=state_behind]").wait_for()
            await self._take(owner.page, "phone-people")

    async def _gallery(self) -> None:
        async with Hall(self._url) as hall:
            for (title, people, capacity), is_on in zip(ROOMS[self._look], (1, 0, 1), strict=True):
                facts = {"url": self._film_url} if is_on else {}
                _, host = await hall.opens(title, people=people, capacity=capacity, **facts)
                if is_on and people < capacity:
                    await host.do("play")
            for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
                page = await self._open(options)
                await page.goto(f"{self._url}/gallery")
                await page.get_by_test_id("gallery-room").first.wait_for()
                await self._take(page, f"{device}-gallery")
                await page.get_by_test_id("gallery-search").fill("Solaris")
                await page.get_by_test_id("gallery-none").wait_for()
                await self._take(page, f"{device}-gallery-none")
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            page = await self._open(options)
            await page.goto(f"{self._url}/gallery")
            await page.get_by_test_id("gallery-empty").wait_for()
            await self._take(page, f"{device}-gallery-empty")

    async def _hold(self) -> None:
        """A room that waits for one whose video does not come, as the owner and that one see it."""
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            room = f"{self._url}/room/{secrets.token_hex(4)}"
            owner = await Person.enters(await self._open(options), room)
            page = await self._open(options)
            await page.route(self._film_url, lambda _route: None)
            late = await Person.enters(page, room)
            await owner.loads(self._film_url)
            await owner.part("hold").wait_for()
            await self._take(owner.page, f"{device}-hold")
            await self._take(late.page, f"{device}-hold-for-you")

    async def _live(self) -> None:
        """A stream, as it plays and paused for oneself, and how strict its room is."""
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            room = f"{self._url}/room/{secrets.token_hex(4)}"
            owner = await Person.enters(await self._open(options), room)
            await owner.loads(self._live_url)
            await owner.sees_playing()
            await self._take(owner.page, f"{device}-live")
            await owner.presses_play()
            await owner.part("sound-button").wait_for()
            await self._take(owner.page, f"{device}-live-paused")
            await owner.part("menu-button").click()
            await owner.part("menu-room").click()
            await owner.part("tolerance-2").scroll_into_view_if_needed()
            await self._take(owner.page, f"{device}-tolerance")

    async def _ready_check(self) -> None:
        """The question as the owner and a viewer see it, and the count that follows."""
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            room = f"{self._url}/room/{secrets.token_hex(4)}"
            owner, viewer, _ = [
                await Person.enters(await self._open(options), room) for _ in range(3)
            ]
            await owner.loads(self._film_url)
            await viewer.sees_playing()
            await owner.presses_play()
            await self._take(owner.page, f"{device}-ready-ask")
            await owner.part("ready-ask").click()
            await viewer.part("ready-answer").wait_for()
            await self._take(viewer.page, f"{device}-ready-viewer")
            await viewer.part("ready-answer").click()
            await self._take(owner.page, f"{device}-ready-owner")
            await owner.part("ready-start").click()
            await viewer.page.get_by_test_id("ready-number").get_by_text("3").wait_for()
            await self._take(viewer.page, f"{device}-ready-number")

    async def _order(self) -> None:
        """What those who keep a room in order open, and what the others see of it."""
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            room = f"{self._url}/room/{secrets.token_hex(4)}"
            owner = await Person.enters(await self._open(options), room)
            await owner.has_role("owner")
            muted, kicked = [await Person.enters(await self._open(options), room) for _ in range(2)]
            await owner.part("tab-people").click()
            for name in ("menu-rights", "menu-room"):
                await owner.part("menu-button").click()
                await owner.part(name).click()
                await self._take(owner.page, f"{device}-{name.removeprefix('menu-')}")
                await owner.page.keyboard.press("Escape")
            await self._act(owner, 1, "mute", f"{device}-person")
            await self._take(muted.page, f"{device}-muted")
            await self._act(owner, 2, "kick")
            await self._take(kicked.page, f"{device}-kicked")
            await owner.part("menu-button").click()
            await owner.part("menu-order").click()
            await self._take(owner.page, f"{device}-order")
            await owner.part("order-log").click()
            await self._take(owner.page, f"{device}-log")

    async def _act(self, owner: Person, place: int, kind: str, name: str = "") -> None:
        """Do something to the person at a place of the list; picture what there is to be done."""
        await owner.part("person").nth(place).get_by_test_id("person-manage").click()
        if name:
            await self._take(owner.page, name)
        await owner.part(kind).click()
        await owner.part("sanction-submit").click()

    async def _full_room(self) -> None:
        async with Hall(self._url) as hall:
            room_id, _ = await hall.opens("", people=5, capacity=5)
            for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
                person = Person(await self._open(options))
                await person.page.goto(f"{self._url}/room/{room_id}")
                await person.part("doorway").wait_for()
                await self._take(person.page, f"{device}-full")
                await person.part("wait-button").click()
                await person.part("line-place").wait_for()
                await self._take(person.page, f"{device}-waiting")

    async def _own_rooms(self) -> None:
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            page = await self._open(options)
            await page.goto(f"{self._url}/rooms")
            await self._take(page, f"{device}-rooms-none")
            owner = await Person.enters(page, f"{self._url}/room/{secrets.token_hex(4)}")
            await owner.loads(self._film_url)
            await owner.sees_playing()
            for _ in range(2):
                await Person.enters(page, f"{self._url}/room/{secrets.token_hex(4)}")
            await page.goto(f"{self._url}/rooms")
            await owner.part("own-room").first.wait_for()
            await self._take(page, f"{device}-rooms")

    async def _review(self) -> None:
        """What was reported in the rooms so far; both people below see the same."""
        for device, options in (("phone", PHONE), ("desktop", DESKTOP)):
            page = await self._open(options)
            await page.add_init_script(f"sessionStorage.setItem('guest_token', '{BOSS}')")
            room = f"{self._url}/room/{secrets.token_hex(4)}"
            olga = await Person.enters(await self._open(PHONE), room)
            vera = await Person.enters(await self._open(PHONE), room)
            await olga.part("chat-input").fill(CHAT[self._look][2])
            await olga.part("chat-send").tap()
            await vera.page.get_by_text(CHAT[self._look][2]).tap()
            await vera.part("message-report").tap()
            await vera.part("report-spam").tap()
            await vera.part("report-send").tap()
            await page.goto(f"{self._url}/review")
            await page.get_by_test_id("case").first.wait_for()
            await self._take(page, f"{device}-review-reports")
            await page.get_by_test_id("do-banned").first.click()
            await self._take(page, f"{device}-review-ban")
            await page.get_by_test_id("ruling-reason").fill(CHAT[self._look][0])
            await page.get_by_test_id("ruling-submit").click()
            await olga.part("refused").wait_for()
            await self._take(olga.page, f"{device}-refused-banned")
            for tab, testid in (
                ("rooms", "reviewed-room"),
                ("bans", "banned-person"),
                ("log", "verdict"),
            ):
                await page.get_by_test_id(f"tab-{tab}").click()
                await page.get_by_test_id(testid).first.wait_for()
                await self._take(page, f"{device}-review-{tab}")
            await page.get_by_test_id("tab-reports").click()
            await self._take(page, f"{device}-review-reports-none")

    async def _calling_back(self, owner: Person, *leaving: Person) -> None:
        for person, name in zip(leaving, ("phone", "desktop"), strict=True):
            room = person.page.url
            await person.page.goto(self._url)
            await owner.part("invite-button").tap()
            await owner.part("visitor").first.wait_for()
            await self._take(owner.page, f"{name}-call")
            # Whoever else was here and has left is called, too.
            callable_ = owner.page.locator("[data-testid=visitor-call]:not([aria-disabled])")
            for left in range(await callable_.count(), 0, -1):
                await callable_.first.tap()
                await expect(callable_).to_have_count(left - 1)
            await owner.page.keyboard.press("Escape")
            await person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            await person.part("toast").wait_for()
            await self._take(person.page, f"{name}-called")
            await person.part("bell").click()
            await self._take(person.page, f"{name}-called-list")
            await Person.enters(person.page, room)

    async def _frames(self, owner: Person, *_: Person) -> None:
        await owner.presses_play()
        await owner.part("frame-forward").tap()
        await self._take(owner.page, "phone-frames")
        await owner.page.set_viewport_size(LANDSCAPE)  # type: ignore[arg-type]  # a TypedDict
        await self._take(owner.page, "landscape-frames")
        await owner.page.set_viewport_size(DESKTOP["viewport"])
        await self._take(owner.page, "desktop-frames")
        await owner.page.set_viewport_size(PHONE["viewport"])
        await owner.presses_play()

    async def _own_offset(self, phone: Person, desktop: Person) -> None:
        for person, device in ((phone, "phone"), (desktop, "desktop")):
            await person.part("menu-button").click()
            await person.part("menu-offset").click()
            await person.part("offset-bluetooth").click()
            await self._take(person.page, f"{device}-offset")
            await person.page.keyboard.press("Escape")
            await person.part("menu-button").click()
            await self._take(person.page, f"{device}-menu")
            await person.page.keyboard.press("Escape")

    async def _news(self, owner: Person, viewer: Person, desktop: Person) -> None:
        await viewer.part("bell").tap()
        await self._take(viewer.page, "phone-news-empty")
        await viewer.page.keyboard.press("Escape")
        # Those who came first stand first, and whoever is an admin before them.
        for place, (person, name) in enumerate(((viewer, "phone"), (desktop, "desktop"))):
            await owner.part("person-manage").nth(place).tap()
            await owner.part("make-role").tap()
            await person.part("toast").wait_for()
            await self._take(person.page, f"{name}-news-toast")
            await person.part("bell").click()
            await person.part("inbox-item").wait_for()
            await self._take(person.page, f"{name}-news")
            await person.page.keyboard.press("Escape")

    async def _open(self, options: dict[str, Any]) -> Page:
        context = await self._browser.new_context(**{**PHONE, **options, **LOOKS[self._look]})
        return await context.new_page()

    async def _take(self, page: Page, name: str) -> None:
        await page.wait_for_timeout(SETTLE_MS)
        await page.screenshot(path=FOLDER / f"{self._look}-{name}.png")


async def make_montage(browser: Browser) -> None:
    names = ("dark-phone-owner.png", "light-desktop-viewer.png", "light-phone-viewer.png")
    images = "".join(
        f'<img src="data:image/png;base64,{b64encode((FOLDER / name).read_bytes()).decode()}">'
        for name in names
    )
    page = await browser.new_page()
    await page.set_content(MONTAGE.format(images=images))
    await page.locator("body").screenshot(path=README_PICTURE)


async def main() -> None:
    chromium, ffmpeg = system.chromium(), system.ffmpeg()
    if chromium is None or ffmpeg is None:
        sys.exit("Chromium and ffmpeg are needed: python -m tests.system")
    FOLDER.mkdir(parents=True, exist_ok=True)
    identity = Identity(bot_tokens=[], max_age_s=60, allow_guests=True, clock=SystemClock())
    boss = identity.authenticate({"guest_token": BOSS}).person
    with tempfile.TemporaryDirectory() as media, tempfile.TemporaryDirectory() as data:
        make_film(Path(media))
        stream = make_media(ffmpeg) / "stream"
        async with (
            serve_media(Path(media)) as media_url,
            serve_live(stream) as live_url,
            Application(Path(data), OWNER_IDS=str(boss.id)) as application,
            async_playwright() as playwright,
        ):
            arguments = [*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"]
            browser = await playwright.chromium.launch(executable_path=chromium, args=arguments)
            for look in LOOKS:
                film_url = f"{media_url}/{FILM}"
                shown = (film_url, live_url)
                await Photographer(browser, application.url, *shown, look).everything()
            await make_montage(browser)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
