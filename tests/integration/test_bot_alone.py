"""The web app and the bot as two programs on one database: together they are the same as one."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

import main
from main import build_bot
from shared.settings import Settings
from tests.integration.clients import SocketClient
from tests.integration.conftest import served
from tests.integration.test_bot_groups import EDIT_S, FILM, ru, said, token_of
from tests.telegram import FakeTelegram, Message


@pytest.fixture
async def web_url(bot_settings: Settings) -> AsyncIterator[str]:
    bot = TestServer(await build_bot(bot_settings))
    await bot.start_server()
    async with served(bot_settings) as url:
        yield url
    await bot.close()


async def test_what_is_done_in_the_chat_is_felt_in_the_room_and_the_other_way_round(
    web_url: str, telegram: FakeTelegram
) -> None:
    ann = telegram.person(7, "Анна", language="ru")
    group = telegram.supergroup("Кино", owner=ann)
    group.add_bot(by=ann)
    ann.writes(f"/watch {FILM}", to=group)
    await telegram.until(lambda: group.last.keyboard)
    message = group.last
    ann.writes("/rooms")
    (rooms,) = await telegram.until(ann.chat.from_bot)

    init_data = telegram.init_data(ann, start_param=token_of(message))
    async with SocketClient(web_url, init_data=init_data) as device:
        await telegram.until(lambda: "Смотрит Анна" in said(message), EDIT_S)
        for label in ("nosferatu", ru("bot_close"), ru("bot_close_sure")):
            await telegram.until(partial(has_button, rooms, label))
            ann.presses(rooms, label)
        assert (await device.arrival("bye"))["code"] == "room_closed"

    await telegram.until(lambda: ru("bot_live_over") in said(message), EDIT_S)
    assert telegram.refusals == []


async def test_the_bot_alone_listens_nowhere_and_ends_when_told(
    bot_settings: Settings, telegram: FakeTelegram, tmp_path: Path
) -> None:
    ann = telegram.person(7, "Анна", language="ru")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, Path(main.__file__), "bot"),
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "BOT_TOKEN": telegram.token,
            "BOT_API_URL": telegram.url,
            "APP_NAME": "watch",
            "DATABASE_URL": bot_settings.database_url.get_secret_value(),
            "HOST": "127.0.0.1",
            "PORT": telegram.url.rpartition(":")[2],  # it is taken, as by a web app
        },
        stderr=asyncio.subprocess.PIPE,
    )
    ann.writes("/start")
    await telegram.until(ann.chat.from_bot, timeout_s=30)

    process.send_signal(signal.SIGTERM)
    _, log = await process.communicate()

    assert process.returncode == 0
    assert b"ERROR" not in log
    assert telegram.token.encode() not in log


def has_button(message: Message, label: str) -> bool:
    return any(button["text"] == label for row in message.keyboard for button in row)
