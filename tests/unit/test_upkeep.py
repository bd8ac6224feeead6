"""What the program itself does to a room."""

from dataclasses import replace

import pytest

from shared.domain.errors import TooManyAdmins
from shared.domain.events import Event
from shared.domain.managing_events import ChatChanged, ChatRoleChanged, PersonForgotten
from shared.domain.permissions import Role
from shared.domain.playback import Playback
from shared.domain.ready_check import ReadyCheck
from shared.domain.room import MAX_ADMINS, Chat, Room
from shared.domain.system_commands import (
    CountReady,
    Forget,
    HoldFor,
    HonourChat,
    SystemCommand,
    TieToChat,
)
from shared.domain.upkeep import handle_system
from tests.factories import ADMIN, CLIP, NOW, OWNER, VIEWER, make_item, make_room

CHAT = Chat(-5, "Киноклуб")


@pytest.mark.parametrize(
    ("room", "command", "expected"),
    [
        pytest.param(
            make_room(),
            HonourChat(VIEWER, Role.ADMIN),
            ChatRoleChanged(VIEWER, Role.ADMIN),
            id="an administrator of the chat",
        ),
        pytest.param(
            make_room(chat_admins=(VIEWER,)),
            HonourChat(VIEWER, Role.VIEWER),
            ChatRoleChanged(VIEWER, Role.VIEWER),
            id="no longer an administrator",
        ),
        pytest.param(make_room(), TieToChat(CHAT), ChatChanged(CHAT), id="a chat"),
        pytest.param(
            make_room(chat=Chat(-1, "Киноклуб")), TieToChat(CHAT), ChatChanged(CHAT), id="it moved"
        ),
        pytest.param(make_room(), Forget(ADMIN), PersonForgotten(ADMIN), id="an admin"),
    ],
)
def test_what_happens(room: Room, command: SystemCommand, expected: Event) -> None:
    assert handle_system(room, command, NOW).events == (expected,)


@pytest.mark.parametrize(
    ("room", "command"),
    [
        pytest.param(make_room(), HonourChat(OWNER, Role.ADMIN), id="the owner is more already"),
        pytest.param(make_room(), HonourChat(VIEWER, Role.VIEWER), id="a viewer already"),
        pytest.param(
            make_room(chat_admins=(VIEWER,)), HonourChat(VIEWER, Role.ADMIN), id="known already"
        ),
        pytest.param(make_room(chat=CHAT), TieToChat(CHAT), id="the same chat"),
        pytest.param(make_room(), Forget(VIEWER), id="left no trace"),
    ],
)
def test_nothing_happens(room: Room, command: SystemCommand) -> None:
    assert handle_system(room, command, NOW).events == ()


PLAYING = make_room(playback=Playback(10, 1, False, NOW - 5_000))
CHECKED = make_room(ready_check=ReadyCheck("check", NOW + 1_000, ready=(OWNER,)))


@pytest.mark.parametrize(
    ("room", "command"),
    [
        pytest.param(PLAYING, HoldFor((VIEWER,), lead_ms=250), id="hold"),
        pytest.param(CHECKED, CountReady((OWNER,), lead_ms=250), id="countdown"),
    ],
)
def test_a_closed_room_neither_stops_nor_starts(room: Room, command: SystemCommand) -> None:
    assert handle_system(room, command, NOW).events

    assert handle_system(replace(room, closed_at_ms=NOW), command, NOW).events == ()


def test_whom_the_owner_made_an_admin_stays_one_without_the_chat() -> None:
    room = make_room(chat_admins=(ADMIN,))

    changed = handle_system(room, HonourChat(ADMIN, Role.VIEWER), NOW).room

    assert changed.role_of(ADMIN) is Role.ADMIN


def test_a_chat_has_as_many_admins_as_a_room() -> None:
    room = make_room(chat_admins=tuple(range(100, 100 + MAX_ADMINS)))

    with pytest.raises(TooManyAdmins):
        handle_system(room, HonourChat(VIEWER, Role.ADMIN), NOW)


def test_whoever_is_forgotten_is_nowhere_in_the_room() -> None:
    room = make_room(
        current=make_item("film", CLIP, added_by=ADMIN),
        queue=(make_item("a", added_by=ADMIN), make_item("b", added_by=VIEWER)),
        chat_admins=(ADMIN, VIEWER),
        deputy_id=ADMIN,
    )

    forgotten = handle_system(room, Forget(ADMIN), NOW).room

    assert forgotten.admins == ()
    assert forgotten.chat_admins == (VIEWER,)
    assert forgotten.deputy_id is None
    assert forgotten.current == make_item("film", CLIP, added_by=0)
    assert [item.added_by for item in forgotten.queue] == [0, VIEWER]
