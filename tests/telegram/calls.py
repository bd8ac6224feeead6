"""One request to the Bot API, and whether it came when it was told not to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.telegram.limits import is_counted

UNDER_WAY_S = 0.1
"""A request that comes so soon after a 429 was sent before the bot knew of it."""


@dataclass(eq=False)
class Call:
    """
    Attributes:
        params: Decoded: numbers are numbers, objects are objects.
        at_s: On the clock of the event loop.
        status: None while it is under way, and if the connection was ended.
        error: The description, of a refusal.
    """

    method: str
    params: dict[str, Any]
    at_s: float
    status: int | None = None
    error: str | None = None
    retry_after: int | None = None

    @property
    def chat_id(self) -> Any:
        return self.params.get("chat_id", self.params.get("inline_message_id"))

    @property
    def held(self) -> object:
        """What a 429 holds: all that is sent to the chat; else the method, there."""
        return self.chat_id if is_counted(self.method) else (self.method, self.chat_id)

    def __repr__(self) -> str:
        return f"{self.method}({self.params}) -> {self.status} {self.error or ''}".rstrip()


@dataclass
class Patience:
    """Remembers until when the bot was asked to wait."""

    _asked: dict[object, tuple[float, float]] = field(default_factory=dict)

    def note(self, call: Call, answered_s: float) -> None:
        free_s = answered_s + (call.retry_after or 0)
        self._asked[call.held] = (answered_s + UNDER_WAY_S, free_s - UNDER_WAY_S)

    def is_tried_by(self, call: Call) -> bool:
        since_s, until_s = self._asked.get(call.held, (0.0, 0.0))
        return since_s < call.at_s < until_s


async def read(request: web.Request) -> tuple[Mapping[str, Any], dict[str, bytes]]:
    """Return parameters and uploads, wherever a client may put them."""
    raw: dict[str, Any] = dict(request.query)
    files: dict[str, bytes] = {}
    if request.content_type == "application/json":
        raw |= await request.json()
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = value.file.read()
            else:
                raw[name] = value
    return raw, files


def hang_up(request: web.Request) -> web.Response:
    """End the connection without an answer."""
    if request.transport:
        request.transport.close()
    return web.Response()
