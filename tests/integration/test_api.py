"""The HTTP API, asked as the pages ask it."""

import logging

import pytest
from aiohttp import ClientSession

from tests.browser.telegram_client import BOT_TOKEN, TelegramClient
from tests.integration.clients import HttpClient, SocketClient, refusal
from tests.integration.conftest import Serve
from webapp.limits import Rate

OLGA, VERA = "guest-olga", "guest-vera"
VIDEO = "https://films.test/nosferatu.mp4"


async def test_me_is_who_the_credentials_prove(serve: Serve, session: ClientSession) -> None:
    anna = TelegramClient()
    url = await serve(bot_token=BOT_TOKEN, owner_ids=str(anna.user_id))

    assert await HttpClient(session, url, f"tma {anna.init_data()}").ask("GET", "/api/me") == (
        200,
        {
            "id": 1001,
            "name": "Анна",
            "username": "anna",
            "language": "ru",
            "is_guest": False,
            "is_service_owner": True,
        },
    )


@pytest.mark.parametrize(
    ("authorization", "reason"),
    [
        (None, "missing"),
        ("tma ", "missing"),
        ("tma user=%7B%7D&auth_date=1&hash=00", "invalid"),
        ("Bearer x", "invalid"),
        ("guest guest-olga", "guests_not_allowed"),
    ],
)
async def test_me_is_nobody_without_proof(
    serve: Serve, session: ClientSession, authorization: str | None, reason: str
) -> None:
    url = await serve(bot_token=BOT_TOKEN)

    answer = await HttpClient(session, url, authorization).ask("GET", "/api/me")

    assert answer == (401, {"error": {"code": "unauthenticated", "reason": reason}})


async def test_media_says_what_an_address_leads_to(url: str, session: ClientSession) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")

    status, media = await http.ask("GET", "/api/media?url=https://films.test/a%2520film.mp4%3Fx=1")
    assert status == 200
    assert (media["provider"], media["kind"], media["id"], media["start"]) == (
        "file",
        "mp4",
        None,
        None,
    )
    status, answer = await http.ask("GET", "/api/media?url=javascript:alert(1)")
    assert (status, answer["error"]["code"]) == (422, "invalid_url")
    status, answer = await http.ask("GET", "/api/media")
    assert (status, answer["error"]["code"]) == (422, "invalid_url")


async def test_media_is_asked_around_for_only_for_those_we_know(
    url: str, session: ClientSession
) -> None:
    anybody = HttpClient(session, url, None)

    status, media = await anybody.ask("GET", "/api/media?url=https://youtu.be/dQw4w9WgXcQ?t=42")
    assert (status, media["id"], media["start"], media["title"]) == (200, "dQw4w9WgXcQ", 42, None)
    status, answer = await anybody.ask("GET", "/api/media?url=https://films.test/watch")
    assert (status, answer["error"]["code"]) == (401, "unauthenticated")
    status, answer = await anybody.ask("GET", "/api/media?url=https://vimeo.com/76979871")
    assert (status, answer["error"]["code"]) == (422, "unsupported_media")


async def test_a_room_is_made_with_its_video_waiting(url: str, session: ClientSession) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")

    status, made = await http.ask("POST", "/api/rooms", {"title": "Film night", "url": VIDEO})

    assert status == 201
    async with SocketClient(url, guest_token=VERA, room_id=made["room_id"]) as vera:
        room = await vera.room()
        assert (room["title"], room["current"]["media"]["url"]) == ("Film night", VIDEO)
        assert room["playback"]["paused"]
        assert room["owner_id"] != (await vera.do("sync"))["me"]["id"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "javascript:alert(1)"}, 422, "invalid_url"),
        ({"title": "x" * 101}, 400, "invalid_command"),
        ({"visibility": "secret"}, 400, "invalid_command"),
        ({"capacity": 1}, 400, "invalid_command"),
        ({"capacity": 10_001}, 400, "invalid_command"),
        ([], 400, "invalid_command"),
    ],
    ids=str,
)
async def test_a_room_that_makes_no_sense_is_not_made(
    url: str, session: ClientSession, body: object, status: int, code: str
) -> None:
    answer = await HttpClient(session, url, f"guest {OLGA}").ask("POST", "/api/rooms", body)

    assert (answer[0], answer[1]["error"]["code"]) == (status, code)


