"""The auto-button: which posts get one, and what happens when the right to edit is gone."""

from tests.integration.channels.author import (
    CLIP,
    EDIT,
    FILM,
    POST,
    Author,
    enter,
    labels,
    rooms_of,
    token_of,
)
from tests.integration.conftest import ServedBot
from tests.telegram import Community, FakeTelegram, Person, ServerError, TooManyRequests


async def test_a_post_with_a_video_link_gets_a_button_by_itself(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")

    plain = author.person.posts("Доброе утро", channel)
    album = [author.person.posts(FILM, channel, media_group="a") for _ in range(2)]
    linked = author.person.posts(f"Вечером: {FILM}", channel)
    pictured = author.person.posts(f"Вечером: {CLIP}", channel, photo=True)
    await telegram.until(lambda: pictured.keyboard)

    assert [m.keyboard for m in (plain, *album)] == [[], [], []]
    assert labels(linked) == labels(pictured) == ["Смотреть вместе"]
    assert (linked.text, pictured.caption) == (f"Вечером: {FILM}", f"Вечером: {CLIP}")
    methods = {call.method for call in telegram.calls if call.chat_id == channel.id}
    assert methods <= {"getChatMember", "getChatAdministrators", "editMessageReplyMarkup"}
    room = await enter(telegram, served_bot.url, bob, linked)
    assert room["owner_id"] == author.person.id
    assert room["chat"]["id"] == channel.id


async def test_a_post_that_gains_a_link_gets_one_button_however_often_it_is_edited(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    post = author.person.posts("Скоро", channel)

    author.person.edits(post, f"Уже: {FILM}")
    await telegram.until(lambda: post.keyboard)
    token = token_of(post)
    author.person.edits(post, f"Точно уже: {CLIP}")
    following = author.person.posts(FILM, channel)
    await telegram.until(lambda: following.keyboard)

    assert token_of(post) == token
    assert len(telegram.called("editMessageReplyMarkup")) == 2


async def test_without_the_auto_button_posts_are_left_alone(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    await author.presses("bot_channel_auto_off")
    post = author.person.posts(FILM, channel)
    await telegram.idle()

    await author.presses("bot_channel_auto_on")
    following = author.person.posts(FILM, channel)
    await telegram.until(lambda: following.keyboard)
    assert post.keyboard == []


async def test_a_forwarded_post_that_cannot_be_edited_leaves_no_room_behind(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    elsewhere = author.person.posts(FILM, telegram.channel("Другое", owner=author.person))

    forwarded = author.person.writes("", to=channel, as_forward_of=elsewhere)
    own = author.person.posts(CLIP, channel)
    await telegram.until(lambda: own.keyboard)

    assert forwarded.keyboard == []
    (refused,) = telegram.refusals
    assert refused.method == "editMessageReplyMarkup"
    telegram.refusals.clear()
    await author.writes("/rooms")
    assert len(labels(author.last)) == 2  # the other post's room, and a way to a new one


async def test_who_connected_the_channel_is_told_once_when_the_auto_button_stops(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")

    channel.promote(telegram.bot, by=author.person, **POST)
    posts = [author.person.posts(FILM, channel) for _ in range(3)]
    channel.promote(telegram.bot, by=author.person, **POST, **EDIT)
    again = author.person.posts(CLIP, channel)
    await telegram.until(lambda: again.keyboard)

    lost = author.text("bot_channel_auto_lost", title=channel.title)
    assert [m.text for m in author.person.chat.from_bot()].count(lost) == 1
    assert [post.keyboard for post in posts] == [[], [], []]


async def test_a_right_that_is_missing_unheard_of_is_told_once(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    channel.promote(telegram.bot, by=author.person, **POST)
    telegram.updates.waiting.clear()

    posts = [author.person.posts(FILM, channel) for _ in range(3)]
    await author.presses("bot_channel_open")

    assert author.text("bot_channel_auto_stopped") in (author.last.text or "")
    await telegram.idle()
    lost = author.text("bot_channel_auto_lost", title=channel.title)
    assert [m.text for m in author.person.chat.messages[-1].edits] == [lost]
    (refused,) = telegram.refusals
    assert refused.method == "editMessageReplyMarkup"
    telegram.refusals.clear()
    assert [post.keyboard for post in posts] == [[], [], []]
    assert await rooms_of(author) == author.text("bot_rooms_none")


async def test_the_auto_button_needs_the_right_to_edit(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.writes("/start")
    channel.add_bot(by=author.person, as_admin=POST)
    await author.presses("bot_channel_open")

    assert await author.presses("bot_channel_auto_on") == author.text(
        "bot_channel_auto_needs_right"
    )

    channel.promote(telegram.bot, by=author.person, **POST, **EDIT)
    await telegram.idle()
    await author.presses("bot_channel_auto_on")
    assert author.text("bot_channel_auto_is_on") in (author.last.text or "")


async def test_a_post_that_there_is_no_time_for_leaves_no_room_behind(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    telegram.fail("editMessageReplyMarkup", TooManyRequests(600))

    post = author.person.posts(FILM, channel)
    await telegram.idle()

    assert post.keyboard == []
    assert await rooms_of(author) == author.text("bot_rooms_none")


async def test_a_channel_whose_only_author_is_forgotten_is_left_alone(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.connects(channel)
    await author.presses("bot_channel_auto_on")
    await author.presses("bot_delete_me_sure", await author.writes("/delete_me"))

    post = author.person.posts(FILM, channel)
    await telegram.idle()

    assert post.keyboard == []
    assert await rooms_of(author) == author.text("bot_rooms_none")


async def test_who_cannot_be_told_does_not_keep_others_from_being_told(
    author: Author, channel: Community, telegram: FakeTelegram, bob: Person
) -> None:
    channel.promote(bob, by=author.person, can_promote_members=True, **POST, **EDIT)
    other = Author(telegram, bob)
    for each in (author, other):
        await each.connects(channel)
    await author.presses("bot_channel_auto_on")
    telegram.fail("sendMessage", ServerError())

    channel.promote(telegram.bot, by=author.person, **POST)

    await other.is_told(author.text("bot_channel_auto_lost", title=channel.title))
