"""A visit knows the name its person came by, and when they came last."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column(
        "visits", sa.Column("last_at_ms", sa.BigInteger, nullable=False, server_default="0")
    )
    op.add_column("visits", sa.Column("name", sa.String(64), nullable=False, server_default=""))
    op.execute("UPDATE visits SET last_at_ms = first_at_ms")
    op.create_index("visits_of_room", "visits", ["room_id", "last_at_ms"])
