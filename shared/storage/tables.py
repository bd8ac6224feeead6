"""The database's tables; ``migrations/`` builds them, a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

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
    Column("people", Integer, nullable=False, server_default="0"),
    Column("chat_id", BigInteger),
    Column("is_closed", Boolean, nullable=False, server_default=false()),
    Column("is_hidden", Boolean, nullable=False, server_default=false()),
    Column("is_featured", Boolean, nullable=False, server_default=false()),
    # Its name and what is on, as they are looked for.
    Column("words", Text, nullable=False, server_default=""),
    Index("rooms_of_owner", "owner_id", "seen_at_ms"),
    Index("rooms_of_chat", "chat_id"),
    Index("rooms_seen", "seen_at_ms"),
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
    Column("reply_to", BigInteger),
    Column("mentions", Text, nullable=False, server_default="[]"),
    Column("nonce", String(36)),
    Column("is_deleted", Boolean, nullable=False, server_default=false()),
    Index("messages_of_room", "room_id", "id"),
    Index("messages_once", "room_id", "user_id", "nonce", unique=True),
)

live_messages = Table(
    "live_messages",
    metadata,
    Column("room_id", String(36), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("locale", String(8), nullable=False),
    Column("link_expires_ms", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("has_photo", Boolean, nullable=False),
    Column("is_dormant", Boolean, nullable=False),
    Index("live_messages_of_chat", "chat_id"),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("title", String(255), nullable=False),
    Column("username", String(64)),
    Column("can_post", Boolean, nullable=False),
    Column("can_edit", Boolean, nullable=False),
    Column("has_auto_button", Boolean, nullable=False),
    Column("locale", String(8), nullable=False),
)

chat_connections = Table(
    "chat_connections",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Index("chats_of_person", "user_id"),
)

posts = Table(
    "posts",
    metadata,
    Column("room_id", String(36), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("posted_at_ms", BigInteger, nullable=False),
    Index("posts_of_chat", "chat_id", "posted_at_ms"),
    Index("posts_of_message", "chat_id", "message_id"),
)

visits = Table(
    "visits",
    metadata,
    Column("room_id", String(36), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_at_ms", BigInteger, nullable=False),
    Column("last_at_ms", BigInteger, nullable=False, server_default="0"),
    Column("name", String(64), nullable=False, server_default=""),
    Index("visits_of_person", "user_id"),
    Index("visits_of_room", "room_id", "last_at_ms"),
)

people = Table(
    "people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("locale", String(8), nullable=False),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String(64)),
    Column("document", Text, nullable=False),
)

handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at_ms", BigInteger, nullable=False),
    Index("handled_updates_by_age", "handled_at_ms"),
)

emotion_curves = Table(
    "emotion_curves",
    metadata,
    # A digest of the provider and the video's id, or its address.
    Column("media_key", String(64), primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("emotion", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", _BigKey, primary_key=True, autoincrement=True),
    Column("room_id", String(36), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Index("actions_of_room", "room_id", "id"),
    Index("actions_of_person", "user_id"),
    Index("actions_by_age", "at_ms"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", _BigKey, primary_key=True, autoincrement=True),
    Column("room_id", String(36), nullable=False),
    Column("room_title", String(100), nullable=False),
    Column("about", String(16), nullable=False),
    Column("target_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", String(64), nullable=False),
    Column("quote", Text, nullable=False),
    Column("reporter_id", BigInteger, nullable=False),
    Column("reporter_name", String(64), nullable=False),
    Column("grounds", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("is_settled", Boolean, nullable=False, server_default=false()),
    Index("reports_once", "room_id", "about", "target_id", "reporter_id", unique=True),
    Index("reports_to_settle", "is_settled", "id"),
)

service_bans = Table(
    "service_bans",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),
    Index("service_bans_by_age", "at_ms"),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", _BigKey, primary_key=True, autoincrement=True),
    Column("ruling", String(16), nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", String(64), nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", String(64), nullable=False),
    Column("room_id", String(36), nullable=False),
    Column("room_title", String(100), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),
    Index("verdicts_on_room", "room_id", "ruling"),
    Index("verdicts_on_person", "user_id", "ruling"),
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", _BigKey, primary_key=True, autoincrement=True),
    Column("user_id", BigInteger, nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    Column("room_id", String(36), nullable=False),
    Column("room_title", String(100), nullable=False),
    Column("code", String(32), nullable=False),
    Column("facts", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("read_at_ms", BigInteger),
    Index("notifications_of_person", "user_id", "id"),
    Index("notifications_of_room", "room_id", "at_ms"),
    Index("notifications_by_age", "at_ms"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)
