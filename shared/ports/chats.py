"""Who is what in Telegram's chats."""

from enum import StrEnum
from typing import Protocol


class ChatStanding(StrEnum):
    """What a person is in a Telegram chat."""

    ADMIN = "admin"
    MEMBER = "member"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    """Telegram would not say; that is not a no."""


class ChatMembers(Protocol):
    """Who is what in Telegram's chats."""

    async def standing(self, chat_id: int, user_id: int) -> ChatStanding:
        """Return what was true within the last minute. Never raises."""
