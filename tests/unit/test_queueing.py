"""The queue, its undoing, suggestions, votes, and what goes on when."""

import json
from dataclasses import replace

import pytest

from shared import protocol
from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.errors import PermissionDenied
from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import PlaylistUnavailable
from shared.domain.permissions import DEFAULT_GRANTS, Permission, Role
from shared.domain.playback import Playback
from shared.domain.playback_commands import ItemEnded, Load, PlayItem, Skip
from shared.domain.queue import (
    MAX_QUEUE,
    MAX_SKIP_VOTES,
    MAX_SUGGESTIONS,
    MAX_SUGGESTIONS_EACH,
    MAX_VOTES,
    UNDO_MS,
    Loop,
    QueueItem,
    Suggestion,
    skip_threshold,
)
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
from shared.domain.queue_errors import (
    ItemNotFound,
    NothingToUndo,
    QueueFull,
    SuggestionsFull,
    TooManySuggestions,
    VotesFull,
)
from shared.domain.room import Room
from tests.factories import (
    ADMIN,
    CLIP,
    FILM,
    NOW,
    OTHER,
    OWNER,
    VIEWER,
    by,
    make_item,
    make_room,
    present,
)

EVERYBODY = present(OWNER, ADMIN, VIEWER, OTHER)
A, B, C = (make_item(name) for name in "abc")
FULL = tuple(make_item(str(n)) for n in range(MAX_QUEUE))
PLAYING = Playback(30, 1, False, NOW)


def films(count: int) -> tuple[Media, ...]:
    return tuple(
        Media(Provider.FILE, Kind.MP4, f"https://films.test/{n}.mp4") for n in range(count)
    )


def after(room: Room, command: RoomCommand, user_id: int = OWNER, **facts: object) -> Room:
    return handle(room, command, by(user_id, **{"present": EVERYBODY, **facts})).room


def ids(items: tuple[QueueItem, ...]) -> str:
    return "".join(item.id for item in items)


def suggestion(name: str, *votes: int, added_by: int = VIEWER) -> Suggestion:
    media = replace(FILM, url=f"https://films.test/{name}.mp4")
    return Suggestion(make_item(name, media, added_by=added_by), votes)


@pytest.mark.parametrize(
    ("item_id", "before_id", "expected"),
    [
        ("a", None, "bca"),
        ("a", "c", "bac"),
        ("c", "a", "cab"),
        ("b", "b", "abc"),
        ("a", "b", "abc"),
    ],
)
def test_an_item_is_put_before_another_or_at_the_end(
    item_id: str, before_id: str | None, expected: str
) -> None:
    room = make_room(queue=(A, B, C))

    assert ids(after(room, MoveItem(item_id, before_id)).queue) == expected


@pytest.mark.parametrize(("item_id", "before_id"), [("z", None), ("a", "z")])
def test_what_is_not_there_is_not_moved(item_id: str, before_id: str | None) -> None:
    with pytest.raises(ItemNotFound):
        after(make_room(queue=(A, B)), MoveItem(item_id, before_id))


def test_what_is_to_be_next_stands_first() -> None:
    room = after(make_room(queue=(A, B)), AddToQueue("…", is_next=True))

    assert [item.id for item in room.queue] == ["new", "a", "b"]


def test_a_shuffle_keeps_the_items_and_its_seed_decides_their_order() -> None:
    room = make_room(queue=FULL)

    once, again = (after(room, ShuffleQueue(), seed=1).queue for _ in range(2))
    other = after(room, ShuffleQueue(), seed=2).queue

    assert once == again
    assert len({once, other, room.queue}) == 3
    assert {*once} == {*other} == {*FULL}


def test_of_a_playlist_as_much_is_added_as_there_is_room_for() -> None:
    room = make_room(queue=FULL[:-2])

    filled = after(room, AddPlaylist("…"), playlist=films(15))

    assert len(filled.queue) == MAX_QUEUE
    assert filled.undo
    assert filled.undo.count == 2
    with pytest.raises(QueueFull):
        after(filled, AddPlaylist("…"), playlist=films(1), new_id="other")


def test_an_empty_playlist_is_no_playlist() -> None:
    with pytest.raises(PlaylistUnavailable):
        after(make_room(), AddPlaylist("…"))


