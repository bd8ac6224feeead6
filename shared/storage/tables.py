"""The database's tables; ``migrations/`` builds them, a test compares the two."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

_BigKey = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up INTEGER keys only

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("owner_id", BigInteger, nullable=False),
    Column("visibility", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    # The room as shared/protocol.py encodes it; the columns beside it are what queries look for.
    Column("document", Text, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("seen_at_ms", BigInteger, nullable=False),
    Index("rooms_of_owner", "owner_id", "seen_at_ms"),
)

members = Table(
    "members",
    metadata,
    Column("room_id", String(36), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("joined_at_ms", BigInteger, nullable=False),
    Index("rooms_of_member", "user_id", "joined_at_ms"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", _BigKey, primary_key=True, autoincrement=True),
    Column("room_id", String(36), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("position", Float),
    Column("sent_at_ms", BigInteger, nullable=False),
    Index("messages_of_room", "room_id", "id"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
