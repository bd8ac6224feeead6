"""Keeping a room in order: who may act on whom, for how long, and what becomes of it."""

from typing import Any

import pytest

from shared.domain.commands import RoomCommand
from shared.domain.decisions import Change, handle
from shared.domain.errors import InvalidCommand, PermissionDenied, PersonNotFound, TooManyAdmins
from shared.domain.managing_commands import SetGrant, TransferRoom
from shared.domain.moderation_commands import (
    AskForControl,
    BanUser,
    DeclineControl,
    KickUser,
    ModerationCommand,
    MuteUser,
    SetFilter,
    SetSlowMode,
    SetTrust,
    UnbanUser,
    UnmuteUser,
)
from shared.domain.moderation_errors import Banned, Kicked, Muted, TooManyPeople
from shared.domain.permissions import DEFAULT_GRANTS, Permission, Role
from shared.domain.playback_commands import Play
from shared.domain.room import MAX_ADMINS, MAX_HANDS, MAX_TRUSTED, Room
from shared.domain.sanctions import KICK_MS, MAX_SANCTIONED, Sanction
from shared.domain.standing import authorize, refuse_excluded
from tests.factories import ADMIN, DEPUTY, NOW, OTHER, OWNER, VIEWER, by, make_room, present

EVERYBODY = (OWNER, ADMIN, DEPUTY, VIEWER, OTHER)
NAMES = {user_id: f"user {user_id}" for user_id in EVERYBODY}
FOR_GOOD = Sanction(VIEWER, "user 4")


def ask(room: Room, command: RoomCommand, *, of: int = OWNER, now_ms: int = NOW) -> Change:
    """Have somebody ask in a room where everybody is."""
    return handle(room, command, by(of, now_ms=now_ms, present=present(*EVERYBODY), names=NAMES))


@pytest.mark.parametrize("sanction", [KickUser, BanUser, MuteUser])
@pytest.mark.parametrize(
    ("actor", "other", "may"),
    [
        (OWNER, ADMIN, True),
        (OWNER, VIEWER, True),
        (ADMIN, VIEWER, True),
        (ADMIN, ADMIN, False),
        (ADMIN, DEPUTY, True),
        (ADMIN, OWNER, False),
        (OWNER, OWNER, False),
        (VIEWER, OTHER, False),
    ],
)
def test_only_those_above_act_on_a_person(
    sanction: type[ModerationCommand], actor: int, other: int, may: bool
) -> None:
    command: Any = sanction(user_id=other)  # type: ignore[call-arg]
    if may:
        assert ask(make_room(), command, of=actor).events
    else:
        with pytest.raises(PermissionDenied) as refusal:
            ask(make_room(), command, of=actor)
        assert refusal.value.data == {"permission": "moderate"}


def test_whoever_leads_keeps_order_too_but_not_against_an_admin() -> None:
    leads = by(VIEWER, present=present(VIEWER, OTHER), names=NAMES)

    assert handle(make_room(), KickUser(OTHER), leads).events
    with pytest.raises(PermissionDenied):
        handle(make_room(), KickUser(ADMIN), leads)


def test_nobody_is_put_out_who_was_never_here() -> None:
    with pytest.raises(PersonNotFound):
        ask(make_room(), BanUser(999))


def test_a_kick_is_over_after_a_moment() -> None:
    room = ask(make_room(), KickUser(VIEWER, "спойлеры")).room

    with pytest.raises(Kicked) as refusal:
        refuse_excluded(room, VIEWER, NOW + KICK_MS - 1)
    assert refusal.value.to_wire() == {
        "code": "kicked",
        "until_ms": NOW + KICK_MS,
        "reason": "спойлеры",
    }
    refuse_excluded(room, VIEWER, NOW + KICK_MS)
    refuse_excluded(room, OTHER, NOW)