@pytest.mark.parametrize(
    "command",
    [
        AddToQueue("…"),
        AddToQueue("…", is_next=True),
        AddPlaylist("…"),
        RemoveFromQueue("b"),
        MoveItem("c", "a"),
        ShuffleQueue(),
        ClearQueue(),
        Approve("wish"),
        Reject("wish"),
    ],
)
def test_undoing_brings_back_the_queue_and_the_suggestion(command: RoomCommand) -> None:
    room = make_room(queue=(A, B, C), suggestions=(suggestion("wish", VIEWER, OTHER),))
    changed = after(room, command, playlist=films(3), seed=1)

    back = after(changed, UndoQueue("new"), ADMIN, now_ms=NOW + UNDO_MS)

    assert (changed.queue, changed.suggestions) != (room.queue, room.suggestions)
    assert replace(back, version=0) == replace(room, version=0)


def test_only_the_last_change_is_undone_and_only_for_a_while() -> None:
    room = after(make_room(queue=(A, B, C)), RemoveFromQueue("a"), new_id="first")
    room = after(room, RemoveFromQueue("b"), new_id="second")

    with pytest.raises(NothingToUndo):
        after(room, UndoQueue("first"))
    with pytest.raises(NothingToUndo):
        after(room, UndoQueue("second"), now_ms=NOW + UNDO_MS + 1)
    with pytest.raises(NothingToUndo):
        after(after(room, UndoQueue("second")), UndoQueue("second"))


def test_what_has_gone_on_since_cannot_be_queued_again_by_undoing() -> None:
    room = after(make_room(queue=(A, B)), RemoveFromQueue("b"))
    room = after(room, Skip("film"))

    with pytest.raises(NothingToUndo):
        after(room, UndoQueue("new"))


def test_without_autoplay_an_end_is_a_stop_and_a_skip_still_goes_on() -> None:
    room = after(make_room(queue=(A,), playback=PLAYING), SetAutoplay(is_on=False))

    ended = after(room, ItemEnded("film"))
    assert ended.current == room.current
    assert ended.playback.paused
    assert after(room, Skip("film")).current == A


def test_looping_one_plays_it_again_once_however_many_say_that_it_ended() -> None:
    room = after(make_room(queue=(A,), playback=PLAYING), SetLoop(Loop.ONE))

    again = after(room, ItemEnded("film"), new_id="again")
    assert again.current == replace(make_item(), id="again")
    assert again.playback == Playback(0, 1, False, NOW)
    assert after(again, ItemEnded("film"), new_id="late") == again
    assert after(room, Skip("film")).current == A


@pytest.mark.parametrize("command", [ItemEnded("film"), Skip("film"), PlayItem("a")])
def test_looping_all_puts_what_was_on_at_the_end(command: RoomCommand) -> None:
    room = after(make_room(queue=(A, B)), SetLoop(Loop.ALL))

    turned = after(room, command)

    assert turned.current == A
    assert [item.id for item in turned.queue] == ["b", "film"]


def test_looping_all_of_one_plays_it_again() -> None:
    room = after(make_room(), SetLoop(Loop.ALL))

    assert after(room, ItemEnded("film"), new_id="again").current == make_item("again")


def test_a_viewer_suggests_and_whoever_may_queue_adds() -> None:
    suggested = after(make_room(), Suggest("…"), VIEWER)
    assert suggested.suggestions == (Suggestion(make_item("new", added_by=VIEWER), (VIEWER,)),)
    assert suggested.queue == ()

    added = after(make_room(), Suggest("…"), ADMIN)
    assert added.queue == (make_item("new", added_by=ADMIN),)
    assert added.suggestions == ()


def test_suggesting_what_is_suggested_is_voting_for_it() -> None:
    room = after(make_room(), Suggest("…"), VIEWER)

    room = after(room, Suggest("…"), OTHER, new_id="second")

    assert [one.votes for one in room.suggestions] == [(VIEWER, OTHER)]


