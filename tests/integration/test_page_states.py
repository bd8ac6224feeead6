"""How people keep up, as others in the room are told."""

from dataclasses import replace
from typing import Any

from shared.domain.page_state import PageState, Report
from shared.domain.people import Person
from shared.presence import MAX_LISTED
from tests.integration.clients import SocketClient
from tests.services import Services

OLGA, VERA = "guest-olga", "guest-vera"


def guest(url: str, token: str) -> SocketClient:
    return SocketClient(url, guest_token=token, room_id="cinema")


async def id_of(person: SocketClient) -> int:
    me: int = (await person.do("sync"))["me"]["id"]
    return me


def said_of(frame: Any, user_id: int) -> dict[str, object]:
    listed = next(user for user in frame["users"] if user["id"] == user_id)
    return {key: listed[key] for key in ("state", "drift_ms") if key in listed}


async def test_everybody_is_told_who_has_fallen_behind_and_when_it_is_over(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        vera_id = await id_of(vera)
        await olga.count(2)
        assert said_of(olga.frames["presence"][-1], vera_id) == {}

        await vera.do("report_state", state="behind", drift_ms=-4_200)
        behind = {"state": "behind", "drift_ms": -4_200}
        await olga.until("presence", lambda frames: said_of(frames[-1], vera_id) == behind)
        assert said_of((await olga.do("sync"))["presence"], vera_id) == behind

        await vera.do("report_state", state="in_sync")
        await olga.until("presence", lambda frames: said_of(frames[-1], vera_id) == {})


async def test_who_lost_the_connection_is_told_apart_from_who_is_here(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        vera_id = await id_of(vera)
        await olga.count(2)
        await vera.leave()
        await olga.count(1)
        frame = olga.frames["presence"][-1]

        assert [user["id"] for user in frame["lost"]] == [vera_id]
        assert vera_id not in [user["id"] for user in frame["users"]]


async def test_who_was_put_out_is_not_waited_for(url: str) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA) as vera:
        await olga.do("kick_user", user_id=await id_of(vera))
        await olga.count(1)

        assert olga.frames["presence"][-1]["lost"] == []


async def test_nonsense_is_refused(url: str) -> None:
    async with guest(url, OLGA) as olga:
        for payload in ({}, {"state": "lost"}, {"state": "behind", "drift_ms": "x"}):
            assert (await olga.refused("report_state", **payload))["code"] == "invalid_command"


async def test_in_a_large_room_it_waits_until_people_come_or_go() -> None:
    services = Services()
    room = replace(await services.rooms.create(-1, room_id="stadium"), capacity=MAX_LISTED + 1)
    people = [Person(id=-1 - n, name="") for n in range(MAX_LISTED + 1)]
    for person in people:
        await services.presence.connected(room, person, str(person.id))
    await services.tasks.close()
    told = len(services.broadcaster.frames)

    report = Report(PageState.STALLED)
    await services.presence.report("stadium", people[-1].id, str(people[-1].id), report)

    assert len(services.broadcaster.frames) == told
    frame = await services.presence.frame("stadium")
    assert said_of(frame, people[-1].id) == {"state": "stalled"}
