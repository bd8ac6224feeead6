"""Where what is said in rooms is kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from shared.domain.chat_commands import Mention


@dataclass(frozen=True, slots=True)
class Message:
    """
    A line of the chat.

    Attributes:
        id: Ascends within a room; 0 until it is stored.
        position: Seconds into the media when it was sent; None if nothing was on.
        reply_to: The message it answers.
        nonce: The sender's own name for it, by which a repeated send is recognised.
        is_deleted: Whether it was taken back: it has no text any more.
    """

    room_id: str
    user_id: int
    name: str
    text: str
    position: float | None
    sent_at_ms: int
    id: int = 0
    reply_to: int | None = None
    mentions: tuple[Mention, ...] = ()
    nonce: str | None = None
    is_deleted: bool = False


class MessageStore(Protocol):
    """
    Implementations are interchangeable; ``tests/contract/test_message_store.py`` is the
    specification.
    """

    async def append(self, message: Message) -> Message:
        """
        Return the message with its id, once it is kept.

        If the sender's nonce is known in this room, return the message that has it instead.
        """

    async def some(self, room_id: str, ids: Collection[int]) -> Mapping[int, Message]:
        """Return those of a room's messages that there are, by id."""

    async def delete(self, room_id: str, message_id: int) -> None:
        """Leave nothing of a message but who sent it and when. Idempotent."""

    async def delete_of(self, room_id: str, user_id: int) -> None:
        """Do so with everything that a person has said in a room. Idempotent."""

    async def last_of(self, room_id: str, user_id: int) -> Message | None:
        """Return what a person has said last in a room, deleted or not; None if nothing."""

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        """Return the newest messages (older than an id, if given), the oldest of them first."""
