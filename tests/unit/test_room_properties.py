"""Laws that hold whatever people do."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import protocol
from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.errors import PermissionDenied, RoomError
from shared.domain.evolution import evolve
from shared.domain.hold import HOLD_MS, Patience
from shared.domain.managing_commands import (
    Close,
    Rename,
    RevokeLinks,
    SetCapacity,
    SetDeputy,
    SetEmotions,
    SetGrant,
    SetPatience,
    SetRole,
    SetTolerance,
    SetVisibility,
)
from shared.domain.permissions import DEFAULT_GRANTS, Permission, Role
from shared.domain.playback_commands import (
    ItemEnded,
    Load,
    Pause,
    Play,
    PlayItem,
    Seek,
    SetRate,
    Skip,
)
from shared.domain.queue import UNDO_MS, Loop
from shared.domain.queue_commands import (
    AddPlaylist,
    AddToQueue,
    Approve,
    ClearQueue,
    MoveItem,
    Reject,
    RemoveFromQueue,
    SetAutoplay,
    SetLoop,
    ShuffleQueue,
    Suggest,
    UndoQueue,
    Vote,
    VoteSkip,
    Withdraw,
)
from shared.domain.queue_errors import NothingToUndo
from shared.domain.ready_commands import (
    AnswerReadyCheck,
    CancelReadyCheck,
    FinishReadyCheck,
    StartReadyCheck,
)
from shared.domain.room import Room, Visibility
from shared.domain.standing import Present, authorize, leader, standing
from shared.domain.system_commands import HoldFor
from shared.domain.upkeep import handle_system
from tests.factories import (
    ADMIN,
    CLIP,
    FILM,
    OTHER,
    OWNER,
    VIEWER,
    by,
    make_room,
    present,
)

GRANTABLE = set(Permission) - {Permission.MANAGE}
item_ids = st.sampled_from(["film", "0", "1", "2", "3"])
people = st.sampled_from([OWNER, ADMIN, VIEWER, OTHER])
commands = st.one_of(
    st.builds(Play),
    st.builds(Pause),
    st.builds(Seek, st.floats(0, 10_000)),
    st.builds(SetRate, st.floats(0.25, 2)),
    st.builds(Load, st.just("…")),
    st.builds(PlayItem, item_ids),
    st.builds(Skip, item_ids),
    st.builds(ItemEnded, item_ids),
    st.builds(AddToQueue, st.just("…"), st.booleans()),
    st.builds(AddPlaylist, st.just("…")),
    st.builds(MoveItem, item_ids, st.none() | item_ids),
    st.builds(ShuffleQueue),
    st.builds(ClearQueue),
    st.builds(UndoQueue, item_ids),
    st.builds(SetLoop, st.sampled_from(Loop)),
    st.builds(SetAutoplay, st.booleans()),
    st.builds(Suggest, st.just("…")),
    st.builds(Withdraw, item_ids),
    st.builds(Vote, item_ids, st.booleans()),
    st.builds(VoteSkip, item_ids, st.booleans()),
    st.builds(Approve, item_ids),
    st.builds(Reject, item_ids),
    st.builds(RemoveFromQueue, item_ids),
    st.builds(Rename, st.text(max_size=20)),
    st.builds(SetVisibility, st.sampled_from(Visibility)),
    st.builds(SetRole, people, st.sampled_from([Role.ADMIN, Role.VIEWER])),
    st.builds(SetDeputy, st.none() | people),
    st.builds(SetGrant, st.sampled_from(sorted(GRANTABLE)), st.sampled_from(Role)),
    st.builds(SetCapacity, st.integers(2, 200)),
    st.builds(SetPatience, st.sampled_from(Patience)),
    st.builds(StartReadyCheck),
    st.builds(AnswerReadyCheck, item_ids, st.booleans()),
    st.builds(FinishReadyCheck, item_ids),
    st.builds(CancelReadyCheck, item_ids),
    st.builds(SetTolerance, st.floats(0.5, 5)),
    st.builds(SetEmotions, st.sampled_from([("😂",), ("🔥", "😱"), ("word",)])),
    st.builds(RevokeLinks),
    st.builds(Close),
)
crowds = st.lists(people, unique=True).map(lambda ids: present(*ids))
scripts = st.lists(st.tuples(st.integers(0, 60_000), people, crowds, commands), max_size=30)
Script = list[tuple[int, int, tuple[()], RoomCommand]]

MOVES_THE_PLAYHEAD = Seek | Load | PlayItem | Skip | ItemEnded | VoteSkip


def is_allowed(room: Room, permission: Permission, user_id: int, here: Sequence[Present]) -> bool:
    is_led = permission in {Permission.CONTROL, Permission.QUEUE}
    role = standing(room, user_id, here)
    return role.includes(room.grants[permission]) or (is_led and leader(room, here) == user_id)


@given(scripts)
def test_laws(script: Script) -> None:
    room, now = make_room(), 0
    for n, (wait, user_id, here, command) in enumerate(script):
        now += wait
        ctx = by(user_id, now_ms=now, new_id=str(n), present=here, playlist=(FILM, CLIP), seed=n)
        may = command.needs is None or is_allowed(room, command.needs, user_id, here)
        try:
            change = handle(room, command, ctx)
        except PermissionDenied:
            # A suggestion is withdrawn by whose it is.
            assert not may or isinstance(command, Withdraw)
            continue
        except RoomError:
            continue
        # Nothing happens without the right to it.
        assert may
        # Every event moves the version by one.
        assert change.room.version == room.version + len(change.events)
        # Only a seek or another video moves the playhead; all else changes how it goes on.
        if not isinstance(command, MOVES_THE_PLAYHEAD):
            before = room.playback.position_at(now)
            assert abs(change.room.playback.position_at(now) - before) < 1e-6
        # Asking again changes nothing, unless asking is adding, taking or starting anew.
        if isinstance(command, Play | Pause | SetRate | Rename | SetVisibility):
            assert handle(change.room, command, ctx).events == ()
        # What goes over the wire and into the store comes back the same.
        assert protocol.load_room(protocol.encode_room(change.room)) == change.room
        # What is on is not in the queue, and nothing is there twice.
        ids = [item.id for item in change.room.queue]
        ids += [suggestion.item.id for suggestion in change.room.suggestions]
        assert len({*ids, change.room.current and change.room.current.id}) == len(ids) + 1
        # A vote counts once.
        for votes in (s.votes for s in change.room.suggestions):
            assert len(set(votes)) == len(votes)
        assert len(set(change.room.skip_votes)) == len(change.room.skip_votes)
        # Whoever may change the queue can have it back as it was, at once and not later.
        undo = change.room.undo
        if undo is not None and undo != room.undo:
            command = UndoQueue(undo.change_id)
            assert handle(change.room, command, ctx).room.queue == room.queue
            late = replace(ctx, now_ms=now + UNDO_MS + 1)
            with pytest.raises(NothingToUndo):
                handle(change.room, command, late)
        # The owner is never made an admin, and no event touches who owns the room.
        assert OWNER not in change.room.admins
        assert change.room.owner_id == OWNER
        # Replaying the events gives the same room.
        replayed = room
        for event in change.events:
            replayed = evolve(replayed, event)
        assert replayed == change.room
        room = change.room


holds = st.builds(HoldFor, st.sampled_from([(), (VIEWER,), (VIEWER, OTHER)]), st.integers(0, 1_000))


@given(st.lists(st.tuples(st.integers(0, 20_000), people, commands | holds), max_size=30))
def test_nothing_stands_still_for_longer_than_it_says(
    script: list[tuple[int, int, RoomCommand | HoldFor]],
) -> None:
    room, now, everybody = make_room(), 0, present(OWNER, ADMIN, VIEWER, OTHER)
    for n, (wait, user_id, command) in enumerate(script):
        now += wait
        try:
            if isinstance(command, HoldFor):
                room = handle_system(room, command, now).room
            else:
                ctx = by(user_id, now_ms=now, new_id=str(n), present=everybody, playlist=(FILM,))
                room = handle(room, command, ctx).room
        except RoomError:
            continue
        # What holds the room or is counted down to is the start that its motion names.
        if hold := room.hold_at(now):
            assert hold.until_ms <= now + HOLD_MS
            assert room.playback.is_ahead(now)
            assert room.playback.updated_at_ms == hold.until_ms
        check = room.ready_check_at(now)
        if check and check.starts_at_ms:
            assert room.playback.is_ahead(now)
            assert room.playback.updated_at_ms == check.starts_at_ms
        assert not (hold and check and check.starts_at_ms)


@given(crowds, st.sets(people), st.none() | people, st.sampled_from(Role))
def test_a_room_with_people_in_it_is_never_without_control(
    here: tuple[()], admins: set[int], deputy_id: int | None, least: Role
) -> None:
    grants = {**DEFAULT_GRANTS, Permission.CONTROL: least}
    admins_only = tuple(sorted(admins - {OWNER}))
    room = make_room(admins=admins_only, deputy_id=deputy_id, grants=grants)
    leads = leader(room, here)

    assert (leads is None) == (not here)
    if leads is not None:
        authorize(room, Permission.CONTROL, leads, here, now_ms=0)
