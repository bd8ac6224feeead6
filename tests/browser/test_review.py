"""The page for those who run the service: what is reported, every room, who is kept out."""

import secrets
from collections.abc import Awaitable, Callable

import pytest_asyncio
from playwright.async_api import Page, expect

from shared.clock import SystemClock
from shared.identity import Identity
from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person

BOSS = "guest-of-the-boss"
IDENTITY = Identity(bot_tokens=[], max_age_s=60, allow_guests=True, clock=SystemClock())


@pytest_asyncio.fixture(loop_scope="session")
async def service(start_application: Callable[..., Awaitable[Application]]) -> Application:
    """The program, run by the boss."""
    boss = IDENTITY.authenticate({"guest_token": BOSS}).person
    return await start_application(OWNER_IDS=str(boss.id))


async def as_boss(page: Page) -> Page:
    await page.add_init_script(f"sessionStorage.setItem('guest_token', '{BOSS}')")
    return page


async def rules(page: Page, ruling: str, reason: str = "Реклама") -> None:
    """Press the only such button, and say why."""
    await page.get_by_test_id(f"do-{ruling}").filter(visible=True).tap()
    await page.get_by_test_id("ruling-reason").fill(reason)
    await page.get_by_test_id("ruling-submit").tap()
    await expect(page.get_by_test_id("ruling-dialog")).to_have_count(0)


async def says_and_is_reported(olga: Person, vera: Person) -> None:
    await olga.part("chat-input").fill("Купите слона")
    await olga.part("chat-send").tap()
    await vera.page.get_by_text("Купите слона").tap()
    await vera.part("message-report").tap()
    await vera.part("report-spam").tap()
    await vera.part("report-send").tap()
    await expect(vera.part("report-dialog")).to_have_count(0)


async def test_a_reported_person_is_banned_and_let_in_again(
    service: Application, new_page: Pages
) -> None:
    room = f"{service.url}/room/{secrets.token_hex(4)}"
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await says_and_is_reported(olga, vera)

    boss = await as_boss(await new_page())
    await boss.goto(service.url)
    await boss.get_by_test_id("review-link").tap()
    case = boss.get_by_test_id("case")
    await expect(case).to_contain_text("Купите слона")
    await expect(case).to_contain_text("Спам или реклама")
    assert await serious_faults(boss) == []

    await case.get_by_test_id("do-banned").tap()
    await boss.get_by_test_id("ban-week").tap()
    assert await serious_faults(boss) == []
    await boss.keyboard.press("Escape")
    await rules(boss, "banned")
    await expect(case).to_have_count(0)
    await expect(olga.part("refused")).to_contain_text("Вам закрыли доступ к сервису")
    await expect(olga.part("refused")).to_contain_text("Реклама")
    assert await serious_faults(olga.page) == []

    await boss.get_by_test_id("tab-bans").tap()
    await expect(boss.get_by_test_id("banned-person")).to_contain_text("Реклама")
    await rules(boss, "lifted", "Обещал больше не продавать слонов")
    await expect(boss.get_by_test_id("banned-person")).to_have_count(0)
    await olga.page.reload()
    await olga.is_connected()

    await boss.get_by_test_id("tab-log").tap()
    await expect(boss.get_by_test_id("verdict")).to_have_count(2)
    assert await serious_faults(boss) == []


async def test_a_room_is_found_hidden_and_closed_and_its_owner_reads_why(
    service: Application, new_page: Pages
) -> None:
    room_id = secrets.token_hex(4)
    olga = await Person.enters(await new_page(), f"{service.url}/room/{room_id}")
    boss = await as_boss(await new_page())
    await boss.goto(f"{service.url}/review")
    await boss.get_by_test_id("tab-rooms").tap()
    await boss.get_by_test_id("review-search").fill(room_id)
    row = boss.get_by_test_id("reviewed-room")
    await expect(row).to_have_count(1)

    await rules(boss, "hidden", "Не для всех")
    await expect(row).to_contain_text("Скрыта из галереи")
    await olga.page.goto(f"{service.url}/rooms")
    await expect(olga.part("own-room")).to_contain_text("Не для всех")
    await olga.page.goto(f"{service.url}/room/{room_id}")
    await olga.is_connected()

    await rules(boss, "closed")
    await expect(row).to_contain_text("Закрыта")
    await expect(olga.part("refused")).to_contain_text("От владельцев сервиса: Реклама")
    await olga.page.goto(f"{service.url}/rooms")
    await expect(olga.part("rooms-closed")).to_contain_text("Реклама")
    assert await serious_faults(olga.page) == []


async def test_a_case_without_a_fault_is_dismissed(service: Application, new_page: Pages) -> None:
    room = f"{service.url}/room/{secrets.token_hex(4)}"
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await says_and_is_reported(olga, vera)
    boss = await as_boss(await new_page(**{**DESKTOP, "has_touch": True}))
    await boss.goto(f"{service.url}/review")

    await rules(boss, "dismissed", "Слоны не запрещены")

    await expect(boss.get_by_text("Неразобранных жалоб нет")).to_be_visible()
    await expect(olga.part("chat-input")).to_be_visible()


async def test_nobody_else_finds_the_page_or_sees_anything_on_it(
    service: Application, new_page: Pages
) -> None:
    page = await new_page()
    await page.goto(service.url)
    await page.wait_for_load_state("networkidle")
    await expect(page.get_by_test_id("review-link")).to_be_hidden()

    await page.goto(f"{service.url}/review")

    await expect(page.get_by_test_id("review-refusal")).to_contain_text("для владельцев сервиса")
    await expect(page.get_by_role("tab")).to_have_count(0)
    assert await serious_faults(page) == []
