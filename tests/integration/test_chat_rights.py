"""What people are in a room for what they are in its chat, as Telegram has it."""

from collections.abc import AsyncIterator, Callable

import pytest

from shared.chat_rights import MAX_RECHECKED
from shared.domain.decisions import Change
from shared.domain.errors import NotInChat, PermissionDenied, RoomNotFound
from shared.domain.managing_commands import Rename
from shared.domain.people import Person
from shared.domain.permissions import Role
from shared.domain.room import MAX_ADMINS, Chat, Room
from shared.ports.chats import ChatStanding
from shared.storage.memory_rooms import MemoryRoomStore
from tests.factories import ADMIN, OTHER, OWNER, VIEWER
from tests.services import Services

CHAT = -1001
OLGA, ADAM, VERA = Person(OWNER, "Olga"), Person(ADMIN, "Adam"), Person(VIEWER, "Vera")
GUEST = Person(-OTHER, "", is_guest=True)


class Club(Services):
    """A room that belongs to a chat, and what Telegram says of people there."""

    async def made(self, *, is_members_only: bool = True) -> Room:
        chat = Chat(CHAT, "Club", is_members_only)
        return await self.rooms.create(OWNER, room_id="r", chat=chat)

    def says(self, person: Person, standing: ChatStanding) -> None:
        self.chat_members.standings[CHAT, person.id] = standing

    async def hears(self, person: Person, standing: ChatStanding) -> None:
        """An update says it."""
        self.says(person, standing)
        await self.chat_rights.changed(CHAT, person.id, standing)

    async def role_of(self, person: Person) -> Role:
        return (await self.store.get("r")).role_of(person.id)

    def dismissed(self) -> list[object]:
        return [payload for name, payload in self.broadcaster.frames if name == "bye"]


class DeletingStore(MemoryRoomStore):
    """
    Attributes:
        deleted: Rooms that can be read, and are gone when they are to be changed.
    """

    def __init__(self) -> None:
        super().__init__()
        self.deleted: set[str] = set()

    async def update(self, room_id: str, change: Callable[[Room], Change]) -> Change:
        if room_id in self.deleted:
            raise RoomNotFound(room_id=room_id)
        return await super().update(room_id, change)


@pytest.fixture
async def club() -> AsyncIterator[Club]:
    club = Club(is_open=False)
    yield club
    await club.close()


@pytest.mark.parametrize("standing", [ChatStanding.MEMBER, ChatStanding.UNKNOWN])
async def test_a_member_is_let_in_and_so_is_of_whom_nothing_is_known(
    club: Club, standing: ChatStanding
) -> None:
    await club.made()
    club.says(VERA, standing)

    await club.comes(VERA)

    assert await club.role_of(VERA) is Role.VIEWER


async def test_who_is_outside_is_not_let_in(club: Club) -> None:
    await club.made()
    club.says(VERA, ChatStanding.OUTSIDE)

    with pytest.raises(NotInChat):
        await club.comes(VERA)


async def test_not_even_the_owner_is_once_they_have_left_the_chat(club: Club) -> None:
    await club.made()
    club.says(OLGA, ChatStanding.OUTSIDE)

    with pytest.raises(NotInChat):
        await club.comes(OLGA)


async def test_guests_are_in_no_chat(club: Club) -> None:
    await club.made()

    with pytest.raises(NotInChat):
        await club.comes(GUEST)


@pytest.mark.parametrize("person", [VERA, GUEST])
async def test_into_a_room_of_a_public_chat_everybody_is_let(club: Club, person: Person) -> None:
    await club.made(is_members_only=False)
    club.says(person, ChatStanding.OUTSIDE)

    await club.comes(person)

    assert [present.user_id for present in await club.presence.present("r")] == [person.id]


async def test_a_room_without_a_chat_asks_nobody(club: Club) -> None:
    room = await club.rooms.create(OWNER, room_id="r")
    club.says(VERA, ChatStanding.OUTSIDE)

    assert await club.chat_rights.admit(room, VERA.id) == room


async def test_an_administrator_of_the_chat_is_an_admin_of_the_room(club: Club) -> None:
    await club.made()
    club.says(ADAM, ChatStanding.ADMIN)

    await club.comes(OLGA)
    await club.comes(ADAM)

    assert await club.role_of(ADAM) is Role.ADMIN


