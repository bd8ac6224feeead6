"""
A real Chromium, real media and the program itself, for tests of what people see.

Everything under ``tests/browser`` runs on one event loop, the session's, because the browser
belongs to it: tests are moved there below, and an async fixture has to say so itself, with
``@pytest_asyncio.fixture(loop_scope="session")``.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright

from tests.browser.application import Application
from tests.browser.media_server import serve_media
from tests.browser.pages import Pages

HERE = Path(__file__).resolve().parent
RESULTS = HERE.parent.parent / "test-results"

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No test depends on the network: every host but this machine does not exist.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test failed, for the pages that keep traces; show the program's log."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
        application = getattr(item, "funcargs", {}).get("application")
        if isinstance(application, Application):
            report.sections.append(("Log of the application", application.log()))
    return report


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(playwright: Playwright, chromium: Path) -> AsyncIterator[Browser]:
    """A browser that plays sound without being asked, as if everybody had tapped the page."""
    arguments = [*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"]
    launched = await playwright.chromium.launch(executable_path=chromium, args=arguments)
    async with launched:
        yield launched


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def strict_browser(playwright: Playwright, chromium: Path) -> AsyncIterator[Browser]:
    """A browser as people have it: no sound before a tap or a click."""
    arguments = [*ARGUMENTS, "--autoplay-policy=document-user-activation-required"]
    launched = await playwright.chromium.launch(executable_path=chromium, args=arguments)
    async with launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="session")
async def new_page(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Pages]:
    """Open pages with ``await new_page(**context_options)``; an error in one fails the test."""
    async with _pages(browser, request.node) as pages:
        yield pages


@pytest_asyncio.fixture(loop_scope="session")
async def new_strict_page(
    strict_browser: Browser, request: pytest.FixtureRequest
) -> AsyncIterator[Pages]:
    """
    Like ``new_page``, but the browser refuses sound until the page was tapped.

    Whatever looks into such a page, ``expect`` too, counts as a tap: let it speak on the console.
    """
    async with _pages(strict_browser, request.node, is_traced=False) as pages:
        yield pages


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def media_url(media_dir: Path) -> AsyncIterator[str]:
    """Where the files of ``media_dir`` are served, without a slash at the end."""
    async with serve_media(media_dir) as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def application(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Application]:
    """The program, shared by the tests that leave it running: take a room of your own in it."""
    async with Application(tmp_path_factory.mktemp("application")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def start_application(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Callable[..., Awaitable[Application]]]:
    """Start a program of the test's own: ``await start_application(BOT_TOKEN="…")``."""
    async with AsyncExitStack() as stack:

        async def start(**settings: str) -> Application:
            application = Application(tmp_path_factory.mktemp("application"), **settings)
            stack.callback(lambda: print(application.log()))  # pytest shows it if the test failed
            return await stack.enter_async_context(application)

        yield start


@asynccontextmanager
async def _pages(
    browser: Browser, item: pytest.Item, *, is_traced: bool = True
) -> AsyncIterator[Pages]:
    pages = Pages(browser, is_traced=is_traced)
    yield pages
    has_failed = item.stash.get(FAILED, False) or bool(pages.unexpected)
    folder = RESULTS / re.sub(r"[^\w.-]+", "-", item.name)
    await pages.close(keep=folder if has_failed else None)
    assert not pages.unexpected, f"errors in the page, see {folder}"
