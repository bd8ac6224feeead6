"""Where rooms are kept, and who has been let into them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from shared.domain.decisions import Change
from shared.domain.room import Room


@dataclass(frozen=True, slots=True)
class Listing:
    """
    A room in a list.

    Attributes:
        people: How many are inside, or were a few seconds ago.
        seen_at_ms: When people were last inside; its creation before the first.
        is_hidden: Whether the service's owners keep it out of the gallery.
        is_featured: Whether they put it first there.
    """

    room: Room
    people: int
    seen_at_ms: int = 0
    is_hidden: bool = False
    is_featured: bool = False


class Mark(StrEnum):
    """What the service's owners may give a room; it shows in the gallery only."""

    HIDDEN = "hidden"
    FEATURED = "featured"


class GalleryOrder(StrEnum):
    """What comes first in the gallery, after what is featured."""

    PEOPLE = "people"
    """The fullest."""
    NEWEST = "newest"
    """The last made."""


class RoomStore(Protocol):
    """
    Where rooms are kept.

    Implementations are interchangeable; ``tests/contract/test_room_store.py`` is the specification.
    """

    async def create(self, room: Room) -> None:
        """
        Raises:
            RoomExists: If the id is taken.
        """

    async def get(self, room_id: str) -> Room:
        """
        Raises:
            RoomNotFound: If there is no such room.
        """

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        """
        Replace a room by what ``change`` makes of it, atomically; when this returns, it is kept.

        ``change`` must be pure: it may run more than once. If it raises, nothing is stored.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def touch(self, people: Mapping[str, int], now_ms: int) -> None:
        """Note how many were in these rooms at an instant. Unknown rooms are passed over."""

    async def seen_at(self, room_id: str) -> int:
        """
        Return the last instant given to :meth:`touch`; a room's creation before the first.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def gallery(
        self,
        *,
        seen_since_ms: int,
        limit: int,
        offset: int = 0,
        words: str = "",
        order: GalleryOrder = GalleryOrder.PEOPLE,
    ) -> Sequence[Listing]:
        """
        Return open public rooms with people in them, those featured first.

        What is hidden is left out.

        Args:
            words: What the room's name and what is on must have between them, in any case.
        """

    async def owned_by(
        self, user_id: int, *, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        """Return a person's open rooms, the last seen first; nobody is in those not seen since."""

    async def every(
        self, *, words: str, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        """
        Return the rooms whose name or video has all the words, or that have them as id or owner.

        The open ones come first, among them the last seen; without words, it is every room.
        """

    async def mark(self, room_id: str, mark: Mark, *, is_set: bool) -> None:
        """
        Give a room a mark, or take it away. Idempotent.

        Raises:
            RoomNotFound: If there is no such room.
        """

    async def of_chat(self, chat_id: int) -> Sequence[str]:
        """Return the open rooms that belong to a chat."""

    async def versions(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        """Return the version of each room; unknown rooms are passed over."""


class MemberStore(Protocol):
    """Who has once been let into which private room."""

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        """Idempotent."""

    async def remove(self, room_id: str, user_id: int) -> None:
        """Idempotent."""

    async def contains(self, room_id: str, user_id: int) -> bool: ...
