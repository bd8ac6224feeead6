"""What those who run the service see and do, and who may not."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession

from shared.clock import SystemClock
from shared.identity import Identity
from tests.integration.clients import ARRIVAL_SECONDS, HttpClient, SocketClient, refusal
from tests.integration.conftest import Serve
from webapp.review import PAGE

BOSS, OLGA, VERA = "guest-boss", "guest-olga", "guest-vera"
WHY = {"reason": "Advertising"}
POLL_SECONDS = 0.05


def id_of(token: str) -> int:
    identity = Identity(bot_tokens=[], max_age_s=60, allow_guests=True, clock=SystemClock())
    return identity.authenticate({"guest_token": token}).person.id


ENDPOINTS: list[tuple[str, str, dict[str, Any] | None]] = [
    ("GET", "/api/review/reports", None),
    ("GET", "/api/review/rooms", None),
    ("GET", "/api/review/bans", None),
    ("GET", "/api/review/log", None),
    ("POST", "/api/review/reports/1/dismissed", WHY),
    ("POST", "/api/review/rooms/cinema/hidden", WHY),
    ("POST", "/api/review/rooms/cinema/shown", WHY),
    ("POST", "/api/review/rooms/cinema/featured", WHY),
    ("POST", "/api/review/rooms/cinema/unfeatured", WHY),
    ("POST", "/api/review/rooms/cinema/closed", WHY),
    ("POST", f"/api/review/people/{id_of(VERA)}/banned", WHY),
    ("POST", f"/api/review/people/{id_of(VERA)}/lifted", WHY),
]


@pytest.fixture
async def url(serve: Serve) -> str:
    """The web app, run by the boss."""
    return await serve(owner_ids=str(id_of(BOSS)))


@pytest.fixture
def boss(url: str, session: ClientSession) -> HttpClient:
    return HttpClient(session, url, f"guest {BOSS}")


async def items(boss: HttpClient, path: str) -> Any:
    status, answer = await boss.ask("GET", f"/api/review/{path}")
    assert status == 200, answer
    return answer["items"]


async def does(boss: HttpClient, path: str, **facts: Any) -> None:
    status, answer = await boss.ask("POST", f"/api/review/{path}", {**WHY, **facts})
    assert status == 200, answer


@pytest.mark.parametrize("token", [OLGA, VERA, None], ids=["owner", "viewer", "nobody"])
@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
async def test_nobody_else_sees_or_does_any_of_it(
    url: str,
    session: ClientSession,
    boss: HttpClient,
    method: str,
    path: str,
    body: object,
    token: str | None,
) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema"),
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await vera.do("report", about="room", reason="spam")
        stranger = HttpClient(session, url, f"guest {token}" if token else None)

        for asked in (body, {}, {"reason": 5}):
            status, answer = await stranger.ask(method, path, asked)
            if token is None:
                assert (status, answer["error"]["code"]) == (401, "unauthenticated")
                continue
            assert (status, answer["error"]) == (
                403,
                {"code": "permission_denied", "permission": "oversee"},
            )

        [room] = await items(boss, "rooms")
        assert (room["is_hidden"], room["is_featured"], room["is_closed"]) == (False,) * 3
        assert len(await items(boss, "reports")) == 1
        assert await items(boss, "bans") == await items(boss, "log") == []


@pytest.mark.parametrize(("method", "path", "body"), [e for e in ENDPOINTS if e[0] == "POST"])
async def test_nothing_is_done_without_a_reason(
    url: str, boss: HttpClient, method: str, path: str, body: object
) -> None:
    async with SocketClient(url, guest_token=OLGA, room_id="cinema"):
        for reason in ({}, {"reason": ""}, {"reason": " \n"}, {"reason": "x" * 301}):
            status, answer = await boss.ask(method, path, reason)
            assert (status, answer["error"]["code"]) == (400, "invalid_command"), reason
        assert await items(boss, "log") == []


@pytest.mark.parametrize("report_id", [0, 10**16, 2**64])
async def test_a_report_that_cannot_be_is_refused(
    url: str, boss: HttpClient, report_id: int
) -> None:
    async with SocketClient(url, guest_token=OLGA, room_id="cinema"):
        asked = {**WHY, "report_id": report_id}
        status, answer = await boss.ask("POST", "/api/review/rooms/cinema/closed", asked)
        assert (status, answer["error"]["fields"]) == (400, ["report_id"])
        assert await items(boss, "log") == []


async def test_reports_about_the_same_are_dismissed_together(url: str, boss: HttpClient) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
        SocketClient(url, guest_token=BOSS, room_id="cinema") as inside,
    ):
        said = (await olga.do("send_message", text="Buy an elephant"))["message"]
        about = {"about": "message", "message_id": said["id"]}
        await vera.do("report", **about, reason="spam", text="Every minute")
        await inside.do("report", **about, reason="abuse")
        await olga.do("delete_message", message_id=said["id"])

    [case] = await items(boss, "reports")
    assert (case["quote"], case["count"], case["room_id"]) == ("Buy an elephant", 2, "cinema")
    assert [report["grounds"] for report in case["latest"]] == ["abuse", "spam"]

    await does(boss, f"reports/{case['id']}/dismissed")

    assert await items(boss, "reports") == []
    [verdict] = await items(boss, "log")
    assert (verdict["ruling"], verdict["by_id"]) == ("dismissed", id_of(BOSS))
    status, answer = await boss.ask("POST", f"/api/review/reports/{case['id']}/dismissed", WHY)
    assert (status, answer["error"]["code"]) == (404, "report_not_found")


async def test_a_room_is_hidden_featured_and_neither(
    url: str, session: ClientSession, boss: HttpClient
) -> None:
    olga = HttpClient(session, url, f"guest {OLGA}")
    rooms = []
    for _ in range(2):
        _, made = await olga.ask("POST", "/api/rooms", {"visibility": "public"})
        rooms.append(made["room_id"])
    quiet, loud = rooms

    async def shows(*expected: tuple[str, bool]) -> None:
        """Wait until the gallery does: its answer may be a second old."""

        async def shown() -> list[tuple[str, bool]]:
            _, answer = await olga.ask("GET", "/api/rooms")
            return [(room["id"], room["is_featured"]) for room in answer["rooms"]]

        async with asyncio.timeout(ARRIVAL_SECONDS):
            while await shown() != [*expected]:  # noqa: ASYNC110  asked over HTTP
                await asyncio.sleep(POLL_SECONDS)

    async with (
        SocketClient(url, guest_token=OLGA, room_id=loud) as first,
        SocketClient(url, guest_token=VERA, room_id=loud),
        SocketClient(url, guest_token=OLGA, room_id=quiet),
    ):
        await first.count(2)
        await shows((loud, False), (quiet, False))
        await does(boss, f"rooms/{quiet}/featured")
        await shows((quiet, True), (loud, False))
        await does(boss, f"rooms/{loud}/hidden")
        await shows((quiet, True))
        _, own = await olga.ask("GET", "/api/my/rooms")
        assert {room["id"]: room["reason"] for room in own["rooms"]} == {
            loud: "Advertising",
            quiet: "",
        }
        await does(boss, f"rooms/{quiet}/unfeatured")
        await does(boss, f"rooms/{loud}/shown")
        await shows((loud, False), (quiet, False))

    assert [verdict["ruling"] for verdict in await items(boss, "log")] == [
        "shown",
        "unfeatured",
        "hidden",
        "featured",
    ]
    _, told = await olga.ask("GET", "/api/notifications")
    assert [(news["code"], news["reason"]) for news in told["notifications"]] == [
        ("room_shown", "Advertising"),
        ("room_unfeatured", "Advertising"),
        ("room_hidden", "Advertising"),
        ("room_featured", "Advertising"),
    ]
    status, _ = await boss.ask("POST", "/api/review/rooms/nowhere/hidden", WHY)
    assert status == 404


async def test_a_closed_room_says_why_to_those_inside_and_to_those_who_come(
    url: str, session: ClientSession, boss: HttpClient
) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await vera.do("report", about="room", reason="illegal")
        [case] = await items(boss, "reports")
        await does(boss, "rooms/cinema/closed", report_id=case["id"])
        why = {"code": "room_closed", "room_id": "cinema", "reason": "Advertising"}
        assert await olga.arrival("bye") == await vera.arrival("bye") == why

    assert await refusal(url, guest_token=VERA, room_id="cinema") == why
    assert await items(boss, "reports") == []
    _, own = await HttpClient(session, url, f"guest {OLGA}").ask("GET", "/api/my/rooms")
    assert own["rooms"] == []
    assert [room["reason"] for room in own["closed"]] == ["Advertising"]
    status, answer = await boss.ask("POST", "/api/review/rooms/cinema/closed", WHY)
    assert (status, answer["error"]["code"]) == (409, "room_closed")
    [room] = await items(boss, "rooms?words=cinema")
    assert (room["is_closed"], room["closed_reason"]) == (True, "Advertising")


async def test_who_is_banned_leaves_at_once_and_is_refused_everywhere(
    url: str, session: ClientSession, boss: HttpClient
) -> None:
    http = HttpClient(session, url, f"guest {VERA}")
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
        SocketClient(url, guest_token=VERA, room_id="hers") as at_home,
    ):
        await olga.count(2)
        await does(boss, f"people/{id_of(VERA)}/banned", name="Vera", duration_s=3600)
        for device in (vera, at_home):
            bye = await device.arrival("bye")
            assert (bye["code"], bye["reason"]) == ("banned_from_service", "Advertising")
        await olga.count(1)
        assert olga.frames["bye"] == []

    refused = await refusal(url, guest_token=VERA, room_id="cinema")
    assert refused["code"] == "banned_from_service"
    for path in ("/api/rooms", "/api/rooms/hers/links", "/api/rooms/hers/share"):
        status, answer = await http.ask("POST", path, {})
        assert (status, answer["error"]["code"]) == (403, "banned_from_service")
        assert answer["error"]["until_ms"] > 0
    assert (await http.ask("GET", "/api/me"))[0] == 200

    [ban] = await items(boss, "bans")
    assert (ban["user_id"], ban["name"], ban["reason"]) == (id_of(VERA), "Vera", "Advertising")
    await does(boss, f"people/{id_of(VERA)}/lifted")
    assert await items(boss, "bans") == []
    async with SocketClient(url, guest_token=VERA, room_id="cinema") as vera:
        await vera.room()
    assert [verdict["ruling"] for verdict in await items(boss, "log")] == ["lifted", "banned"]


async def test_who_runs_the_service_is_not_kept_out_of_it(boss: HttpClient) -> None:
    path = f"/api/review/people/{id_of(BOSS)}/banned"
    status, answer = await boss.ask("POST", path, WHY)

    assert (status, answer["error"]["code"]) == (403, "person_protected")
    assert await items(boss, "bans") == []


@pytest.mark.parametrize("duration_s", [0, -1, 10**12, "60", True])
async def test_a_ban_lasts_a_sensible_time(boss: HttpClient, duration_s: object) -> None:
    status, answer = await boss.ask(
        "POST", "/api/review/people/5/banned", {**WHY, "duration_s": duration_s}
    )
    assert (status, answer["error"]["fields"]) == (400, ["duration_s"])


async def test_many_rooms_are_looked_through_page_by_page(
    url: str, session: ClientSession, boss: HttpClient
) -> None:
    olga = HttpClient(session, url, f"guest {OLGA}")
    for number in range(PAGE + 1):
        await olga.ask("POST", "/api/rooms", {"title": f"Ночь {number}"})

    _, first = await boss.ask("GET", "/api/review/rooms")
    _, rest = await boss.ask("GET", f"/api/review/rooms?offset={PAGE}")
    assert (len(first["items"]), first["has_more"]) == (PAGE, True)
    assert (len(rest["items"]), rest["has_more"]) == (1, False)
    [found] = await items(boss, "rooms?words=НОЧЬ 20")
    assert (found["title"], found["owner_id"]) == ("Ночь 20", id_of(OLGA))
    assert found["owner_name"] == ""  # guests have none
