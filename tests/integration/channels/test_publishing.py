"""Publishing: what happens between the button under the preview and the post."""

from typing import Any

import pytest

from shared.settings import Settings
from shared.storage import database
from shared.storage.onboarding import SqlDialogueStore
from tests.integration.channels.author import (
    EDIT,
    FILM,
    POST,
    Author,
    enter,
    labels,
    posts_in,
    room_id_of,
    rooms_of,
    token_of,
)
from tests.integration.clients import SocketClient
from tests.integration.conftest import ServedBot, served
from tests.integration.quick import QUICK
from tests.telegram import Community, FakeTelegram, LateAnswer, LostAnswer, Person, Refused, User
from tests.telegram.methods.answering import TOO_OLD


async def test_everything_fits_into_the_pace_that_telegram_allows(
    telegram: FakeTelegram, bot_settings: Settings, channel: Community, ann: Person
) -> None:
    telegram.limits.is_on = True
    author = Author(telegram, ann)
    async with served(bot_settings, has_bot=True):
        await author.connects(channel)
        await author.composes()
        await author.presses("bot_compose_publish")

    assert len(posts_in(channel)) == 1
    assert not [call for call in telegram.calls if call.status == 429]


async def test_from_a_picked_channel_to_a_posted_button(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    first = await author.writes("/channels")
    assert first.text == author.text("bot_channels_none")
    await author.presses("bot_channel_add")
    author.person.shares_chat(channel, await author.shows(author.text("bot_channel_pick_key")))
    card = await author.shows(author.text("bot_channel_compose"))
    assert channel.bot.has_right("can_post_messages")
    assert channel.bot.has_right("can_edit_messages")
    assert not channel.bot.has_right("can_delete_messages")
    assert (card.text or "").startswith("Кино & <ко>")

    await author.presses("bot_channel_compose")
    assert (await author.writes(FILM)).text == author.text(
        "bot_compose_caption", title="nosferatu", limit=944
    )
    await author.writes('<b>Жуть</b> & <a href="https://a.test/?a=1&amp;b=2">тут</a>', is_html=True)
    await author.presses("bot_compose_no_cover")
    await author.presses("bot_compose_now")
    await author.shows(author.text("bot_compose_publish"))
    preview = author.person.chat.messages[-2]
    await author.presses("bot_compose_publish")

    (post,) = posts_in(channel)
    assert post.text == "Жуть & тут"
    assert [entity["type"] for entity in post.entities] == ["bold", "text_link"]
    for name in ("text", "entities", "photo", "link_preview_options"):
        assert getattr(preview, name) == getattr(post, name), name
    assert labels(preview) == labels(post) == ["Смотреть вместе"]
    assert room_id_of(preview) == room_id_of(post)
    assert post.link_preview_options == {"is_disabled": True}
    assert author.last.button(author.text("bot_compose_open_post"))["url"] == (
        f"https://t.me/films/{post.message_id}"
    )
    room = await enter(telegram, served_bot.url, bob, post)
    assert room["owner_id"] == author.person.id
    assert room["chat"]["id"] == channel.id
    assert room["current"]["media"]["url"] == FILM
    assert room["playback"]["paused"]


def withdraw_posting(telegram: FakeTelegram, channel: Community, ann: Person) -> User:
    channel.promote(telegram.bot, by=ann, **EDIT)
    return telegram.bot


def withdraw_bot(telegram: FakeTelegram, channel: Community, ann: Person) -> User:
    channel.kick_bot(by=ann)
    return telegram.bot


@pytest.mark.parametrize(
    ("withdraw", "reason"),
    [(withdraw_posting, "bot_channel_bot_cannot_post"), (withdraw_bot, "bot_channel_bot_outside")],
)
async def test_what_the_bot_may_no_longer_post_waits_until_it_may(
    author: Author, channel: Community, telegram: FakeTelegram, withdraw: Any, reason: str
) -> None:
    await author.connects(channel)
    await author.composes()
    control = author.last
    withdraw(telegram, channel, author.person)

    popped = await author.presses("bot_compose_publish", control)

    assert popped == author.text(reason, title=channel.title)
    assert posts_in(channel) == []
    channel.promote(telegram.bot, by=author.person, **POST, **EDIT)
    await telegram.idle()
    await author.presses("bot_compose_publish", control)
    assert len(posts_in(channel)) == 1
    assert {call.method for call in telegram.refusals} <= {"getChatMember"}
    telegram.refusals.clear()


@pytest.mark.parametrize("is_admin", [True, False])
async def test_who_may_no_longer_post_cannot_by_way_of_the_bot(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person, is_admin: bool
) -> None:
    channel = telegram.channel("Films", owner=ann)
    channel.promote(bob, by=ann, can_promote_members=True, **POST, **EDIT)
    author = Author(telegram, bob)
    await author.connects(channel)
    await author.composes()
    control = author.last
    if is_admin:
        channel.promote(bob, by=ann, **EDIT)
    else:
        channel.ban(bob, by=ann)

    popped = await author.presses("bot_compose_publish", control)

    assert popped == author.text("bot_channel_person_cannot_post", title="Films")
    assert posts_in(channel) == []
    assert author.text("bot_rooms_none") in await rooms_of(author)
    channel.promote(bob, by=ann, **POST)
    await author.presses("bot_compose_publish", control)
    assert len(posts_in(channel)) == 1


async def test_a_post_that_is_refused_at_the_last_moment_leaves_no_room_behind(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.composes()
    control = author.last
    telegram.fail("sendMessage", Refused(400, "Bad Request: need administrator rights"))

    assert await author.presses("bot_compose_publish", control) == author.text(
        "bot_compose_refused"
    )

    assert await rooms_of(author) == author.text("bot_rooms_none")
    await author.presses("bot_compose_publish", control)
    assert len(posts_in(channel)) == 1


async def test_a_start_that_passed_while_the_post_waited_is_asked_for_again(
    author: Author, channel: Community, bot_settings: Settings
) -> None:
    await author.connects(channel)
    await author.composes()
    engine = database.connect(bot_settings.database_url.get_secret_value())
    dialogues = SqlDialogueStore(engine)
    state, draft = await dialogues.load(author.person.id)
    await dialogues.save(author.person.id, state, {**draft, "starts_at_ms": 1})
    await engine.dispose()
    control = author.last

    assert await author.presses("bot_compose_publish") == author.text("bot_compose_time_over")

    assert posts_in(channel) == []
    await author.presses("bot_compose_in_60", control)
    await author.presses("bot_compose_publish")
    assert "Начало" in (posts_in(channel)[0].text or "")


async def test_two_presses_post_once(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.composes()

    control = author.last
    presses = [author.person.presses(control, author.text("bot_compose_publish")) for _ in range(2)]
    await telegram.until(lambda: all(press.answer is not None for press in presses))

    assert len(posts_in(channel)) == 1


async def test_a_lost_answer_is_told_and_the_post_that_went_out_works(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await author.connects(channel)
    await author.composes()
    telegram.fail("sendMessage", LostAnswer())

    assert await author.presses("bot_compose_publish") == author.text("bot_compose_unsure")

    (post,) = posts_in(channel)
    assert (await enter(telegram, served_bot.url, bob, post))["chat"]["id"] == channel.id


async def test_that_a_post_may_be_out_is_told_though_the_button_waits_no_longer(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.composes()
    telegram.fail("sendMessage", LostAnswer())
    telegram.fail("answerCallbackQuery", Refused(400, f"Bad Request: {TOO_OLD}"))
    author.person.presses(author.last, author.text("bot_compose_publish"))

    await author.is_told(author.text("bot_compose_unsure"))


async def test_a_program_stopped_while_posting_asks_before_it_posts_again(
    telegram: FakeTelegram, bot_settings: Settings, channel: Community, ann: Person
) -> None:
    author = Author(telegram, ann)
    async with served(bot_settings, has_bot=True, rates=QUICK):
        await author.connects(channel)
        await author.composes()
        telegram.fail("sendMessage", LateAnswer(20))
        press = ann.presses(author.last, author.text("bot_compose_publish"))
        await telegram.until(lambda: posts_in(channel))

    async with served(bot_settings, has_bot=True, rates=QUICK):
        await telegram.until(lambda: press.answer)
        assert press.answer is not None
        assert press.answer["text"] == author.text("bot_compose_unsure")
        assert len(posts_in(channel)) == 1


async def test_administrators_of_the_channel_are_admins_of_the_room(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    carl = telegram.person(9, "Carl")
    channel.promote(bob, by=author.person, **POST)
    channel.join(carl)
    await author.connects(channel)
    await author.composes()
    await author.presses("bot_compose_publish")
    (post,) = posts_in(channel)

    await enter(telegram, served_bot.url, carl, post)
    room = await enter(telegram, served_bot.url, bob, post)

    assert room["chat_admins"] == [bob.id]
    launch = telegram.init_data(bob, start_param=token_of(post))
    async with SocketClient(served_bot.url, init_data=launch) as socket:
        await socket.do("play")
