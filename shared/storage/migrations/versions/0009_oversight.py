"""Those who run the service keep people out, write down what they did, and look for rooms."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

big_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "service_bans",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("until_ms", sa.BigInteger),
    )
    op.create_index("service_bans_by_age", "service_bans", ["at_ms"])
    op.create_table(
        "verdicts",
        sa.Column("id", big_key, primary_key=True, autoincrement=True),
        sa.Column("ruling", sa.String(16), nullable=False),
        sa.Column("by_id", sa.BigInteger, nullable=False),
        sa.Column("by_name", sa.String(64), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("room_id", sa.String(36), nullable=False),
        sa.Column("room_title", sa.String(100), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("until_ms", sa.BigInteger),
    )
    op.create_index("verdicts_on_room", "verdicts", ["room_id", "ruling"])
    op.create_index("verdicts_on_person", "verdicts", ["user_id", "ruling"])
    op.add_column("rooms", sa.Column("words", sa.Text, nullable=False, server_default=""))
    _find_words()


def _find_words() -> None:
    rooms = sa.table("rooms", *map(sa.column, ("id", "document", "words")))
    connection = op.get_bind()
    for room_id, document in connection.execute(sa.select(rooms.c.id, rooms.c.document)).all():
        room = json.loads(document)
        media = (room.get("current") or {}).get("media") or {}
        named = f"{room.get('title') or ''} {media.get('title') or ''}"
        words = " ".join(named.casefold().split())
        connection.execute(sa.update(rooms).where(rooms.c.id == room_id).values(words=words))
