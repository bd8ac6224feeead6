"""The specification of PresenceStore; in this process's memory only, so far."""

import pytest

from shared.domain.page_state import PageState, Report
from shared.domain.standing import GRACE_MS, Present
from shared.ports.presence import PresenceStore
from shared.storage.presence import MemoryPresenceStore
from tests.factories import NOW, OTHER, OWNER, VIEWER


@pytest.fixture
def store() -> PresenceStore:
    return MemoryPresenceStore()


async def test_people_come_in_order(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid1", NOW)
    await store.connected("r", OWNER, "Olga", "sid2", NOW + 1)

    assert await store.present("r", NOW + 2) == (
        Present(VIEWER, "Vera", NOW),
        Present(OWNER, "Olga", NOW + 1),
    )
    assert await store.present("other", NOW + 2) == ()


async def test_one_person_on_two_devices_is_one(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "phone", NOW)
    await store.connected("r", VIEWER, "Vera", "desktop", NOW + 1)
    await store.disconnected("r", VIEWER, "phone", NOW + 2)

    assert await store.present("r", NOW + 3) == (Present(VIEWER, "Vera", NOW),)


async def test_grace_keeps_a_place_and_then_ends(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid", NOW)
    await store.disconnected("r", VIEWER, "sid", NOW + 1)

    still = await store.present("r", NOW + GRACE_MS)
    assert still == (Present(VIEWER, "Vera", NOW, is_connected=False),)
    assert await store.present("r", NOW + 1 + GRACE_MS) == ()


async def test_a_reload_does_not_start_the_stay_anew(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "before", NOW)
    await store.disconnected("r", VIEWER, "before", NOW + 1_000)
    await store.connected("r", VIEWER, "Vera", "after", NOW + 2_000)

    assert await store.present("r", NOW + 3_000) == (Present(VIEWER, "Vera", NOW),)


async def test_coming_back_after_the_grace_is_coming_anew(store: PresenceStore) -> None:
    later = NOW + 2 * GRACE_MS
    await store.connected("r", VIEWER, "Vera", "before", NOW)
    await store.disconnected("r", VIEWER, "before", NOW)
    await store.connected("r", VIEWER, "Vera", "after", later)

    assert await store.present("r", later) == (Present(VIEWER, "Vera", later),)


async def test_leaving_twice_is_leaving_once(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid", NOW)
    await store.disconnected("r", VIEWER, "sid", NOW)
    await store.disconnected("r", VIEWER, "sid", NOW + GRACE_MS - 1)
    await store.disconnected("r", OTHER, "unknown", NOW)

    assert await store.present("r", NOW + GRACE_MS) == ()


async def test_an_expected_person_has_their_grace(store: PresenceStore) -> None:
    await store.expect("r", OWNER, NOW)

    assert [person.user_id for person in await store.present("r", NOW + 1)] == [OWNER]
    assert await store.present("r", NOW + GRACE_MS) == ()


async def test_expecting_somebody_who_is_here_changes_nothing(store: PresenceStore) -> None:
    await store.connected("r", OWNER, "Olga", "sid", NOW)
    await store.expect("r", OWNER, NOW + 1)

    assert await store.present("r", NOW + 2) == (Present(OWNER, "Olga", NOW),)


async def test_a_full_room_takes_nobody_in(store: PresenceStore) -> None:
    assert await store.connected("r", VIEWER, "Vera", "sid1", NOW, limit=1)
    assert not await store.connected("r", OTHER, "Oleg", "sid2", NOW, limit=1)

    assert [person.user_id for person in await store.present("r", NOW)] == [VIEWER]
    assert await store.connected("other", OTHER, "Oleg", "sid2", NOW, limit=1)


async def test_no_limit_is_none(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid1", NOW, limit=1)

    assert await store.connected("r", OWNER, "Olga", "sid2", NOW)


async def test_whoever_is_in_a_full_room_has_their_place(store: PresenceStore) -> None:
    for user_id in (VIEWER, OTHER):
        await store.connected("r", user_id, "", f"phone {user_id}", NOW)
    assert await store.connected("r", VIEWER, "Vera", "desktop", NOW, limit=1)

    await store.disconnected("r", OTHER, f"phone {OTHER}", NOW)
    assert await store.connected("r", OTHER, "Oleg", "reloaded", NOW + GRACE_MS - 1, limit=1)


async def test_a_place_is_kept_for_the_grace_and_not_longer(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid", NOW, limit=1)
    await store.disconnected("r", VIEWER, "sid", NOW)

    assert not await store.connected("r", OTHER, "", "early", NOW + GRACE_MS - 1, limit=1)
    assert await store.connected("r", OTHER, "", "late", NOW + GRACE_MS, limit=1)
    assert not await store.connected("r", VIEWER, "Vera", "back", NOW + GRACE_MS, limit=1)


async def test_occupied_rooms_have_somebody_connected(store: PresenceStore) -> None:
    await store.connected("full", VIEWER, "Vera", "sid", NOW)
    await store.connected("left", VIEWER, "Vera", "gone", NOW)
    await store.disconnected("left", VIEWER, "gone", NOW)

    assert await store.occupied() == ["full"]


async def test_who_is_put_out_has_no_grace(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "phone", NOW)
    await store.connected("r", VIEWER, "Vera", "desktop", NOW)
    await store.remove("r", VIEWER)
    await store.remove("r", VIEWER)
    await store.disconnected("r", VIEWER, "phone", NOW + 1)

    assert await store.present("r", NOW + 1) == ()
    assert await store.occupied() == []


BEHIND = Report(PageState.BEHIND, drift_ms=-4_000)
AWAY = Report(PageState.AWAY)


async def test_what_a_device_says_of_itself_is_told_once(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid", NOW)

    assert await store.report("r", VIEWER, "sid", BEHIND)
    assert not await store.report("r", VIEWER, "sid", BEHIND)
    assert await store.present("r", NOW) == (Present(VIEWER, "Vera", NOW, report=BEHIND),)


async def test_the_device_that_keeps_up_best_speaks_for_its_person(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "phone", NOW)
    await store.connected("r", VIEWER, "Vera", "desktop", NOW)

    assert not await store.report("r", VIEWER, "phone", AWAY)
    assert await store.report("r", VIEWER, "desktop", BEHIND)
    assert await store.present("r", NOW) == (Present(VIEWER, "Vera", NOW, report=BEHIND),)


async def test_what_a_device_said_goes_with_its_connection(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "before", NOW)
    await store.report("r", VIEWER, "before", BEHIND)
    await store.disconnected("r", VIEWER, "before", NOW)
    await store.connected("r", VIEWER, "Vera", "after", NOW)

    assert await store.present("r", NOW) == (Present(VIEWER, "Vera", NOW),)


async def test_of_who_is_not_connected_nothing_is_kept(store: PresenceStore) -> None:
    await store.connected("r", VIEWER, "Vera", "sid", NOW)
    await store.disconnected("r", VIEWER, "sid", NOW)

    assert not await store.report("r", VIEWER, "sid", AWAY)
    assert not await store.report("r", OTHER, "unknown", AWAY)
    assert await store.present("r", NOW) == (Present(VIEWER, "Vera", NOW, is_connected=False),)
