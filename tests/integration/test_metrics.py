"""What pages report of their sync, and how those who run the service read it."""

import logging

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from tests.integration.clients import SocketClient
from tests.integration.conftest import Serve

TOKEN = "sixteen-or-more-characters"
OLGA, VERA = "guest-olga", "guest-vera"

Samples = dict[tuple[str, str], float]


@pytest.fixture
async def url(serve: Serve) -> str:
    return await serve(metrics_token=TOKEN)


async def scraped(session: ClientSession, url: str) -> Samples:
    """Return what Prometheus would read, by name and what plays it, then the upper bound."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with session.get(f"{url}/metrics", headers=headers) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        text = await answer.text()
    return {
        (sample.name, labelled(sample.labels)): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def labelled(labels: dict[str, str]) -> str:
    return " ".join(labels[name] for name in ("player", "le") if name in labels)


def guest(url: str, token: str, room_id: str = "cinema") -> SocketClient:
    return SocketClient(url, guest_token=token, room_id=room_id)


async def test_what_pages_report_is_what_prometheus_reads(url: str, session: ClientSession) -> None:
    async with guest(url, OLGA) as olga, guest(url, VERA, "other") as vera:
        answer = await olga.do(
            "report_sync",
            player="file",
            drift_p50_ms=3,
            drift_p95_ms=7.5,
            precision_ms=0.9,
            round_trip_ms=80,
            in_sync_after_ms=1_250,
            stalls=1,
            stalled_s=2.5,
            seeks=1,
            landings=3,
            audible_nudges=2,
            false_pauses=1,
        )
        await vera.do("report_sync", player="youtube", drift_p95_ms=300, landings=1)
        samples = await scraped(session, url)

    assert answer == {"ok": True}
    told = {name.removeprefix("watch_together_"): value for name, value in sums(samples).items()}
    assert told == pytest.approx(
        {
            "drift_p50_seconds": 0.003,
            "drift_p95_seconds": 0.3075,
            "clock_precision_seconds": 0.0009,
            "round_trip_seconds": 0.08,
            "time_to_sync_seconds": 1.25,
            "stalled_seconds": 2.5,
        }
    )
    assert samples["watch_together_drift_p95_seconds_bucket", "file 0.008"] == 1
    counted = ("stalls", "seeks", "landings", "audible_nudges", "false_pauses")
    assert [samples[f"watch_together_{name}_total", "file"] for name in counted] == [1, 1, 3, 2, 1]
    assert samples["watch_together_landings_total", "youtube"] == 1
    assert samples["watch_together_stalled_seconds_count", "youtube"] == 1


def sums(samples: Samples) -> dict[str, float]:
    """Return what was observed by every histogram, whatever plays it."""
    found: dict[str, float] = {}
    for (name, _), value in samples.items():
        if name.endswith("_sum"):
            found[name.removesuffix("_sum")] = found.get(name.removesuffix("_sum"), 0) + value
    return found


async def test_who_is_here_is_counted_as_they_come_and_go(url: str, session: ClientSession) -> None:
    async def crowd() -> tuple[float, float]:
        samples = await scraped(session, url)
        return samples["watch_together_rooms", ""], samples["watch_together_people", ""]

    assert await crowd() == (0, 0)
    async with guest(url, OLGA) as olga:
        async with guest(url, VERA), guest(url, VERA), guest(url, VERA, "other"):
            assert await crowd() == (2, 3)
        await olga.count(1)
        assert await crowd() == (1, 1)


async def test_a_report_says_nothing_to_the_room_and_changes_nothing(url: str) -> None:
    async with guest(url, OLGA) as olga:
        await olga.count(1)
        before = await olga.room()
        told = {name: len(frames) for name, frames in olga.frames.items()}

        for _ in range(20):
            await olga.do("report_sync", player="hls", stalls=1)

        assert await olga.room() == before
        assert {name: len(frames) for name, frames in olga.frames.items()} == told


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"player": "flash"},
        {"player": "file", "drift_p95_ms": -1},
        {"player": "file", "drift_p95_ms": 1e9},
        {"player": "file", "drift_p95_ms": float("nan")},
        {"player": "file", "stalls": 1.5},
        {"player": "file", "seeks": 10**6},
    ],
)
async def test_nonsense_is_refused_and_not_counted(
    url: str, session: ClientSession, report: dict[str, object]
) -> None:
    async with guest(url, OLGA) as olga:
        assert (await olga.refused("report_sync", **report))["code"] == "invalid_command"

    assert sum(sums(await scraped(session, url)).values()) == 0


async def test_who_reports_without_end_is_not_counted_without_end(
    url: str, session: ClientSession
) -> None:
    async with guest(url, OLGA) as olga:
        answers = [await olga.ask("report_sync", {"player": "file"}) for _ in range(40)]

    refused = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert set(refused) == {"rate_limited"}
    counted = (await scraped(session, url))["watch_together_stalled_seconds_count", "file"]
    assert counted == len(answers) - len(refused)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer \N{SNOWMAN}"},
    ],
)
async def test_without_the_token_there_is_nothing_to_read(
    url: str,
    session: ClientSession,
    headers: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with session.get(f"{url}/metrics", headers=headers) as answer:
        assert answer.status == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "watch_together" not in await answer.text()
    assert TOKEN[:-1] not in caplog.text


async def test_where_no_token_is_set_there_is_no_such_page(
    serve: Serve, session: ClientSession
) -> None:
    url = await serve()
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        async with session.get(f"{url}/metrics", headers=headers) as answer:
            assert answer.status == 404


async def test_two_applications_in_one_process_do_not_add_up(
    url: str, serve: Serve, session: ClientSession, tmp_path: object
) -> None:
    other = await serve(metrics_token=TOKEN, database_url=f"sqlite:///{tmp_path}/other.db")
    async with guest(url, OLGA) as olga:
        await olga.do("report_sync", player="file", stalls=1)

    assert (await scraped(session, other))["watch_together_stalls_total", "file"] == 0
