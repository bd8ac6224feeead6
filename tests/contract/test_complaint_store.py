"""The specification of ComplaintStore, run against every implementation."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from shared.domain.moderation_errors import ReportNotFound
from shared.domain.reporting import About, Grounds
from shared.review import Complaint, ComplaintStore
from shared.storage.complaints import MemoryComplaintStore, SqlComplaintStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OWNER, VIEWER

ABOUT_A_LINE = Complaint(
    room_id="r",
    room_title="Ночь кино",
    about=About.MESSAGE,
    target_id=7,
    user_id=VIEWER,
    name="Вера",
    quote="Купите слона",
    reporter_id=100,
    reporter_name="Olga",
    grounds=Grounds.SPAM,
    words="Every minute.",
    at_ms=NOW,
)
ABOUT_THE_ROOM = replace(
    ABOUT_A_LINE, about=About.ROOM, target_id=0, user_id=OWNER, quote="", at_ms=NOW + 1
)


@pytest.fixture(params=EVERY_STORE)
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[ComplaintStore]:
    if request.param == "memory":
        yield MemoryComplaintStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlComplaintStore(engine)


async def test_reports_about_the_same_are_one_case(store: ComplaintStore) -> None:
    for reporter_id in range(100, 105):
        assert await store.add(replace(ABOUT_A_LINE, reporter_id=reporter_id))
    assert await store.add(ABOUT_THE_ROOM)
    assert await store.add(replace(ABOUT_THE_ROOM, room_id="other"))

    line, room, other = await store.cases(latest=2, limit=9)

    assert line.first == replace(ABOUT_A_LINE, id=line.first.id)
    assert line.count == 5
    assert [report.reporter_id for report in line.latest] == [104, 103]
    assert (room.first, room.count) == (replace(ABOUT_THE_ROOM, id=room.first.id), 1)
    assert room.latest == (room.first,)
    assert other.first.room_id == "other"


async def test_a_person_reports_the_same_once(store: ComplaintStore) -> None:
    assert await store.add(ABOUT_A_LINE)
    assert not await store.add(replace(ABOUT_A_LINE, grounds=Grounds.ABUSE, at_ms=NOW + 9))

    [case] = await store.cases(latest=9, limit=9)
    await store.settle(case.first.id)
    assert not await store.add(ABOUT_A_LINE)
    assert await store.cases(latest=9, limit=9) == []


async def test_cases_come_page_by_page_the_oldest_first(store: ComplaintStore) -> None:
    for number in range(5):
        await store.add(replace(ABOUT_A_LINE, target_id=number))
    await store.add(replace(ABOUT_A_LINE, target_id=0, reporter_id=101))

    page = await store.cases(latest=1, limit=2, offset=2)

    assert [case.first.target_id for case in page] == [2, 3]
    assert await store.cases(latest=1, limit=2, offset=5) == []


async def test_settling_a_report_settles_all_about_the_same(store: ComplaintStore) -> None:
    for reporter_id in (100, 101):
        await store.add(replace(ABOUT_A_LINE, reporter_id=reporter_id))
    await store.add(ABOUT_THE_ROOM)
    case, _ = await store.cases(latest=9, limit=9)

    settled = await store.settle(case.latest[0].id)

    assert settled == case.latest[0]
    assert [left.first.about for left in await store.cases(latest=9, limit=9)] == [About.ROOM]
    for complaint_id in (case.first.id, 10**9):
        with pytest.raises(ReportNotFound):
            await store.settle(complaint_id)


async def test_what_is_reported_anew_after_that_is_a_case_again(store: ComplaintStore) -> None:
    await store.add(ABOUT_A_LINE)
    [case] = await store.cases(latest=9, limit=9)
    await store.settle(case.first.id)

    assert await store.add(replace(ABOUT_A_LINE, reporter_id=101))

    [case] = await store.cases(latest=9, limit=9)
    assert (case.first.reporter_id, case.count) == (101, 1)
