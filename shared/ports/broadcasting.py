"""Who hears of what happens in rooms."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.decisions import Change
from shared.domain.errors import RoomError
from shared.domain.events import Event


class Broadcaster(Protocol):
    """How frames reach everyone in a room."""

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None: ...

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        """Send an unversioned frame: presence, a message, emotions, a notification."""

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None:
        """Send an unversioned frame to one person, in whichever rooms their devices are."""

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        """Tell a person, or everybody, why they cannot stay, and close their connections."""


class Follower(Protocol):
    """Who keeps something of what happened to rooms beside them: a log, news for people."""

    async def follow(self, change: Change, *, user_id: int) -> None:
        """
        Note a change that is kept; it is acknowledged only after this.

        Args:
            user_id: Who asked for it.
        """
