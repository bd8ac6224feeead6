"""A room from whatever people send."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.integration.clients import SocketClient
from tests.integration.conftest import ServedBot
from tests.integration.private.talk import CLIP, FILM, Talk, links_in, token_of
from tests.telegram import FakeTelegram, Person


async def test_a_link_becomes_a_room_that_friends_can_enter(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    made = await to_ann.writes(f"Смотрим? {FILM}")

    assert made.text is not None
    assert "nosferatu" in made.text
    token = token_of(made, to_ann.text("bot_open_room"))
    assert links_in(made) == [token]
    shared = parse_qs(urlsplit(made.button(to_ann.text("bot_share"))["url"]).query)
    assert shared["url"] == [f"https://t.me/watch_test_bot/watch?startapp={token}"]
    launch = telegram.init_data(bob, start_param=token)
    async with SocketClient(served_bot.url, init_data=launch) as friend:
        room = await friend.room()
    assert room["owner_id"] == ann.id
    assert room["current"]["media"]["url"] == FILM
    assert room["playback"]["paused"]


@pytest.mark.parametrize(
    "words", [f"/watch {FILM}", f"/watch@watch_test_bot {FILM}", f"смотри /watch {FILM}"]
)
async def test_watch_makes_a_room(to_ann: Talk, words: str) -> None:
    made = await to_ann.writes(words)
    assert "nosferatu" in (made.text or "")


async def test_watch_takes_the_link_of_the_message_that_it_answers(
    to_ann: Talk, ann: Person, telegram: FakeTelegram
) -> None:
    await to_ann.writes("/start")
    said = ann.writes(f"посмотри {FILM}")
    await telegram.idle()

    made = await to_ann.writes("/watch", reply_to=said)
    assert "nosferatu" in (made.text or "")


async def test_a_link_is_found_in_captions_forwards_and_behind_words(
    to_ann: Talk, ann: Person, telegram: FakeTelegram
) -> None:
    hidden = await to_ann.writes(f'<a href="{FILM}">вот это</a>', is_html=True)
    assert "nosferatu" in (hidden.text or "")
    caption = await to_ann.writes(f"обложка {CLIP}", photo=True)
    assert "clip" in (caption.text or "")
    channel = telegram.channel("Кино", owner=ann)
    forwarded = await to_ann.writes("", as_forward_of=ann.posts(FILM, channel))
    assert "nosferatu" in (forwarded.text or "")


async def test_what_cannot_be_played_is_answered_with_what_can(to_ann: Talk) -> None:
    refused = await to_ann.writes("https://www.youtube.com/playlist?list=PL1234567890abcdef")

    assert refused.text == to_ann.text("error_unsupported_media")


async def test_watch_alone_says_how_it_is_used(to_ann: Talk) -> None:
    assert (await to_ann.writes("/watch")).text == to_ann.text("bot_watch_usage")


@pytest.mark.parametrize("words", ["привет", "/nonsense", "<b>&amp;", "a" * 4096])
async def test_anything_else_gets_a_hint(to_ann: Talk, words: str) -> None:
    assert (await to_ann.writes(words)).text == to_ann.text("bot_hint")


async def test_an_empty_room_is_made_by_a_button(
    to_ann: Talk, telegram: FakeTelegram, served_bot: ServedBot, ann: Person
) -> None:
    screen = await to_ann.writes("/start")
    await to_ann.presses(screen, "bot_create")
    assert screen.text == to_ann.text("bot_new")
    await to_ann.presses(screen, "bot_new_empty")

    token = token_of(screen, to_ann.text("bot_open_room"))
    launch = telegram.init_data(ann, start_param=token)
    async with SocketClient(served_bot.url, init_data=launch) as owner:
        room = await owner.room()
    assert (room["owner_id"], room["current"]) == (ann.id, None)


async def test_what_was_chosen_from_our_inline_results_is_passed_over(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    await to_ann.writes("/start")
    ann.chat.post(sender=ann, text=FILM, via_bot=telegram.bot)
    assert (await to_ann.writes("/watch")).text == to_ann.text("bot_watch_usage")


@pytest.mark.parametrize(
    "sent",
    [
        {"checklist": {"title": "Фильмы", "tasks": [{"id": 1, "text": "Носферату"}]}},
        {"paid_media": {"star_count": 1, "paid_media": []}},
        {"game": {"title": "Игра", "description": "Игра", "photo": []}},
        {"hologram": {"of": "a later year"}},
    ],
    ids=lambda sent: next(iter(sent)),
)
async def test_whatever_kind_of_message_it_is_it_gets_a_hint(
    to_ann: Talk, telegram: FakeTelegram, ann: Person, sent: dict[str, object]
) -> None:
    await to_ann.writes("/start")
    ann.chat.post(sender=ann, service=sent)
    await telegram.until(lambda: ann.chat.last.text == to_ann.text("bot_hint"))


async def test_an_album_gets_one_hint(to_ann: Talk, telegram: FakeTelegram, ann: Person) -> None:
    await to_ann.writes("/start")
    for _ in range(3):
        ann.chat.post(sender=ann, photo=telegram.new_photo(), media_group_id="1")
    assert (await to_ann.writes("/watch")).text == to_ann.text("bot_hint")

    await telegram.idle()
    told = [message.text for message in ann.chat.from_bot()]
    assert told.count(to_ann.text("bot_hint")) == 1


async def test_the_words_that_are_sent_to_friends_have_no_plus_signs_for_spaces(
    to_ann: Talk,
) -> None:
    made = await to_ann.writes(FILM)

    address = made.button(to_ann.text("bot_share"))["url"]
    assert "+" not in address
    words = to_ann.text("invite_text", title="nosferatu")
    assert parse_qs(urlsplit(address).query)["text"] == [words]
