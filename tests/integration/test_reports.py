"""Reports to those who run the service, over real sockets."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.integration.clients import SocketClient

OLGA, VERA, OLEG = "guest-olga", "guest-vera", "guest-oleg"


def kept(tmp_path: Path) -> list[dict[str, Any]]:
    with sqlite3.connect(tmp_path / "rooms.db") as database:
        database.row_factory = sqlite3.Row
        rows = [dict(row) for row in database.execute("SELECT * FROM reports ORDER BY id")]
    database.close()
    return rows


async def test_a_message_is_reported_as_it_was_then(url: str, tmp_path: Path) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        said = (await olga.do("send_message", text="Buy an elephant"))["message"]
        about = {"about": "message", "message_id": said["id"], "reason": "spam", "text": " Stop\n"}
        await vera.do("report", **about)
        await olga.do("delete_message", message_id=said["id"])

        assert (await vera.refused("report", **about))["code"] == "message_not_found"
        # Nothing of it reaches the room, least of all whom it is about.
        assert olga.frames["notification"] == []

    [report] = kept(tmp_path)
    assert (report["quote"], report["words"], report["grounds"]) == (
        "Buy an elephant",
        "Stop",
        "spam",
    )
    assert report["user_id"] == said["user_id"]
    assert report["reporter_id"] not in (0, said["user_id"])


async def test_a_person_and_the_room_are_reported_once_by_everybody(
    url: str, tmp_path: Path
) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
        SocketClient(url, guest_token=OLEG, room_id="cinema") as oleg,
    ):
        await oleg.count(3)
        owner = (await olga.do("sync"))["me"]["id"]
        for reporter in (vera, oleg):
            await reporter.do("report", about="person", user_id=owner, reason="abuse")
            await reporter.do("report", about="room", reason="illegal")
            again = await reporter.refused("report", about="room", reason="other")
            assert again["code"] == "already_reported"

    reports = kept(tmp_path)
    assert [report["about"] for report in reports] == ["person", "room"] * 2
    assert {report["user_id"] for report in reports} == {owner}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"about": "message", "reason": "spam"}, "invalid_command"),
        ({"about": "message", "message_id": 999, "reason": "spam"}, "message_not_found"),
        ({"about": "person", "reason": "spam"}, "invalid_command"),
        ({"about": "person", "user_id": 999, "reason": "spam"}, "person_not_found"),
        ({"about": "room", "reason": "boring"}, "invalid_command"),
        ({"about": "weather", "reason": "spam"}, "invalid_command"),
        ({"about": "room", "reason": "spam", "text": "x" * 501}, "invalid_command"),
    ],
)
async def test_what_cannot_be_looked_into_is_refused(
    url: str, asked: dict[str, Any], code: str
) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await olga.count(2)
        assert (await vera.refused("report", **asked))["code"] == code


async def test_nobody_reports_themselves(url: str) -> None:
    async with SocketClient(url, guest_token=OLGA, room_id="cinema") as olga:
        said = (await olga.do("send_message", text="me"))["message"]
        for subject in (
            {"about": "message", "message_id": said["id"]},
            {"about": "person", "user_id": said["user_id"]},
            {"about": "room"},
        ):
            refused = await olga.refused("report", reason="other", **subject)
            assert refused == {
                "code": "invalid_command",
                "name": "report",
                "fields": ["user_id"],
            }


async def test_a_raid_of_reports_is_stopped(url: str, tmp_path: Path) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        lines = [(await olga.do("send_message", text="x"))["message"]["id"] for _ in range(19)]
        for line in lines:
            await vera.do("report", about="message", message_id=line, reason="spam")
        await vera.do("report", about="room", reason="spam")
        refused = await vera.refused("report", about="room", reason="spam")
        assert refused["code"] == "rate_limited"
    assert len(kept(tmp_path)) == 20
