"""Emotions over sockets: counted with their touches, chosen by the owner, kept as a curve."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from shared.settings import Settings
from tests.integration.clients import SocketClient
from tests.integration.conftest import served

OLGA, VERA = "guest-olga", "guest-vera"
VIDEO = "https://films.test/nosferatu.mp4"


def guest(url: str, token: str) -> SocketClient:
    return SocketClient(url, guest_token=token, room_id="cinema")


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def curve(session: ClientSession, url: str, token: str, room_id: str = "cinema") -> Any:
    headers = {"Authorization": f"guest {token}"}
    async with session.get(f"{url}/api/rooms/{room_id}/curve", headers=headers) as answer:
        return await answer.json()


async def test_a_frame_tells_how_each_emotion_is_felt(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await vera.do("send_emotion", emotion="💀")

        frame = await olga.arrival("emotions")

    assert frame == {"counts": {"💀": 1}, "haptics": {"💀": "impact heavy"}}


async def test_the_owner_chooses_what_can_be_felt(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("set_emotions", emotions=["🎃", "❤"])
        await vera.do("send_emotion", emotion="🎃")
        frame = await olga.arrival("emotions")
        refused = await vera.refused("send_emotion", emotion="😂")
        room = await vera.room()
        by_viewer = await vera.refused("set_emotions", emotions=["🔥"])
        of_words = await olga.refused("set_emotions", emotions=["boo"])

    assert frame == {"counts": {"🎃": 1}, "haptics": {"🎃": "impact light"}}
    assert room["emotions"] == ["🎃", "❤️"]
    assert refused["code"] == "invalid_command"
    assert by_viewer["code"] == "permission_denied"
    assert of_words == {"code": "not_an_emoji", "emotion": "boo"}


async def test_the_curve_is_told_at_once(url: str, session: ClientSession) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("load", url=VIDEO)
        await olga.do("pause")
        await olga.do("seek", position=762)
        for _ in range(3):
            await vera.do("send_emotion", emotion="😂")
        await vera.do("send_emotion", emotion="🔥", is_live=True)
        item_id = (await olga.room())["current"]["id"]
        told = await curve(session, url, VERA)

    assert told == {"item_id": item_id, "bucket_s": 5, "buckets": {"152": {"😂": 3}}}


async def test_the_curve_outlives_the_program(
    bot_settings: Settings, session: ClientSession
) -> None:
    settings = bot_settings.model_copy(update={"bot_token": None, "allow_guests": True})
    async with served(settings) as url, guest(url, OLGA) as olga:
        await olga.do("load", url=VIDEO)
        await olga.do("send_emotion", emotion="😂")

    async with served(settings) as url:
        told = await curve(session, url, OLGA)

    assert told["buckets"] == {"0": {"😂": 1}}


async def test_a_room_with_nothing_on_has_no_curve(url: str, session: ClientSession) -> None:
    async with guest(url, OLGA):
        told = await curve(session, url, OLGA)

    assert told == {"item_id": None, "bucket_s": 5, "buckets": {}}


async def test_the_curve_of_a_private_room_is_for_those_who_may_see_it(
    url: str, session: ClientSession
) -> None:
    async with guest(url, OLGA) as olga:
        await olga.do("load", url=VIDEO)
        await olga.do("set_visibility", visibility="private")

        assert (await curve(session, url, VERA))["error"]["code"] == "room_not_found"
        assert "buckets" in await curve(session, url, OLGA)
    assert (await curve(session, url, ""))["error"]["code"] == "unauthenticated"


async def test_who_may_not_send_emotions_may_not_in_a_storm_either(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("set_grant", permission="emote", role="admin")
        storm, refused = await asyncio.gather(
            asyncio.gather(*(olga.do("send_emotion", emotion="🔥") for _ in range(10))),
            asyncio.gather(*(vera.refused("send_emotion", emotion="💀") for _ in range(10))),
        )
        frames = await vera.until(
            "emotions", lambda frames: sum(frame["counts"]["🔥"] for frame in frames) == 10
        )

    assert len(storm) == 10
    assert {error["code"] for error in refused} == {"permission_denied"}
    assert all(frame["counts"].keys() == {"🔥"} for frame in frames)
