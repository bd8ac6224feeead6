"""The whole web app in this process, on a database of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

import main
from shared.settings import Settings

Serve = Callable[..., Awaitable[str]]


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[str]:
    """Yield the address of the web app, without a slash at the end."""
    server = TestServer(await main.build(settings, has_bot=False))
    await server.start_server()
    try:
        yield str(server.make_url("")).rstrip("/")
    finally:
        await server.close()


@pytest.fixture
async def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Serve]:
    """Start the web app with settings given by name; return its address."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    async with AsyncExitStack() as stack:

        async def start(**values: object) -> str:
            values.setdefault("database_url", f"sqlite+aiosqlite:///{tmp_path / 'rooms.db'}")
            settings = Settings(_env_file=None, **values)  # type: ignore[arg-type]  # as text
            return await stack.enter_async_context(served(settings))

        yield start


@pytest.fixture
async def url(serve: Serve) -> str:
    """The web app as it is with nothing set: open to guests."""
    return await serve()
