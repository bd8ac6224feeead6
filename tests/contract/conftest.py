"""The databases that the SQL stores are held to their contracts on."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.storage import database
from shared.storage.tables import metadata

SQL = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
EVERY_STORE = ["memory", *SQL]


async def open_engine(
    kind: str, sqlite_url: str, request: pytest.FixtureRequest
) -> AsyncIterator[AsyncEngine]:
    """Yield a migrated, empty database of a kind."""
    url = sqlite_url if kind == "sqlite" else request.getfixturevalue("postgres_url")
    engine = database.connect(url)
    await database.migrate(engine)
    async with engine.begin() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(table.delete())
    yield engine
    await engine.dispose()