async def test_the_gallery_shows_public_rooms_with_people(url: str, session: ClientSession) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    _, shown = await http.ask("POST", "/api/rooms", {"visibility": "public", "title": "Open"})
    _, hidden = await http.ask("POST", "/api/rooms", {"visibility": "link"})
    nothing = {"rooms": [], "has_more": False}
    assert await http.ask("GET", "/api/rooms?limit=1") == (200, nothing)

    async with (
        SocketClient(url, guest_token=OLGA, room_id=shown["room_id"]) as olga,
        SocketClient(url, guest_token=OLGA, room_id=hidden["room_id"]),
    ):
        await olga.do("load", url=VIDEO)
        _, gallery = await http.ask("GET", "/api/rooms")

    (room,) = gallery["rooms"]
    assert (room["id"], room["title"], room["count"]) == (shown["room_id"], "Open", 1)
    assert room["media"]["url"] == VIDEO
    assert not room["playback"]["paused"]


async def make_private(http: HttpClient) -> str:
    _, made = await http.ask("POST", "/api/rooms", {"visibility": "private"})
    room_id: str = made["room_id"]
    return room_id


async def test_a_private_room_does_not_exist_for_strangers(
    url: str, session: ClientSession, serve: Serve
) -> None:
    closed = await serve(bot_token=BOT_TOKEN)
    anna, boris = TelegramClient(), TelegramClient(user_id=1002)
    room_id = await make_private(HttpClient(session, closed, f"tma {anna.init_data()}"))

    of_the_private = await refusal(closed, init_data=boris.init_data(), room_id=room_id)
    of_the_missing = await refusal(closed, init_data=boris.init_data(), room_id="x" * len(room_id))

    assert of_the_private["code"] == of_the_missing["code"] == "room_not_found"
    assert of_the_private.keys() == of_the_missing.keys()
    stranger = HttpClient(session, closed, f"tma {boris.init_data()}")
    status, answer = await stranger.ask("POST", f"/api/rooms/{room_id}/links", {})
    assert (status, answer["error"]["code"]) == (404, "room_not_found")


async def test_a_link_lets_in_for_good_until_all_are_revoked(
    url: str, session: ClientSession
) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    room_id = await make_private(http)
    status, link = await http.ask("POST", f"/api/rooms/{room_id}/links", {"role": "viewer"})
    assert status == 201
    assert link["url"] == f"{url}/?startapp={link['token']}"
    assert len(link["token"]) <= 64
    assert await http.ask("GET", f"/api/links/{link['token']}") == (200, {"room_id": room_id})

    async with SocketClient(url, guest_token=VERA, start_param=link["token"]) as vera:
        assert (await vera.room())["id"] == room_id
    async with SocketClient(url, guest_token=OLGA, room_id=room_id) as olga:
        await olga.do("revoke_links")
    async with SocketClient(url, guest_token=VERA, room_id=room_id) as vera:
        assert (await vera.room())["id"] == room_id

    late = await refusal(url, guest_token="guest-late", start_param=link["token"])
    assert late == {"code": "link_revoked"}
    opened = await http.ask("GET", f"/api/links/{link['token']}")
    assert opened == (403, {"error": {"code": "link_revoked"}})


async def test_without_a_bot_a_room_is_shared_by_its_link(url: str, session: ClientSession) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    room_id = await make_private(http)

    status, shared = await http.ask("POST", f"/api/rooms/{room_id}/share")

    assert (status, shared["prepared_message_id"], shared["query"]) == (201, None, room_id)
    token = shared["url"].removeprefix(f"{url}/?startapp=")
    assert await http.ask("GET", f"/api/links/{token}") == (200, {"room_id": room_id})


async def test_a_link_in_the_launch_data_does_the_same(
    serve: Serve, session: ClientSession
) -> None:
    url = await serve(bot_token=BOT_TOKEN, bot_username="watch_bot", app_name="cinema")
    http = HttpClient(session, url, f"tma {TelegramClient().init_data()}")
    room_id = await make_private(http)
    _, link = await http.ask("POST", f"/api/rooms/{room_id}/links", {})
    assert link["url"] == f"https://t.me/watch_bot/cinema?startapp={link['token']}"
    boris = TelegramClient(user_id=1002, start_param=link["token"])

    async with SocketClient(url, init_data=boris.init_data()) as client:
        assert (await client.room())["id"] == room_id


async def test_a_broken_link_has_its_code_and_tells_nothing(
    url: str, session: ClientSession
) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    room_id = await make_private(http)
    _, link = await http.ask("POST", f"/api/rooms/{room_id}/links", {})
    broken = ("C" if link["token"][5] == "B" else "B").join((link["token"][:5], link["token"][6:]))

    assert await http.ask("GET", f"/api/links/{broken}") == (
        403,
        {"error": {"code": "link_invalid"}},
    )
    for auth in ({}, {"room_id": room_id}):
        assert await refusal(url, guest_token=VERA, start_param=broken, **auth) == {
            "code": "link_invalid"
        }


