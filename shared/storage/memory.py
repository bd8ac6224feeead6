"""
Stores in dicts: presence for one process, and the reference the contract suites are read against.

None needs a lock: every change is synchronous, so nothing can run between a read and a write.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from shared.domain.decisions import Change
from shared.domain.errors import RoomExists, RoomNotFound
from shared.domain.page_state import ALL_WELL, Report, best
from shared.domain.room import Room, Visibility
from shared.domain.standing import GRACE_MS, Present
from shared.onboarding import Visitor
from shared.ports import Action, GalleryOrder, Listing, Mark, Message
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


class MemoryMemberStore:
    def __init__(self) -> None:
        self._members: set[tuple[str, int]] = set()

    async def add(self, room_id: str, user_id: int, now_ms: int) -> None:
        self._members.add((room_id, user_id))

    async def remove(self, room_id: str, user_id: int) -> None:
        self._members.discard((room_id, user_id))

    async def contains(self, room_id: str, user_id: int) -> bool:
        return (room_id, user_id) in self._members


class MemoryVisitStore:
    def __init__(self) -> None:
        self._visits: dict[tuple[str, int], Visitor] = {}

    async def note(self, room_id: str, user_id: int, name: str, now_ms: int) -> None:
        self._visits[room_id, user_id] = Visitor(user_id, name, now_ms)

    async def latest(self, room_id: str, *, limit: int) -> Sequence[Visitor]:
        came = [visitor for (visited, _), visitor in self._visits.items() if visited == room_id]
        return sorted(came, key=lambda visitor: (-visitor.last_at_ms, visitor.user_id))[:limit]

    async def names(self, room_id: str, user_ids: Collection[int]) -> Mapping[int, str]:
        came = {user_id: self._visits.get((room_id, user_id)) for user_id in user_ids}
        return {user_id: visitor.name for user_id, visitor in came.items() if visitor}

    async def counts(self, room_ids: Sequence[str]) -> Mapping[str, int]:
        visited = Counter(room_id for room_id, _ in self._visits)
        return {room_id: visited[room_id] for room_id in room_ids}

    async def rooms_of(self, user_id: int) -> Sequence[str]:
        return [room_id for room_id, visitor in self._visits if visitor == user_id]


class MemoryMessageStore:
    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def append(self, message: Message) -> Message:
        for known in self._messages:
            if message.nonce and _once(known) == _once(message):
                return known
        stored = replace(message, id=len(self._messages) + 1)
        self._messages.append(stored)
        return stored

    async def some(self, room_id: str, ids: Collection[int]) -> Mapping[int, Message]:
        return {
            message.id: message
            for message in self._messages
            if message.room_id == room_id and message.id in ids
        }

    async def delete(self, room_id: str, message_id: int) -> None:
        self._empty(lambda known: known.room_id == room_id and known.id == message_id)

    async def delete_of(self, room_id: str, user_id: int) -> None:
        self._empty(lambda known: known.room_id == room_id and known.user_id == user_id)

    def _empty(self, is_meant: Callable[[Message], bool]) -> None:
        self._messages = [_emptied(known) if is_meant(known) else known for known in self._messages]

    async def last_of(self, room_id: str, user_id: int) -> Message | None:
        own = (
            known
            for known in reversed(self._messages)
            if known.room_id == room_id and known.user_id == user_id
        )
        return next(own, None)

    async def latest(self, room_id: str, *, limit: int, before: int | None = None) -> list[Message]:
        older = [
            message
            for message in self._messages
            if message.room_id == room_id and (before is None or message.id < before)
        ]
        return older[-limit:]


def _emptied(message: Message) -> Message:
    return replace(message, text="", mentions=(), reply_to=None, is_deleted=True)


def _once(message: Message) -> tuple[str, int, str | None]:
    return message.room_id, message.user_id, message.nonce


class MemoryActionStore:
    def __init__(self) -> None:
        self._actions: list[Action] = []

    async def append(self, *actions: Action) -> None:
        for action in actions:
            self._actions.append(replace(action, id=len(self._actions) + 1))

    async def latest(
        self, room_id: str, *, limit: int, before: int | None = None
    ) -> Sequence[Action]:
        older = [
            action
            for action in reversed(self._actions)
            if action.room_id == room_id and (before is None or action.id < before)
        ]
        return older[:limit]

    async def forget(self, before_ms: int) -> None:
        self._actions = [action for action in self._actions if action.at_ms >= before_ms]


@dataclass(slots=True)
class _Person:
    name: str
    since_ms: int
    left_at_ms: int = 0
    sids: dict[str, Report] = field(default_factory=dict)

    def is_here(self, now_ms: int) -> bool:
        return bool(self.sids) or now_ms < self.left_at_ms + GRACE_MS


class MemoryPresenceStore:
    def __init__(self) -> None:
        self._rooms: defaultdict[str, dict[int, _Person]] = defaultdict(dict)

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
        people = self._here(room_id, now_ms)
        if limit is not None and user_id not in people and len(people) >= limit:
            return False
        person = people.setdefault(user_id, _Person(name, now_ms))
        self._rooms[room_id] = people
        person.name = name
        person.sids.setdefault(sid, ALL_WELL)
        return True

    async def disconnected(self, room_id: str, user_id: int, sid: str, now_ms: int) -> None:
        person = self._rooms[room_id].get(user_id)
        if person is None or sid not in person.sids:
            return
        del person.sids[sid]
        if not person.sids:
            person.left_at_ms = now_ms

    async def remove(self, room_id: str, user_id: int) -> None:
        self._rooms[room_id].pop(user_id, None)

    async def report(self, room_id: str, user_id: int, sid: str, report: Report) -> bool:
        person = self._rooms[room_id].get(user_id)
        if person is None or sid not in person.sids:
            return False
        before = best(person.sids.values())
        person.sids[sid] = report
        return best(person.sids.values()) != before

    async def expect(self, room_id: str, user_id: int, now_ms: int) -> None:
        people = self._rooms[room_id]
        if user_id not in people:
            people[user_id] = _Person("", now_ms, left_at_ms=now_ms)

    async def present(self, room_id: str, now_ms: int) -> tuple[Present, ...]:
        here = [
            Present(
                user_id,
                person.name,
                person.since_ms,
                bool(person.sids),
                best(person.sids.values()),
            )
            for user_id, person in self._here(room_id, now_ms).items()
        ]
        return tuple(sorted(here, key=lambda person: (person.since_ms, person.user_id)))

    async def occupied(self) -> Sequence[str]:
        return [
            room_id
            for room_id, people in self._rooms.items()
            if any(person.sids for person in people.values())
        ]

    def _here(self, room_id: str, now_ms: int) -> dict[int, _Person]:
        """Return those in a room, after the grace of others is found to be over."""
        people = self._rooms[room_id]
        for user_id in [key for key, person in people.items() if not person.is_here(now_ms)]:
            del people[user_id]
        if not people:
            del self._rooms[room_id]
        return people
