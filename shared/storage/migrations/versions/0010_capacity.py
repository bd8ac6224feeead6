"""Rooms of Telegram's chats, made before rooms were of a size, hold all who come."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ROOMY = 10_000


def upgrade() -> None:
    rooms = sa.table("rooms", *map(sa.column, ("id", "document", "chat_id")))
    connection = op.get_bind()
    of_chats = sa.select(rooms.c.id, rooms.c.document).where(rooms.c.chat_id.is_not(None))
    for room_id, document in connection.execute(of_chats).all():
        document = json.dumps({"capacity": ROOMY, **json.loads(document)}, ensure_ascii=False)
        connection.execute(sa.update(rooms).where(rooms.c.id == room_id).values(document=document))
