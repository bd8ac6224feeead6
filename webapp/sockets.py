"""The Socket.IO server, and how frames leave it."""

import logging
from collections.abc import Sequence

import socketio

from shared import protocol
from shared.clock import SystemClock
from shared.domain.errors import RoomError
from shared.domain.events import Event
from shared.domain.moderation_errors import Kicked
from shared.tasks import Tasks
from webapp.fan_out import FanOut, RoomServer
from webapp.packets import StrictPacket

MAX_FRAME_BYTES = 64 * 1024
"""A message of 4,000 characters takes at most 24 KB in JSON; nothing else is near it."""
LAST_WORDS_S = 0.2
"""Whoever is dismissed by their own command, closing the room, gets its acknowledgement first."""
PING_INTERVAL_S = 15
PING_TIMEOUT_S = 10
"""Together: a phone that vanished is noticed within 25 s."""


def seat_of(room_id: str, user_id: int) -> str:
    """Return the name under which a person's sockets in a room are reached; no room has a "/"."""
    return f"{room_id}/{user_id}"


def line_of(room_id: str) -> str:
    """Return the name under which those who wait for a place in a room are reached."""
    return f"{room_id}/line"


def channel_of(user_id: int) -> str:
    """Return the name under which all of a person's sockets are reached, whatever their room."""
    return f"/{user_id}"


def create_server() -> socketio.AsyncServer:
    return RoomServer(
        client_manager=FanOut(),
        async_mode="aiohttp",
        serializer=StrictPacket,
        # Without these the library prints every line a second time, on a handler of its own.
        logger=logging.getLogger("socketio"),
        engineio_logger=logging.getLogger("engineio"),
        # Identity travels in the handshake, never in a cookie, so that another origin gains
        # nothing; and behind a proxy the library cannot know our own.
        cors_allowed_origins="*",
        cors_credentials=False,
        max_http_buffer_size=MAX_FRAME_BYTES,
        ping_interval=PING_INTERVAL_S,
        ping_timeout=PING_TIMEOUT_S,
    )


class SocketBroadcaster:
    """
    Sends a change as one frame, so that a version is never seen half-applied.

    What goes to a whole room carries the server's time: pages learn the clock from it for nothing.
    """

    def __init__(self, sio: socketio.AsyncServer, tasks: Tasks, clock: SystemClock) -> None:
        self._sio = sio
        self._tasks = tasks
        self._clock = clock

    async def publish(self, room_id: str, version: int, events: Sequence[Event]) -> None:
        dumped = [protocol.dump_event(event) for event in events]
        await self.send(room_id, "events", {"version": version, "events": dumped})

    async def send(self, room_id: str, name: str, payload: dict[str, object]) -> None:
        timed = {**payload, "server_ms": self._clock.precise_ms()}
        await self._sio.emit(name, timed, room=room_id)

    async def tell(self, user_id: int, name: str, payload: dict[str, object]) -> None:
        await self._sio.emit(name, payload, room=channel_of(user_id))

    async def dismiss(self, room_id: str, reason: RoomError, *, user_id: int | None = None) -> None:
        everybody = [room_id, line_of(room_id)]
        whom = everybody if user_id is None else [seat_of(room_id, user_id)]
        name = "kicked" if isinstance(reason, Kicked) else "bye"
        await self._sio.emit(name, reason.to_wire(), room=whom)
        sids = [sid for sid, _ in self._sio.manager.get_participants("/", whom)]
        for sid in sids:
            await self._sio.leave_room(sid, room_id)
        self._tasks.start(self._disconnect(sids), name=f"dismiss from {room_id}")

    async def _disconnect(self, sids: Sequence[str]) -> None:
        await self._tasks.pause(LAST_WORDS_S)
        for sid in sids:
            await self._sio.disconnect(sid)
