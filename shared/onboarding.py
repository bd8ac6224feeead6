"""What the bot remembers between updates: records, and the stores that keep them, as protocols."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

NOT_POSTED = 0
"""In place of a message's id: it is yet to be posted."""


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """
    The message in a group that shows how its room is doing.

    Attributes:
        thread_id: The topic of a forum it stands in.
        locale: Of whoever asked for it.
        link_expires_ms: How long its button's link works; kept, so that an edit changes no link.
        has_photo: Whether its text is a photo's caption.
        is_dormant: Whether nobody has come for a day: it is not looked after until somebody does.
    """

    room_id: str
    chat_id: int
    message_id: int
    locale: str
    link_expires_ms: int
    thread_id: int | None = None
    has_photo: bool = False
    is_dormant: bool = False


class LiveMessageStore(Protocol):
    async def put(self, message: LiveMessage) -> None:
        """Keep a room's message in place of an earlier one."""

    async def of_room(self, room_id: str) -> LiveMessage | None: ...

    async def of_chat(self, chat_id: int) -> Sequence[LiveMessage]:
        """Return those that are not dormant, the newest first."""

    async def under_way(self) -> Sequence[LiveMessage]:
        """Return all that are not dormant."""

    async def remove(self, message: LiveMessage) -> None:
        """Forget a message, if its room has not got another one meanwhile. Idempotent."""

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup: there, its messages are yet to be posted."""


@dataclass(frozen=True, slots=True)
class ConnectedChat:
    """
    A group or channel that the bot is in.

    Attributes:
        kind: group, supergroup or channel, as Telegram names them.
        username: Without "@"; None for a private one.
        can_post: Whether the bot may write there.
        can_edit: Whether the bot may attach a button to what others post in the channel.
        has_auto_button: Whether posts with a video get a button by themselves.
        locale: Of whoever connected it; its posts' buttons speak it.
    """

    id: int
    kind: str
    title: str
    username: str | None = None
    can_post: bool = False
    can_edit: bool = False
    has_auto_button: bool = False
    locale: str = "en"


class ChatStore(Protocol):
    async def put(self, chat: ConnectedChat) -> None:
        """Keep a chat in place of what was known of it."""

    async def get(self, chat_id: int) -> ConnectedChat | None: ...

    async def remove(self, chat_id: int) -> None:
        """Forget a chat and who connected it. Idempotent."""

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup."""

    async def connect(self, chat_id: int, user_id: int) -> None:
        """Note who has connected a chat. Idempotent."""

    async def disconnect(self, chat_id: int, user_id: int) -> None:
        """Take that back. Idempotent."""

    async def connectors(self, chat_id: int) -> Sequence[int]:
        """Return who has connected a chat, in ascending order."""

    async def connected_by(self, user_id: int) -> Sequence[ConnectedChat]:
        """Return a person's chats by title, whether or not they still administer them."""


@dataclass(frozen=True, slots=True)
class Post:
    """
    A channel's post with a button to its room.

    Attributes:
        author_id: Who posted it through the bot; 0 if the bot attached the button by itself.
    """

    room_id: str
    chat_id: int
    message_id: int
    author_id: int
    posted_at_ms: int


class PostStore(Protocol):
    async def add(self, post: Post) -> None: ...

    async def at(self, chat_id: int, message_id: int) -> Post | None: ...

    async def of_chat(self, chat_id: int, *, limit: int) -> Sequence[Post]:
        """Return the newest posts, the newest first."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    Somebody who has come to a room.

    Attributes:
        name: As of their last visit; empty if there is none.
    """

    user_id: int
    name: str
    last_at_ms: int


class VisitStore(Protocol):
    """
    Who has come to which room, each person once.

    Implementations are interchangeable; ``tests/contract/test_visit_store.py`` is the
    specification.
    """

    async def note(self, room_id: str, user_id: int, name: str, now_ms: int) -> None:
        """Keep that somebody came; their last visit and its name count."""

    async def latest(self, room_id: str, *, limit: int) -> Sequence[Visitor]:
        """Return those who came to a room last, the last of them first."""

    async def names(self, room_id: str, user_ids: Collection[int]) -> Mapping[int, str]:
        """Return by what names people came to a room; those who never did are passed over."""

    async def counts(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        """Return how many people have come to each room; 0 for the unknown."""

    async def rooms_of(self, user_id: int) -> Sequence[str]:
        """Return the rooms that a person has come to."""


class PersonStore(Protocol):
    async def locale_of(self, user_id: int) -> str | None:
        """Return the language a person has chosen; None if they have not."""

    async def set_locale(self, user_id: int, locale: str) -> None: ...


class DialogueStore(Protocol):
    """Where each conversation with the bot stands, so that a restart does not interrupt it."""

    async def load(self, user_id: int) -> tuple[str | None, Mapping[str, object]]:
        """Return the state and what goes with it; ``(None, {})`` if there is no conversation."""

    async def save(self, user_id: int, state: str | None, values: Mapping[str, object]) -> None:
        """Keep both; values must be what JSON can carry. Neither left: nothing is kept."""


class UpdateStore(Protocol):
    """Which of Telegram's updates have been dealt with."""

    async def is_handled(self, update_id: int) -> bool: ...

    async def mark_handled(self, update_id: int, now_ms: int) -> None:
        """Idempotent."""

    async def forget_handled(self, before_ms: int) -> None:
        """Forget those handled before an instant: Telegram repeats nothing older than a day."""


class Erasure(Protocol):
    async def erase(self, user_id: int) -> None:
        """Delete everything that is kept about a person, their rooms included."""
