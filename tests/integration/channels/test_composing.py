"""Composing: what is asked, what is answered, and what is said to what is no answer."""

import pytest

from bot.private.new_room import NEW_ROOMS
from shared.clock import SystemClock
from shared.settings import Settings
from tests.integration.channels.author import CLIP, FILM, Author, enter, labels, posts_in
from tests.integration.conftest import ServedBot, served
from tests.integration.quick import QUICK
from tests.telegram import Community, FakeTelegram, Person, Refused, ServerError


async def test_composing_goes_on_after_a_restart(
    telegram: FakeTelegram, bot_settings: Settings, channel: Community, ann: Person
) -> None:
    author = Author(telegram, ann)
    async with served(bot_settings, has_bot=True, rates=QUICK):
        await author.connects(channel)
        await author.presses("bot_channel_compose")
        await author.writes(FILM)

    async with served(bot_settings, has_bot=True, rates=QUICK):
        await author.writes("После перерыва")
        await author.presses("bot_compose_no_cover")
        await author.presses("bot_compose_now")
        await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert post.text == "После перерыва"


async def test_the_picture_of_a_video_becomes_the_cover(author: Author, channel: Community) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(CLIP)
    await author.presses("bot_compose_no_caption")
    await author.presses("bot_compose_thumbnail")
    await author.presses("bot_compose_now")
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert post.photo is not None
    assert post.caption


