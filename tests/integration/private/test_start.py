"""/start and the links that lead into the chat with the bot."""

from urllib.parse import urlsplit

import pytest

from shared.settings import Settings
from tests.integration.conftest import served
from tests.integration.private.talk import FILM, Talk, labels, links_in, token_of
from tests.telegram import FakeTelegram, Person


async def test_start_says_what_this_is_and_offers_three_ways(to_ann: Talk) -> None:
    greeting = await to_ann.writes("/start")

    assert greeting.text == to_ann.text("bot_greeting")
    ways = ("bot_create", "bot_my_rooms", "bot_gallery")
    assert labels(greeting) == [to_ann.text(way) for way in ways]
    gallery = greeting.button(to_ann.text("bot_gallery"))["web_app"]["url"]
    assert urlsplit(gallery).path == "/gallery"


async def test_commands_menu_and_descriptions_are_told_to_telegram(
    to_ann: Talk, telegram: FakeTelegram
) -> None:
    await telegram.until(lambda: None in telegram.menu_button)

    for locale, language in (("en", ""), ("ru", "ru")):
        to_ann.speaks(locale)
        in_private = telegram.commands["all_private_chats", language]
        assert in_private["rooms"] == to_ann.text("bot_command_rooms")
        assert telegram.commands["all_group_chats", language].keys() == {"watch", "help"}
        described = telegram.descriptions["description", language]
        assert described == to_ann.text("bot_description")
    menu = telegram.menu_button[None]
    assert menu["web_app"]["url"] == "https://watch.example.org"


async def test_without_https_links_to_the_app_take_the_place_of_its_buttons(
    bot_settings: Settings, telegram: FakeTelegram, ann: Person
) -> None:
    async with served(bot_settings.model_copy(update={"public_url": ""}), has_bot=True):
        to_ann = Talk(telegram, ann)
        greeting = await to_ann.writes("/start")
        await telegram.until(lambda: None in telegram.menu_button)

    gallery = greeting.button(to_ann.text("bot_gallery"))
    assert gallery["url"] == "https://t.me/watch_test_bot/watch?startapp=gallery"
    assert telegram.menu_button[None]["type"] == "commands"


async def test_a_link_to_a_room_opens_it(to_ann: Talk, to_bob: Talk) -> None:
    (token,) = links_in(await to_ann.writes(FILM))

    invited = await to_bob.writes(f"/start {token}")

    assert invited.text == to_bob.text("bot_invited", title="nosferatu")
    assert labels(invited) == [to_bob.text("bot_open_room")]
    assert token_of(invited, to_bob.text("bot_open_room")) == token


@pytest.mark.parametrize("scheme", ["https://", ""])
async def test_a_room_link_that_is_brought_back_opens_its_room(to_ann: Talk, scheme: str) -> None:
    (token,) = links_in(await to_ann.writes(FILM))

    invited = await to_ann.writes(f"{scheme}t.me/watch_test_bot/watch?startapp={token}")

    assert token_of(invited, to_ann.text("bot_open_room")) == token
    assert invited.text == to_ann.text("bot_invited", title="nosferatu")


async def test_a_link_that_leads_nowhere_says_why_and_what_else_there_is(
    to_ann: Talk, to_bob: Talk
) -> None:
    damaged = await to_bob.writes("/start BGtoken_-")
    assert damaged.text == to_bob.text("error_link_invalid")
    assert len(labels(damaged)) == 3

    (token,) = links_in(await to_ann.writes(FILM))
    card = await to_ann.opens_card("nosferatu")
    await to_ann.presses(card, "bot_revoke")
    await to_ann.presses(card, "bot_revoke_sure")
    revoked = await to_bob.writes(f"/start {token}")
    assert revoked.text == to_bob.text("error_link_revoked")
    (fresh,) = links_in(card)
    invited = await to_bob.writes(f"/start {fresh}")
    assert labels(invited) == [to_bob.text("bot_open_room")]


@pytest.mark.parametrize("payload", ["что это?", "x" * 4000, "🎬", "<b>"])
async def test_hostile_payloads_of_start_get_a_sentence(to_bob: Talk, payload: str) -> None:
    answer = await to_bob.writes(f"/start {payload}")
    assert answer.text == to_bob.text("error_link_invalid")


@pytest.mark.parametrize(
    ("payload", "msgid"),
    [("gallery", "bot_gallery_text"), ("rooms", "bot_rooms_none"), ("new", "bot_new")],
)
async def test_links_from_elsewhere_lead_into_the_chat(
    to_ann: Talk, payload: str, msgid: str
) -> None:
    assert (await to_ann.writes(f"/start {payload}")).text == to_ann.text(msgid)
