"""The queue with several people: ordering, undoing, suggesting, voting, skipping."""

import re
import secrets

import pytest
from playwright.async_api import CDPSession, Locator, expect

from tests.browser.application import Application
from tests.browser.pages import DESKTOP, Pages
from tests.browser.people import Person

FILES = ("one", "two", "three")


@pytest.fixture
def room(application: Application) -> str:
    """The address of a room nobody has been in."""
    return f"{application.url}/room/{secrets.token_hex(4)}"


async def puts_on(person: Person, url: str) -> None:
    await person.loads(url)
    await expect(person.part("placeholder")).to_be_hidden()


async def fill(person: Person, media_url: str) -> None:
    """Put a video on and three into the queue."""
    await puts_on(person, f"{media_url}/film.mp4")
    for name in FILES:
        await person.queues(f"{media_url}/film.mp4?{name}#.mp4")
        await expect(person.part("media-dialog")).to_have_count(0)
    await expect(waiting(person)).to_have_count(3)


def waiting(person: Person) -> Locator:
    return (
        person.part("queue-item")
        .locator("visible=true")
        .and_(person.page.locator(":not([aria-current])"))
    )


async def order(person: Person) -> list[str]:
    """Return the ids of what waits."""
    ids = await waiting(person).evaluate_all("rows => rows.map((row) => row.dataset.item)")
    return [str(item_id) for item_id in ids]


async def touch(finger: CDPSession, kind: str, *points: dict[str, float]) -> None:
    await finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})


