"""Coming, going and leading, with time in the test's hands."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.errors import PermissionDenied, RoomClosed, RoomNotFound
from shared.domain.link_errors import LinkExpired, LinkInvalid, LinkRevoked
from shared.domain.managing_commands import Close, RevokeLinks, SetDeputy, SetRole, SetVisibility
from shared.domain.people import Person
from shared.domain.permissions import Permission, Role
from shared.domain.playback_commands import Load, Pause, Play, Seek
from shared.domain.room import MAX_ADMINS, Visibility
from shared.domain.standing import GRACE_MS
from shared.domain.upkeep import ABANDONED_AFTER_MS
from shared.rooms import LINK_LIFE_MS
from shared.round_trips import SEEK_MS
from tests.factories import OTHER, OWNER, VIEWER
from tests.services import Services

OLGA, VERA, OLEG = Person(OWNER, "Olga"), Person(VIEWER, "Vera"), Person(OTHER, "Oleg")
VIDEO = "https://films.test/nosferatu.mp4"


@pytest.fixture
async def services() -> AsyncIterator[Services]:
    services = Services()
    yield services
    await services.close()


async def leads(services: Services) -> int | None:
    frame = await services.presence.frame("r")
    leader_id = frame["leader_id"]
    assert leader_id is None or isinstance(leader_id, int)
    return leader_id


async def test_whoever_opens_a_room_first_owns_it(services: Services) -> None:
    await services.comes(VERA)
    await services.comes(OLGA)

    assert (await services.store.get("r")).owner_id == VERA.id


async def test_a_room_is_not_made_by_entering_where_guests_are_not_allowed() -> None:
    services = Services(is_open=False)
    with pytest.raises(RoomNotFound):
        await services.comes(OLGA)
    with pytest.raises(RoomNotFound):
        await services.store.get("r")


async def test_the_lead_passes_on_when_the_grace_is_over_and_comes_back(
    services: Services,
) -> None:
    for person in (OLGA, VERA, OLEG):
        await services.comes(person)
        services.clock.turn(1_000)
    await services.rooms.execute("r", Load(VIDEO), user_id=OLGA.id)
    await services.goes(OLGA)

    services.clock.turn(GRACE_MS - 1)
    assert await leads(services) == OLGA.id
    with pytest.raises(PermissionDenied):
        await services.rooms.execute("r", Pause(), user_id=VERA.id)

    services.clock.turn(1)
    assert await leads(services) == VERA.id
    await services.rooms.execute("r", Pause(), user_id=VERA.id)
    with pytest.raises(PermissionDenied):
        await services.rooms.execute("r", Play(), user_id=OLEG.id)

    await services.comes(OLGA)
    assert await leads(services) == OLGA.id
    with pytest.raises(PermissionDenied):
        await services.rooms.execute("r", Play(), user_id=VERA.id)


async def test_a_named_deputy_leads_before_who_is_here_longer(services: Services) -> None:
    for person in (OLGA, VERA, OLEG):
        await services.comes(person)
        services.clock.turn(1_000)
    await services.rooms.execute("r", SetDeputy(OLEG.id), user_id=OLGA.id)
    await services.goes(OLGA)
    services.clock.turn(GRACE_MS)

    assert await leads(services) == OLEG.id


async def test_a_room_plays_on_through_a_short_restart_and_its_owner_is_waited_for(
    services: Services,
) -> None:
    await services.comes(OLGA)
    await services.comes(VERA)
    await services.rooms.execute("r", Load(VIDEO), user_id=OLGA.id)
    services.clock.turn(30_000)
    await services.presence.note_seen()

    services.clock.turn(2_000)
    after = services.restarted()
    services.clock.turn(3_000)
    await after.comes(VERA)

    room = await after.store.get("r")
    assert not room.playback.paused
    assert room.playback.position_at(services.clock.now_ms()) == 35 - SEEK_MS / 1000
    with pytest.raises(PermissionDenied):
        await after.rooms.execute("r", Pause(), user_id=VERA.id)
    services.clock.turn(GRACE_MS)
    await after.rooms.execute("r", Pause(), user_id=VERA.id)
    await after.close()


async def test_a_room_that_everybody_left_is_found_where_it_was(services: Services) -> None:
    await services.comes(OLGA)
    await services.rooms.execute("r", Load(VIDEO), user_id=OLGA.id)
    services.clock.turn(90_000)
    await services.goes(OLGA)
    services.clock.turn(ABANDONED_AFTER_MS + 1)

    await services.comes(VERA)

    playback = (await services.store.get("r")).playback
    assert (playback.paused, playback.position) == (True, 90 - SEEK_MS / 1000)
    assert await leads(services) == VERA.id


async def test_a_short_absence_of_everybody_changes_nothing(services: Services) -> None:
    await services.comes(OLGA)
    await services.rooms.execute("r", Load(VIDEO), user_id=OLGA.id)
    await services.goes(OLGA)
    services.clock.turn(GRACE_MS + 1)

    await services.comes(OLGA)

    assert not (await services.store.get("r")).playback.paused


async def private_link(services: Services, role: Role = Role.VIEWER) -> str:
    await services.comes(OLGA)
    command = SetVisibility(Visibility.PRIVATE)
    await services.rooms.execute("r", command, user_id=OLGA.id)
    token, _ = await services.rooms.invite("r", role, user_id=OLGA.id)
    return token


async def test_a_link_is_needed_once(services: Services) -> None:
    token = await private_link(services)
    with pytest.raises(RoomNotFound):
        await services.comes(VERA)

    await services.comes(VERA, token=token)
    await services.goes(VERA)
    services.clock.turn(LINK_LIFE_MS)

    await services.comes(VERA)
    with pytest.raises(LinkExpired):
        await services.comes(OLEG, token=token)
    await services.comes(VERA, token=token)  # at home, whatever has become of the link


async def test_a_revoked_link_lets_nobody_new_in(services: Services) -> None:
    token = await private_link(services)
    await services.rooms.execute("r", RevokeLinks(), user_id=OLGA.id)

    with pytest.raises(LinkRevoked):
        await services.comes(VERA, token=token)


async def test_a_bad_link_is_refused_even_where_the_address_would_do(services: Services) -> None:
    await services.comes(OLGA)

    with pytest.raises(LinkInvalid):
        await services.comes(VERA, token="B" * 40)
    await services.entrance.enter(VERA, room_id="r", token="B" * 40, is_strict=False)


async def test_a_bad_link_makes_no_room(services: Services) -> None:
    with pytest.raises(LinkInvalid):
        await services.comes(VERA, token="B" * 40)
    with pytest.raises(RoomNotFound):
        await services.store.get("r")


async def test_a_link_to_another_room_is_passed_over(services: Services) -> None:
    token = await private_link(services, Role.ADMIN)
    await services.comes(OLEG, room_id="other")

    await services.comes(VERA, room_id="other", token=token)

    assert (await services.store.get("other")).admins == ()


async def test_an_admins_link_makes_an_admin(services: Services) -> None:
    token = await private_link(services, Role.ADMIN)

    await services.comes(VERA, token=token)

    assert (await services.store.get("r")).admins == (VERA.id,)


async def test_an_admins_link_lets_in_even_where_there_are_admins_enough(
    services: Services,
) -> None:
    token = await private_link(services, Role.ADMIN)
    for user_id in range(100, 100 + MAX_ADMINS):
        await services.rooms.execute("r", SetRole(user_id, Role.ADMIN), user_id=OLGA.id)

    await services.comes(VERA, token=token)

    assert (await services.rooms.get_for("r", VERA.id)).role_of(VERA.id) is Role.VIEWER


async def test_a_viewer_who_leads_may_not_make_admins_links(services: Services) -> None:
    await services.comes(OLGA)
    await services.comes(VERA)
    await services.goes(OLGA)
    services.clock.turn(GRACE_MS)
    assert await leads(services) == VERA.id

    await services.rooms.invite("r", Role.VIEWER, user_id=VERA.id)
    with pytest.raises(PermissionDenied):
        await services.rooms.invite("r", Role.ADMIN, user_id=VERA.id)


async def test_a_person_at_home_need_not_be_in_the_room_to_command_it(services: Services) -> None:
    """The bot acts for people whose page is closed."""
    await private_link(services)
    await services.goes(OLGA)
    services.clock.turn(GRACE_MS)

    await services.rooms.execute("r", Load(VIDEO), user_id=OLGA.id)
    with pytest.raises(RoomNotFound):
        await services.rooms.execute("r", Seek(1), user_id=OLEG.id)


async def test_in_a_closed_room_nothing_is_said_and_nobody_invited(services: Services) -> None:
    await services.comes(OLGA)
    await services.rooms.execute("r", Close(), user_id=OLGA.id)

    with pytest.raises(RoomClosed):
        await services.rooms.permit("r", Permission.CHAT, OLGA.id)
    with pytest.raises(RoomClosed):
        await services.rooms.invite("r", Role.VIEWER, user_id=OLGA.id)
    with pytest.raises(RoomClosed):
        await services.comes(VERA)
