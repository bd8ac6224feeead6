"""How frames reach whole rooms: once made, in order, whatever the way to each page."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import socketio
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web
from aiohttp.test_utils import TestServer

from webapp.fan_out import MAX_PENDING, RoomServer, text_frame
from webapp.packets import StrictPacket
from webapp.sockets import create_server

ROOM = "cinema"
SOME_FRAMES = 30
AT_ONCE = 8
"""A client of this library refuses more than sixteen packets in one answer to its poll."""
MANY_FRAMES = 400
LARGE = "x" * 32 * 1024
"""With it, all of them are far more than a connection's buffers hold."""


class CountedPacket(StrictPacket):
    encoded = 0

    def encode(self) -> str:
        CountedPacket.encoded += 1
        text: str = super().encode()
        return text


class Recorded:
    """Where a page's bytes go."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.is_clear = True

    def write(self, frame: bytes) -> bool:
        if self.is_clear:
            self.written.append(frame)
        return self.is_clear


class Page:
    closing = closed = False

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()


async def in_room(sio: socketio.AsyncServer, page_id: str) -> Page:
    page = sio.eio.sockets[page_id] = Page()
    sid = await sio.manager.connect(page_id, "/")
    await sio.enter_room(sid, ROOM)
    return page


async def test_a_frame_to_a_room_spares_nobody_and_is_answered_by_nobody() -> None:
    sio = create_server()
    page = await in_room(sio, "1")
    for option in ({"skip_sid": "1"}, {"callback": print}):
        with pytest.raises(ValueError, match=next(iter(option))):
            await sio.emit("events", {"version": 1}, room=ROOM, **option)
    assert page.queue.empty()


async def test_a_frame_is_made_once_for_everybody_in_the_room() -> None:
    sio = create_server()
    sio.packet_class = CountedPacket
    lines = {str(number): Recorded() for number in range(50)}
    for page_id, line in lines.items():
        await in_room(sio, page_id)
        sio.eio.lines[page_id] = line
    before = CountedPacket.encoded

    await sio.emit("events", {"version": 1}, room=ROOM)

    assert CountedPacket.encoded == before + 1
    frames = [frame for line in lines.values() for frame in line.written]
    assert len(frames) == len(lines)
    assert all(frame is frames[0] for frame in frames)
    assert frames[0] == text_frame('42["events",{"version":1}]')


async def test_who_polls_or_is_slow_finds_it_in_their_queue_and_who_closes_does_not() -> None:
    sio = create_server()
    polling, slow, closing = [await in_room(sio, page_id) for page_id in ("p", "s", "c")]
    line = Recorded()
    line.is_clear, closing.closing = False, True
    sio.eio.lines["s"] = line

    await sio.emit("events", 1, room=ROOM)

    assert [page.queue.qsize() for page in (polling, slow, closing)] == [1, 1, 0]
    assert polling.queue.get_nowait() is slow.queue.get_nowait()


@pytest.mark.parametrize(
    ("size", "header"),
    [
        (0, b"\x81\x00"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65_535, b"\x81\x7e\xff\xff"),
        (65_536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_frames_of_every_size_are_as_the_standard_has_them(size: int, header: bytes) -> None:
    assert text_frame("y" * size) == header + b"y" * size


def test_the_length_is_that_of_the_bytes_not_of_the_letters() -> None:
    assert text_frame("я" * 63)[:4] == b"\x81\x7e\x00\x7e"


@pytest.fixture
async def sio() -> AsyncIterator[RoomServer]:
    sio = create_server()

    async def let_in(sid: str, _environ: object, _auth: object = None) -> None:
        await sio.enter_room(sid, ROOM)

    async def echo(_sid: str, word: object) -> object:
        return word

    sio.on("connect", let_in)
    sio.on("echo", echo)
    yield sio
    await sio.shutdown()


@pytest.fixture
def has_gone(sio: RoomServer) -> asyncio.Event:
    """Somebody has."""
    has_gone = asyncio.Event()

    async def note(_sid: str, _reason: str) -> None:
        has_gone.set()

    sio.on("disconnect", note)
    return has_gone


@pytest.fixture
async def url(sio: RoomServer) -> AsyncIterator[str]:
    app = web.Application()
    sio.attach(app)
    async with TestServer(app) as server:
        yield str(server.make_url("/socket.io/?EIO=4"))


async def enter(socket: ClientWebSocketResponse) -> None:
    await socket.send_str("40")
    async for message in socket:
        if message.data.startswith("40"):
            return


async def test_a_page_that_does_not_read_gets_everything_in_order_when_it_does(
    sio: RoomServer, url: str, session: ClientSession
) -> None:
    async with session.ws_connect(f"{url}&transport=websocket", max_msg_size=0) as socket:
        await enter(socket)
        for number in range(MANY_FRAMES):
            await sio.emit("frame", [number, LARGE], room=ROOM)
            if number % 10 == 0:
                await asyncio.sleep(0)  # the writer has its turns
        (line,) = sio.eio.lines.values()
        assert not line.write(text_frame("42[]"))  # far too much is unsent

        numbers: list[int] = []
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data.startswith("42"):
                numbers.append(json.loads(message.data[2:])[1][0])
            if len(numbers) == MANY_FRAMES:
                break
            if message.data == "2":
                await socket.send_str("3")
        await asyncio.sleep(0)

    assert numbers == list(range(MANY_FRAMES))


@pytest.mark.parametrize("compress", [0, 15], ids=["plain", "compressed as in browsers"])
async def test_answers_and_frames_reach_a_page_in_the_order_in_which_they_were_sent(
    sio: RoomServer, url: str, session: ClientSession, compress: int
) -> None:
    async def answer_between(sid: str) -> None:
        await sio.emit("frame", 1, room=ROOM)
        await sio.emit("private", 2, to=sid)
        await sio.emit("frame", 3, room=ROOM)

    sio.on("go", answer_between)
    address = f"{url}&transport=websocket"
    async with session.ws_connect(address, compress=compress) as socket:
        assert socket.compress == compress
        await enter(socket)
        await socket.send_str('42["go"]')
        await socket.send_str(f'427["echo","{LARGE}"]')
        await socket.send_str('42["go"]')
        heard = [message.data async for message in only(socket, 6)]

    assert heard == 2 * ['42["frame",1]', '42["private",2]', '42["frame",3]']


async def only(socket: ClientWebSocketResponse, count: int) -> AsyncIterator[Any]:
    """Yield so many events."""
    while count:
        message = await socket.receive()
        if message.data.startswith("42"):
            count -= 1
            yield message


@pytest.mark.parametrize("transports", [["polling"], ["websocket"], ["polling", "websocket"]])
async def test_every_transport_hears_everything_in_order(
    sio: RoomServer, url: str, transports: list[str]
) -> None:
    heard: list[int] = []
    is_over = asyncio.Event()
    client = socketio.AsyncClient(reconnection=False)

    async def hear(number: int) -> None:
        heard.append(number)
        if number == SOME_FRAMES - 1:
            is_over.set()

    client.on("frame", hear)
    address = url.partition("/socket.io")[0]
    await client.connect(address, transports=transports)
    for number in range(SOME_FRAMES):
        await sio.emit("frame", number, room=ROOM)
        if number % AT_ONCE == 0:
            assert await client.call("echo", number) == number
    async with asyncio.timeout(10):
        await is_over.wait()
    await client.eio.disconnect(abort=True)  # does not wait for its poll to be answered

    assert heard == list(range(SOME_FRAMES))


async def test_a_page_that_has_gone_is_written_to_no_more(
    sio: RoomServer, url: str, session: ClientSession, has_gone: asyncio.Event
) -> None:
    async with session.ws_connect(f"{url}&transport=websocket") as socket:
        await enter(socket)
    async with asyncio.timeout(5):
        await has_gone.wait()

    await sio.emit("frame", 1, room=ROOM)

    assert not any(line.write(b"") for line in sio.eio.lines.values())


async def fill(sio: RoomServer) -> None:
    """Send to a page that does not read what its connection's buffers hold, and far more."""
    for _ in range(MANY_FRAMES):
        await sio.emit("frame", LARGE, room=ROOM)
        await asyncio.sleep(0)  # the page's writer has its turn


