"""Secrets that the program makes itself, in SQL."""

from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.storage.tables import secrets
from shared.storage.upsert import insert_or_ignore


async def kept_secret(engine: AsyncEngine, name: str) -> str:
    """Return a secret that the program makes once and finds again after a restart."""
    fresh = {"name": name, "value": token_urlsafe(32)}
    async with engine.begin() as connection:
        await connection.execute(insert_or_ignore(engine, secrets).values(fresh))
        query = select(secrets.c.value).where(secrets.c.name == name)
        value: str = (await connection.execute(query)).scalar_one()
    return value
