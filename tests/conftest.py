"""
What every kind of test may ask for: a database server, real media, a browser's program.

Where a program is missing, its tests are skipped with the reason; on CI they fail, so that nothing
is skipped unseen.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import system
from tests.media import make_media
from tests.servers import postgres_server


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
