"""How updates come in: asked for by long polling, or brought to the webhook."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from io import BytesIO

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.app import Intake
from bot.delivery.handling import IN_HAND, WAITING_IN_LINE, Handling
from bot.delivery.webhook import MAX_BODY_BYTES, PATH, SECRET_HEADER, Webhook, derived_secret
from shared.invitations import InvitationUrls
from tests.integration.bots import (
    TOKEN,
    Desk,
    dispatcher_of,
    options_for,
    running,
    talking,
)
from tests.servers import free_port
from tests.telegram import FakeTelegram, Person, Refused


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


# Long polling


async def test_a_webhook_set_before_gives_way_to_polling_and_nothing_that_waits_is_dropped(
    telegram: FakeTelegram, ann: Person
) -> None:
    async with talking(telegram.url) as bot:
        await bot.set_webhook("http://127.0.0.1:9/nobody")
    ann.writes("before")
    desk = Desk()
    async with running(options_for(telegram.url), [desk.router()]):
        await telegram.until(ann.chat.from_bot)

    assert telegram.webhook is None
    assert desk.heard == ["before"]


async def test_kinds_of_updates_that_telegram_keeps_back_are_asked_for(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk = Desk()
    bob, group = telegram.person(8, "Bob"), telegram.supergroup("Кино", owner=ann)
    group.add_bot(by=ann, as_admin={})
    async with running(options_for(telegram.url), [desk.router()]):
        await telegram.until(lambda: "chat_member" in telegram.updates.allowed)
        group.join(bob)
        await telegram.until(lambda: "member" in desk.heard)


async def test_another_bot_with_the_same_token_is_waited_for(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    conflict = Refused(409, "Conflict: terminated by other getUpdates request")
    telegram.fail("getUpdates", conflict)
    async with running(options_for(telegram.url), [Desk().router()]):
        ann.writes("hello")
        await telegram.until(ann.chat.from_bot)

    assert "again in 1 s: Conflict" in log.text


async def test_a_bot_api_out_of_reach_is_waited_for(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    telegram.is_down = True
    async with running(options_for(telegram.url), [Desk().router()]):
        ann.writes("are you there?")
        await telegram.until(lambda: "getMe is to be repeated" in log.text)
        telegram.is_down = False
        await telegram.until(ann.chat.from_bot)


async def test_a_refused_token_turns_the_bot_off(log: pytest.LogCaptureFixture) -> None:
    async with FakeTelegram(token="43:OTHER") as telegram:
        async with running(options_for(telegram.url), [Desk().router()]):
            await telegram.until(lambda: "the bot is off" in log.text)
        errors = [record for record in log.records if record.levelno == logging.ERROR]

    assert len(errors) == 1
    assert TOKEN not in log.text


@pytest.mark.parametrize(
    ("scheme", "refusal"),
    [("http", b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"), ("socks5", b"\x05\xff")],
)
async def test_a_proxy_that_refuses_is_waited_for(scheme: str, refusal: bytes) -> None:
    called, called_again = 0, asyncio.Event()

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal called
        called += 1
        if called == 2:
            called_again.set()
        await reader.read(1)
        writer.write(refusal)
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        options = options_for("http://api.test", proxy=f"{scheme}://127.0.0.1:{port}")
        async with running(options, [Desk().router()]), asyncio.timeout(10):
            await called_again.wait()


async def test_what_is_in_hand_is_finished_at_a_graceful_stop(
    telegram: FakeTelegram, ann: Person
) -> None:
    desk = Desk()
    async with running(options_for(telegram.url), [desk.router()]):
        ann.writes("wait")
        ann.writes("next")
        await telegram.until(lambda: not telegram.updates.waiting)
        asyncio.get_running_loop().call_later(0.1, desk.gate.set)

    assert desk.heard == ["wait", "next"]
    assert len(ann.chat.from_bot()) == 2


# The webhook


async def test_updates_are_brought_to_a_webhook_however_late_telegram_is_reached(
    telegram: FakeTelegram, ann: Person, log: pytest.LogCaptureFixture
) -> None:
    desk, app, port = Desk(), web.Application(), free_port()
    options = options_for(telegram.url, webhook_url=f"http://127.0.0.1:{port}{PATH}")
    telegram.is_down = telegram.twice = True
    async with running(options, [desk.router()], app=app), TestServer(app, port=port):
        ann.writes("one")
        ann.writes("two")
        await telegram.until(lambda: "getMe is to be repeated" in log.text)
        telegram.is_down = False
        await telegram.until(lambda: len(ann.chat.from_bot()) == 2)
        await telegram.idle()

    assert desk.heard == ["one", "two"]
    assert telegram.webhook
    assert telegram.webhook_secret == derived_secret(TOKEN)
    assert telegram.webhook.max_connections == IN_HAND
    assert {post.status for post in telegram.delivery.posted} == {200}


@asynccontextmanager
async def brought(
    desk: Desk, *, answer_s: float = 5.0
) -> AsyncIterator[Callable[..., Awaitable[int]]]:
    """Yield what posts a body to the webhook and returns the status of the answer."""
    app = web.Application()
    async with talking("http://127.0.0.1:9") as bot:
        dispatcher = dispatcher_of(desk.router())
        handling = Handling(lambda update: dispatcher.feed_update(bot, update))
        Webhook(bot, handling, url="", secret="s", answer_s=answer_s).add_to(app)
        async with TestServer(app) as server, ClientSession() as session:

            async def post(body: object, secret: str | None = "s") -> int:
                url = server.make_url(PATH)
                headers = {} if secret is None else {SECRET_HEADER: secret}
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                async with session.post(url, data=BytesIO(data), headers=headers) as answer:
                    assert await answer.read() == b""
                    return answer.status

            yield post
            desk.gate.set()
            await handling.close()


def written(update_id: int, text: str) -> dict[str, object]:
    chat = {"id": -100, "type": "group", "title": "…"}
    message = {"message_id": update_id, "date": 0, "chat": chat, "text": text}
    return {"update_id": update_id, "message": message}


@pytest.mark.parametrize("secret", [None, "", "S", "ss", "s\u00e9", "\u0441"])
async def test_who_does_not_say_the_secret_is_not_heard(secret: str | None) -> None:
    desk = Desk()
    async with brought(desk) as post:
        assert await post(written(1, "fail"), secret) == 401

    assert desk.heard == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (MAX_BODY_BYTES + 1), 413),
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        ([], 200),
        ({"update_id": 1}, 200),
        ({"update_id": 1, "of_the_future": {}}, 200),
        ({"update_id": 1, "message": {"text": 1}}, 200),
    ],
)
async def test_what_is_no_update_is_answered_so_that_telegram_does_not_repeat_it(
    body: object, status: int, log: pytest.LogCaptureFixture
) -> None:
    async with brought(Desk()) as post:
        assert await post(body) == status

    assert "Traceback" not in log.text


async def test_an_update_that_takes_long_is_taken_over_and_finished() -> None:
    desk = Desk()
    async with brought(desk, answer_s=0.01) as post:
        assert await post(written(1, "wait")) == 200
        assert desk.heard == []

    assert desk.heard == ["wait"]


async def test_what_there_is_no_room_for_is_left_to_telegram() -> None:
    desk = Desk()
    async with brought(desk, answer_s=0.01) as post:
        for number in range(1 + WAITING_IN_LINE):
            assert await post(written(number, "wait")) == 200
        assert await post(written(1_000, "wait")) == 503


@pytest.mark.parametrize("secret", ["no spaces", "секрет", "x" * 257])
async def test_a_secret_that_telegram_would_refuse_is_named_as_the_setting(secret: str) -> None:
    async with talking("http://127.0.0.1:9") as bot:
        options = replace(
            options_for("", webhook_url="https://watch.example.org"), webhook_secret=secret
        )
        with pytest.raises(ValueError, match="WEBHOOK_SECRET"):
            Intake(bot, dispatcher_of(Desk().router()), options, InvitationUrls())
