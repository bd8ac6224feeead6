"""Keeping a room in order, over real connections."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest

from tests.integration.clients import SocketClient, refusal

OLGA, VERA, OLEG = "guest-olga", "guest-vera", "guest-oleg"
MINUTE_MS = 60_000


class Cinema:
    """A room of Olga's with Vera and Oleg in it, who may watch and speak."""

    def __init__(self, url: str, olga: SocketClient, vera: SocketClient, oleg: SocketClient):
        self.url, self.olga, self.vera, self.oleg = url, olga, vera, oleg
        self.ids: dict[SocketClient, int] = {}

    async def open(self) -> None:
        for client in (self.olga, self.vera, self.oleg):
            self.ids[client] = (await client.do("sync"))["me"]["id"]

    async def refuses(self, token: str) -> dict[str, object]:
        error: dict[str, object] = await refusal(self.url, guest_token=token, room_id="cinema")
        return error

    def enter(self, token: str) -> SocketClient:
        return SocketClient(self.url, guest_token=token, room_id="cinema")


@pytest.fixture
async def cinema(url: str) -> AsyncIterator[Cinema]:
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(SocketClient(url, guest_token=who, room_id="cinema"))
            for who in (OLGA, VERA, OLEG)
        ]
        cinema = Cinema(url, *people)
        await cinema.open()
        yield cinema


async def happened(client: SocketClient, kind: str) -> dict[str, Any]:
    """Return the first event of a kind that reaches a client."""

    def events(frames: list[Any]) -> list[dict[str, Any]]:
        return [event for frame in frames for event in frame["events"] if event["type"] == kind]

    return events(await client.until("events", lambda frames: bool(events(frames))))[0]


async def test_who_is_kicked_leaves_at_once_and_is_told_why(cinema: Cinema) -> None:
    vera_id = cinema.ids[cinema.vera]
    async with cinema.enter(VERA) as on_her_desktop:
        await cinema.olga.do("kick_user", user_id=vera_id, reason="спойлеры")

        farewell = await cinema.vera.arrival("kicked")
        assert (farewell["code"], farewell["reason"]) == ("kicked", "спойлеры")
        assert await on_her_desktop.arrival("kicked") == farewell
        event = await happened(cinema.oleg, "user_kicked")
        assert event["sanction"] == {
            "user_id": vera_id,
            "name": "",
            "until_ms": farewell["until_ms"],
            "reason": "спойлеры",
        }
        await cinema.oleg.count(2)
    # Nothing said afterwards reaches her, and she cannot come back yet.
    assert (await cinema.refuses(VERA))["code"] == "kicked"


async def test_the_room_hears_no_more_of_a_kicked_person_nor_they_of_it(cinema: Cinema) -> None:
    await cinema.olga.do("kick_user", user_id=cinema.ids[cinema.vera])
    await cinema.vera.arrival("kicked")
    await cinema.olga.do("send_message", text="without Vera")

    await cinema.oleg.arrival("message")
    assert cinema.vera.frames["message"] == []


async def test_a_ban_holds_for_the_person_on_every_connection_and_ends_when_lifted(
    cinema: Cinema,
) -> None:
    vera_id = cinema.ids[cinema.vera]
    await cinema.olga.do("ban_user", user_id=vera_id)
    await cinema.vera.arrival("kicked")

    error = await cinema.refuses(VERA)
    assert (error["code"], error["until_ms"]) == ("banned", None)
    await cinema.olga.do("unban_user", user_id=vera_id)
    async with cinema.enter(VERA) as back:
        assert (await back.room())["banned"] == []


async def test_who_was_put_out_of_a_private_room_needs_a_link_again(cinema: Cinema) -> None:
    await cinema.olga.do("set_visibility", visibility="private")
    await cinema.olga.do("ban_user", user_id=cinema.ids[cinema.vera])
    await cinema.olga.do("unban_user", user_id=cinema.ids[cinema.vera])

    assert (await cinema.refuses(VERA))["code"] == "room_not_found"


async def test_the_muted_are_told_how_long_and_watch_on(cinema: Cinema) -> None:
    await cinema.olga.do("mute_user", user_id=cinema.ids[cinema.vera], for_s=60)
    muted = await happened(cinema.vera, "user_muted")

    for name, payload in (
        ("send_message", {"text": "hi"}),
        ("typing", {}),
        ("send_emotion", {"emotion": "🔥"}),
    ):
        error = await cinema.vera.refused(name, **payload)
        assert error == {"code": "muted", "until_ms": muted["at_ms"] + MINUTE_MS}
    await cinema.oleg.do("send_emotion", emotion="🔥")
    # While others are tapping, too, when the room is not read for each tap.
    assert (await cinema.vera.refused("send_emotion", emotion="🔥"))["code"] == "muted"
    await cinema.olga.do("unmute_user", user_id=cinema.ids[cinema.vera])
    await cinema.vera.do("send_message", text="hi")


