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

    assert told == {"code": "room_full", "capacity": 2, "inside": 2, "waiting": 0}
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


def place(number: int) -> dict[str, int]:
    return {"place": number, "capacity": 2, "inside": 2}


async def told(client: SocketClient, number: int) -> None:
    """Wait until a client has been told that this is its place in the line."""
    await client.until("waiting", lambda frames: place(number) in frames[-1:])


async def puts_out(owner: SocketClient, client: SocketClient) -> None:
    """Free a place at once: who goes by themselves keeps theirs for a while."""
    await owner.do("kick_user", user_id=(await client.do("sync"))["me"]["id"])


async def test_there_is_no_waiting_where_there_is_a_place(url: str, olga: SocketClient) -> None:
    async with guest(url, VERA, wait=True) as vera:
        await vera.arrival("admitted")
        assert (await vera.room())["capacity"] == 2
        assert vera.frames["waiting"] == []


async def test_those_who_wait_are_let_in_in_their_order(url: str, olga: SocketClient) -> None:
    async with (
        guest(url, VERA) as vera,
        guest(url, OLEG, wait=True) as oleg,
    ):
        await told(oleg, 1)
        async with guest(url, "guest-nina", wait=True) as nina:
            await told(nina, 2)
            full = {"code": "room_full", "capacity": 2, "inside": 2, "waiting": 2}
            assert await refusal(url, guest_token="guest-late", room_id="cinema") == full

            await puts_out(olga, vera)
            await oleg.arrival("admitted")
            assert (await oleg.room())["capacity"] == 2
            await told(nina, 1)
            await puts_out(olga, oleg)
            await nina.arrival("admitted")
            await nina.do("send_message", text="at last")


async def test_whoever_waits_hears_nothing_of_the_room_and_may_nothing(
    url: str, olga: SocketClient
) -> None:
    async with guest(url, VERA), guest(url, OLEG, wait=True) as oleg:
        await told(oleg, 1)
        await olga.do("send_message", text="just us")
        await olga.do("rename", title="Secret")

        for name in ("sync", "clock", "send_message", "play"):
            assert await oleg.refused(name) == {"code": "room_full"}
        heard = {name for name, frames in oleg.frames.items() if frames}
        assert heard == {"waiting"}
        assert (await olga.do("sync"))["presence"]["count"] == 2


async def test_a_larger_room_lets_in_at_once(url: str, olga: SocketClient) -> None:
    async with (
        guest(url, VERA),
        guest(url, OLEG, wait=True) as oleg,
        guest(url, "guest-nina", wait=True) as nina,
    ):
        await told(nina, 2)
        await olga.do("set_capacity", capacity=4)

        await oleg.arrival("admitted")
        await nina.arrival("admitted")
        await olga.count(4)


async def test_a_place_in_the_line_outlives_a_lost_connection(url: str, olga: SocketClient) -> None:
    async with guest(url, VERA) as vera, guest(url, OLEG, wait=True) as oleg:
        await told(oleg, 1)
        async with guest(url, "guest-nina", wait=True) as nina:
            await told(nina, 2)
            await oleg.leave()
            await puts_out(olga, vera)  # a place that is Oleg's, if he comes back in time
            await olga.count(1)

            async with guest(url, OLEG, wait=True) as back:
                await back.arrival("admitted")
                assert nina.frames["admitted"] == []


async def test_all_devices_of_who_waited_are_let_in(url: str, olga: SocketClient) -> None:
    async with (
        guest(url, VERA) as vera,
        guest(url, OLEG, wait=True) as phone,
        guest(url, OLEG, wait=True) as desktop,
    ):
        await told(phone, 1)
        await told(desktop, 1)
        await puts_out(olga, vera)

        for device in (phone, desktop):
            await device.arrival("admitted")
            await device.room()


async def test_a_closed_room_sends_those_away_who_wait(url: str, olga: SocketClient) -> None:
    async with guest(url, VERA), guest(url, OLEG, wait=True) as oleg:
        await told(oleg, 1)
        await olga.do("close")

        assert (await oleg.arrival("bye"))["code"] == "room_closed"


async def test_a_room_made_private_meanwhile_lets_nobody_in_from_the_line(
    url: str, olga: SocketClient
) -> None:
    async with guest(url, VERA) as vera, guest(url, OLEG, wait=True) as oleg:
        await told(oleg, 1)
        await olga.do("set_visibility", visibility="private")
        await puts_out(olga, vera)

        assert (await oleg.arrival("bye"))["code"] == "room_not_found"
        assert oleg.frames["admitted"] == []


async def test_waiting_is_asked_for_by_a_yes_or_a_no(url: str, olga: SocketClient) -> None:
    error = await refusal(url, guest_token=VERA, room_id="cinema", wait="yes")

    assert (error["code"], "wait" in error["fields"]) == ("invalid_command", True)
