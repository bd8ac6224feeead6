"""Rooms that hold no more people than they should."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from socketio.exceptions import ConnectionError as Refused

from shared.domain.capacity import MAX_CAPACITY
from tests.integration.clients import SocketClient, refusal

OLGA, VERA, OLEG = "guest-olga", "guest-vera", "guest-oleg"


def guest(url: str, token: str, **auth: object) -> SocketClient:
    return SocketClient(url, guest_token=token, room_id="cinema", **auth)


@pytest.fixture
async def olga(url: str) -> AsyncIterator[SocketClient]:
    """The owner, in a room of two places."""
    async with guest(url, OLGA) as olga:
        await olga.do("set_capacity", capacity=2)
        yield olga


async def test_a_full_room_refuses_whoever_comes(url: str, olga: SocketClient) -> None:
    async with guest(url, VERA):
        told = await refusal(url, guest_token=OLEG, room_id="cinema")

    assert told == {"code": "room_full", "capacity": 2, "inside": 2}
    frame = (await olga.until("events", bool))[0]
    assert frame["events"] == [{"type": "capacity_changed", "capacity": 2}]


async def test_whoever_is_inside_may_come_by_another_device_and_reload(
    url: str, olga: SocketClient
) -> None:
    async with guest(url, VERA), guest(url, VERA) as desktop:
        assert (await desktop.room())["capacity"] == 2
    async with guest(url, VERA) as reloaded:
        assert (await reloaded.room())["capacity"] == 2


async def test_the_owner_and_admins_are_never_locked_out(url: str, olga: SocketClient) -> None:
    async with guest(url, OLEG) as oleg:
        admin_id = (await oleg.do("sync"))["me"]["id"]
        await olga.do("set_role", user_id=admin_id, role="admin")
        await olga.leave()
        async with guest(url, OLGA) as back:
            assert len((await back.do("sync"))["presence"]["users"]) == 2


async def test_a_rush_fills_the_room_to_its_last_place_and_no_further(url: str) -> None:
    async with AsyncExitStack() as stack:
        olga = await stack.enter_async_context(guest(url, OLGA))
        await olga.do("set_capacity", capacity=10)

        async def comes(number: int) -> Any:
            try:
                return await stack.enter_async_context(guest(url, f"guest-number-{number}"))
            except Refused:
                return None

        arrivals = await asyncio.gather(*(comes(number) for number in range(50)))

        assert sum(arrival is not None for arrival in arrivals) == 9
        assert (await olga.do("sync"))["presence"]["count"] == 10


async def test_a_viewer_does_not_say_how_many_fit(url: str, olga: SocketClient) -> None:
    async with guest(url, VERA) as vera:
        error = await vera.refused("set_capacity", capacity=MAX_CAPACITY)
        assert error == {"code": "permission_denied", "permission": "manage"}
    assert (await olga.refused("set_capacity", capacity=1))["code"] == "invalid_command"
