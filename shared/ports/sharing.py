"""How invitations are handed on."""

from typing import Protocol

from shared.domain.room import Room


class Sharing(Protocol):
    """How an invitation becomes a message that its sender only has to choose a chat for."""

    async def prepare(self, room: Room, user_id: int, language: str | None, url: str) -> str | None:
        """
        Return what Telegram calls the prepared message; None if it will not have it. Never raises.

        Args:
            language: The person's, as their Telegram has it.
            url: Where the message's button leads.
        """
