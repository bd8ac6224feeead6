"""Is everybody ready? Over real sockets."""

from typing import Any

from shared.domain.ready_check import COUNT_MS
from tests.integration.clients import SocketClient

FILM = "https://films.test/nosferatu.mp4"


def guest(url: str, name: str) -> SocketClient:
    return SocketClient(url, guest_token=f"guest-{name}", room_id="cinema")


def events_of(frames: list[Any], kind: str) -> list[Any]:
    return [event for frame in frames for event in frame["events"] if event["type"] == kind]


async def told(client: SocketClient, kind: str) -> Any:
    """Return the first event of a kind that has come."""
    return events_of(
        await client.until("events", lambda frames: bool(events_of(frames, kind))), kind
    )[0]


async def asked(olga: SocketClient) -> str:
    """Let Olga, who leads, ask; return the check's id."""
    await olga.do("load", url=FILM)
    await olga.do("start_ready_check")
    check_id: str = (await olga.room())["ready_check"]["id"]
    return check_id


async def test_the_last_answer_counts_down_for_all_at_once(url: str) -> None:
    async with guest(url, "olga") as olga, guest(url, "vera") as vera:
        await olga.count(2)
        check_id = await asked(olga)
        assert (await told(vera, "ready_check_started"))["check"]["id"] == check_id
        await vera.do("answer_ready_check", check_id=check_id)

        starts = [await told(client, "countdown_started") for client in (olga, vera)]
        assert starts[0] == starts[1]
        snapshot = await vera.do("sync")
        starts_ms = snapshot["room"]["playback"]["updated_at_ms"]
        assert snapshot["room"]["ready_check"]["starts_at_ms"] == starts_ms
        assert 0 < starts_ms - snapshot["server_ms"] <= COUNT_MS + 1_000


async def test_whoever_comes_late_is_asked_too(url: str) -> None:
    async with guest(url, "olga") as olga, guest(url, "vera") as vera:
        await olga.count(2)
        check_id = await asked(olga)
        async with guest(url, "ann") as ann:
            assert (await ann.room())["ready_check"]["id"] == check_id
            await olga.count(3)
            await vera.do("answer_ready_check", check_id=check_id)
            assert (await olga.room())["playback"]["paused"]
            await ann.do("answer_ready_check", check_id=check_id)
            await told(olga, "countdown_started")


async def test_whoever_leaves_blocks_nobody(url: str) -> None:
    async with guest(url, "olga") as olga, guest(url, "vera") as vera, guest(url, "ann") as ann:
        await olga.count(3)
        check_id = await asked(olga)
        await vera.do("answer_ready_check", check_id=check_id)
        await ann.leave()

        await told(olga, "countdown_started")


async def test_a_second_screen_is_not_asked(url: str) -> None:
    async with guest(url, "olga") as olga, guest(url, "vera") as vera:
        await olga.count(2)
        await asked(olga)
        await vera.do("report_state", state="second_screen")

        await told(olga, "countdown_started")


async def test_nobody_keeps_the_room_busy_by_changing_their_mind(url: str) -> None:
    async with guest(url, "olga") as olga, guest(url, "vera") as vera, guest(url, "ann") as ann:
        await olga.count(3)
        check_id = await asked(olga)
        answers = [
            await vera.ask("answer_ready_check", {"check_id": check_id, "is_ready": n % 2 == 0})
            for n in range(20)
        ]
        codes = [answer["ok"] or answer["error"]["code"] for answer in answers]
        assert codes[:6] == 6 * [True]
        assert codes[-1] == "rate_limited"

        await ann.do("answer_ready_check", check_id=check_id)
