"""Socket.IO gateway: authenticates sockets, translates frames to commands."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import socketio

from shared import protocol
from shared.action_log import ActionLog
from shared.clock import SystemClock
from shared.domain.chat_commands import ChatCommand, SendEmotion
from shared.domain.commands import LookUp, RoomCommand
from shared.domain.errors import InvalidCommand, RateLimited, RoomError
from shared.domain.moderation_commands import ActionHistory
from shared.domain.page_reports import PageReport
from shared.domain.ready_commands import AnswerReadyCheck
from shared.domain.standing import is_granted
from shared.entrance import Entrance
from shared.holding import Holding
from shared.identity import Identity
from shared.logs import context
from shared.notifications import Notifications
from shared.presence import Presence
from shared.rooms import Rooms
from shared.round_trips import RoundTrips
from webapp.conversation import Conversation
from webapp.emotions import Emotions
from webapp.limits import Limits, Rate
from webapp.page_reports import PageReports
from webapp.seats import Seat, Seats
from webapp.under_way import UnderWay

logger = logging.getLogger(__name__)

SWEEP_EVERY_S = 10.0

SeatCommand = RoomCommand | SendEmotion
"""What is asked of the room itself, not of its chat."""


class Gateway:
    def __init__(
        self,
        sio: socketio.AsyncServer,
        *,
        identity: Identity,
        entrance: Entrance,
        rooms: Rooms,
        presence: Presence,
        seats: Seats,
        conversation: Conversation,
        emotions: Emotions,
        page_reports: PageReports,
        log: ActionLog,
        notifications: Notifications,
        limits: Limits,
        round_trips: RoundTrips,
        holding: Holding,
    ) -> None:
        self._sio = sio
        self._identity = identity
        self._entrance = entrance
        self._rooms = rooms
        self._presence = presence
        self._seats = seats
        self._conversation = conversation
        self._emotions = emotions
        self._page_reports = page_reports
        self._log = log
        self._notifications = notifications
        self._limits = limits
        self._round_trips = round_trips
        self._holding = holding
        self._clock = SystemClock()
        self._under_way = UnderWay()
        sio.on("connect", self.on_connect)
        sio.on("disconnect", self.on_disconnect)
        sio.on("sync", self.on_sync)
        sio.on("clock", self.on_clock)
        sio.on("*", self.on_command)

    async def on_connect(
        self, sid: str, environ: Mapping[str, object], auth: object = None
    ) -> None:
        try:
            with self._under_way.noted():
                # It hears the room before it asks for its snapshot, so that nothing falls between.
                await self._admit(sid, auth if isinstance(auth, dict) else {})
        except RoomError as exc:
            logger.info("refused sid=%s code=%s", sid, exc.code)
            raise socketio.exceptions.ConnectionRefusedError(exc.code, exc.to_wire()) from exc
        except Exception as exc:
            logger.exception("connecting failed")
            raise socketio.exceptions.ConnectionRefusedError(
                "internal", {"code": "internal"}
            ) from exc

    async def _admit(self, sid: str, auth: dict[str, Any]) -> None:
        caller = self._identity.authenticate(auth)
        await self._limits.check(Rate.CONNECT, caller.person.id)
        room_id, token = auth.get("room_id"), auth.get("start_param")
        waits = auth.get("wait", False)
        is_well_formed = isinstance(room_id, str | None) and isinstance(token, str | None)
        if not is_well_formed or not isinstance(waits, bool):
            raise InvalidCommand(name="connect", fields=["room_id", "start_param", "wait"])
        room = await self._entrance.enter(
            caller.person,
            room_id=room_id,
            token=token or caller.start_param,
            is_strict=token is not None,
        )
        await self._seats.take(sid, caller.person, room, waits=waits)
        await self._holding.forget_others(room.id, caller.person.id, sid)
        logger.info("connected sid=%s room=%s user=%d", sid, room.id, caller.person.id)

    async def on_disconnect(self, sid: str, reason: str = "") -> None:
        seat = await self._seats.leave(sid)
        if seat is None:
            return
        self._round_trips.forget(seat.room_id, sid)
        await self._holding.forget(seat.room_id, sid)
        logger.info("left sid=%s room=%s user=%d: %s", sid, seat.room_id, seat.person.id, reason)

    async def on_clock(self, sid: str, *payload: object) -> dict[str, Any]:
        received_ms = self._clock.precise_ms()

        async def reply(seat: Seat) -> dict[str, Any]:
            await self._limits.check(Rate.CLOCK, sid)
            asked = payload[0] if payload and isinstance(payload[0], dict) else {}
            sent_ms, round_trip_ms = asked.get("sent_ms"), asked.get("round_trip_ms")
            if not isinstance(sent_ms, int | float):
                raise InvalidCommand(name="clock", fields=["sent_ms"])
            if isinstance(round_trip_ms, int | float):
                self._round_trips.report(seat.room_id, sid, round_trip_ms)
            replied_ms = self._clock.precise_ms()
            return {"sent_ms": sent_ms, "received_ms": received_ms, "replied_ms": replied_ms}

        return await self._acknowledge(sid, "clock", reply)

    async def on_sync(self, sid: str, *_payload: object) -> dict[str, Any]:
        return await self._acknowledge(sid, "sync", self._snapshot)

    async def on_command(self, name: str, sid: str, *payload: object) -> dict[str, Any]:
        async def execute(seat: Seat) -> dict[str, Any]:
            await self._limits.check(Rate.COMMAND, seat.person.id)
            command = protocol.parse_command(name, payload[0] if payload else None)
            if isinstance(command, ActionHistory):
                await self._limits.check(Rate.HISTORY, seat.person.id)
                before = command.before
                return await self._log.page(seat.room_id, user_id=seat.person.id, before=before)
            if isinstance(command, PageReport):
                room_id, user_id = seat.room_id, seat.person.id
                return await self._page_reports.take(command, room_id, user_id=user_id, sid=sid)
            if isinstance(command, ChatCommand):
                return await self._conversation.answer(seat.room_id, command, seat.person)
            return {"version": await self._execute(seat, command)}

        return await self._acknowledge(sid, name, execute)

    async def _acknowledge(
        self, sid: str, name: str, work: Callable[[Seat], Awaitable[dict[str, Any]]]
    ) -> dict[str, Any]:
        """Return the acknowledgement. Socket.IO sends none if a handler raises, so none may."""
        try:
            seat = self._seats.of(sid)
        except RoomError as exc:
            await self._close_if_flooding(sid)
            return {"ok": False, "error": exc.to_wire()}
        context.set({"sid": sid, "room": seat.room_id, "user": seat.person.id})
        try:
            with self._under_way.noted():
                return {"ok": True, **await work(seat)}
        except RoomError as exc:
            logger.info("refused %.64r code=%s", name, exc.code)
            if isinstance(exc, RateLimited):
                await self._close_if_flooding(sid)
            return {"ok": False, "error": exc.to_wire()}
        except Exception:
            logger.exception("%.64r failed", name)
            return {"ok": False, "error": {"code": "internal"}}

    async def _execute(self, seat: Seat, command: SeatCommand) -> int:
        """Return the version of the room after the command."""
        room_id, person = seat.room_id, seat.person
        match command:
            case SendEmotion():
                await self._limits.check(Rate.EMOTION, person.id)
                room, now_ms = self._emotions.room_of_frame(room_id), self._clock.now_ms()
                if room is None or not is_granted(room, command.needs, person.id, now_ms):
                    room = await self._rooms.permit(room_id, command.needs, person.id)
                self._emotions.tap(room, command)
                return room.version
            case _:
                if isinstance(command, LookUp):
                    await self._limits.check(Rate.LOOK_UP, person.id)
                elif isinstance(command, AnswerReadyCheck):
                    await self._limits.check(Rate.READINESS, person.id)
                change = await self._rooms.execute(room_id, command, user_id=person.id)
                return change.room.version

    async def _snapshot(self, seat: Seat) -> dict[str, Any]:
        await self._limits.check(Rate.SYNC, seat.person.id)
        room = await self._rooms.get_for(seat.room_id, seat.person.id)
        return {
            "protocol": protocol.VERSION,
            "me": {"id": seat.person.id, "name": seat.person.name},
            "room": protocol.dump_room(room),
            "presence": await self._presence.frame(room.id),
            **await self._conversation.newest(room.id, seat.person),
            "unread": await self._notifications.unread(seat.person.id),
            "server_ms": self._clock.precise_ms(),
        }

    async def _close_if_flooding(self, sid: str) -> None:
        try:
            await self._limits.check(Rate.FLOOD, sid)
        except RateLimited as exc:
            await self._sio.emit("bye", exc.to_wire(), to=sid)
            await self._sio.disconnect(sid)

    async def sweep(self) -> None:
        """
        Take out those whose socket went away while they were still connecting: of them the library
        does not tell, and keeps them. To be done every few seconds.
        """
        for sid in [sid for sid in self._seats.sids() if self._sio.get_environ(sid) is None]:
            await self._sio.manager.disconnect(sid, "/", ignore_queue=True)
            await self.on_disconnect(sid, "gone while connecting")
        self._seats.look_again()
        self._holding.sweep()

    async def say_goodbye(self) -> None:
        """Tell everybody that the server will be back, and close their sockets."""
        await self._sio.emit("bye", {"code": "restarting"})
        for socket in list(self._sio.eio.sockets.values()):
            # Not the library's disconnect(): that waits for queues which nobody empties any more,
            # and browsers do not heed its packet. The end of the queue ends the transport.
            await socket.close(wait=False)
            await socket.queue.put(None)
        await self._under_way.end()
        await self._sio.shutdown()
