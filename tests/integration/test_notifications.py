"""What people are told personally: over their sockets, over HTTP, and after a while away."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from shared.notifications import MOST_KEPT, PAGE
from tests.integration.clients import HttpClient, SocketClient

OLGA, VERA = "guest-olga", "guest-vera"
VIDEO = "https://films.test/nosferatu.mp4"


def guest(url: str, token: str, room_id: str = "cinema") -> SocketClient:
    return SocketClient(url, guest_token=token, room_id=room_id)


async def id_of(client: SocketClient) -> int:
    me: int = (await client.do("sync"))["me"]["id"]
    return me


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def vera_asks(url: str, session: ClientSession) -> HttpClient:
    return HttpClient(session, url, f"guest {VERA}")


async def page(asks: HttpClient, query: str = "") -> Any:
    status, answer = await asks.ask("GET", f"/api/notifications{query}")
    assert status == 200, answer
    return answer


async def test_a_person_is_told_on_all_their_devices_and_nobody_else(url: str) -> None:
    async with (
        guest(url, OLGA) as olga,
        guest(url, VERA) as phone,
        guest(url, VERA, "elsewhere") as laptop,
    ):
        await olga.do("rename", title="Кино")
        await olga.do("set_role", user_id=await id_of(phone), role="admin")

        for device in (phone, laptop):
            told = await device.arrival("notification")
            assert (told["code"], told["room_id"], told["room_title"]) == (
                "promoted",
                "cinema",
                "Кино",
            )
            assert told["actor"]["id"] == await id_of(olga)
            assert not told["is_read"]
        assert olga.frames["notification"] == []


async def test_what_was_missed_is_counted_and_listed(url: str, vera_asks: HttpClient) -> None:
    async with guest(url, OLGA) as olga:
        async with guest(url, VERA) as vera:
            await olga.do("load", url=VIDEO)
            await vera.do("suggest", url=f"{VIDEO}?2")
            [wish] = (await vera.room())["suggestions"]
        await olga.do("approve", item_id=wish["item"]["id"])
        await olga.do("skip", item_id=(await olga.room())["current"]["id"])

    answer = await page(vera_asks)
    assert [told["code"] for told in answer["notifications"]] == [
        "suggestion_played",
        "suggestion_approved",
    ]
    assert answer["notifications"][0]["media"]["url"] == f"{VIDEO}?2"
    assert (answer["unread"], answer["has_more"]) == (2, False)
    async with guest(url, VERA) as vera:
        assert (await vera.do("sync"))["unread"] == 2


async def test_what_was_seen_on_one_device_is_read_on_the_other(
    url: str, vera_asks: HttpClient
) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("set_deputy", user_id=await id_of(vera))
        told = await vera.arrival("notification")

        status, answer = await vera_asks.ask(
            "POST", "/api/notifications/read", {"up_to": told["id"]}
        )

        assert (status, answer) == (200, {"unread": 0})
        seen = await vera.arrival("notifications_read")
        assert seen == {"up_to": told["id"], "unread": 0}
        assert [one["is_read"] for one in (await page(vera_asks))["notifications"]] == [True]
        assert (await vera.do("sync"))["unread"] == 0


async def test_the_list_goes_back_page_by_page_and_ends(url: str, vera_asks: HttpClient) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        vera_id = await id_of(vera)
        for _ in range(PAGE // 2 + 1):
            for role in ("admin", "viewer"):
                await olga.do("set_role", user_id=vera_id, role=role)

    newest = await page(vera_asks)
    older = await page(vera_asks, f"?before={newest['notifications'][-1]['id']}")

    assert (len(newest["notifications"]), newest["has_more"]) == (PAGE, True)
    assert (len(older["notifications"]), older["has_more"]) == (2, False)
    assert newest["unread"] == PAGE + 2 <= MOST_KEPT


async def test_who_was_here_is_called_by_http_and_hears_of_it_wherever_they_are(
    url: str, session: ClientSession
) -> None:
    olga_asks = HttpClient(session, url, f"guest {OLGA}")
    async with guest(url, OLGA) as olga, guest(url, VERA, "elsewhere") as vera:
        vera_id = await id_of(vera)
        async with guest(url, VERA):
            _, answer = await olga_asks.ask("GET", "/api/rooms/cinema/visitors")
            assert answer["visitors"] == []
            status, answer = await olga_asks.ask(
                "POST", "/api/rooms/cinema/invitations", {"user_id": vera_id}
            )
            assert (status, answer["error"]["code"]) == (409, "already_here")
            await olga.do("kick_user", user_id=vera_id)
        status, answer = await olga_asks.ask(
            "POST", "/api/rooms/cinema/invitations", {"user_id": vera_id}
        )
        assert (status, answer["error"]["code"]) == (403, "kicked")
        assert (await vera.arrival("notification"))["code"] == "kicked"


@pytest.mark.parametrize(
    ("method", "path", "body", "fields"),
    [
        ("GET", "?before=", None, ["before"]),
        ("GET", "?before=0", None, ["before"]),
        ("GET", f"?before={10**30}", None, ["before"]),
        ("POST", "/read", {}, ["up_to"]),
        ("POST", "/read", {"up_to": "1"}, ["up_to"]),
        ("POST", "/read", {"up_to": -1}, ["up_to"]),
    ],
)
async def test_nonsense_is_refused(
    vera_asks: HttpClient, method: str, path: str, body: object, fields: list[str]
) -> None:
    status, answer = await vera_asks.ask(method, f"/api/notifications{path}", body)

    assert status == 400
    assert answer["error"]["fields"] == fields


async def test_whoever_does_not_say_who_they_are_is_told_nothing(
    url: str, session: ClientSession
) -> None:
    nobody = HttpClient(session, url, None)

    assert (await nobody.ask("GET", "/api/notifications"))[0] == 401
    assert (await nobody.ask("POST", "/api/notifications/read", {"up_to": 1}))[0] == 401