def test_a_ban_holds_until_its_end_or_until_it_is_lifted() -> None:
    an_hour = ask(make_room(), BanUser(VIEWER, 3600)).room
    for_good = ask(make_room(), BanUser(VIEWER)).room

    with pytest.raises(Banned):
        refuse_excluded(an_hour, VIEWER, NOW + 3_599_999)
    refuse_excluded(an_hour, VIEWER, NOW + 3_600_000)
    with pytest.raises(Banned):
        refuse_excluded(for_good, VIEWER, NOW + 10**12)
    refuse_excluded(ask(for_good, UnbanUser(VIEWER)).room, VIEWER, NOW)
    assert ask(an_hour, UnbanUser(OTHER)).events == ()


def test_whoever_is_banned_asks_for_nothing_even_if_their_socket_is_still_there() -> None:
    free_for_all = make_room(grants={**DEFAULT_GRANTS, Permission.CONTROL: Role.VIEWER})
    room = ask(free_for_all, BanUser(VIEWER)).room

    with pytest.raises(Banned):
        ask(room, Play(), of=VIEWER)


def test_a_ban_takes_all_that_a_person_was_here() -> None:
    room = make_room(
        admins=(ADMIN, OTHER),
        deputy_id=OTHER,
        trusted={Permission.QUEUE: (OTHER,)},
        hands=(OTHER, VIEWER),
        skip_votes=(OTHER,),
    )
    room = ask(room, BanUser(OTHER)).room

    assert (room.admins, room.deputy_id, room.hands) == ((ADMIN,), None, (VIEWER,))
    assert not room.is_trusted(OTHER, Permission.QUEUE)
    assert room.skip_votes == ()


def test_the_muted_neither_chat_nor_feel_but_watch() -> None:
    room = ask(make_room(), MuteUser(VIEWER, 600)).room
    here = present(*EVERYBODY)

    for permission in (Permission.CHAT, Permission.EMOTE):
        with pytest.raises(Muted) as refusal:
            authorize(room, permission, VIEWER, here, NOW + 599_999)
        assert refusal.value.data == {"until_ms": NOW + 600_000}
        authorize(room, permission, VIEWER, here, NOW + 600_000)
    authorize(room, Permission.SUGGEST, VIEWER, here, NOW)


def test_nobody_lifts_a_mute_from_above_them() -> None:
    room = ask(make_room(admins=(ADMIN, OTHER)), MuteUser(ADMIN)).room

    with pytest.raises(PermissionDenied):
        ask(room, UnmuteUser(ADMIN), of=ADMIN)
    assert ask(room, UnmuteUser(ADMIN)).room.muted == ()


def test_a_later_sanction_takes_the_place_of_the_first_and_those_that_ended_go() -> None:
    room = ask(make_room(), MuteUser(OTHER, 10)).room
    room = ask(room, MuteUser(VIEWER, 60)).room
    room = ask(room, MuteUser(VIEWER), now_ms=NOW + 10_000).room

    assert room.muted == (FOR_GOOD,)


def test_a_list_has_an_end_but_those_on_it_can_still_be_dealt_with() -> None:
    crowd = tuple(Sanction(1000 + n) for n in range(MAX_SANCTIONED - 1))
    full = make_room(banned=(*crowd, FOR_GOOD))

    with pytest.raises(TooManyPeople):
        ask(full, BanUser(OTHER))
    assert ask(full, BanUser(VIEWER, 60)).events
    expired = make_room(banned=(*crowd, Sanction(7, until_ms=NOW)))
    assert ask(expired, BanUser(OTHER)).events


def test_trust_lets_one_person_do_what_their_role_does_not() -> None:
    room = ask(make_room(hands=(VIEWER,)), SetTrust(VIEWER, Permission.CONTROL), of=ADMIN).room

    authorize(room, Permission.CONTROL, VIEWER, present(*EVERYBODY), NOW)
    assert room.hands == ()
    with pytest.raises(PermissionDenied):
        authorize(room, Permission.QUEUE, VIEWER, present(*EVERYBODY), NOW)
    no_longer = SetTrust(VIEWER, Permission.CONTROL, is_trusted=False)
    assert not ask(room, no_longer).room.is_trusted(VIEWER, Permission.CONTROL)
    assert ask(room, SetTrust(VIEWER, Permission.CONTROL)).events == ()


