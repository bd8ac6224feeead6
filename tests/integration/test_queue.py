"""The queue over sockets: what viewers may, what they may not, and what everybody is told."""

import pytest

from tests.integration.clients import SocketClient

VIDEO = "https://films.test/nosferatu.mp4"
OLGA, VERA, OLEG = "guest-olga", "guest-vera", "guest-oleg"


def guest(url: str, token: str) -> SocketClient:
    return SocketClient(url, guest_token=token, room_id="cinema")


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("add_to_queue", {"url": VIDEO, "is_next": True}),
        ("add_playlist", {"url": VIDEO}),
        ("move_item", {"item_id": "x", "before_id": None}),
        ("shuffle_queue", {}),
        ("clear_queue", {}),
        ("undo_queue", {"change_id": "x"}),
        ("set_loop", {"mode": "all"}),
        ("set_autoplay", {"is_on": False}),
        ("approve", {"item_id": "x"}),
        ("reject", {"item_id": "x"}),
    ],
)
async def test_a_viewer_changes_nothing_of_the_queue_by_any_event(
    url: str, name: str, payload: dict[str, object]
) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("load", url=VIDEO)
        before = await olga.room()

        error = await vera.refused(name, **payload)

        assert error == {"code": "permission_denied", "permission": "queue"}
        assert await olga.room() == before


async def test_a_suggestion_is_voted_for_approved_and_undone(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera, guest(url, OLEG) as oleg:
        await olga.do("load", url=VIDEO)
        await vera.do("suggest", url=f"{VIDEO}?2")
        (wish,) = (await oleg.room())["suggestions"]
        await oleg.do("vote", item_id=wish["item"]["id"], is_for=True)
        await olga.do("approve", item_id=wish["item"]["id"])

        room = await vera.room()
        assert [item["id"] for item in room["queue"]] == [wish["item"]["id"]]
        assert room["suggestions"] == []
        await olga.do("undo_queue", change_id=room["undo"]["change_id"])
        room = await vera.room()
        assert room["queue"] == []
        assert len(room["suggestions"][0]["votes"]) == 2


async def test_the_votes_of_two_out_of_three_skip(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera, guest(url, OLEG) as oleg:
        await olga.do("load", url=VIDEO)
        await olga.do("add_to_queue", url=f"{VIDEO}?2")
        on = (await olga.room())["current"]["id"]

        await vera.do("vote_skip", item_id=on)
        await vera.do("vote_skip", item_id=on)
        assert (await olga.room())["current"]["id"] == on
        await oleg.do("vote_skip", item_id=on)

        room = await olga.room()
        assert room["current"]["media"]["url"] == f"{VIDEO}?2"
        assert room["skip_votes"] == []


async def test_a_shuffle_is_the_same_for_everybody(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        for n in range(5):
            await olga.do("add_to_queue", url=f"{VIDEO}?{n}")
        before = [item["id"] for item in (await olga.room())["queue"]]
        # One order in 120 is the one there is already; then nothing changes and nobody is told.
        await olga.do("shuffle_queue")

        after = [item["id"] for item in (await vera.room())["queue"]]
        assert after == [item["id"] for item in (await olga.room())["queue"]]
        assert sorted(after) == sorted(before)


async def test_what_is_no_playlist_is_refused_by_name(url: str) -> None:
    async with guest(url, OLGA) as olga:
        assert (await olga.refused("add_playlist", url=VIDEO))["code"] == "playlist_unavailable"
