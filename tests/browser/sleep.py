"""A page whose device sleeps: nothing of it runs, its media stand still, and its clocks go on."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import CDPSession, Page

# Long enough to be told from what other pages use in the meantime.
_WORK_HARD = "() => { for (const until = performance.now() + 500; performance.now() < until; ); }"


@asynccontextmanager
async def asleep(page: Page) -> AsyncIterator[None]:
    """Stop the page's process. Chromium's own freezing does nothing to a page without a window."""
    process = await _process_of(page)
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


async def _process_of(page: Page) -> int:
    """Return the id of the process that is busy when this page is."""
    browser = page.context.browser
    assert browser
    session = await browser.new_browser_cdp_session()
    before = await _seconds_used(session)
    await page.evaluate(_WORK_HARD)
    after = await _seconds_used(session)
    await session.detach()
    return max(after, key=lambda each: after[each] - before.get(each, 0))


async def _seconds_used(session: CDPSession) -> dict[int, float]:
    answer = await session.send("SystemInfo.getProcessInfo")
    return {
        each["id"]: each["cpuTime"] for each in answer["processInfo"] if each["type"] == "renderer"
    }
