"""The bot's dispatcher, fed with updates, against a session that records what it asks for."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendMessage
from aiogram.types import Chat, Message, Update, User
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import BotOptions, create_dispatcher, run
from main import LOCALE
from shared.texts import Texts

TEXTS = Texts.load(LOCALE)


class RecordingSession(BaseSession):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Any] = []

    async def make_request(self, bot: Bot, method: Any, timeout: Any = None) -> Any:
        self.sent.append(method)

    async def close(self) -> None: ...

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise AssertionError("downloads nothing")
        yield b""


async def answers(text: str, *, public_url: str, chat_type: str = "private") -> list[SendMessage]:
    options = BotOptions("42:TEST", "https://api.telegram.org", None, public_url)
    session = RecordingSession()
    user = User(id=7, is_bot=False, first_name="Анна", language_code="ru")
    message = Message(
        message_id=1,
        date=datetime.fromtimestamp(0, UTC),
        chat=Chat(id=7, type=chat_type),
        from_user=user,
        text=text,
    )
    bot = Bot(options.token, session=session)
    await create_dispatcher(TEXTS, options).feed_update(bot, Update(update_id=1, message=message))
    return [method for method in session.sent if isinstance(method, SendMessage)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", "https://watch.example.org"),
        ("/start BGtoken_-", "https://watch.example.org/?startapp=BGtoken_-"),
        ("/start " + "x" * 4_000, "https://watch.example.org"),
        ("/start что это?", "https://watch.example.org"),
    ],
)
async def test_start_opens_the_app_in_the_room_of_the_link(text: str, expected: str) -> None:
    (answer,) = await answers(text, public_url="https://watch.example.org")

    assert answer.text == TEXTS.gettext("ru", "bot_greeting")
    keyboard: Any = answer.reply_markup
    assert keyboard.inline_keyboard[0][0].web_app.url == expected


async def test_without_https_there_is_no_button_that_telegram_would_refuse() -> None:
    (answer,) = await answers("/start", public_url="http://localhost:8000")

    assert answer.reply_markup is None


async def test_start_is_answered_in_private_only() -> None:
    assert await answers("/start", public_url="", chat_type="group") == []


async def test_a_refused_token_turns_the_bot_off() -> None:
    async def refuse(_request: web.Request) -> web.Response:
        answer = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        return web.json_response(answer, status=401)

    app = web.Application()
    app.router.add_post("/bot42:TEST/getMe", refuse)
    async with TestServer(app) as server, asyncio.timeout(5):
        await run(BotOptions("42:TEST", str(server.make_url("")).rstrip("/"), None, ""), TEXTS)


async def test_a_bot_api_out_of_reach_is_waited_for() -> None:
    called, answered = 0, asyncio.Event()

    async def fail_once(_request: web.Request) -> web.Response:
        nonlocal called
        called += 1
        if called == 1:
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        answered.set()
        return web.json_response({"ok": False, "error_code": 401, "description": "x"}, status=401)

    app = web.Application()
    app.router.add_post("/bot42:TEST/getMe", fail_once)
    async with TestServer(app) as server, asyncio.timeout(10):
        await run(BotOptions("42:TEST", str(server.make_url("")).rstrip("/"), None, ""), TEXTS)
    assert answered.is_set()


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
        options = BotOptions("42:TEST", "http://api.test", f"{scheme}://127.0.0.1:{port}", "")
        async with asyncio.TaskGroup() as tasks, asyncio.timeout(10):
            polling = tasks.create_task(run(options, TEXTS))
            await called_again.wait()
            polling.cancel()
