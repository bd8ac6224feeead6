"""YouTube without YouTube: its embed page, played by a stub over local media."""

from pathlib import Path
from typing import Any

from playwright.async_api import Frame, Page, Route

STUB = Path(__file__).with_name("youtube_stub")
HOSTS = ("https://www.youtube.com", "https://www.youtube-nocookie.com")

VIDEO = "stub_video_"  # any id of 11 characters that means nothing else plays the film, too
SHORT_VIDEO = "short_video"
FORBIDDEN_VIDEO = "no_embed___"  # error 101; youtube_stub/embed.js has all ids that fail


async def route_youtube(page: Page, media_url: str) -> None:
    """
    Let the stub answer for YouTube's embed pages in every frame of the page.

    Args:
        media_url: Where ``tests.media.RECIPES`` are served, without a slash at the end.
    """

    async def serve_page(route: Route) -> None:
        await route.fulfill(path=STUB / "embed.html")

    async def serve_script(route: Route) -> None:
        await route.fulfill(path=STUB / "embed.js")

    async def serve_media(route: Route) -> None:
        # Through the media server, which knows ranges: without them a browser cannot seek.
        video_id = route.request.url.rpartition("/")[2]
        file = "short.mp4" if video_id == SHORT_VIDEO else "film.mp4"
        await route.fulfill(response=await route.fetch(url=f"{media_url}/{file}"))

    for host in HOSTS:
        await page.route(f"{host}/embed/**", serve_page)
        await page.route(f"{host}/stub/embed.js", serve_script)
        await page.route(f"{host}/stub/media/*", serve_media)


def youtube_frame(page: Page) -> Frame:
    """
    Return the frame of the embedded player.

    Raises:
        LookupError: If the page embeds none.
    """
    for frame in page.frames:
        if frame.url.startswith(HOSTS):
            return frame
    raise LookupError("no frame of YouTube in the page")


async def youtube_commands(page: Page) -> list[tuple[str, list[Any]]]:
    """Return the commands the player got so far: name and arguments, oldest first."""
    return [
        (command["func"], command["args"])
        for command in await youtube_frame(page).evaluate("stub.commands")
    ]
