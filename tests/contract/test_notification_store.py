"""The specification of NotificationStore, run against every implementation."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.news import NewsCode
from shared.notifications import NotificationStore
from shared.storage.notifications import MemoryNotificationStore, SqlNotificationStore
from tests.contract.conftest import EVERY_STORE, open_engine
from tests.factories import NOW, OTHER, OWNER, VIEWER, make_notification

MOST = 5


@pytest.fixture(params=EVERY_STORE)
async def store(
    request: pytest.FixtureRequest, sqlite_url: str
) -> AsyncIterator[NotificationStore]:
    if request.param == "memory":
        yield MemoryNotificationStore()
        return
    async for engine in open_engine(request.param, sqlite_url, request):
        yield SqlNotificationStore(engine)


async def told(store: NotificationStore, *at_ms: int, user_id: int = VIEWER) -> list[int]:
    """Tell a person something at some instants; return the ids."""
    added = [
        await store.add(make_notification(user_id, at_ms=instant), most=MOST) for instant in at_ms
    ]
    return [notification.id for notification in added]


async def test_what_a_person_was_told_is_kept_whole(store: NotificationStore) -> None:
    facts = {"media": {"title": None, "url": "https://films.test/ф.mp4"}}
    code = NewsCode.SUGGESTION_PLAYED
    added = await store.add(make_notification(-(2**48), code=code, facts=facts), most=MOST)

    assert await store.latest(-(2**48), limit=9) == [added]


async def test_pages_go_back_from_the_newest(store: NotificationStore) -> None:
    first, second, third = await told(store, NOW, NOW, NOW)
    await told(store, NOW, user_id=OTHER)

    newest = await store.latest(VIEWER, limit=2)
    older = await store.latest(VIEWER, limit=2, before=second)

    assert [kept.id for kept in newest] == [third, second]
    assert [kept.id for kept in older] == [first]


async def test_what_was_seen_is_read_and_nothing_newer(store: NotificationStore) -> None:
    _, second, _ = await told(store, NOW, NOW, NOW)
    await told(store, NOW, user_id=OTHER)

    assert await store.mark_read(VIEWER, second, NOW + 7)

    assert [kept.read_at_ms for kept in await store.latest(VIEWER, limit=9)] == [
        None,
        NOW + 7,
        NOW + 7,
    ]
    assert (await store.unread(VIEWER), await store.unread(OTHER)) == (1, 1)


async def test_what_is_read_is_not_read_again(store: NotificationStore) -> None:
    [only] = await told(store, NOW)
    await store.mark_read(VIEWER, only, NOW + 1)

    assert not await store.mark_read(VIEWER, only, NOW + 2)
    assert [kept.read_at_ms for kept in await store.latest(VIEWER, limit=9)] == [NOW + 1]


async def test_only_the_newest_of_a_person_are_kept(store: NotificationStore) -> None:
    [others] = await told(store, NOW, user_id=OTHER)
    own = await told(store, *[NOW] * (MOST + 2))

    assert [kept.id for kept in await store.latest(VIEWER, limit=99)] == own[:1:-1]
    assert [kept.id for kept in await store.latest(OTHER, limit=99)] == [others]


async def test_who_was_told_something_of_a_room_lately_is_known(store: NotificationStore) -> None:
    for user_id, changes in (
        (OWNER, {"at_ms": NOW - 1}),
        (VIEWER, {}),
        (VIEWER, {}),
        (OTHER, {"room_id": "other"}),
        (OTHER, {"code": NewsCode.DEMOTED}),
    ):
        await store.add(make_notification(user_id, **changes), most=MOST)

    assert set(await store.told("r", NewsCode.PROMOTED, since_ms=NOW)) == {VIEWER}
    assert await store.told("nowhere", NewsCode.PROMOTED, since_ms=NOW) == set()


async def test_what_is_old_is_forgotten(store: NotificationStore) -> None:
    _, kept = await told(store, NOW - 1, NOW)

    await store.forget(NOW)

    assert [left.id for left in await store.latest(VIEWER, limit=9)] == [kept]
