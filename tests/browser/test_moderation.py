"""Keeping a room in order, as three people see it."""

import re
import secrets

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.axe import serious_faults
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person

Trio = tuple[Person, Person, Person]


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


@pytest_asyncio.fixture(loop_scope="session")
async def trio(room: str, new_page: Pages) -> Trio:
    """Olga, who owns the room, Vera and Oleg; Olga looks at the list of people."""
    olga = await Person.enters(await new_page(), room)
    await olga.has_role("owner")
    vera = await Person.enters(await new_page(**DESKTOP), room)
    await olga.part("tab-people").tap()
    await expect(olga.part("person")).to_have_count(2)
    oleg = await Person.enters(await new_page(), room)
    await expect(olga.part("person")).to_have_count(3)
    return olga, vera, oleg


async def opens(owner: Person, place: int) -> None:
    """Open what may be done with the person at a place of the list; the owner is the first."""
    await owner.part("person").nth(place).get_by_test_id("person-manage").tap()


async def says(person: Person, text: str) -> None:
    await person.part("chat-input").fill(text)
    await person.part("chat-send").click()


async def test_who_is_kicked_sees_why_and_the_others_that_it_happened(trio: Trio) -> None:
    olga, vera, oleg = trio
    await opens(olga, 1)
    await olga.part("kick").tap()
    await olga.part("sanction-reason").fill("спойлеры")
    await olga.part("sanction-submit").tap()

    await expect(vera.part("refused")).to_contain_text("Вас удалили из комнаты")
    await expect(vera.part("refused")).to_contain_text("спойлеры")
    await expect(olga.part("person")).to_have_count(2)
    await expect(oleg.part("notices").last).to_contain_text("удаление из комнаты")
    await vera.part("refused-again").click()
    await expect(vera.part("refused")).to_contain_text("Вас удалили из комнаты")


async def test_a_ban_is_lifted_from_the_list_of_the_banned(trio: Trio) -> None:
    olga, vera, _ = trio
    await says(vera, "совсем не по теме")
    await opens(olga, 1)
    await olga.part("ban").tap()
    await olga.part("for_hour").check()
    await olga.part("sanction-forget").check()
    await olga.part("sanction-submit").tap()
    await expect(vera.part("refused")).to_contain_text("Вам закрыт вход")
    await expect(vera.part("refused")).to_contain_text("Войти нельзя до")
    await olga.part("tab-chat").tap()
    await expect(olga.page.locator(".message[data-deleted]")).to_have_count(1)

    await olga.part("menu-button").tap()
    await olga.part("menu-order").tap()
    await olga.part("order-banned").get_by_role("button").tap()
    await expect(olga.part("order-banned")).to_be_hidden()
    await vera.part("refused-again").click()
    await vera.is_connected()


async def test_the_muted_read_on_and_are_told_until_when(trio: Trio) -> None:
    olga, vera, oleg = trio
    await opens(olga, 1)
    await olga.part("mute").tap()
    await olga.part("sanction-submit").tap()

    await expect(vera.part("chat-barred")).to_contain_text("Вам нельзя писать до")
    await expect(vera.part("chat-input")).to_be_hidden()
    await expect(vera.part("emotion-🔥")).to_be_hidden()
    await expect(olga.part("person").nth(1)).to_contain_text("Без права писать")
    await says(oleg, "а мне можно")
    await expect(vera.part("message")).to_contain_text(["а мне можно"])
    await opens(olga, 1)
    await olga.part("unmute").tap()
    await says(vera, "и мне")
    await expect(oleg.part("message").last).to_contain_text("и мне")


async def test_a_raised_hand_is_answered_with_one_tap(trio: Trio, media_url: str) -> None:
    olga, vera, oleg = trio
    await olga.part("tab-chat").tap()
    await olga.loads(f"{media_url}/film.mp4")
    await vera.sees_playing()
    await vera.part("ask-button").click()
    await expect(vera.part("ask-button")).to_have_attribute("aria-pressed", "true")
    await olga.page.locator(".toast", has_text="хочет управлять").get_by_role("button").tap()

    await expect(vera.part("control-panel")).to_be_visible()
    await expect(vera.part("ask-button")).to_be_hidden()
    await vera.presses_play()
    await oleg.sees_paused()

    # The list keeps a hand for whoever missed the toast.
    await oleg.part("ask-button").tap()
    await olga.part("tab-people").tap()
    await olga.part("hand-allow").tap()
    await expect(oleg.part("control-panel")).to_be_visible()
    await opens(olga, 1)
    await olga.part("trust-control").uncheck()
    await expect(vera.part("control-panel")).to_have_count(0)