def test_nobody_fills_the_suggestions_alone_nor_all_together() -> None:
    own = tuple(suggestion(str(n), VIEWER) for n in range(MAX_SUGGESTIONS_EACH))
    with pytest.raises(TooManySuggestions):
        after(make_room(suggestions=own), Suggest("…"), VIEWER)
    assert len(after(make_room(suggestions=own), Suggest("…"), OTHER).suggestions) == len(own) + 1

    others = tuple(suggestion(str(n), added_by=100 + n) for n in range(MAX_SUGGESTIONS))
    with pytest.raises(SuggestionsFull):
        after(make_room(suggestions=others), Suggest("…"), VIEWER)


def test_a_vote_counts_once_and_can_be_taken_back() -> None:
    room = make_room(suggestions=(suggestion("wish", VIEWER),))

    voted = after(room, Vote("wish", is_for=True), OTHER)
    assert voted.suggestions[0].votes == (VIEWER, OTHER)
    assert after(voted, Vote("wish", is_for=True), OTHER) == voted
    assert after(voted, Vote("wish", is_for=False), VIEWER).suggestions[0].votes == (OTHER,)


def test_votes_are_bounded() -> None:
    room = make_room(
        suggestions=(suggestion("wish", *range(100, 100 + MAX_VOTES)),),
        skip_votes=tuple(range(100, 100 + MAX_SKIP_VOTES)),
    )
    for command in (Vote("wish", is_for=True), VoteSkip("film")):
        with pytest.raises(VotesFull):
            after(room, command, VIEWER)


def test_a_suggestion_is_withdrawn_by_whoever_made_it_only() -> None:
    room = make_room(suggestions=(suggestion("wish"),))

    with pytest.raises(PermissionDenied):
        after(room, Withdraw("wish"), OTHER)
    assert after(room, Withdraw("wish"), VIEWER).suggestions == ()


def test_an_approved_suggestion_keeps_the_name_of_who_made_it() -> None:
    room = after(make_room(suggestions=(suggestion("wish"),)), Approve("wish"))

    assert [(item.id, item.added_by) for item in room.queue] == [("wish", VIEWER)]
    assert room.suggestions == ()


def test_a_full_queue_takes_no_suggestion() -> None:
    room = make_room(queue=FULL, suggestions=(suggestion("wish"),))

    with pytest.raises(QueueFull):
        after(room, Approve("wish"))


@pytest.mark.parametrize(
    ("people", "votes"), [(1, 2), (2, 2), (3, 2), (4, 3), (5, 3), (100, 51), (101, 51)]
)
def test_more_than_half_skip_and_never_one_alone(people: int, votes: int) -> None:
    assert skip_threshold(people) == votes


def test_votes_to_skip_count_for_one_item_and_only_of_those_here() -> None:
    room = make_room(queue=(A, B), skip_votes=(77, 78))

    voted = after(room, VoteSkip("film"), VIEWER)
    assert voted.current == room.current
    voted = after(voted, VoteSkip("film"), OTHER)
    assert voted.current == room.current
    skipped = after(voted, VoteSkip("film"), ADMIN)
    assert skipped.current == A
    assert skipped.skip_votes == ()
    assert after(skipped, VoteSkip("film"), VIEWER) == skipped


def test_another_video_forgets_the_votes_to_skip() -> None:
    room = after(make_room(), VoteSkip("film"), VIEWER)
    assert room.skip_votes == (VIEWER,)
    assert after(room, VoteSkip("film", is_for=False), VIEWER).skip_votes == ()

    assert after(room, Load("…"), media=CLIP).skip_votes == ()


def test_a_room_of_before_suggestions_takes_them() -> None:
    document = protocol.dump_room(make_room(queue=(A,)))
    for name in ("autoplay", "loop", "suggestions", "skip_votes", "undo"):
        del document[name]
    del document["grants"]["suggest"]

    room = protocol.load_room(json.dumps(document))

    assert room == make_room(queue=(A,))
    assert room.grants == DEFAULT_GRANTS
    assert len(after(room, Suggest("…"), VIEWER).suggestions) == 1


def test_an_owner_can_switch_suggestions_off() -> None:
    grants = {**DEFAULT_GRANTS, Permission.SUGGEST: Role.ADMIN}

    with pytest.raises(PermissionDenied):
        after(make_room(grants=grants), Suggest("…"), VIEWER)