async def test_a_link_can_make_an_admin_and_only_the_owner_can_make_such_a_link(
    url: str, session: ClientSession
) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    _, made = await http.ask("POST", "/api/rooms", {"url": VIDEO})
    path = f"/api/rooms/{made['room_id']}/links"
    _, link = await http.ask("POST", path, {"role": "admin"})

    async with (
        SocketClient(url, guest_token=OLGA, room_id=made["room_id"]),
        SocketClient(url, guest_token=VERA, start_param=link["token"]) as vera,
    ):
        await vera.do("play")
        viewer = HttpClient(session, url, f"guest {VERA}")
        status, answer = await viewer.ask("POST", path, {"role": "admin"})
        assert (status, answer["error"]["code"]) == (403, "permission_denied")
        status, answer = await http.ask("POST", path, {"role": "owner"})
        assert (status, answer["error"]["code"]) == (400, "invalid_command")


async def test_people_inside_stay_when_the_room_turns_private(url: str) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await olga.do("set_visibility", visibility="private")
        assert (await vera.room())["visibility"] == "private"
    late = await refusal(url, guest_token="guest-late", room_id="cinema")
    assert late["code"] == "room_not_found"


async def test_pages_are_served_with_their_defences(url: str, session: ClientSession) -> None:
    for path in ("/", "/gallery", "/room/cinema"):
        async with session.get(url + path, headers={"Accept-Language": "ru-RU,en;q=0.5"}) as page:
            assert page.status == 200
            assert '<html lang="ru">' in await page.text()
            assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
            policy = page.headers["Content-Security-Policy"]
            assert "'unsafe-inline'" not in policy
            assert "'unsafe-eval'" not in policy
    async with session.get(f"{url}/room/no%20such%20room") as page:
        assert page.status == 404


async def test_unknown_paths_of_the_api_answer_in_json(url: str, session: ClientSession) -> None:
    http = HttpClient(session, url, None)

    assert await http.ask("GET", "/api/nothing") == (404, {"error": {"code": "not_found"}})
    assert (await http.ask("POST", "/api/me"))[0] == 405
    async with session.post(f"{url}/api/me") as answer:
        assert answer.headers["Allow"] == "GET,HEAD"


@pytest.mark.parametrize("host", ["", "cinema:99999"])
async def test_a_link_from_a_host_that_is_none_is_a_bad_request(
    url: str, session: ClientSession, host: str
) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    _, made = await http.ask("POST", "/api/rooms", {})

    headers = {"Authorization": f"guest {OLGA}", "Host": host}
    path = f"{url}/api/rooms/{made['room_id']}/links"
    async with session.post(path, json={}, headers=headers) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": {"code": "bad_request"}})


async def test_a_body_that_is_not_what_it_says_is_a_bad_request(
    url: str, session: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": f"guest {OLGA}", "Content-Encoding": "gzip"}
    async with session.post(f"{url}/api/rooms", data=b"no gzip", headers=headers) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": {"code": "bad_request"}})

    assert not [line for line in caplog.records if line.name.startswith("webapp")]


async def test_the_log_tells_the_route_and_neither_links_nor_line_breaks(
    url: str, session: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        for path in ("/api/links/a-secret-link", "/room/x%0Aforged?startapp=a-secret-link"):
            async with session.get(url + path):
                pass

    lines = [line.getMessage() for line in caplog.records if line.name == "webapp.middlewares"]
    assert [line.rsplit(" ", 3)[0] for line in lines] == [
        "GET /api/links/{token}",
        "GET /room/{room_id}",
    ]


async def test_who_looks_up_too_much_puts_nothing_on_either(
    url: str, session: ClientSession
) -> None:
    http = HttpClient(session, url, f"guest {OLGA}")
    for _ in range(Rate.LOOK_UP.value.amount):
        await http.ask("GET", f"/api/media?url={VIDEO}")

    async with session.get(
        f"{url}/api/media?url={VIDEO}", headers={"Authorization": f"guest {OLGA}"}
    ) as answer:
        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 60
    async with SocketClient(url, guest_token=OLGA, room_id="cinema") as olga:
        assert (await olga.refused("load", url=VIDEO))["code"] == "rate_limited"


async def test_a_versioned_file_is_cached_for_ever_and_another_is_not(
    url: str, session: ClientSession
) -> None:
    async with session.get(url) as page:
        text = await page.text()
    versioned = text.split('href="/static/css/tokens.css')[1].split('"')[0]
    for query, expected in ((versioned, "immutable"), ("", "no-cache"), ("?v=old", "no-cache")):
        async with session.get(f"{url}/static/css/tokens.css{query}") as file:
            assert expected in file.headers["Cache-Control"]
