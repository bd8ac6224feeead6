"""One's own rooms, told and closed from outside."""

from aiohttp import ClientSession

from shared.domain.capacity import DEFAULT_CAPACITY
from tests.integration.clients import HttpClient, SocketClient, refusal
from webapp.my_rooms import PAGE

OLGA, VERA = "guest-olga", "guest-vera"
VIDEO = "https://films.test/nosferatu.mp4"


async def test_a_person_sees_their_rooms_and_nobody_elses(url: str, session: ClientSession) -> None:
    olga, vera = (HttpClient(session, url, f"guest {token}") for token in (OLGA, VERA))
    asked = {"title": "Film night", "url": VIDEO, "visibility": "private"}
    _, made = await olga.ask("POST", "/api/rooms", asked)

    async with SocketClient(url, guest_token=OLGA, room_id=made["room_id"]) as inside:
        await inside.count(1)
        status, answer = await olga.ask("GET", "/api/my/rooms")
    assert status == 200
    assert not answer["has_more"]
    [room] = answer["rooms"]
    assert (room["id"], room["title"], room["visibility"]) == (
        made["room_id"],
        "Film night",
        "private",
    )
    assert (room["media"]["url"], room["count"], room["is_hidden"]) == (VIDEO, 1, False)
    assert room["capacity"] == DEFAULT_CAPACITY
    assert room["seen_at_ms"] <= answer["now_ms"]

    assert (await vera.ask("GET", "/api/my/rooms"))[1]["rooms"] == []


async def test_many_rooms_come_page_by_page(url: str, session: ClientSession) -> None:
    olga = HttpClient(session, url, f"guest {OLGA}")
    for _ in range(PAGE + 1):
        await olga.ask("POST", "/api/rooms", {})

    _, first = await olga.ask("GET", "/api/my/rooms")
    _, second = await olga.ask("GET", f"/api/my/rooms?offset={PAGE}")

    assert (len(first["rooms"]), first["has_more"]) == (PAGE, True)
    assert (len(second["rooms"]), second["has_more"]) == (1, False)
    assert second["rooms"][0]["id"] not in {room["id"] for room in first["rooms"]}
    for offset in ("-1", "x", "1e3", "9" * 30):
        status, answer = await olga.ask("GET", f"/api/my/rooms?offset={offset}")
        assert (status, answer["error"]["fields"]) == (400, ["offset"])


async def test_an_owner_closes_a_room_from_outside_and_nobody_else_does(
    url: str, session: ClientSession
) -> None:
    olga, vera = (HttpClient(session, url, f"guest {token}") for token in (OLGA, VERA))
    _, made = await olga.ask("POST", "/api/rooms", {})
    close = f"/api/my/rooms/{made['room_id']}/close"

    async with SocketClient(url, guest_token=VERA, room_id=made["room_id"]) as inside:
        # With the owner away a viewer leads, and may not close it for that.
        await inside.count(1)
        status, answer = await vera.ask("POST", close)
        assert (status, answer["error"]["code"]) == (403, "permission_denied")
        assert (await HttpClient(session, url, None).ask("POST", close))[0] == 401

        assert (await olga.ask("POST", close))[0] == 200
        assert (await inside.arrival("bye"))["code"] == "room_closed"

    assert (await olga.ask("GET", "/api/my/rooms"))[1]["rooms"] == []
    refused = await refusal(url, guest_token=OLGA, room_id=made["room_id"])
    assert refused["code"] == "room_closed"
