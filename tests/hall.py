"""Public rooms with people in them, for tests of the list that shows them."""

from contextlib import AsyncExitStack
from typing import Self

from aiohttp import ClientSession

from tests.integration.clients import HttpClient, SocketClient

HOST = "guest-of-the-hall"


class Hall:
    """
    Use as a context manager: whoever came is inside until its end.

    Attributes:
        http: The API, as the host of all rooms asks it.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        session = await self._stack.enter_async_context(ClientSession())
        self.http = HttpClient(session, self._url, f"guest {HOST}")
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self._stack.aclose()

    async def opens(
        self, title: str, *, people: int = 1, **facts: object
    ) -> tuple[str, SocketClient]:
        """Make a room with people in it; return its id and the host's device."""
        body = {"title": title, "visibility": "public", **facts}
        status, made = await self.http.ask("POST", "/api/rooms", body)
        assert status == 201, made
        room_id: str = made["room_id"]
        host = await self.comes(room_id, HOST)
        for number in range(1, people):
            await self.comes(room_id, f"guest-in-the-hall-{number}")
        return room_id, host

    async def comes(self, room_id: str, token: str) -> SocketClient:
        client = SocketClient(self._url, guest_token=token, room_id=room_id)
        return await self._stack.enter_async_context(client)
