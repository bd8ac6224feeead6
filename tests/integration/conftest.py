"""The whole web app in this process, on a database of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot.delivery.pace import Rates
from main import build_web
from shared.settings import Settings
from tests.telegram import FakeTelegram, Person

Serve = Callable[..., Awaitable[str]]


@asynccontextmanager
async def served(
    settings: Settings, *, has_bot: bool = False, rates: Rates | None = None
) -> AsyncIterator[str]:
    """Yield the address of the web app, without a slash at the end."""
    server = TestServer(await build_web(settings, has_bot=has_bot, rates=rates))
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


@pytest.fixture
async def serve(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Start the web app with settings given by name; return its address."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    async with AsyncExitStack() as stack:

        async def start(**values: object) -> str:
            values.setdefault("database_url", sqlite_url)
            settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]  # as text
            return await stack.enter_async_context(served(settings))

        yield start


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
async def url(serve: Serve) -> str:
    """The web app as it is with nothing set: open to guests."""
    return await serve()


@dataclass(frozen=True, slots=True)
class ServedBot:
    """
    Attributes:
        url: Of the web app, without a slash at the end.
        settings: To serve another one on the same database.
    """

    url: str
    settings: Settings


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


@pytest.fixture
def bot_settings(
    telegram: FakeTelegram, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    values = {
        "bot_token": telegram.token,
        "bot_username": telegram.bot.username,
        "app_name": "watch",
        "bot_api_url": telegram.url,
        "public_url": "https://watch.example.org",
        "database_url": sqlite_url,
    }
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]  # as text


@pytest.fixture
async def served_bot(bot_settings: Settings) -> AsyncIterator[ServedBot]:
    """The whole program, answering in a Telegram of the tests' own."""
    async with served(bot_settings, has_bot=True) as url:
        yield ServedBot(url, bot_settings)


@pytest.fixture
def ann(telegram: FakeTelegram) -> Person:
    return telegram.person(7, "Анна", language="ru")


@pytest.fixture
def bob(telegram: FakeTelegram) -> Person:
    return telegram.person(8, "Bob", language="en")
