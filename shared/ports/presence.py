"""Who is connected."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.page_state import Report
from shared.domain.standing import Present


class PresenceStore(Protocol):
    """Who is connected where, device by device."""

    async def connected(
        self,
        room_id: str,
        user_id: int,
        name: str,
        sid: str,
        now_ms: int,
        *,
        limit: int | None = None,
    ) -> bool:
        """
        Take a person in, atomically, and return whether there was a place.

        Args:
            limit: How many there may be with them, those within their grace counted; whoever is
                here or within their grace has their place in any case. None is no limit.
        """

    async def disconnected(self, room_id: str, user_id: int, sid: str, now_ms: int) -> None:
        """Idempotent. After the last device, the person stays for the grace period."""

    async def remove(self, room_id: str, user_id: int) -> None:
        """Forget a person with all their devices, at once. Idempotent."""

    async def report(self, room_id: str, user_id: int, sid: str, report: Report) -> bool:
        """
        Keep what a device says of itself, as long as it is connected.

        Returns:
            Whether there is something new to tell of the person.
        """

    async def expect(self, room_id: str, user_id: int, now_ms: int) -> None:
        """Treat a person as having just gone away, unless they are here."""

    async def present(self, room_id: str, now_ms: int) -> tuple[Present, ...]:
        """Return those connected and those within their grace, the longest here first."""

    async def occupied(self) -> Sequence[str]:
        """Return the rooms in which somebody is connected."""
