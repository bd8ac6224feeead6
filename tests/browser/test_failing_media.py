"""Media whose server hangs or goes away: people are told, and can try again."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.failing_host import FailingHost
from tests.browser.pages import Pages
from tests.browser.people import Person

TOLD_WITHIN_MS = 60_000
"""What has come is played first; then twelve seconds of patience, on a busy machine."""
SILENT = "Сервер видео не отвечает"
LOST = "Видео не загружается"


@pytest.fixture
def room(application: Application) -> str:
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def failing_host(media_dir: Path) -> AsyncIterator[FailingHost]:
    async with FailingHost(media_dir / "film.mp4") as host:
        yield host


async def test_a_server_that_never_answers_is_told_of_and_can_be_tried_again(
    room: str, new_page: Pages, failing_host: FailingHost
) -> None:
    new_page.allow("404")
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    failing_host.is_silent = True
    await olga.loads(failing_host.film_url)
    card = olga.part("failure-card")
    await expect(card).to_contain_text(SILENT, timeout=TOLD_WITHIN_MS)
    failing_host.is_silent = False
    await olga.part("failure-retry").tap()
    await expect(card).to_have_count(0)
    await olga.sees_playing()


async def test_a_connection_lost_on_the_way_is_a_failure_of_the_network_and_mends(
    room: str, new_page: Pages, failing_host: FailingHost
) -> None:
    new_page.allow("ERR_|Failed to load resource")
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    failing_host.stops_early = True
    await olga.loads(failing_host.film_url)
    await olga.sees_playing()
    await failing_host.drop()
    card = olga.part("failure-card")
    await expect(card).to_contain_text(LOST, timeout=TOLD_WITHIN_MS)
    failing_host.stops_early = False
    await failing_host.come_back()
    await olga.part("failure-retry").tap()
    await olga.sees_playing()
