"""Messages answer each other, call people, are kept once and can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("messages", sa.Column("reply_to", sa.BigInteger))
    mentions = sa.Column("mentions", sa.Text, nullable=False, server_default="[]")
    op.add_column("messages", mentions)
    op.add_column("messages", sa.Column("nonce", sa.String(36)))
    deleted = sa.Column("is_deleted", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("messages", deleted)
    op.create_index("messages_once", "messages", ["room_id", "user_id", "nonce"], unique=True)
