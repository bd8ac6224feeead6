"""/rooms: the list, the cards and their buttons."""

import aiohttp
import pytest

from bot.private.room_card import Wish
from tests.integration.clients import SocketClient
from tests.integration.conftest import ServedBot
from tests.integration.private.talk import CLIP, FILM, Talk, labels, links_in
from tests.telegram import FakeTelegram, Person


async def test_rooms_are_listed_with_who_is_inside(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    assert (await to_ann.writes("/rooms")).text == to_ann.text("bot_rooms_none")
    (token,) = links_in(await to_ann.writes(FILM))
    listed = await to_ann.writes("/rooms")
    assert "внутри никого" in (listed.text or "")

    of_ann, of_bob = (telegram.init_data(who, start_param=token) for who in (ann, bob))
    async with (
        SocketClient(served_bot.url, init_data=of_ann) as owner,
        SocketClient(served_bot.url, init_data=of_bob),
    ):
        await owner.do("play")
        listed = await to_ann.writes("/rooms")
        assert "внутри 2 человека, идёт" in (listed.text or "")
        await owner.do("pause")
        listed = await to_ann.writes("/rooms")
        assert "внутри 2 человека, на паузе" in (listed.text or "")


async def test_a_long_list_is_turned_in_place(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person
) -> None:
    headers = {"Authorization": f"tma {telegram.init_data(ann)}"}
    async with aiohttp.ClientSession(served_bot.url, headers=headers) as app:
        for number in range(8):
            film = {"url": f"https://films.test/film-{number}.mp4"}
            async with app.post("/api/rooms", json=film) as answer:
                assert answer.status == 201
    first = await to_ann.writes("/rooms")
    shown = set(labels(first))
    await to_ann.presses_labelled(first, "›")
    second = set(labels(first))
    await to_ann.presses_labelled(first, "‹")

    films = {f"film-{number}" for number in range(8)}
    assert (shown | second) >= films
    assert len(shown & films) == 6
    assert not shown & second & films
    assert set(labels(first)) == shown


async def test_a_room_gets_a_new_name_by_the_next_message(to_ann: Talk) -> None:
    await to_ann.writes(FILM)
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_rename")

    refused = await to_ann.writes("и" * 101)
    assert refused.text == to_ann.text("bot_rename_again", limit=100)
    renamed = await to_ann.writes("  Кино <вечер>\n&  друзья ")

    assert (renamed.text or "").startswith("Кино <вечер> & друзья\nИдёт: nosferatu")
    assert "Кино <вечер> & друзья" in labels(await to_ann.writes("/rooms"))


async def test_renaming_is_given_up_by_cancel_by_the_button_and_by_other_commands(
    to_ann: Talk,
) -> None:
    await to_ann.writes(FILM)
    card = await to_ann.opens_card("nosferatu")

    await to_ann.presses(card, "bot_rename")
    assert (await to_ann.writes("/cancel")).text == to_ann.text("bot_cancelled")
    assert (await to_ann.writes("/cancel")).text == to_ann.text("bot_nothing_to_cancel")
    assert (await to_ann.writes("привет")).text == to_ann.text("bot_hint")

    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_rename")
    await to_ann.presses(card, "bot_cancel")
    assert (await to_ann.writes("привет")).text == to_ann.text("bot_hint")

    await to_ann.presses(card, "bot_rename")
    assert (await to_ann.writes("/help")).text != to_ann.text("bot_rename_again", limit=100)
    assert (await to_ann.writes("привет")).text == to_ann.text("bot_hint")


async def test_the_owner_decides_who_may_control(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    (token,) = links_in(await to_ann.writes(FILM))
    card = await to_ann.opens_card("nosferatu")
    of_ann, of_bob = (telegram.init_data(who, start_param=token) for who in (ann, bob))
    async with (
        SocketClient(served_bot.url, init_data=of_ann),
        SocketClient(served_bot.url, init_data=of_bob) as guest,
    ):
        assert (await guest.refused("play"))["code"] == "permission_denied"
        await to_ann.presses(card, "bot_control")
        assert "✓ Админы" in labels(card)
        await to_ann.presses(card, "bot_control_viewer")
        assert "✓ Все" in labels(card)
        await guest.do("play")
        await guest.do("add_to_queue", url=CLIP)

        await to_ann.presses_labelled(card, "✓ Все")  # pressed again: nothing changes
        await to_ann.presses(card, "bot_control_owner")
        assert (await guest.refused("pause"))["code"] == "permission_denied"


async def test_a_public_room_is_in_the_gallery(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person
) -> None:
    (token,) = links_in(await to_ann.writes(FILM))
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_visibility")
    await to_ann.presses(card, "visibility_public")
    assert f"✓ {to_ann.text('visibility_public')}" in labels(card)
    await to_ann.presses(card, "bot_back")
    assert to_ann.text("bot_card_visibility", who=to_ann.text("visibility_public")) in (
        card.text or ""
    )
    launch = telegram.init_data(ann, start_param=token)
    async with SocketClient(served_bot.url, init_data=launch) as owner:
        assert (await owner.room())["visibility"] == "public"


async def test_an_admins_link_makes_admins(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await to_ann.writes(FILM)
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_invite")
    await to_ann.presses(card, "bot_invite_as_admin")
    (token,) = links_in(card)

    launch = telegram.init_data(bob, start_param=token)
    async with SocketClient(served_bot.url, init_data=launch) as friend:
        assert (await friend.room())["admins"] == [bob.id]


async def test_a_room_is_closed_after_a_question(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person
) -> None:
    (token,) = links_in(await to_ann.writes(FILM))
    card = await to_ann.opens_card("nosferatu")
    launch = telegram.init_data(ann, start_param=token)
    async with SocketClient(served_bot.url, init_data=launch) as owner:
        await to_ann.presses(card, "bot_close")
        await to_ann.presses(card, "bot_back")
        await to_ann.presses(card, "bot_close")
        assert owner.frames["bye"] == []
        await to_ann.presses(card, "bot_close_sure")
        assert (await owner.arrival("bye"))["code"] == "room_closed"

    assert card.text == to_ann.text("bot_rooms_none")
    closed = await to_ann.writes(f"/start {token}")
    assert closed.text == to_ann.text("error_room_closed")


async def test_a_stale_button_says_so_and_shows_what_there_is(to_ann: Talk) -> None:
    await to_ann.writes(FILM)
    await to_ann.writes(CLIP)
    stale = await to_ann.opens_card("nosferatu")
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_close")
    await to_ann.presses(card, "bot_close_sure")

    answer = await to_ann.presses(stale, "bot_rename")

    assert answer["text"] == to_ann.text("bot_room_gone")
    assert answer["show_alert"] is True
    assert "clip" in labels(stale)
    assert "nosferatu" not in labels(stale)


async def test_a_room_that_is_closed_while_its_name_is_asked_for_is_gone(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    await to_ann.writes(FILM)
    prompt, card = await to_ann.opens_card("nosferatu"), await to_ann.opens_card("nosferatu")
    await to_ann.presses(prompt, "bot_rename")
    await to_ann.presses(card, "bot_close")
    await to_ann.presses(card, "bot_close_sure")

    told = await to_ann.writes("Кино")
    assert told.text == to_ann.text("bot_room_gone")
    await telegram.until(lambda: ann.chat.last is not told)
    assert ann.chat.last.text == to_ann.text("bot_rooms_none")


async def test_nobody_acts_on_the_rooms_of_others(
    to_ann: Talk,
    to_bob: Talk,
    telegram: FakeTelegram,
    served_bot: ServedBot,
    ann: Person,
    bob: Person,
) -> None:
    (token,) = links_in(await to_ann.writes(FILM))
    of_ann, of_bob = (telegram.init_data(who, start_param=token) for who in (ann, bob))
    async with (
        SocketClient(served_bot.url, init_data=of_ann) as owner,
        SocketClient(served_bot.url, init_data=of_bob),
    ):
        before = await owner.room()
        screen = await to_bob.writes("/rooms")
        for data in forged(before["id"]):
            answer = await to_bob.forges(screen, data)
            assert answer["text"] == to_bob.text("bot_room_gone"), data
        assert screen.text == to_bob.text("bot_rooms_none")
        assert (await to_bob.writes("Pwned")).text == to_bob.text("bot_hint")
        assert await owner.room() == before


def forged(room_id: str) -> list[str]:
    changes = [f"control:viewer:{room_id}", f"show:public:{room_id}"]
    return [*(f"room:{wish}:{room_id}" for wish in Wish), *changes]


@pytest.mark.parametrize(
    "data",
    ["nonsense", "room:close:../../x", "room:explode:abc", "rooms:x", "show:all:abc", "new:2"],
)
async def test_made_up_buttons_are_answered(to_bob: Talk, data: str) -> None:
    screen = await to_bob.writes("/rooms")
    answer = await to_bob.forges(screen, data)
    assert answer["text"] == to_bob.text("bot_button_unknown")


async def test_a_page_beyond_the_last_is_the_last(to_bob: Talk) -> None:
    await to_bob.writes(FILM)
    screen = await to_bob.writes("/rooms")
    for page in (10**9, -(10**9)):
        await to_bob.forges(screen, f"rooms:{page}")
    assert "nosferatu" in labels(screen)


@pytest.mark.parametrize("words", ["\u2800\u3164", "\u202e\u200b"])
async def test_a_name_that_cannot_be_seen_is_none(to_ann: Talk, words: str) -> None:
    await to_ann.writes(FILM)
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_rename")

    refused = await to_ann.writes(words)
    assert refused.text == to_ann.text("bot_rename_again", limit=100)


async def test_a_link_that_a_new_room_waits_for_does_not_become_the_name_of_another(
    to_ann: Talk,
) -> None:
    await to_ann.writes(FILM)
    greeting = await to_ann.writes("/start")
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_rename")
    await to_ann.presses(greeting, "bot_create")

    await to_ann.writes(CLIP)
    assert {"clip", "nosferatu"} <= set(labels(await to_ann.writes("/rooms")))
