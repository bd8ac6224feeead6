"""Alembic's entry: runs the migrations on the connection that shared/storage/database.py gives."""

from alembic import context

from shared.storage.tables import metadata

connection = context.config.attributes["connection"]
# SQLite cannot alter most of a table; "batch" rebuilds it instead.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
