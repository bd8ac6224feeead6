"""Pages of a browser under test, and what went wrong in them."""

import re
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, WebError, expect

# Options of a browser context: most people hold a phone, in the dark, and read Russian.
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "color_scheme": "dark",
    "locale": "ru-RU",
}
DESKTOP: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "is_mobile": False,
    "has_touch": False,
}

TIMEOUT_MS = 10_000  # one action; a page that takes longer than this is broken, not slow
expect.set_options(timeout=TIMEOUT_MS)


class Pages:
    """
    Opens pages in one browser, each as a person of its own, and collects their errors.

    Attributes:
        errors: What was thrown and not caught, and what was written to the console as an error,
            in any page opened here or by one of these.
    """

    def __init__(self, browser: Browser, *, is_traced: bool = True) -> None:
        """
        Args:
            is_traced: Whether to keep traces. Taking one looks into the page, and Chromium counts
                that as a tap.
        """
        self._browser = browser
        self._is_traced = is_traced
        self._contexts: list[BrowserContext] = []
        self._allowed: list[str] = []
        self.errors: list[str] = []

    async def __call__(self, **options: Any) -> Page:
        """
        Open an empty page in a context of its own.

        Args:
            options: Of Playwright's ``new_context``; they go over :data:`PHONE`.
        """
        context = await self._browser.new_context(**{**PHONE, **options})
        self._contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        context.on("weberror", self._on_error)
        context.on("console", self._on_console)
        if self._is_traced:
            await context.tracing.start(snapshots=True, sources=True)
        return await context.new_page()

    def allow(self, pattern: str) -> None:
        """Expect errors that contain a match of the regular expression."""
        self._allowed.append(pattern)

    @property
    def unexpected(self) -> list[str]:
        return [
            error
            for error in self.errors
            if not any(re.search(pattern, error) for pattern in self._allowed)
        ]

    async def close(self, keep: Path | None = None) -> None:
        """Close every page; its trace and last picture go into the folder, if one is given."""
        for number, context in enumerate(self._contexts):
            if keep:
                for page in context.pages:
                    await page.screenshot(path=keep / f"{number}-{context.pages.index(page)}.png")
            if self._is_traced:
                await context.tracing.stop(path=keep / f"{number}-trace.zip" if keep else None)
            await context.close()
        self._contexts.clear()

    def _on_error(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location['url']})")
