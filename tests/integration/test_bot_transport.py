"""The way to Telegram and back: requests that go wrong, and updates however they come."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramRetryAfter,
)
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import BotOptions, create_bot
from bot.delivery.pacing import LONGEST_LINE, TooBusy
from shared.clock import SystemClock
from tests.integration.bots import talking
from tests.servers import free_port
from tests.telegram import (
    FakeTelegram,
    LostAnswer,
    LostRequest,
    Person,
    ServerError,
    TooManyRequests,
)


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake
    assert (fake.refusals, fake.hurried) == ([], [])


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    async with talking(telegram.url) as asking:
        yield asking


@pytest.fixture
def ann(telegram: FakeTelegram) -> Person:
    person = telegram.person(7, "Анна", language="ru")
    person.writes("hello")
    return person


@pytest.fixture
def bob(telegram: FakeTelegram) -> Person:
    person = telegram.person(8, "Bob", language="en")
    person.writes("hello")
    return person


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG, logger="bot")
    return caplog


def texts_from_bot(person: Person) -> list[str | None]:
    return [message.text for message in person.chat.from_bot()]


# Requests


async def test_a_429_is_waited_for_and_repeated(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    telegram.fail("sendMessage", TooManyRequests(retry_after=1))

    await bot.send_message(ann.id, "at last")

    first, second = telegram.called("sendMessage")
    assert second.at_s - first.at_s >= 1
    assert texts_from_bot(ann) == ["at last"]


async def test_while_a_chat_is_held_nothing_goes_there_and_others_are_served(
    telegram: FakeTelegram, bot: Bot, ann: Person, bob: Person, log: pytest.LogCaptureFixture
) -> None:
    telegram.fail("sendMessage", TooManyRequests(retry_after=1))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bot.send_message(ann.id, "held"))
        await telegram.until(lambda: "to be repeated" in log.text)
        tasks.create_task(bot.get_chat(ann.id))
        tasks.create_task(bot.send_message(bob.id, "at once"))

    told, to_bob, *to_ann = telegram.calls
    assert to_bob.chat_id == bob.id
    assert {call.method for call in to_ann} == {"getChat", "sendMessage"}
    assert all(call.at_s - told.at_s >= 1 for call in to_ann)


async def test_a_429_that_names_no_chat_holds_what_asks_for_the_same_and_nothing_else(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    telegram.fail("setMyDescription", TooManyRequests(retry_after=3_600))

    for _ in range(2):
        with pytest.raises(TelegramRetryAfter):
            await bot.set_my_description("a new one")
    await bot.send_message(ann.id, "at once")

    assert len(telegram.called("setMyDescription")) == 1
    assert texts_from_bot(ann) == ["at once"]


async def test_a_long_retry_after_is_for_the_caller_and_keeps_the_next_from_leaving(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    telegram.fail("sendMessage", TooManyRequests(retry_after=600))

    with pytest.raises(TelegramRetryAfter) as told:
        await bot.send_message(ann.id, "no")
    with pytest.raises(TooBusy) as refused:
        await bot.send_message(ann.id, "no")

    assert told.value.retry_after == 600
    assert 590 <= refused.value.retry_after <= 600
    assert len(telegram.called("sendMessage")) == 1


async def test_429s_are_repeated_a_bounded_number_of_times(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    telegram.fail("getChat", *[TooManyRequests(retry_after=1)] * 5)

    with pytest.raises(TelegramRetryAfter):
        await bot.get_chat(ann.id)

    assert len(telegram.called("getChat")) == 5


@pytest.mark.parametrize("fault", [ServerError(500), ServerError(502), LostRequest(), LostAnswer()])
async def test_an_edit_is_repeated_when_the_way_or_the_server_fails(
    telegram: FakeTelegram, bot: Bot, ann: Person, fault: ServerError | LostRequest | LostAnswer
) -> None:
    message = await bot.send_message(ann.id, "before")
    telegram.fail("editMessageText", fault)

    await bot.edit_message_text("after", chat_id=ann.id, message_id=message.message_id)

    assert texts_from_bot(ann) == ["after"]
    assert len(telegram.called("editMessageText")) == 2
    telegram.refusals.clear()  # that it was as it should be, after a lost answer


@pytest.mark.parametrize("fault", [ServerError(502), LostRequest(), LostAnswer()])
async def test_a_send_whose_fate_is_unknown_is_not_repeated(
    telegram: FakeTelegram, bot: Bot, ann: Person, fault: ServerError | LostRequest | LostAnswer
) -> None:
    telegram.fail("sendMessage", fault)

    with pytest.raises(TelegramAPIError):
        await bot.send_message(ann.id, "once")

    assert len(telegram.called("sendMessage")) == 1


async def test_a_send_that_found_no_connection_is_repeated(
    telegram: FakeTelegram, log: pytest.LogCaptureFixture
) -> None:
    async def answer(_request: web.Request) -> web.Response:
        message = {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}
        return web.json_response({"ok": True, "result": message})

    app = web.Application()
    app.router.add_post("/bot{token}/sendMessage", answer)
    port = free_port()
    async with talking(f"http://127.0.0.1:{port}") as bot, asyncio.TaskGroup() as tasks:
        sending = tasks.create_task(bot.send_message(7, "in the end"))
        await telegram.until(lambda: "to be repeated" in log.text)
        async with TestServer(app, port=port):
            assert (await sending).message_id == 1


async def test_an_edit_that_changes_nothing_is_a_success(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    message = await bot.send_message(ann.id, "as it is")

    assert await bot.edit_message_text("as it is", chat_id=ann.id, message_id=message.message_id)

    (refusal,) = telegram.refusals
    assert "not modified" in (refusal.error or "")
    telegram.refusals.clear()


async def test_a_flood_leaves_in_order_and_within_the_limits(
    telegram: FakeTelegram, bot: Bot, ann: Person, bob: Person
) -> None:
    words = [str(number) for number in range(5)]
    async with asyncio.TaskGroup() as tasks:
        for word in words:
            tasks.create_task(bot.send_message(ann.id, word))
            tasks.create_task(bot.send_message(bob.id, word))

    assert texts_from_bot(ann) == texts_from_bot(bob) == words
    assert {call.status for call in telegram.called("sendMessage")} == {200}


async def test_what_stands_in_too_long_a_line_does_not_wait(
    telegram: FakeTelegram, bot: Bot, ann: Person
) -> None:
    telegram.fail("sendMessage", TooManyRequests(retry_after=60))
    in_line = [bot.send_message(ann.id, "…") for _ in range(LONGEST_LINE)]
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(each) for each in in_line]
        await telegram.until(lambda: telegram.called("sendMessage"))
        with pytest.raises(TooBusy):
            await bot.send_message(ann.id, "one too many")
        for each in waiting:
            each.cancel()


@pytest.mark.parametrize(
    ("token", "proxy", "setting"),
    [("not a token", None, "BOT_TOKEN"), ("42:TEST", "gopher://somewhere", "BOT_PROXY")],
)
def test_an_impossible_setting_is_named_and_not_shown(
    token: str, proxy: str | None, setting: str
) -> None:
    with pytest.raises(ValueError, match=setting) as refused:
        create_bot(BotOptions(token, "https://api.telegram.org", proxy, ""), SystemClock())

    assert "somewhere" not in str(refused.value)
    assert "not a token" not in str(refused.value)
