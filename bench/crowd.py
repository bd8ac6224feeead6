"""People for measurements: WebSockets that speak just enough Socket.IO to tap and to count."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

ROOM = "storm"
EMOTIONS = ("❤️", "🔥", "😂", "😱", "💀")
AT_ONCE = 25
"""Connections being opened at a time; a full room fills within seconds, not in one instant."""
FRAME = '42["emotions",'
PING, PONG, CONNECT, CONNECTED = "2", "3", "40", "40{"


@dataclass(slots=True)
class Heard:
    """What reached one viewer, of emotions alone; ``taps`` is how many were told of."""

    frames: int = 0
    bytes: int = 0
    taps: int = 0


class Viewer:
    """
    Attributes:
        messages: How many have arrived, of any kind but the transport's own.
    """

    def __init__(self, number: int) -> None:
        self.heard = Heard()
        self.messages = 0
        self._number = number
        self._socket: ClientWebSocketResponse | None = None
        self._entered = asyncio.Event()

    async def enter(self, session: ClientSession, url: str) -> None:
        self._socket = await session.ws_connect(f"{url}/socket.io/?EIO=4&transport=websocket")
        auth = {"guest_token": f"viewer-{self._number:08}", "room_id": ROOM}
        await self._socket.send_str(CONNECT + json.dumps(auth))

    async def listen(self) -> None:
        """Count what arrives, until the connection ends."""
        assert self._socket is not None  # noqa: S101  enter() comes first
        async for message in self._socket:
            if message.type is not WSMsgType.TEXT:
                continue
            text: str = message.data
            if text == PING:
                await self._socket.send_str(PONG)
                continue
            self.messages += 1
            if text.startswith(FRAME):
                self._count(text)
            elif text.startswith(CONNECTED):
                self._entered.set()

    def _count(self, text: str) -> None:
        self.heard.frames += 1
        self.heard.bytes += len(text.encode())
        self.heard.taps += sum(json.loads(text[2:])[1]["counts"].values())

    async def is_inside(self) -> None:
        await self._entered.wait()

    async def say(self, name: str, **payload: object) -> None:
        assert self._socket is not None  # noqa: S101  enter() comes first
        if not self._socket.closed:
            await self._socket.send_str("42" + json.dumps([name, payload]))

    async def tap(self, times: int, every_s: float, delay_s: float) -> None:
        """Tap again and again, at one's own moment of each period."""
        started = asyncio.get_running_loop().time() + delay_s
        for n in range(times):
            await asyncio.sleep(started + n * every_s - asyncio.get_running_loop().time())
            await self.say("send_emotion", emotion=EMOTIONS[(self._number + n) % len(EMOTIONS)])


def in_groups(viewers: list[Viewer]) -> Iterator[list[Viewer]]:
    for start in range(0, len(viewers), AT_ONCE):
        yield viewers[start : start + AT_ONCE]