async def test_one_person_is_trusted_with_the_queue(trio: Trio, media_url: str) -> None:
    olga, vera, _ = trio
    await olga.part("tab-queue").tap()
    await olga.loads(f"{media_url}/film.mp4")
    await olga.part("tab-people").tap()
    await opens(olga, 1)
    await olga.part("trust-queue").check()
    await olga.page.keyboard.press("Escape")
    await expect(olga.part("person").nth(1)).to_contain_text("Меняет очередь")

    await vera.queues(f"{media_url}/film.mp4")
    await expect(olga.part("tab-queue")).to_contain_text("1")


async def test_slow_mode_counts_down_and_unwanted_words_are_named(trio: Trio) -> None:
    olga, vera, _ = trio
    await olga.part("menu-button").tap()
    await olga.part("menu-order").tap()
    await olga.part("slow-mode").select_option("300")
    await olga.part("filter-words").fill("спойлер*\nконец фильма")
    await olga.part("filter-save").tap()
    await olga.page.keyboard.press("Escape")

    await expect(vera.part("slow-mode-line")).to_contain_text("раз в 300 с")
    await says(vera, "Спойлеры: он умер")
    await expect(vera.page.locator(".toast")).to_contain_text("«спойлер*»")
    await vera.part("message").last.hover()
    await vera.part("message-actions").last.click()
    await vera.part("message-discard").click()
    await says(vera, "Привет")
    await expect(vera.part("slow-mode-line")).to_contain_text(re.compile(r"ещё \d+ с"))
    await vera.part("chat-input").fill("И ещё")
    await expect(vera.part("chat-send")).to_be_disabled()


async def test_a_chat_for_admins_says_so_to_everybody_else(trio: Trio) -> None:
    olga, vera, _ = trio
    await olga.part("menu-button").tap()
    await olga.part("menu-rights").tap()
    await olga.part("chat-admin").check()

    await expect(vera.part("chat-barred")).to_contain_text("Здесь пишут только админы")


async def test_a_room_is_handed_over(trio: Trio) -> None:
    olga, vera, oleg = trio
    await opens(olga, 1)
    await olga.part("transfer-room").tap()
    await olga.part("confirm").tap()

    await vera.has_role("owner")
    await olga.has_role("admin")
    await expect(oleg.part("notices").last).to_contain_text("Владелец комнаты теперь")


async def test_the_log_shows_what_was_done(trio: Trio) -> None:
    olga, _, oleg = trio
    await opens(olga, 2)
    await olga.part("mute").tap()
    await olga.part("for_good").check()
    await olga.part("sanction-reason").fill("капс")
    await olga.part("sanction-submit").tap()
    await expect(oleg.part("chat-barred")).to_contain_text("до отмены запрета")
    await olga.part("menu-button").tap()
    await olga.part("menu-order").tap()
    await olga.part("order-log").tap()

    await expect(olga.part("action-log")).to_contain_text("нельзя писать до отмены запрета")
    await expect(olga.part("action-log")).to_contain_text("капс")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_its_dialogs_have_no_serious_fault(room: str, new_page: Pages, theme: str) -> None:
    page = await new_page(**DESKTOP, color_scheme=theme, reduced_motion="reduce")
    olga = await Person.enters(page, room)
    await olga.has_role("owner")
    await Person.enters(await new_page(), room)
    await olga.part("tab-people").click()
    await expect(olga.part("person")).to_have_count(2)
    await olga.part("person-manage").click()
    assert await serious_faults(page) == [], "a person"
    await olga.part("ban").click()
    assert await serious_faults(page) == [], "a ban"
    await page.keyboard.press("Escape")
    for name in ("menu-order", "menu-rights", "menu-room"):
        await olga.part("menu-button").click()
        await olga.part(name).click()
        assert await serious_faults(page) == [], name
        await page.keyboard.press("Escape")