async def test_a_picture_that_cannot_be_had_is_left_out(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(CLIP)
    await author.writes("Смотрим")
    await author.presses("bot_compose_thumbnail")
    telegram.fail("sendPhoto", Refused(400, "Bad Request: wrong type of the web page content"))
    await author.presses("bot_compose_now")
    await author.is_told(author.text("bot_compose_cover_lost"))

    await author.presses("bot_compose_publish")
    (post,) = posts_in(channel)
    assert (post.text, post.photo) == ("Смотрим", None)


async def test_everything_can_be_changed_before_it_is_published(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.composes(caption="Раз")
    await author.presses("bot_compose_change_caption")
    await author.writes("Два")
    await author.presses("bot_compose_change_cover")
    await author.writes("обложка", photo=True)
    await author.presses("bot_compose_change_link")
    await author.writes(f"лучше это: {CLIP}")
    await author.presses("bot_compose_change_when")
    await author.presses("bot_back")
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert post.caption == "Два"
    own_photo = next(m.photo for m in author.person.chat.messages if m.caption == "обложка")
    assert post.photo == own_photo


async def test_every_step_leads_back(author: Author, channel: Community) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    asked = author.last.text
    prompt = await author.writes(FILM)
    texts = [prompt.text]
    await author.presses("bot_compose_no_caption", prompt)
    texts.append(prompt.text)
    await author.presses("bot_compose_no_cover", prompt)

    for expected in [*reversed(texts), asked]:
        await author.presses("bot_back", prompt)
        assert prompt.text == expected

    await author.presses("bot_cancel", prompt)
    assert author.text("bot_channel_compose") in labels(prompt)
    assert (await author.writes("привет")).text == author.text("bot_hint")


async def test_cancel_ends_composing_and_old_buttons_do_nothing(
    author: Author, channel: Community
) -> None:
    await author.connects(channel)
    await author.composes()
    control = author.last

    assert (await author.writes("/cancel")).text == author.text("bot_cancelled")
    assert await author.presses("bot_compose_publish", control) == author.text("bot_button_unknown")
    assert posts_in(channel) == []


async def test_a_command_in_the_middle_does_not_become_the_caption(
    author: Author, channel: Community
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    prompt = await author.writes(FILM)
    assert (await author.writes("/help")).text != prompt.text

    await author.writes("Подпись")
    await author.presses("bot_compose_no_cover")
    await author.presses("bot_compose_now")
    await author.presses("bot_compose_publish")
    assert posts_in(channel)[0].text == "Подпись"


@pytest.mark.parametrize("words", ["нет ссылки", "x" * 4096, "<b>", "&amp;"])
async def test_what_is_no_link_is_asked_for_again(
    author: Author, channel: Community, words: str
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    prompt = author.last.text

    assert (await author.writes(words)).text == prompt


async def test_what_cannot_be_played_is_refused_at_once(author: Author, channel: Community) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")

    refused = await author.writes("https://www.youtube.com/playlist?list=PL1234567890abcdef")

    assert refused.text == author.text("error_unsupported_media")
    assert "nosferatu" in ((await author.writes(FILM)).text or "")


async def test_a_caption_is_measured_as_telegram_measures(
    author: Author, channel: Community
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)

    refused = await author.writes("🎬" * 473)
    assert refused.text == author.text("bot_compose_too_long", length=946, limit=944)
    await author.writes("🎬" * 472)
    await author.writes("", photo=True)
    await author.writes("завтра 20:00")
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert (post.caption or "").startswith("🎬" * 472)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("вечерком", "bot_compose_time_unclear"),
        ("1.1.2020 20:00", "bot_compose_time_past"),
        ("1.1.2199 20:00", "bot_compose_time_far"),
        ("20:00 +99", "bot_compose_time_unclear"),
    ],
)
async def test_what_is_no_time_to_start_is_answered_with_why(
    author: Author, channel: Community, words: str, answer: str
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)
    await author.presses("bot_compose_no_caption")
    await author.presses("bot_compose_no_cover")

    assert (await author.writes(words)).text == author.text(answer)


async def test_a_scheduled_post_says_when_and_its_room_starts_by_itself(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)
    await author.writes("Смотрим")
    await author.presses("bot_compose_no_cover")
    assert "UTC+5" in ((await author.writes("+5")).text or "")
    await author.writes("завтра 20:00")
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert (post.text or "").startswith("Смотрим\n\nНачало ")
    assert (post.text or "").endswith("в 20:00 UTC+5")
    playback = (await enter(telegram, served_bot.url, bob, post))["playback"]
    assert not playback["paused"]
    assert playback["updated_at_ms"] > SystemClock().now_ms()
    assert playback["updated_at_ms"] // 60_000 % (24 * 60) == 15 * 60


async def test_a_start_in_a_quarter_of_an_hour_takes_one_press(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)
    await author.presses("bot_compose_no_caption")
    await author.presses("bot_compose_no_cover")
    await author.presses("bot_compose_in_15")
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert (post.text or "").startswith("nosferatu\n\nНачало ")
    assert "МСК" in (post.text or "")
    playback = (await enter(telegram, served_bot.url, bob, post))["playback"]
    assert 0 < playback["updated_at_ms"] - SystemClock().now_ms() <= 15 * 60_000


async def test_a_preview_that_does_not_go_out_leaves_the_buttons_to_try_again(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)
    await author.writes("Смотрим")
    await author.presses("bot_compose_no_cover")
    telegram.fail("sendMessage", ServerError())

    assert await author.presses("bot_compose_now") == author.text("bot_failed")

    await author.presses("bot_compose_now")
    await author.presses("bot_compose_publish")
    assert [post.text for post in posts_in(channel)] == ["Смотрим"]


async def test_a_delay_that_is_not_offered_is_none(author: Author, channel: Community) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(FILM)
    await author.presses("bot_compose_no_caption")
    await author.presses("bot_compose_no_cover")

    for in_min in (-5, 7, 10**9, 10**30):
        popped = await author.makes_up(f"starts:{in_min}")
        assert popped == author.text("bot_button_unknown")


@pytest.mark.parametrize("command", ["/start", "/start new"])
async def test_who_starts_anew_is_not_composing_any_more(
    author: Author, channel: Community, command: str
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    await author.writes(command)

    await author.writes(FILM)
    assert "nosferatu" in labels(await author.writes("/rooms"))


@pytest.mark.parametrize("cancel", ["Отмена", "Cancel"])
async def test_the_keys_below_are_heard_while_a_post_is_composed(
    author: Author, channel: Community, telegram: FakeTelegram, cancel: str
) -> None:
    await author.connects(channel)
    other = telegram.channel("Другое", owner=author.person)
    shelf = await author.writes("/channels")
    await author.presses("bot_channel_add", shelf)
    keys = await author.shows(author.text("bot_channel_pick_key"))
    await author.presses_labelled(channel.title, shelf)
    await author.presses("bot_channel_compose", shelf)
    assert (await author.writes(cancel)).text == author.text("bot_cancelled")

    card = await author.writes("/channels")
    await author.presses_labelled(channel.title, card)
    await author.presses("bot_channel_compose", card)
    author.person.shares_chat(other, keys)
    await author.is_told(author.text("bot_channel_connected", title=other.title))


async def test_looking_for_a_button_of_long_ago_does_not_end_composing(
    author: Author, channel: Community
) -> None:
    await author.connects(channel)
    card = author.last
    await author.writes(FILM)
    rooms = await author.writes("/rooms")
    await author.presses_labelled("nosferatu", rooms)
    await author.presses("bot_rename", rooms)
    await author.presses("bot_channel_compose", card)

    await author.presses("bot_cancel", rooms)

    assert "nosferatu" in ((await author.writes(FILM)).text or "")
    assert author.text("bot_compose_no_caption") in labels(author.last)


async def test_links_are_not_looked_at_without_end(author: Author, channel: Community) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_compose")
    for _ in range(NEW_ROOMS.amount):
        refused = await author.writes("https://www.youtube.com/playlist?list=PL1234567890abcdef")
        assert refused.text == author.text("error_unsupported_media")

    assert (await author.writes(FILM)).text == author.text("error_rate_limited")
