"""The schema: built by the migrations, described by the tables, secrets kept in it."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, text
from sqlalchemy.exc import OperationalError

from shared.ports.messages import Message
from shared.storage import database
from shared.storage.kept_secrets import kept_secret
from shared.storage.messages import SqlMessageStore
from shared.storage.tables import metadata, secrets


def url(directory: Path) -> str:
    return f"sqlite+aiosqlite:///{directory / 'data' / 'rooms.db'}"


async def test_migrations_build_what_the_tables_describe(tmp_path: Path) -> None:
    engine = database.connect(url(tmp_path))
    assert not await database.is_current(engine)
    await database.migrate(engine)
    await database.migrate(engine)
    assert await database.is_current(engine)

    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync), metadata)
        )
    await engine.dispose()

    assert differences == []


async def test_an_error_does_not_show_what_people_wrote(tmp_path: Path) -> None:
    engine = database.connect(url(tmp_path))

    with pytest.raises(OperationalError) as failed:
        await SqlMessageStore(engine).append(Message("r", 7, "Ann", "a secret", None, 0))
    await engine.dispose()

    assert "no such table" in str(failed.value)
    assert "a secret" not in str(failed.value)


async def test_sqlite_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    engine = database.connect(url(tmp_path))
    async with engine.connect() as connection:
        mode = (await connection.execute(text("PRAGMA journal_mode"))).scalar_one()
    await engine.dispose()

    assert mode == "wal"


async def test_those_who_write_to_sqlite_wait_in_a_line(tmp_path: Path) -> None:
    engine = database.connect(url(tmp_path))
    await database.migrate(engine)
    writing, may_finish = asyncio.Event(), asyncio.Event()

    async def write_slowly() -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(secrets).values(name="slow", value=""))
            writing.set()
            await may_finish.wait()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(write_slowly())
        await writing.wait()
        # Over a connection of its own it would poll for the file's lock, and give up in the end.
        waiting = tasks.create_task(kept_secret(engine, "quick"))
        await asyncio.sleep(0)
        opened = engine.pool.status()
        may_finish.set()
    await engine.dispose()

    assert len(waiting.result()) >= 32
    assert "Pool size: 1 " in opened


async def test_a_secret_is_made_once(tmp_path: Path) -> None:
    engine = database.connect(url(tmp_path))
    await database.migrate(engine)
    first, second = await asyncio.gather(kept_secret(engine, "a"), kept_secret(engine, "a"))
    other = await kept_secret(engine, "b")
    await engine.dispose()
    again = database.connect(url(tmp_path))
    kept = await kept_secret(again, "a")
    await again.dispose()

    assert first == second == kept != other
    assert len(first) >= 32
