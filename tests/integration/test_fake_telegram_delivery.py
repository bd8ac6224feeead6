"""The fake Bot API: how updates arrive, how much a bot may send, what can go wrong."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.integration.telegram_scene import Scene, playing
from tests.telegram import (
    LateAnswer,
    Limits,
    LostAnswer,
    LostRequest,
    Refused,
    ServerError,
    TooManyRequests,
)
from tests.telegram.limits import Throttle


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with playing() as scene:
        yield scene


async def test_updates_wait_until_an_offset_confirms_them(scene: Scene) -> None:
    scene.anna.writes("one")
    scene.anna.writes("two")

    first, second = await scene.bot.get_updates()
    assert await scene.bot.get_updates() == [first, second]
    (left,) = await scene.bot.get_updates(offset=second.update_id)
    assert left.message
    assert left.message.text == "two"


async def test_a_poll_waits_and_a_second_one_ends_it(scene: Scene) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(polled(scene))
        await scene.telegram.until(lambda: scene.telegram.called("getUpdates")[-1].status is None)
        second = tasks.create_task(polled(scene))
        assert await first == []
        scene.anna.writes("hello")
        assert [update.event_type for update in await second] == ["message"]


async def polled(scene: Scene) -> list[Update]:
    """Poll once, and return nothing if another poll came."""
    try:
        return await scene.bot.get_updates(timeout=30)
    except TelegramConflictError:
        return []


async def test_what_waits_may_be_dropped(scene: Scene) -> None:
    scene.anna.writes("hello")
    assert (await scene.bot.get_webhook_info()).pending_update_count == 1

    await scene.bot.delete_webhook(drop_pending_updates=True)

    assert await scene.bot.get_updates() == []


async def test_every_update_comes_twice_on_demand(scene: Scene) -> None:
    scene.telegram.twice = True
    scene.anna.writes("hello")

    first, second = await scene.bot.get_updates()

    assert first == second


@dataclass
class Hook:
    """A webhook that answers with the statuses it is given, then with 200."""

    statuses: list[int]

    def __post_init__(self) -> None:
        self.taken: list[tuple[int, str | None]] = []
        self.gate = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.taken.append(((await request.json())["update_id"], secret))
        await self.gate.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def test_a_webhook_gets_each_update_until_it_takes_it(scene: Scene) -> None:
    hook = Hook([500])
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    async with TestServer(app) as server:
        url = str(server.make_url("/hook"))
        await scene.bot.set_webhook(url, secret_token="secret", max_connections=2)
        with pytest.raises(TelegramConflictError):
            await scene.bot.get_updates()
        for number in range(3):
            scene.telegram.person(100 + number, "x").writes("hello")
        await scene.telegram.until(lambda: len(hook.taken) == 2)
        hook.gate.set()
        await scene.telegram.idle()
        await scene.bot.delete_webhook()

    statuses = [posted.status or 0 for posted in scene.telegram.delivery.posted]
    assert sorted(statuses) == [200, 200, 200, 500]
    assert scene.telegram.delivery.most_at_once == 2
    assert {secret for _, secret in hook.taken} == {"secret"}
    assert len({update_id for update_id, _ in hook.taken}) == 3


@pytest.mark.parametrize(
    ("chat_id", "arrivals_s", "waits_s"),
    [
        (7, [0, 0, 0, 0], [0, 0, 0, 1]),
        (7, [0, 0, 0, 0.5, 0.75, 1.4, 1.8], [0, 0, 0, 1, 0, 1, 0]),
        (7, [0, 0, 0, 9, 9, 9, 9], [0, 0, 0, 0, 0, 0, 1]),
        (-7, [*range(20), 20, 59, 60], [*[0] * 20, 40, 1, 0]),
        (7, range(40), [0] * 40),
    ],
)
def test_a_chat_takes_a_burst_then_one_a_second_and_a_group_twenty_a_minute(
    chat_id: int, arrivals_s: Sequence[float], waits_s: list[int]
) -> None:
    throttle = Throttle(Limits())

    assert [throttle.admit(chat_id, at_s) for at_s in arrivals_s] == waits_s


def test_all_chats_together_take_thirty_a_second() -> None:
    throttle = Throttle(Limits())

    waits_s = [throttle.admit(chat_id, 0) for chat_id in range(31)]

    assert waits_s == [*[0] * 30, 1]
    assert throttle.admit(31, 1) == 0


async def test_too_much_is_refused_with_the_time_to_wait(scene: Scene) -> None:
    scene.telegram.limits.is_on, scene.telegram.limits.per_chat_s = True, 0.01
    answers = await asyncio.gather(
        *(scene.bot.send_message(scene.group.id, str(n)) for n in range(5)), return_exceptions=True
    )
    await scene.bot.get_chat(scene.group.id)

    refused = [answer for answer in answers if isinstance(answer, TelegramRetryAfter)]
    assert len(refused) == 2
    assert all(90 < answer.retry_after <= 100 for answer in refused)
    assert (scene.telegram.refusals, scene.telegram.hurried) == ([], [])


async def test_who_comes_before_the_time_is_noted(scene: Scene) -> None:
    scene.telegram.fail("sendMessage", TooManyRequests(retry_after=30))
    with pytest.raises(TelegramRetryAfter):
        await scene.bot.send_message(7, "one")
    answered_s = asyncio.get_running_loop().time()
    await scene.telegram.until(lambda: asyncio.get_running_loop().time() > answered_s + 0.2)

    await scene.bot.send_message(7, "two")
    await scene.bot.send_message(scene.group.id, "elsewhere")

    assert [call.params["text"] for call in scene.telegram.hurried] == ["two"]


async def test_faults_come_in_order_and_once(scene: Scene) -> None:
    scene.telegram.fail(
        "sendMessage",
        ServerError(502),
        Refused(400, "Bad Request: CHAT_ADMIN_REQUIRED"),
        LostRequest(),
        LostAnswer(),
        LateAnswer(0.01),
    )
    failures: list[BaseException] = []
    for number in range(5):
        try:
            await scene.bot.send_message(7, str(number))
        except TelegramAPIError as failure:
            failures.append(failure)

    assert [type(failure) for failure in failures] == [
        TelegramServerError,
        TelegramBadRequest,
        TelegramNetworkError,
        TelegramNetworkError,
    ]
    assert [message.text for message in scene.anna.chat.from_bot()] == ["3", "4"]
    assert scene.telegram.refusals == []


async def test_telegram_can_be_down(scene: Scene) -> None:
    scene.telegram.is_down = True
    with pytest.raises(ClientDecodeError):
        await scene.bot.get_me()
    scene.telegram.is_down = False
    assert (await scene.bot.get_me()).id == 42


async def test_what_does_not_happen_in_time_is_told_with_what_was_asked(scene: Scene) -> None:
    await scene.bot.send_message(7, "hello")

    with pytest.raises(AssertionError, match=r"sendMessage.*hello"):
        await scene.telegram.until(lambda: False, timeout_s=0.1)