async def test_slow_mode_spares_those_who_keep_order_and_what_is_sent_again(
    cinema: Cinema,
) -> None:
    await cinema.olga.do("set_slow_mode", interval_s=30)
    first = await cinema.vera.do("send_message", text="one", nonce="n1")
    again = await cinema.vera.do("send_message", text="one", nonce="n1")

    assert again["message"]["id"] == first["message"]["id"]
    error = await cinema.vera.refused("send_message", text="two", nonce="n2")
    assert error["code"] == "slow_mode"
    assert 0 < error["retry_after"] <= 30
    await cinema.oleg.do("send_message", text="I have not spoken yet")
    for text in ("one", "two"):
        await cinema.olga.do("send_message", text=text)


async def test_two_messages_at_once_do_not_slip_through_slow_mode(cinema: Cinema) -> None:
    await cinema.olga.do("set_slow_mode", interval_s=3600)
    await cinema.vera.flood("send_message", {"text": "again"}, times=5)
    await cinema.vera.refused("send_message", text="again")

    page = (await cinema.olga.do("sync"))["messages"]
    assert len(page) == 1


async def test_unwanted_words_are_named_and_nothing_is_kept(cinema: Cinema) -> None:
    await cinema.olga.do("set_filter", words=["спойлер*"])

    error = await cinema.vera.refused("send_message", text="Сейчас будет СПОЙЛЕР!")
    assert error == {"code": "word_not_allowed", "word": "спойлер*"}
    await cinema.olga.do("send_message", text="Без спойлеров, пожалуйста")
    assert len((await cinema.oleg.do("sync"))["messages"]) == 1


async def test_all_that_a_person_said_is_taken_back(cinema: Cinema) -> None:
    vera_id = cinema.ids[cinema.vera]
    for text in ("one", "two"):
        await cinema.vera.do("send_message", text=text)
    await cinema.oleg.do("send_message", text="three")
    await cinema.olga.do("delete_messages", user_id=vera_id)

    assert await cinema.oleg.arrival("messages_deleted") == {"user_id": vera_id}
    page = (await cinema.oleg.do("sync"))["messages"]
    assert [message["text"] for message in page] == ["", "", "three"]


async def test_an_admin_lets_one_person_control_who_asked_for_it(cinema: Cinema) -> None:
    vera_id = cinema.ids[cinema.vera]
    await cinema.vera.do("ask_for_control")
    assert await happened(cinema.olga, "control_asked") == {
        "type": "control_asked",
        "user_id": vera_id,
        "is_asking": True,
    }
    await cinema.olga.do("set_trust", user_id=vera_id, permission="control")
    await cinema.vera.do("load", url="https://films.test/nosferatu.mp4")
    assert (await cinema.oleg.refused("pause"))["code"] == "permission_denied"


async def test_a_room_handed_over_is_its_new_owners(cinema: Cinema) -> None:
    vera_id = cinema.ids[cinema.vera]
    await cinema.olga.do("transfer_room", user_id=vera_id)

    await cinema.vera.do("rename", title="Верина")
    assert (await cinema.olga.refused("rename", title="Ольгина"))["code"] == "permission_denied"
    await cinema.olga.do("kick_user", user_id=cinema.ids[cinema.oleg])

    def is_led_by_vera(frames: list[dict[str, object]]) -> bool:
        return any(frame["leader_id"] == vera_id for frame in frames)

    await cinema.vera.until("presence", is_led_by_vera)


async def test_the_log_tells_who_did_what_to_whom_the_newest_first(cinema: Cinema) -> None:
    vera_id, olga_id = cinema.ids[cinema.vera], cinema.ids[cinema.olga]
    message = (await cinema.vera.do("send_message", text="спойлер"))["message"]
    await cinema.olga.do("delete_message", message_id=message["id"])
    await cinema.olga.do("mute_user", user_id=vera_id, for_s=600, reason="спойлеры")
    await cinema.olga.do("set_slow_mode", interval_s=10)

    answer = await cinema.olga.do("action_history")
    assert [action["kind"] for action in answer["actions"]] == [
        "slow_mode_changed",
        "user_muted",
        "message_deleted",
    ]
    assert not answer["has_more"]
    muted = answer["actions"][1]
    assert (muted["user_id"], muted["target"]["id"]) == (olga_id, vera_id)
    assert muted["facts"]["reason"] == "спойлеры"
    oldest = answer["actions"][-1]
    assert (await cinema.olga.do("action_history", before=oldest["id"]))["actions"] == []


async def test_what_viewers_do_to_their_own_lines_is_nobodys_log(cinema: Cinema) -> None:
    message = (await cinema.vera.do("send_message", text="oops"))["message"]
    await cinema.vera.do("delete_message", message_id=message["id"])

    assert (await cinema.olga.do("action_history"))["actions"] == []
