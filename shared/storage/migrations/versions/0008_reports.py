"""What people report to those who run the service."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

big_key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", big_key, primary_key=True, autoincrement=True),
        sa.Column("room_id", sa.String(36), nullable=False),
        sa.Column("room_title", sa.String(100), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("target_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("reporter_id", sa.BigInteger, nullable=False),
        sa.Column("reporter_name", sa.String(64), nullable=False),
        sa.Column("grounds", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("is_settled", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    once = ["room_id", "about", "target_id", "reporter_id"]
    op.create_index("reports_once", "reports", once, unique=True)
    op.create_index("reports_to_settle", "reports", ["is_settled", "id"])
