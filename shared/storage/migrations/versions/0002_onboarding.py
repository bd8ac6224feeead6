"""Chats, posts, visits and what else the bot remembers; rooms know their chat and their people."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _rooms()
    _chats()
    _people()
    op.create_table(
        "handled_updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("handled_at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("handled_updates_by_age", "handled_updates", ["handled_at_ms"])


def _rooms() -> None:
    op.add_column("rooms", sa.Column("people", sa.Integer, nullable=False, server_default="0"))
    op.add_column("rooms", sa.Column("chat_id", sa.BigInteger))
    closed = sa.Column("is_closed", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("rooms", closed)
    op.create_index("rooms_of_chat", "rooms", ["chat_id"])
    op.create_index("rooms_seen", "rooms", ["seen_at_ms"])


def _chats() -> None:
    op.create_table(
        "live_messages",
        sa.Column("room_id", sa.String(36), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("link_expires_ms", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("has_photo", sa.Boolean, nullable=False),
        sa.Column("is_dormant", sa.Boolean, nullable=False),
    )
    op.create_index("live_messages_of_chat", "live_messages", ["chat_id"])
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(255), nullable=False),
        sa.Column("username", sa.String(64)),
        sa.Column("can_post", sa.Boolean, nullable=False),
        sa.Column("can_edit", sa.Boolean, nullable=False),
        sa.Column("has_auto_button", sa.Boolean, nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
    )
    op.create_table(
        "chat_connections",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_index("chats_of_person", "chat_connections", ["user_id"])
    op.create_table(
        "posts",
        sa.Column("room_id", sa.String(36), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("author_id", sa.BigInteger, nullable=False),
        sa.Column("posted_at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("posts_of_chat", "posts", ["chat_id", "posted_at_ms"])
    op.create_index("posts_of_message", "posts", ["chat_id", "message_id"])


def _people() -> None:
    op.create_table(
        "visits",
        sa.Column("room_id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("first_at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("visits_of_person", "visits", ["user_id"])
    op.create_table(
        "people",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("locale", sa.String(8), nullable=False),
    )
    op.create_table(
        "dialogues",
        sa.Column("user_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(64)),
        sa.Column("document", sa.Text, nullable=False),
    )