async def test_whom_the_chat_demotes_is_a_viewer_again(club: Club) -> None:
    await club.made()
    club.says(ADAM, ChatStanding.ADMIN)
    await club.comes(OLGA)
    await club.comes(ADAM)

    await club.hears(ADAM, ChatStanding.MEMBER)

    assert await club.role_of(ADAM) is Role.VIEWER
    assert club.dismissed() == []


async def test_the_owner_stays_the_owner(club: Club) -> None:
    await club.made()
    club.says(OLGA, ChatStanding.ADMIN)
    await club.comes(OLGA)

    await club.hears(OLGA, ChatStanding.MEMBER)

    assert await club.role_of(OLGA) is Role.OWNER


async def test_unknown_takes_nothing_away(club: Club) -> None:
    await club.made()
    club.says(ADAM, ChatStanding.ADMIN)
    await club.comes(ADAM)
    club.says(ADAM, ChatStanding.UNKNOWN)

    await club.chat_rights.recheck()

    assert await club.role_of(ADAM) is Role.ADMIN
    assert club.dismissed() == []


async def test_too_many_administrators_are_let_in_as_viewers(club: Club) -> None:
    room = await club.made()
    admins = [Person(100 + number, "Admin") for number in range(MAX_ADMINS + 1)]
    for admin in admins:
        club.says(admin, ChatStanding.ADMIN)
        room = await club.chat_rights.admit(room, admin.id)

    assert len(room.chat_admins) == MAX_ADMINS
    assert room.role_of(admins[-1].id) is Role.VIEWER


async def test_who_is_put_out_of_the_chat_is_dismissed_at_once(club: Club) -> None:
    await club.made()
    await club.comes(OLGA)
    await club.comes(VERA)

    await club.hears(VERA, ChatStanding.OUTSIDE)

    assert club.dismissed() == [("r", "not_in_chat", VERA.id)]


async def test_who_is_put_out_of_a_public_chat_stays_but_is_no_admin(club: Club) -> None:
    await club.made(is_members_only=False)
    club.says(ADAM, ChatStanding.ADMIN)
    await club.comes(OLGA)
    await club.comes(ADAM)

    await club.hears(ADAM, ChatStanding.OUTSIDE)

    assert club.dismissed() == []
    assert await club.role_of(ADAM) is Role.VIEWER
    with pytest.raises(PermissionDenied):
        await club.rooms.execute("r", Rename("mine"), user_id=ADAM.id)


async def test_what_happens_in_another_chat_is_no_matter(club: Club) -> None:
    await club.made()
    await club.comes(VERA)

    await club.chat_rights.changed(-1002, VERA.id, ChatStanding.OUTSIDE)

    assert club.dismissed() == []


async def test_of_who_is_not_in_the_room_nothing_is_noted(club: Club) -> None:
    await club.made()
    await club.comes(OLGA)

    await club.hears(ADAM, ChatStanding.ADMIN)

    assert (await club.store.get("r")).chat_admins == ()


async def test_what_no_update_said_is_found_at_the_next_check(club: Club) -> None:
    await club.made()
    for person in (OLGA, ADAM, VERA):
        await club.comes(person)
    club.says(ADAM, ChatStanding.ADMIN)
    club.says(VERA, ChatStanding.OUTSIDE)

    await club.chat_rights.recheck()

    assert await club.role_of(ADAM) is Role.ADMIN
    assert club.dismissed() == [("r", "not_in_chat", VERA.id)]


async def test_a_room_that_is_deleted_meanwhile_does_not_end_the_check() -> None:
    store = DeletingStore()
    club = Club(is_open=False, store=store)
    await club.rooms.create(OWNER, room_id="deleted", chat=Chat(CHAT, "Club"))
    await club.comes(ADAM, "deleted")
    await club.made()
    await club.comes(VERA)
    club.says(ADAM, ChatStanding.ADMIN)
    club.says(VERA, ChatStanding.OUTSIDE)
    store.deleted.add("deleted")

    await club.chat_rights.recheck()
    await club.close()

    assert club.dismissed() == [("r", "not_in_chat", VERA.id)]


async def test_in_a_crowd_everybody_is_checked_within_a_few_rounds(club: Club) -> None:
    await club.made()
    crowd = [Person(1000 + number, "Viewer") for number in range(MAX_RECHECKED + 50)]
    for person in crowd:
        await club.comes(person)
        club.says(person, ChatStanding.ADMIN if person is crowd[-1] else ChatStanding.MEMBER)

    await club.chat_rights.recheck()
    assert await club.role_of(crowd[-1]) is Role.VIEWER
    await club.chat_rights.recheck()

    assert await club.role_of(crowd[-1]) is Role.ADMIN
