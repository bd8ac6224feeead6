"""The gateway where its clients or its store misbehave."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
import socketio
from aiohttp import ClientSession, ClientWebSocketResponse

from shared.chat import Chat
from shared.emotion_curves import EmotionCurves
from shared.identity import Identity
from shared.metrics import Metrics
from shared.reports import Reports
from shared.storage.complaints import MemoryComplaintStore
from shared.storage.emotion_curves import MemoryEmotionCurveStore
from shared.storage.memory_rooms import MemoryRoomStore
from shared.storage.messages import MemoryMessageStore
from shared.storage.presence import MemoryPresenceStore
from shared.waiting_line import WaitingLine
from tests.integration.clients import ARRIVAL_SECONDS, SocketClient
from tests.services import Services
from webapp.conversation import Conversation
from webapp.emotions import Emotions
from webapp.failures import Failures
from webapp.limits import Limits
from webapp.page_reports import PageReports
from webapp.realtime import Gateway
from webapp.seats import Seats
from webapp.sockets import create_server
from webapp.typing_hints import TypingHints

OLGA, VERA = "guest-olga", "guest-vera"


@asynccontextmanager
async def raw_socket(url: str, **auth: object) -> AsyncIterator[ClientWebSocketResponse]:
    """A socket without a library to keep it from writing what it should not, already let in."""
    async with (
        ClientSession() as session,
        session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket") as socket,
    ):
        await socket.receive_str()
        await socket.send_str("40" + json.dumps(auth))
        await frames_until(socket, "40")
        yield socket


async def frames_until(socket: ClientWebSocketResponse, start: str) -> list[str]:
    """Return what has arrived before the first frame that starts so."""
    frames: list[str] = []
    async with asyncio.timeout(ARRIVAL_SECONDS):
        while not (frame := await socket.receive_str()).startswith(start):
            frames.append(frame)
    return frames


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(["connect", {}, {"guest_token": VERA, "room_id": "other"}], id="connect"),
        pytest.param(["disconnect", "gone"], id="disconnect"),
    ],
)
async def test_nobody_hides_or_moves_by_an_event_named_as_the_librarys(
    url: str, event: list[object]
) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        raw_socket(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await olga.count(2)
        await vera.send_str("42" + json.dumps(event))
        await olga.count(1)
        await olga.do("send_message", text="just us")

        # Coming in again is answered; nothing of what was said meanwhile arrived before.
        await vera.send_str("40" + json.dumps({"guest_token": VERA, "room_id": "other"}))
        heard = await frames_until(vera, "40")
        assert not [frame for frame in heard if "just us" in frame]


def gateway_over(services: Services) -> tuple[socketio.AsyncServer, Gateway]:
    sio = create_server()
    identity = Identity(bot_tokens=[], max_age_s=60, allow_guests=True, clock=services.clock)
    limits = Limits()
    messages = MemoryMessageStore()
    chat = Chat(
        rooms=services.rooms,
        messages=messages,
        presence=services.presence,
        broadcaster=services.broadcaster,
        clock=services.clock,
        log=services.log,
    )
    reports = Reports(
        rooms=services.rooms,
        messages=messages,
        visits=services.visits,
        complaints=MemoryComplaintStore(),
        clock=services.clock,
    )
    typing = TypingHints(services.broadcaster, services.tasks)
    curves = EmotionCurves(MemoryEmotionCurveStore())
    seats = Seats(
        sio,
        rooms=services.rooms,
        presence=services.presence,
        line=WaitingLine(MemoryPresenceStore(), services.clock),
        broadcaster=services.broadcaster,
        tasks=services.tasks,
    )
    return sio, Gateway(
        sio,
        identity=identity,
        entrance=services.entrance,
        rooms=services.rooms,
        presence=services.presence,
        seats=seats,
        conversation=Conversation(
            rooms=services.rooms, chat=chat, reports=reports, typing=typing, limits=limits
        ),
        emotions=Emotions(services.broadcaster, curves, services.clock, services.tasks),
        page_reports=PageReports(
            rooms=services.rooms,
            presence=services.presence,
            holding=services.holding,
            measures=Metrics(),
            failures=Failures(services.broadcaster),
            limits=limits,
        ),
        log=services.log,
        notifications=services.notifications,
        limits=limits,
        round_trips=services.round_trips,
        holding=services.holding,
    )


AUTH = {"guest_token": OLGA, "room_id": "cinema"}


async def test_who_went_away_while_connecting_is_taken_out_and_forgotten() -> None:
    services = Services()
    sio, gateway = gateway_over(services)
    sid = await sio.manager.pre_connect("a socket that is gone", "/")
    await gateway.on_connect(sid, {}, AUTH)
    assert (await services.presence.frame("cinema"))["count"] == 1

    await gateway.sweep()

    assert (await services.presence.frame("cinema"))["count"] == 0
    assert sio.manager.rooms == {}
    await services.close()


class FailingStore(MemoryRoomStore):
    async def touch(self, people: Mapping[str, int], now_ms: int) -> None:
        raise OSError("disk full")


async def test_who_cannot_be_noted_is_told_so_and_not_left_waiting() -> None:
    services = Services(store=FailingStore())
    sio, gateway = gateway_over(services)
    sid = await sio.manager.pre_connect("socket", "/")

    with pytest.raises(socketio.exceptions.ConnectionRefusedError) as refused:
        await gateway.on_connect(sid, {}, AUTH)

    told: Any = refused.value.error_args
    assert told["data"] == {"code": "internal"}
    await services.close()