def test_nobody_gives_what_they_have_not_got() -> None:
    mine_alone = make_room(grants={**DEFAULT_GRANTS, Permission.CONTROL: Role.OWNER})

    with pytest.raises(PermissionDenied) as refusal:
        ask(mine_alone, SetTrust(VIEWER, Permission.CONTROL), of=ADMIN)
    assert refusal.value.data == {"permission": "control"}


def test_trust_is_for_people_who_were_here_and_may_be() -> None:
    with pytest.raises(PersonNotFound):
        ask(make_room(), SetTrust(999, Permission.QUEUE))
    with pytest.raises(PersonNotFound):
        ask(make_room(banned=(FOR_GOOD,)), SetTrust(VIEWER, Permission.QUEUE))
    full = make_room(trusted={Permission.QUEUE: tuple(range(100, 100 + MAX_TRUSTED))})
    with pytest.raises(TooManyPeople):
        ask(full, SetTrust(VIEWER, Permission.QUEUE))


def test_a_hand_goes_up_once_and_down_by_either_side() -> None:
    room = ask(make_room(), AskForControl(), of=VIEWER).room

    assert room.hands == (VIEWER,)
    assert ask(room, AskForControl(), of=VIEWER).events == ()
    assert ask(room, AskForControl(is_asking=False), of=VIEWER).room.hands == ()
    assert ask(room, DeclineControl(VIEWER), of=ADMIN).room.hands == ()
    assert ask(room, DeclineControl(OTHER), of=ADMIN).events == ()


def test_whoever_may_control_needs_no_hand() -> None:
    assert ask(make_room(), AskForControl(), of=ADMIN).events == ()


def test_hands_of_those_who_left_make_place_for_others() -> None:
    gone = tuple(range(100, 100 + MAX_HANDS))

    assert ask(make_room(hands=gone), AskForControl(), of=VIEWER).room.hands == (VIEWER,)
    crowd = by(VIEWER, present=present(OWNER, *gone, VIEWER))
    with pytest.raises(TooManyPeople):
        handle(make_room(hands=gone), AskForControl(), crowd)


def test_a_room_is_handed_over_with_its_owner_as_an_admin() -> None:
    room = ask(make_room(deputy_id=VIEWER), TransferRoom(VIEWER)).room

    assert (room.owner_id, room.admins, room.deputy_id) == (VIEWER, (OWNER, ADMIN), None)
    assert ask(room, TransferRoom(VIEWER), of=VIEWER).events == ()
    with pytest.raises(PermissionDenied):
        ask(room, TransferRoom(OWNER), of=OWNER)


def test_a_room_is_not_handed_to_strangers_or_the_banned() -> None:
    with pytest.raises(PersonNotFound):
        ask(make_room(), TransferRoom(999))
    with pytest.raises(PersonNotFound):
        ask(make_room(banned=(FOR_GOOD,)), TransferRoom(VIEWER))
    admins = tuple(range(100, 100 + MAX_ADMINS))
    with pytest.raises(TooManyAdmins):
        ask(make_room(admins=admins), TransferRoom(VIEWER))
    assert ask(make_room(admins=admins), TransferRoom(100)).events


def test_not_everybody_is_let_put_everybody_out() -> None:
    with pytest.raises(InvalidCommand):
        ask(make_room(), SetGrant(Permission.MODERATE, Role.VIEWER))
    only_owner = ask(make_room(), SetGrant(Permission.MODERATE, Role.OWNER)).room
    with pytest.raises(PermissionDenied):
        ask(only_owner, KickUser(VIEWER), of=ADMIN)


def test_slow_mode_and_filter_change_once() -> None:
    room = ask(make_room(), SetSlowMode(30)).room
    room = ask(room, SetFilter((" Спойлер ", "спойлер"))).room

    assert (room.slow_mode_s, room.filtered_words) == (30, ("Спойлер",))
    assert ask(room, SetSlowMode(30)).events == ()
    assert ask(room, SetFilter(("Спойлер",))).events == ()
