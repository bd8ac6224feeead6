"""Inserts that meet a row with the same key, alike in SQLite and PostgreSQL."""

from collections.abc import Collection, Mapping

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine


def insert_or_ignore(engine: AsyncEngine, table: Table) -> Insert:
    """Return an insert that leaves a row with the same key as it is."""
    return _insert(engine, table).on_conflict_do_nothing()


def insert_or_replace(engine: AsyncEngine, table: Table, row: Mapping[str, object]) -> Insert:
    """Return an insert of a row, whole, in place of one with the same key."""
    key = {column.name for column in table.primary_key}
    return insert_or_change(engine, table, row, row.keys() - key)


def insert_or_change(
    engine: AsyncEngine, table: Table, row: Mapping[str, object], columns: Collection[str]
) -> Insert:
    """Return an insert of a row that changes only some columns of one with the same key."""
    key = [column.name for column in table.primary_key]
    changed = {name: row[name] for name in columns}
    return (
        _insert(engine, table).values(row).on_conflict_do_update(index_elements=key, set_=changed)
    )


def insert_or_add(engine: AsyncEngine, table: Table, counter: str) -> Insert:
    """Return an insert that adds its count to that of a row with the same key."""
    key = [column.name for column in table.primary_key]
    statement = _insert(engine, table)
    total = table.c[counter] + statement.excluded[counter]
    return statement.on_conflict_do_update(index_elements=key, set_={counter: total})


def _insert(engine: AsyncEngine, table: Table) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if engine.dialect.name == "sqlite" else postgresql.insert(table)
