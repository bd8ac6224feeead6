"""Succession and rights, derived from roles and presence."""

import pytest

from shared.domain.chat_commands import SendEmotion, SendMessage
from shared.domain.commands import Command
from shared.domain.errors import PermissionDenied
from shared.domain.managing_commands import RevokeLinks, SetRole
from shared.domain.permissions import Permission, Role
from shared.domain.playback_commands import Pause, Play, Seek
from shared.domain.standing import authorize, leader, limit_for, standing
from shared.protocol import COMMANDS
from tests.factories import ADMIN, DEPUTY, NOW, OTHER, OWNER, VIEWER, make_room, present

ROOM = make_room(deputy_id=DEPUTY)


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        pytest.param((VIEWER, ADMIN, DEPUTY, OWNER), OWNER, id="the owner, however late they came"),
        pytest.param((VIEWER, ADMIN, DEPUTY), DEPUTY, id="the deputy before any admin"),
        pytest.param((VIEWER, ADMIN), ADMIN, id="an admin before a viewer who is here longer"),
        pytest.param((VIEWER, OTHER), VIEWER, id="the longest-present viewer"),
        pytest.param((OTHER, VIEWER), OTHER, id="longest by arrival, not by id"),
        pytest.param((), None, id="nobody"),
    ],
)
def test_leader(here: tuple[int, ...], expected: int | None) -> None:
    assert leader(ROOM, present(*here)) == expected


def test_the_longest_present_admin_leads() -> None:
    room = make_room(admins=(ADMIN, OTHER))

    assert leader(room, present(OTHER, ADMIN)) == OTHER


def test_the_owner_gets_the_room_back_on_return() -> None:
    away, back = present(VIEWER, OTHER), present(VIEWER, OTHER, OWNER)

    assert standing(ROOM, VIEWER, away) is Role.ADMIN
    assert standing(ROOM, VIEWER, back) is Role.VIEWER
    assert standing(ROOM, OWNER, back) is Role.OWNER


def test_a_leading_viewer_may_control_but_not_manage() -> None:
    alone = present(VIEWER)

    authorize(ROOM, Permission.CONTROL, VIEWER, alone, NOW)
    with pytest.raises(PermissionDenied) as refusal:
        authorize(ROOM, Permission.MANAGE, VIEWER, alone, NOW)
    assert refusal.value.to_wire() == {"code": "permission_denied", "permission": "manage"}


def test_an_admin_who_is_away_keeps_their_rights() -> None:
    authorize(ROOM, Permission.CONTROL, ADMIN, present(OWNER), NOW)


def test_grants_are_the_rooms_own() -> None:
    everybody = make_room(grants={**ROOM.grants, Permission.CONTROL: Role.VIEWER})

    authorize(everybody, Permission.CONTROL, VIEWER, present(OWNER, VIEWER), NOW)


ALLOWED = {
    Play: {Role.ADMIN, Role.OWNER},
    Pause: {Role.ADMIN, Role.OWNER},
    Seek: {Role.ADMIN, Role.OWNER},
    SendMessage: {Role.VIEWER, Role.ADMIN, Role.OWNER},
    SendEmotion: {Role.VIEWER, Role.ADMIN, Role.OWNER},
    SetRole: {Role.OWNER},
    RevokeLinks: {Role.OWNER},
}
PEOPLE = {Role.OWNER: OWNER, Role.ADMIN: ADMIN, Role.VIEWER: VIEWER}


OF_EVERYBODY = {
    "answer_ready_check",
    "delete_message",
    "history",
    "report",
    "report_stall",
    "report_state",
    "report_sync",
}
"""
Whoever is in the room may read it, and report what is wrong there; whose message may be deleted is
for the chat to decide.
"""


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("command", ALLOWED)
def test_who_may(command: type[Command], role: Role) -> None:
    here = present(OWNER, ADMIN, VIEWER)
    needed = command.needs
    assert needed is not None
    if role in ALLOWED[command]:
        authorize(ROOM, needed, PEOPLE[role], here, NOW)
    else:
        with pytest.raises(PermissionDenied):
            authorize(ROOM, needed, PEOPLE[role], here, NOW)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_needs_but_for_those_of_everybody(name: str) -> None:
    needed = COMMANDS[name].needs
    assert needed in set(Permission) if name not in OF_EVERYBODY else needed is None


def test_whoever_was_made_something_is_never_locked_out() -> None:
    room = make_room(deputy_id=DEPUTY, capacity=7, chat_admins=(OTHER,))

    assert [limit_for(room, each) for each in (OWNER, ADMIN, DEPUTY, OTHER)] == [None] * 4
    assert limit_for(room, VIEWER) == 7
