"""Calling back those who were in a room: who is offered, who may call, and how often."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.calling_back import REST_MS, SHOWN
from shared.domain.errors import (
    AlreadyHere,
    AlreadyInvited,
    PermissionDenied,
    PersonNotFound,
    RoomNotFound,
)
from shared.domain.managing_commands import SetGrant, SetVisibility
from shared.domain.moderation_commands import BanUser
from shared.domain.moderation_errors import Banned
from shared.domain.people import Person
from shared.domain.permissions import Permission, Role
from shared.domain.room import Visibility
from shared.domain.standing import GRACE_MS
from tests.factories import ADMIN, OTHER, OWNER, VIEWER
from tests.services import Services

OLGA, ADAM = Person(OWNER, "Olga"), Person(ADMIN, "Adam")
VERA, OLEG = Person(VIEWER, "Vera"), Person(OTHER, "Oleg")


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    """A room that Vera has left, and Olga and Oleg are in."""
    services = Services()
    for person in (OLGA, VERA, OLEG):
        await services.comes(person)
        services.clock.turn(1)
    await services.goes(VERA)
    yield services
    await services.close()


async def absent(services: Services, by: Person = OLGA) -> list[tuple[str, bool]]:
    found = await services.calling_back.absent("r", user_id=by.id)
    return [(one.visitor.name, one.is_invited) for one in found]


def invitations(services: Services) -> list[Any]:
    return [payload for name, payload in services.broadcaster.frames if name == "notification"]


async def test_those_who_left_are_offered_and_nobody_who_is_here(services: Services) -> None:
    assert await absent(services) == [("Vera", False)]


async def test_the_last_to_come_are_offered_and_no_more_than_fit(services: Services) -> None:
    for number in range(SHOWN + 1):
        services.clock.turn(1)
        await services.visits.note("r", 1000 + number, f"guest {number}", services.clock.now_ms())

    names = [name for name, _ in await absent(services)]

    assert (len(names), names[0]) == (SHOWN, f"guest {SHOWN}")


async def test_who_is_called_is_told_with_a_link_that_lets_them_in(services: Services) -> None:
    services.clock.turn(GRACE_MS)  # whoever is there when a room becomes private, stays
    private = SetVisibility(Visibility.PRIVATE)
    await services.rooms.execute("r", private, user_id=OWNER)
    with pytest.raises(RoomNotFound):
        await services.comes(VERA)

    await services.calling_back.call("r", VIEWER, user_id=OWNER)

    [(told, payload)] = invitations(services)
    assert (told, payload["code"]) == (VIEWER, "invitation")
    assert payload["actor"] == {"id": OWNER, "name": "Olga"}
    await services.comes(VERA, token=payload["token"])


async def test_a_person_is_called_into_a_room_once_an_hour_whoever_calls(
    services: Services,
) -> None:
    calls = [services.calling_back.call("r", VIEWER, user_id=by) for by in (OWNER, OTHER)]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), AlreadyInvited]
    assert await absent(services) == [("Vera", True)]

    services.clock.turn(REST_MS + 1)
    await services.calling_back.call("r", VIEWER, user_id=OTHER)

    assert len(invitations(services)) == 2


async def test_who_is_here_or_never_was_is_not_called(services: Services) -> None:
    with pytest.raises(AlreadyHere):
        await services.calling_back.call("r", OTHER, user_id=OWNER)
    with pytest.raises(PersonNotFound):
        await services.calling_back.call("r", 99, user_id=OWNER)
    assert invitations(services) == []


async def test_who_is_banned_is_neither_offered_nor_called(services: Services) -> None:
    await services.rooms.execute("r", BanUser(VIEWER), user_id=OWNER)

    assert await absent(services) == []
    with pytest.raises(Banned):
        await services.calling_back.call("r", VIEWER, user_id=OWNER)


async def test_whoever_may_not_invite_neither_sees_nor_calls_anybody(services: Services) -> None:
    await services.rooms.execute("r", SetGrant(Permission.INVITE, Role.ADMIN), user_id=OWNER)

    with pytest.raises(PermissionDenied):
        await absent(services, by=OLEG)
    with pytest.raises(PermissionDenied):
        await services.calling_back.call("r", VIEWER, user_id=OTHER)


async def test_in_a_public_room_only_those_who_keep_order_see_who_was_here(
    services: Services,
) -> None:
    assert await absent(services, by=OLEG) == [("Vera", False)]
    await services.rooms.execute("r", SetVisibility(Visibility.PUBLIC), user_id=OWNER)

    with pytest.raises(PermissionDenied):
        await absent(services, by=OLEG)
    assert await absent(services) == [("Vera", False)]
