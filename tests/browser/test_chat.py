"""People talking in a room, by touch and by keyboard."""

import re
import secrets

import pytest
from playwright.async_api import Locator, expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person
from tests.browser.telegram_client import BRIDGE, posted
from tests.integration.clients import SocketClient


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def says(person: Person, text: str) -> None:
    await person.part("chat-input").fill(text)
    await person.part("chat-send").click()


def line_of(person: Person, text: str) -> Locator:
    """Return the message with this text of its own, not in what it quotes."""
    said = person.page.locator(".message__text", has_text=text)
    return person.part("message").filter(has=said)


async def taps(person: Person, text: str, action: str) -> None:
    """Open what may be done with a line by tapping it, and choose."""
    await line_of(person, text).locator(".message__text").tap()
    await person.part(action).tap()


async def test_an_answer_shows_what_it_answers_and_leads_there(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await says(olga, "Что будем смотреть сегодня?")
    for number in range(12):
        await says(olga, f"вариант\nпод номером\n{number}")
    await expect(line_of(vera, "11")).to_be_visible()

    await vera.page.evaluate("document.querySelector('.chat__scroller').scrollTop = 0")
    await taps(vera, "Что будем смотреть", "message-reply")
    await expect(vera.part("reply-bar")).to_contain_text("Что будем смотреть")
    await expect(vera.part("chat-input")).to_be_focused()
    await says(vera, "Давайте Носферату")

    answer = line_of(olga, "Давайте Носферату")
    await expect(answer.get_by_test_id("quote")).to_contain_text("Что будем смотреть сегодня?")
    await expect(vera.part("reply-bar")).to_be_hidden()
    await answer.get_by_test_id("quote").tap()
    first = line_of(olga, "Что будем смотреть").first
    await expect(first).to_be_in_viewport()
    await expect(first).to_be_focused()


async def test_whoever_is_called_is_marked_and_feels_it(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    phone = await new_page()
    await phone.add_init_script(path=BRIDGE)
    vera = await Person.enters(phone, f"{room}#tgWebAppVersion=8.0&tgWebAppPlatform=ios")
    await expect(olga.part("viewer-count")).to_have_text("👥 2")

    await olga.part("chat-input").press_sequentially("привет, @")
    option = olga.part("mention-option").first
    await expect(option).to_be_visible()
    name = await option.inner_text()
    await olga.page.keyboard.press("Enter")
    await expect(olga.part("chat-input")).to_have_value(f"привет, @{name} ")
    await olga.page.keyboard.type("смотри")
    await olga.page.keyboard.press("Enter")

    called = line_of(vera, "смотри")
    await expect(called).to_have_attribute("data-for-me", "")
    await expect(called.locator(".mention")).to_have_text(f"@{name}")
    await expect(line_of(olga, "смотри")).not_to_have_attribute("data-for-me", "")
    touches = await posted(vera.page, "web_app_trigger_haptic_feedback")
    assert {"type": "impact", "impact_style": "soft"} in touches


async def test_links_are_links_and_markup_is_text(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    await says(olga, "<img src=x onerror=alert(1)> javascript:alert(1) https://films.test/a?b=1.")

    line = line_of(olga, "<img src=x onerror=alert(1)>")
    await expect(line.locator("img")).to_have_count(0)
    links = line.locator("a")
    await expect(links).to_have_count(1)
    await expect(links).to_have_attribute("href", "https://films.test/a?b=1")
    await expect(links).to_have_attribute("rel", re.compile("noopener"))


async def test_a_deleted_message_is_gone_for_everybody_and_in_its_quotes(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await says(vera, "лишнее")
    await taps(olga, "лишнее", "message-reply")
    await says(olga, "не надо так")
    await expect(line_of(vera, "не надо так").get_by_test_id("quote")).to_be_visible()

    await taps(vera, "лишнее", "message-delete")
    await vera.part("confirm").tap()

    for person in (olga, vera):
        await expect(person.page.get_by_text("лишнее")).to_have_count(0)
        await expect(person.part("message").first).to_contain_text("Сообщение удалено")
    third = await Person.enters(await new_page(), room)
    await expect(third.part("message").first).to_contain_text("Сообщение удалено")
    await expect(third.page.get_by_text("лишнее")).to_have_count(0)


async def test_an_admin_may_delete_and_a_viewer_only_what_is_their_own(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    vera = await Person.enters(await new_page(), room)
    await says(olga, "слово владельца")
    await line_of(vera, "слово владельца").locator(".message__text").tap()
    await expect(vera.part("message-reply")).to_be_visible()
    await expect(vera.part("message-delete")).to_have_count(0)
    await vera.page.keyboard.press("Escape")
    await says(vera, "слово зрителя")

    await line_of(olga, "слово зрителя").hover()
    await line_of(olga, "слово зрителя").get_by_test_id("message-actions").click()
    await olga.part("message-delete").click()
    await olga.part("confirm").click()

    await expect(vera.part("message").last).to_contain_text("Сообщение удалено")


async def test_the_history_is_paged_back_and_the_place_is_kept(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    url, room_id = room.split("/room/")
    for talker in range(5):  # nobody may say more at a time
        async with SocketClient(url, guest_token=f"talker-{talker}", room_id=room_id) as client:
            for number in range(14):
                await client.do("send_message", text=f"строка {talker * 14 + number:03}")
    vera = await Person.enters(await new_page(), room)
    await expect(line_of(vera, "строка 069")).to_be_in_viewport()
    await expect(line_of(vera, "строка 019")).to_have_count(0)

    before = await vera.page.evaluate(
        """() => {
          const scroller = document.querySelector(".chat__scroller");
          scroller.scrollTop = 100;
          const row = [...document.querySelectorAll(".message")]
            .find((row) => row.textContent.includes("строка 025"));
          return row.getBoundingClientRect().top;
        }"""
    )
    await expect(line_of(vera, "строка 000")).to_have_count(1)

    box = await line_of(vera, "строка 025").bounding_box()
    assert box is not None
    assert abs(box["y"] - before) < 2
    await says(olga, "ещё одна")
    await expect(vera.part("chat-to-end")).to_contain_text("1 новое")
    await expect(line_of(vera, "строка 025")).to_be_in_viewport()
    await vera.part("chat-to-end").tap()
    await expect(line_of(vera, "ещё одна")).to_be_in_viewport()
    await expect(vera.part("chat-to-end")).to_be_hidden()
    await expect(vera.part("unread-mark")).to_be_visible()


async def test_others_see_who_is_writing_until_it_is_said(room: str, new_page: Pages) -> None:
    olga = await Person.enters(await new_page(), room)
    vera = await Person.enters(await new_page(), room)
    await vera.part("chat-input").press_sequentially("Я дум")

    await expect(olga.part("typing")).to_contain_text("печатает")
    await expect(vera.part("typing")).to_be_hidden()
    await says(vera, "Я думаю, да")
    await expect(line_of(olga, "Я думаю, да")).to_be_visible()
    await expect(olga.part("typing")).to_be_hidden()


async def test_what_happens_in_the_room_is_one_quiet_line(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await Person.enters(await new_page(), room)
    await expect(olga.part("notices")).to_contain_text("Теперь здесь")
    await olga.loads(f"{media_url}/film.mp4")

    await expect(olga.part("notices")).to_have_count(1)
    await expect(olga.part("notices")).to_contain_text("film")
    await expect(olga.part("notices")).to_contain_text("ещё 1 событие")
    await olga.part("notices").locator("summary").tap()
    await expect(olga.part("notices")).to_contain_text("Теперь здесь")


async def test_near_the_end_of_what_fits_it_is_said_how_much_is_left(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.part("chat-input").fill("а" * 3_600)
    await expect(olga.part("chat-left")).to_be_hidden()
    await olga.part("chat-input").fill("а" * 3_979)
    await expect(olga.part("chat-left")).to_have_text("Остался 21 символ")
