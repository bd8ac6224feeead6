"""
What every kind of test may ask for: a database server, real media, a browser's program.

Where a program is missing, its tests are skipped with the reason; on CI they fail, so that nothing
is skipped unseen.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.storage import database
from tests import system
from tests.media import make_media
from tests.servers import postgres_server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row: copying it is quicker than every migration."""
    path = tmp_path_factory.mktemp("migrated") / "rooms.db"

    async def migrate() -> None:
        engine = database.connect(f"sqlite+aiosqlite:///{path}")
        await database.migrate(engine)
        await engine.dispose()

    asyncio.run(migrate())
    return path


@pytest.fixture
def sqlite_url(migrated: Path, tmp_path: Path) -> str:
    """The test's own empty database, ``rooms.db`` in its folder."""
    path = shutil.copyfile(migrated, tmp_path / "rooms.db")
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The empty database of a private PostgreSQL server, for SQLAlchemy with asyncpg."""
    with postgres_server(_present(system.postgres(), "PostgreSQL's server")) as url:
        yield url


@pytest.fixture(scope="session")
def media_dir() -> Path:
    """The folder of the files that ``tests.media.RECIPES`` names."""
    return make_media(_present(system.ffmpeg(), "ffmpeg"))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    return _present(system.chromium(), "Chromium")


def _present(program: Path | None, name: str) -> Path:
    if program is not None:
        return program
    reason = f"{name} is not installed: python -m tests.system"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