async def test_a_row_is_dragged_by_its_handle_and_everybody_sees_it(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await fill(olga, media_url)
    first, second, third = await order(olga)

    grips = waiting(olga).get_by_test_id("queue-grip")
    start = await grips.nth(0).bounding_box()
    end = await grips.nth(2).bounding_box()
    assert start
    assert end
    finger = await olga.page.context.new_cdp_session(olga.page)
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    await touch(finger, "touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        point = {"x": x, "y": y + (end["y"] + end["height"] - start["y"]) * step / 10}
        await touch(finger, "touchMove", point)
    await touch(finger, "touchEnd")

    await expect(olga.part("toast")).to_contain_text("Перемещено")
    assert await order(olga) == [second, third, first]
    await olga.page.reload()
    await olga.is_connected()
    await olga.part("tab-queue").tap()
    await expect(waiting(olga)).to_have_count(3)
    assert await order(olga) == [second, third, first]


async def test_a_row_is_moved_by_keys_that_keep_their_place_and_say_what_they_did(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(**DESKTOP), room)
    await fill(olga, media_url)
    first, second, third = await order(olga)

    await waiting(olga).get_by_test_id("queue-grip").nth(0).focus()
    await olga.page.keyboard.press("ArrowDown")
    await expect(olga.part("queue-said")).to_contain_text("место 2 из 3")
    await olga.page.keyboard.press("End")
    await expect(olga.part("queue-said")).to_contain_text("место 3 из 3")
    assert await order(olga) == [second, third, first]
    await olga.page.keyboard.press("Home")
    await expect(olga.part("queue-said")).to_contain_text("место 1 из 3")
    assert await order(olga) == [first, second, third]


async def test_a_cleared_queue_is_brought_back_from_the_toast(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await fill(olga, media_url)
    before = await order(olga)

    await olga.part("queue-clear").tap()
    await expect(olga.part("queue-empty")).to_be_visible()
    await olga.part("toast").filter(has_text="Очередь очищена").get_by_test_id("toast-action").tap()
    await expect(waiting(olga)).to_have_count(3)
    assert await order(olga) == before
    await expect(olga.part("queue-undo")).to_be_disabled()


async def test_suggestions_are_ordered_by_votes_and_let_in_by_an_admin(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await puts_on(olga, f"{media_url}/film.mp4")
    vera = await Person.enters(await new_page(), room)
    ivan = await Person.enters(await new_page(), room)
    for name in ("one", "two"):
        await vera.part("add-button").tap()
        await vera.part("load-url").fill(f"{media_url}/film.mp4?{name}")
        await vera.part("suggest-submit").tap()
        await expect(vera.part("media-dialog")).to_have_count(0)

    await ivan.part("tab-queue").tap()
    await expect(ivan.part("suggestion")).to_have_count(2)
    chosen = ivan.part("suggestion").nth(1)
    key = await chosen.get_attribute("data-key")
    await chosen.get_by_test_id("suggestion-vote").tap()
    top = ivan.part("suggestion").nth(0)
    await expect(top).to_have_attribute("data-key", str(key))
    await expect(top.get_by_test_id("suggestion-vote")).to_have_attribute("aria-pressed", "true")
    await expect(top.get_by_test_id("suggestion-vote")).to_have_text("2")
    await expect(ivan.part("suggestion-approve")).to_have_count(0)

    await olga.part("tab-queue").tap()
    await olga.part("suggestion-approve").nth(0).tap()
    await expect(waiting(ivan)).to_have_count(1)
    await expect(olga.part("suggestion")).to_have_count(1)
    await olga.part("suggestion-reject").tap()
    await expect(ivan.part("suggestion")).to_have_count(0)
    await olga.part("queue-undo").tap()
    await expect(ivan.part("suggestion")).to_have_count(1)
    await vera.part("tab-queue").tap()
    await vera.part("suggestion-withdraw").tap()
    await expect(ivan.part("suggestion")).to_have_count(0)


async def test_more_than_half_skip_what_is_on(room: str, new_page: Pages, media_url: str) -> None:
    olga = await Person.enters(await new_page(), room)
    await puts_on(olga, f"{media_url}/film.mp4")
    await olga.queues(f"{media_url}/short.mp4")
    vera = await Person.enters(await new_page(), room)
    ivan = await Person.enters(await new_page(), room)
    for person in (vera, ivan):
        await person.part("tab-queue").tap()
    await expect(vera.part("skip-vote")).to_contain_text("0/2")

    await vera.part("skip-vote").tap()
    await expect(ivan.part("skip-vote")).to_contain_text("1/2")
    await expect(olga.part("queue-item").first).to_contain_text("за пропуск: 1/2")
    await ivan.part("skip-vote").tap()

    await expect(vera.part("queue-item")).to_have_count(1)
    await expect(vera.part("queue-item")).to_contain_text("short")
    await expect(vera.part("skip-vote")).to_contain_text("0/2")


async def test_how_the_queue_plays_is_seen_by_those_who_fill_it(
    room: str, new_page: Pages, media_url: str
) -> None:
    olga = await Person.enters(await new_page(), room)
    await puts_on(olga, f"{media_url}/film.mp4")
    vera = await Person.enters(await new_page(), room)
    await vera.part("tab-queue").tap()
    await expect(vera.part("queue-loop")).to_be_hidden()
    await olga.part("menu-button").tap()
    await olga.part("menu-rights").tap()
    await olga.part("queue-viewer").check()
    await expect(vera.part("queue-loop")).to_be_visible()
    await olga.page.keyboard.press("Escape")

    await vera.part("queue-loop").tap()
    await vera.part("queue-autoplay").tap()

    await olga.part("tab-queue").tap()
    await expect(olga.part("queue-loop")).to_have_attribute("aria-label", "Повтор: вся очередь")
    await expect(olga.part("queue-autoplay")).to_have_attribute("aria-pressed", "false")


async def test_the_form_offers_a_playlist_and_says_when_there_is_none_to_be_had(
    room: str, new_page: Pages
) -> None:
    olga = await Person.enters(await new_page(), room)
    await olga.part("tab-queue").tap()
    await olga.part("queue-add").tap()
    dialog = olga.part("media-dialog")
    await dialog.get_by_test_id("load-url").fill("youtube.com/watch?v=dQw4w9WgXcQ")
    await expect(dialog.get_by_test_id("playlist-submit")).to_be_hidden()
    await dialog.get_by_test_id("load-url").fill("youtube.com/playlist?list=RDnothing")
    await dialog.get_by_test_id("playlist-submit").tap()
    await expect(dialog.get_by_role("alert")).to_contain_text(re.compile("плейлист"))