async def test_a_page_that_never_reads_is_given_up_and_may_come_again(
    sio: RoomServer, url: str, session: ClientSession, has_gone: asyncio.Event
) -> None:
    async with session.ws_connect(f"{url}&transport=websocket", max_msg_size=0) as socket:
        await enter(socket)
        await fill(sio)
        assert not has_gone.is_set()
        async with asyncio.timeout(5):
            while not has_gone.is_set():
                await sio.emit("frame", 1, room=ROOM)
                await asyncio.sleep(0)  # the page's writer has its turn
            async for _ in socket:  # it has an end
                pass

    async with session.ws_connect(f"{url}&transport=websocket") as socket:
        await enter(socket)
        await sio.emit("frame", 2, room=ROOM)
        assert [message.data async for message in only(socket, 1)] == ['42["frame",2]']


async def test_a_page_that_asks_and_never_reads_the_answers_is_given_up(
    sio: RoomServer, url: str, session: ClientSession, has_gone: asyncio.Event
) -> None:
    async with session.ws_connect(f"{url}&transport=websocket", max_msg_size=0) as socket:
        await enter(socket)
        await fill(sio)
        async with asyncio.timeout(5):
            with suppress(OSError):  # it learns that in the middle of asking
                while not has_gone.is_set():
                    await socket.send_str('427["echo",1]')
            await has_gone.wait()


async def test_a_page_that_polls_no_more_is_given_up(
    sio: RoomServer, url: str, session: ClientSession, has_gone: asyncio.Event
) -> None:
    address = f"{url}&transport=polling"
    async with session.get(address) as response:
        sid = json.loads((await response.text())[1:])["sid"]
    async with session.post(f"{address}&sid={sid}", data="40"):
        pass
    for _ in range(MAX_PENDING + 1):
        await sio.emit("frame", 1, room=ROOM)

    async with asyncio.timeout(5):
        await has_gone.wait()
