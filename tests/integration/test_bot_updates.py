"""What becomes of an update that comes twice, or to a handler that fails."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from tests.integration.bots import (
    TEXTS,
    Desk,
    Memories,
    dispatcher_of,
    options_for,
    running,
    talking,
)
from tests.telegram import FakeTelegram, Person


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake
    assert (fake.refusals, fake.hurried) == ([], [])


@pytest.fixture
def ann(telegram: FakeTelegram) -> Person:
    return telegram.person(7, "Анна", language="ru")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger="bot")
    return caplog


# Once


async def test_an_update_that_comes_twice_is_handled_once(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk = Desk()
    telegram.twice = True
    async with running(options_for(telegram.url), [desk.router()]):
        ann.writes("one")
        ann.writes("two")
        await telegram.until(lambda: len(ann.chat.from_bot()) == 2)
        await telegram.idle()

    assert desk.heard == ["one", "two"]
    assert len(ann.chat.from_bot()) == 2


async def test_an_update_that_comes_again_after_a_restart_or_while_in_hand_is_handled_once(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk, memories = Desk(), Memories()
    ann.writes("wait")
    (waiting,) = telegram.updates.waiting
    async with talking(telegram.url) as bot, asyncio.TaskGroup() as tasks:
        dispatcher = dispatcher_of(desk.router(), memories=memories)
        for _ in range(2):
            tasks.create_task(dispatcher.feed_raw_update(bot, waiting.as_api()))
        desk.gate.set()
    async with running(options_for(telegram.url), [desk.router()], memories=memories):
        await telegram.idle()

    assert desk.heard == ["wait"]


async def test_an_update_whose_handling_was_interrupted_is_handled_again(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk = Desk()
    ann.writes("wait")
    (waiting,) = telegram.updates.waiting
    async with talking(telegram.url) as bot:
        dispatcher = dispatcher_of(desk.router())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await dispatcher.feed_raw_update(bot, waiting.as_api())
        desk.gate.set()
        await dispatcher.feed_raw_update(bot, waiting.as_api())

    assert desk.heard == ["wait"]


# Failures and refusals


async def test_a_failure_is_logged_without_the_text_and_told_once(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    desk = Desk()
    telegram.twice = True
    async with running(options_for(telegram.url), [desk.router()]):
        message = ann.writes("fail with a secret")
        await telegram.until(ann.chat.from_bot)
        await telegram.idle()

    (answer,) = ann.chat.from_bot()
    assert answer.text == TEXTS.gettext("ru", "bot_failed")
    assert answer.reply_to is message
    (update,) = telegram.updates.sent
    assert f"update {update.id} (message) failed: ValueError" in log.text
    assert "bots.py" in log.text
    assert "secret" not in log.text


async def test_a_failure_to_remember_is_told_too(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    memories = Memories()
    memories.is_lost = True
    async with running(options_for(telegram.url), [Desk().router()], memories=memories):
        ann.writes("hello")
        answer = await telegram.until(ann.chat.from_bot)

    assert answer[0].text == TEXTS.gettext("ru", "bot_failed")
    assert "failed: ConnectionError" in log.text


async def test_a_button_is_answered_by_its_failure_or_refusal(
    telegram: FakeTelegram, ann: Person
) -> None:
    async with running(options_for(telegram.url), [Desk().router()]):
        ann.writes("offer")
        (offer,) = await telegram.until(ann.chat.from_bot)
        presses = [ann.presses(offer, word) for word in ("fail", "refuse", "hurry")]
        await telegram.until(lambda: all(press.answer for press in presses))

    sentences = ["bot_failed", "error_permission_denied_control", "error_rate_limited"]
    assert [press.answer["text"] for press in presses] == [
        TEXTS.gettext("ru", msgid) for msgid in sentences
    ]
    assert all(press.answer["show_alert"] for press in presses)


async def test_a_refusal_is_told_in_its_words_and_not_logged_as_an_error(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    async with running(options_for(telegram.url), [Desk().router()]):
        ann.writes("refuse")
        (answer,) = await telegram.until(ann.chat.from_bot)

    assert answer.text == TEXTS.gettext("ru", "error_queue_full", limit=200)
    assert not [record for record in log.records if record.levelno > logging.INFO]


async def test_what_was_not_said_to_the_bot_is_not_answered_when_it_fails(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk = Desk()
    group = telegram.supergroup("Кино", owner=ann)
    channel = telegram.channel("Фильмы", owner=ann, username="films")
    group.add_bot(by=ann, as_admin={})
    channel.add_bot(by=ann, as_admin={"can_post_messages": True})
    async with running(options_for(telegram.url), [desk.router()]):
        ann.writes("we fail", to=group)
        ann.posts("we fail", channel)
        ann.asks_inline("words")
        await telegram.until(
            lambda: sorted(filter(None, desk.heard)) == ["we fail", "we fail", "words"]
        )
        await telegram.idle()
        ann.writes("/fail", to=group)
        (answer,) = await telegram.until(group.from_bot)

    assert answer.text == TEXTS.gettext("ru", "bot_failed")
    assert channel.from_bot() == []


async def test_a_person_who_has_blocked_the_bot_is_no_error(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    desk = Desk()
    async with running(options_for(telegram.url), [desk.router()]):
        ann.writes("wait")
        await telegram.until(lambda: not telegram.updates.waiting)
        ann.blocks_bot()
        desk.gate.set()
        await telegram.until(lambda: "blocked by the user" in log.text)

    assert not [record for record in log.records if record.levelno > logging.INFO]
    telegram.refusals.clear()


# Words


@pytest.mark.parametrize(
    ("language", "chosen", "locale"),
    [("ru", None, "ru"), ("ru", "en", "en"), ("en", "ru", "ru"), ("zh-hans-raw", None, "en")],
)
async def test_the_bot_speaks_as_was_chosen_else_as_telegram_does(
    telegram: FakeTelegram, language: str, chosen: str | None, locale: str
) -> None:
    person, memories = telegram.person(9, "Ann", language=language), Memories()
    if chosen:
        await memories.set_locale(person.id, chosen)
    async with running(options_for(telegram.url), [Desk().router()], memories=memories):
        person.writes("hello")
        (answer,) = await telegram.until(person.chat.from_bot)

    assert answer.text == TEXTS.gettext(locale, "bot_open_app")
