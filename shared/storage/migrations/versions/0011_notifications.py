"""What people are told, with read marks."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "notifications",
        sa.Column("id", key, primary_key=True, autoincrement=True),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("actor_id", sa.BigInteger, nullable=False),
        sa.Column("room_id", sa.String(36), nullable=False),
        sa.Column("room_title", sa.String(100), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("read_at_ms", sa.BigInteger),
    )
    op.create_index("notifications_of_person", "notifications", ["user_id", "id"])
    op.create_index("notifications_of_room", "notifications", ["room_id", "at_ms"])
    op.create_index("notifications_by_age", "notifications", ["at_ms"])
