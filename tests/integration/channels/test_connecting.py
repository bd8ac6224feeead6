"""Connecting a channel: by our button, by hand, or not at all; and its card."""

from tests.integration.channels.author import EDIT, POST, Author, enter, labels, posts_in
from tests.integration.conftest import ServedBot
from tests.telegram import Community, FakeTelegram, Person, Refused


async def test_a_bot_made_administrator_by_hand_says_so_and_offers_the_card(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.writes("/start")

    channel.add_bot(by=author.person, as_admin=POST | EDIT)

    told = await author.shows(author.text("bot_channel_open"))
    assert channel.title in (told.text or "")
    await author.presses("bot_channel_open")
    assert author.text("bot_channel_compose") in labels(told)


async def test_picking_is_answered_once_though_telegram_tells_of_it_twice(
    author: Author, channel: Community
) -> None:
    await author.connects(channel)

    told = author.text("bot_channel_connected", title=channel.title)
    assert [m.text for m in author.person.chat.from_bot()].count(told) == 1


async def test_who_has_not_started_the_bot_is_not_written_to(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    channel.add_bot(by=author.person, as_admin=POST)
    await telegram.idle()
    (refused,) = telegram.refusals
    assert (refused.method, refused.status) == ("sendMessage", 403)
    telegram.refusals.clear()

    assert channel.title in labels(await author.writes("/channels"))


async def test_nothing_is_picked_by_the_cancel_key(author: Author, telegram: FakeTelegram) -> None:
    await author.writes("/channels")
    await author.presses("bot_channel_add")

    keyboard = await author.shows(author.text("bot_cancel"))
    author.person.presses(keyboard, author.text("bot_cancel"))

    await author.is_told(author.text("bot_cancelled"))
    assert (await author.writes("Отмена")).text == author.text("bot_hint")


async def test_a_channel_whose_rights_are_gone_when_it_is_picked_is_not_connected(
    author: Author, channel: Community, telegram: FakeTelegram
) -> None:
    await author.writes("/channels")
    await author.presses("bot_channel_add")
    keyboard = await author.shows(author.text("bot_channel_pick_key"))
    telegram.fail("getChatMember", Refused(403, "Forbidden: bot was kicked from the channel chat"))
    author.person.shares_chat(channel, keyboard)

    await author.is_told(author.text("bot_channel_bot_outside", title=channel.title))


async def test_the_channels_card_tells_how_many_came_to_each_post(
    author: Author, channel: Community, telegram: FakeTelegram, served_bot: ServedBot, bob: Person
) -> None:
    await author.connects(channel)
    card = author.last.text
    await author.composes()
    await author.presses("bot_compose_publish")
    (post,) = posts_in(channel)
    for _ in range(2):
        await enter(telegram, served_bot.url, bob, post)

    await author.presses("bot_compose_to_channel")
    await author.presses("bot_channel_posts")

    listed = author.last
    assert "nosferatu: пришёл 1 человек" in (listed.text or "")
    (link,) = [entity["url"] for entity in listed.entities if entity["type"] == "text_link"]
    assert link == f"https://t.me/films/{post.message_id}"
    await author.presses("bot_back")
    assert listed.text == card


async def test_who_no_longer_administers_a_channel_sees_nothing_of_it(
    telegram: FakeTelegram, served_bot: ServedBot, ann: Person, bob: Person
) -> None:
    channel = telegram.channel("Films", owner=ann)
    channel.promote(bob, by=ann, can_promote_members=True, **POST, **EDIT)
    author = Author(telegram, bob)
    await author.connects(channel)
    card = author.last
    channel.demote(bob, by=ann)

    assert await author.presses("bot_channel_posts") == author.text("bot_channel_lost")
    assert labels(card)[0] == author.text("bot_channel_lacking", title="Films")


async def test_made_up_buttons_show_nothing_of_the_channels_of_others(
    author: Author, channel: Community, telegram: FakeTelegram, bob: Person
) -> None:
    await author.connects(channel)
    stranger = Author(telegram, bob)
    await stranger.writes("/channels")

    for wish in ("card", "posts", "auto", "compose"):
        popped = await stranger.makes_up(f"channel:{wish}:{channel.id}")
        assert popped == stranger.text("bot_channel_lost")


async def test_a_channel_is_taken_off_the_list(author: Author, channel: Community) -> None:
    await author.connects(channel)

    await author.presses("bot_channel_disconnect")

    assert author.last.text == author.text("bot_channels_none")


async def test_a_channel_of_an_impossible_number_is_a_button_that_does_not_work(
    author: Author,
) -> None:
    await author.writes("/channels")

    for channel_id in (10**30, -(10**30), 7):
        popped = await author.makes_up(f"channel:disconnect:{channel_id}")
        assert popped == author.text("bot_button_unknown")
