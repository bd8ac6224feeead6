"""Where in a video people felt what."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "emotion_curves",
        sa.Column("media_key", sa.String(64), primary_key=True),
        sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("emotion", sa.String(16), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
