import asyncio
import logging
from datetime import UTC, datetime

import pytest
from aiogram import Bot
from aiogram.types import Chat, InlineQuery, Message, Update, User

from bot.delivery import updates
from bot.delivery.handling import IN_HAND, WAITING, WAITING_IN_LINE, Handling


def message(update_id: int, chat_id: int) -> Update:
    chat = Chat(id=chat_id, type="group")
    date = datetime.fromtimestamp(0, UTC)
    return Update(update_id=update_id, message=Message(message_id=1, date=date, chat=chat))


class Handler:
    """Handles an update when it is let."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.gates: dict[int, asyncio.Event] = {}

    async def __call__(self, update: Update) -> None:
        self.begun.append(update.update_id)
        try:
            await self.gates.setdefault(update.update_id, asyncio.Event()).wait()
        finally:
            self.ended.append(update.update_id)

    def let(self, *update_ids: int) -> None:
        for update_id in update_ids:
            self.gates.setdefault(update_id, asyncio.Event()).set()


async def settle() -> None:
    """Let every task go as far as it can."""
    for _ in range(3 * IN_HAND):
        await asyncio.sleep(0)


def take(handling: Handling, *taken: Update) -> list[asyncio.Future[None]]:
    handled = [handling.take(update) for update in taken]
    assert None not in handled
    return [each for each in handled if each]


async def test_updates_of_a_chat_are_handled_in_their_order_and_others_meanwhile() -> None:
    handler = Handler()
    handling = Handling(handler)
    first, second, other = take(handling, message(1, -100), message(2, -100), message(3, -200))
    handler.let(3)
    await other

    assert handler.begun == [1, 3]
    assert not first.done()

    handler.let(1, 2)
    await second
    assert handler.ended == [3, 1, 2]
    await handling.close()


async def test_what_a_person_types_inline_does_not_wait_for_their_chat() -> None:
    handler = Handler()
    handling = Handling(handler)
    ann = User(id=7, is_bot=False, first_name="Ann")
    query = InlineQuery(id="1", from_user=ann, query="", offset="")
    handler.let(2)
    _, inline = take(handling, message(1, ann.id), Update(update_id=2, inline_query=query))
    await inline

    assert handler.begun == [1, 2]
    handler.let(1)
    await handling.close()


async def test_no_more_are_in_hand_at_once_than_the_bound() -> None:
    handler = Handler()
    handling = Handling(handler)
    take(handling, *(message(number, -1 - number) for number in range(IN_HAND + 5)))
    await settle()

    assert len(handler.begun) == IN_HAND

    handler.let(*range(IN_HAND + 5))
    await handling.close()
    assert len(handler.ended) == IN_HAND + 5


async def test_a_chat_that_floods_has_no_room_while_others_have() -> None:
    handler = Handler()
    handling = Handling(handler)
    take(handling, message(0, -100))
    await settle()
    take(handling, *(message(number, -100) for number in range(1, 1 + WAITING_IN_LINE)))

    assert handling.take(message(1_000, -100)) is None
    take(handling, message(1_001, -200))
    handler.let(1_001, *range(1 + WAITING_IN_LINE))
    await handling.close()


async def test_when_all_the_room_is_taken_it_is_waited_for() -> None:
    handler = Handler()
    handling = Handling(handler)
    take(handling, *(message(number, -1 - number) for number in range(IN_HAND)))
    await settle()
    others = range(IN_HAND, IN_HAND + WAITING)
    take(handling, *(message(number, -1 - number % 200) for number in others))

    assert handling.take(message(5_000, -5_000)) is None
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(handling.room())
        await settle()
        assert not waiting.done()
        handler.let(*range(IN_HAND + WAITING))
    take(handling, message(5_000, -5_000))
    handler.let(5_000)
    await handling.close()


async def test_a_failure_that_escapes_is_logged_and_the_chat_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(update: Update) -> None:
        raise ValueError("secret")

    handling = Handling(fail)
    await asyncio.wait(take(handling, message(1, -100), message(2, -100)))
    await handling.close()

    assert "update 2 (message) failed: ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_at_the_end_those_in_hand_are_finished_and_those_too_late_cancelled(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handler = Handler()
    handling = Handling(handler)
    finished, late = take(handling, message(1, -100), message(2, -200))
    await settle()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(handling.close())
        await settle()
        handler.let(1)

    assert finished.done()
    assert not finished.cancelled()
    assert late.cancelled()
    assert handler.ended == [1, 2]
    assert "not finished: 1" in caplog.text


@pytest.mark.parametrize(
    "raw", [None, [], {"update_id": 5}, {"update_id": 5, "message": {"text": "secret"}}, "secret"]
)
def test_what_is_no_update_is_passed_over_without_telling_what_is_in_it(
    raw: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert updates.read(raw, Bot("42:TEST")) is None

    assert "passed over" in caplog.text
    assert "secret" not in caplog.text
