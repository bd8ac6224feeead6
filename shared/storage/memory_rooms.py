"""Rooms, in dicts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from shared.domain.decisions import Change
from shared.domain.errors import RoomExists, RoomNotFound
from shared.domain.room import Room, Visibility
from shared.ports.rooms import GalleryOrder, Listing, Mark
from shared.storage.search import folded, words_of


class MemoryRoomStore:
    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._seen_at_ms: dict[str, int] = {}
        self._people: dict[str, int] = {}
        self._marks: defaultdict[str, set[Mark]] = defaultdict(set)

    async def create(self, room: Room) -> None:
        if room.id in self._rooms:
            raise RoomExists(room_id=room.id)
        self._rooms[room.id] = room
        self._seen_at_ms[room.id] = room.created_at_ms

    async def get(self, room_id: str) -> Room:
        try:
            return self._rooms[room_id]
        except KeyError:
            raise RoomNotFound(room_id=room_id) from None

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        changed = change(await self.get(room_id))
        self._rooms[room_id] = changed.room
        return changed

    async def touch(self, people: Mapping[str, int], now_ms: int) -> None:
        for room_id in people.keys() & self._rooms.keys():
            self._seen_at_ms[room_id] = now_ms
            self._people[room_id] = people[room_id]

    async def seen_at(self, room_id: str) -> int:
        await self.get(room_id)
        return self._seen_at_ms[room_id]

    async def gallery(
        self,
        *,
        seen_since_ms: int,
        limit: int,
        offset: int = 0,
        words: str = "",
        order: GalleryOrder = GalleryOrder.PEOPLE,
    ) -> Sequence[Listing]:
        listings = (self._listing(room, seen_since_ms) for room in self._open())
        shown = [
            listing
            for listing in listings
            if listing.people
            and listing.room.visibility is Visibility.PUBLIC
            and not listing.is_hidden
            and _has_all(listing.room, words)
        ]
        is_newest = order is GalleryOrder.NEWEST

        def place(found: Listing) -> tuple[bool, int, str]:
            first = found.room.created_at_ms if is_newest else found.people
            return not found.is_featured, -first, found.room.id

        return sorted(shown, key=place)[offset : offset + limit]

    async def owned_by(
        self, user_id: int, *, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        owned = [room for room in self._open() if room.owner_id == user_id]
        owned.sort(key=lambda room: (-self._seen_at_ms[room.id], room.id))
        return [self._listing(room, seen_since_ms) for room in owned[offset : offset + limit]]

    async def every(
        self, *, words: str, seen_since_ms: int, limit: int, offset: int = 0
    ) -> Sequence[Listing]:
        found = [
            room
            for room in self._rooms.values()
            if _has_all(room, words) or words.strip() in (room.id, str(room.owner_id))
        ]
        found.sort(key=lambda room: (room.is_closed, -self._seen_at_ms[room.id], room.id))
        return [self._listing(room, seen_since_ms) for room in found[offset : offset + limit]]

    async def mark(self, room_id: str, mark: Mark, *, is_set: bool) -> None:
        await self.get(room_id)
        if is_set:
            self._marks[room_id].add(mark)
        else:
            self._marks[room_id].discard(mark)

    async def of_chat(self, chat_id: int) -> Sequence[str]:
        return [room.id for room in self._open() if room.chat and room.chat.id == chat_id]

    async def versions(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        return {key: self._rooms[key].version for key in room_ids if key in self._rooms}

    def _open(self) -> list[Room]:
        return [room for room in self._rooms.values() if not room.is_closed]

    def _listing(self, room: Room, seen_since_ms: int) -> Listing:
        seen_at_ms, marks = self._seen_at_ms[room.id], self._marks[room.id]
        return Listing(
            room,
            people=self._people.get(room.id, 0) if seen_at_ms >= seen_since_ms else 0,
            seen_at_ms=seen_at_ms,
            is_hidden=Mark.HIDDEN in marks,
            is_featured=Mark.FEATURED in marks,
        )


def _has_all(room: Room, words: str) -> bool:
    named = " ".join(words_of(room))
    return all(word in named for word in folded(words))
