"""One broadcaster out of several: sockets hear of a room, and so may a message in a chat."""

from collections.abc import Sequence

from shared.domain.errors import RoomError
from shared.domain.events import Event
from shared.ports.broadcasting import Broadcaster


class Broadcasters:
    """Tells each in turn. One that is added later hears from then on."""

    def __init__(self, *broadcasters: Broadcaster) -> None:
        self._all = list(broadcasters)

    def add(self, broadcaster: Broadcaster) -> None:
        self._all.append(broadcaster)

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        for each in self._all:
            await each.publish(room_id, version, events)

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        for each in self._all:
            await each.send(room_id, name, payload)

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None:
        for each in self._all:
            await each.tell(user_id, name, payload)

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        for each in self._all:
            await each.dismiss(room_id, reason, user_id=user_id)
