from dataclasses import replace
from typing import Any

import pytest

from shared.domain.capacity import DEFAULT_CAPACITY, MAX_CAPACITY
from shared.domain.commands import RoomCommand
from shared.domain.decisions import handle
from shared.domain.errors import (
    AdminByChat,
    PermissionDenied,
    PersonNotFound,
    RoomClosed,
    RoomError,
    TooManyAdmins,
)
from shared.domain.events import Event, PlaybackChanged
from shared.domain.founding import new_room
from shared.domain.managing_commands import (
    Close,
    Rename,
    RevokeLinks,
    SetCapacity,
    SetDeputy,
    SetGrant,
    SetRole,
    SetTolerance,
    SetVisibility,
)
from shared.domain.managing_events import (
    CapacityChanged,
    Closed,
    DeputyChanged,
    GrantChanged,
    LinksRevoked,
    RoleChanged,
    RoomRenamed,
    ToleranceChanged,
    VisibilityChanged,
)
from shared.domain.media import Kind, Media, Provider
from shared.domain.media_errors import UnsupportedMedia
from shared.domain.permissions import Permission, Role
from shared.domain.playback import Playback
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
from shared.domain.queue import MAX_QUEUE, QueueItem
from shared.domain.queue_commands import AddToQueue, RemoveFromQueue
from shared.domain.queue_errors import ItemNotFound, NothingLoaded, QueueFull
from shared.domain.queue_events import ItemDescribed, ItemStarted
from shared.domain.room import LINK_EPOCHS, MAX_ADMINS, Chat, Room, Visibility
from shared.domain.system_commands import Describe, HonourLink, Wake
from shared.domain.upkeep import ABANDONED_AFTER_MS, handle_system
from tests.factories import ADMIN, CLIP, FILM, NOW, OWNER, VIEWER, by, make_item, make_room, present

PLAYING = Playback(30, 1, False, NOW)
SCHEDULED = Playback(30, 1, False, NOW + 60_000)
NEXT = make_item("next", CLIP)


@pytest.mark.parametrize(
    ("room", "command", "expected"),
    [
        pytest.param(
            make_room(playback=PLAYING),
            Pause(),
            PlaybackChanged(Playback(35, 1, True, NOW + 5_000)),
            id="pause keeps the position reached",
        ),
        pytest.param(
            make_room(playback=Playback(35, 1, True, NOW)),
            Play(),
            PlaybackChanged(Playback(35, 1, False, NOW + 5_000)),
            id="play goes on from there",
        ),
        pytest.param(
            make_room(playback=PLAYING),
            Seek(120),
            PlaybackChanged(Playback(120, 1, False, NOW + 5_000)),
            id="a seek does not pause",
        ),
        pytest.param(
            make_room(playback=PLAYING),
            SetRate(2),
            PlaybackChanged(Playback(35, 2, False, NOW + 5_000)),
            id="the rate changes from here on",
        ),
        pytest.param(
            make_room(playback=Playback(3, 1.5, True, NOW)),
            Load("…"),
            ItemStarted(make_item("new"), Playback(0, 1.5, False, NOW + 5_000)),
            id="a loaded video plays from its start at the room's rate",
        ),
        pytest.param(
            make_room(queue=(NEXT,)),
            PlayItem("next"),
            ItemStarted(NEXT, Playback(0, 1, False, NOW + 5_000)),
            id="an item of the queue goes on",
        ),
        pytest.param(
            make_room(queue=(NEXT,)),
            Skip("film"),
            ItemStarted(NEXT, Playback(0, 1, False, NOW + 5_000)),
            id="skip goes to the next item",
        ),
        pytest.param(
            make_room(playback=PLAYING),
            ItemEnded("film"),
            PlaybackChanged(Playback(35, 1, True, NOW + 5_000)),
            id="the last item stops where it ended",
        ),
        pytest.param(
            make_room(),
            Rename("\u202eevil\x00 name\u2066"),
            RoomRenamed("evil name"),
            id="a name cannot turn the text around it",
        ),
        pytest.param(
            make_room(), Rename(" Film \n night "), RoomRenamed("Film night"), id="rename"
        ),
        pytest.param(
            make_room(),
            SetVisibility(Visibility.PRIVATE),
            VisibilityChanged(Visibility.PRIVATE),
            id="visibility",
        ),
        pytest.param(
            make_room(), SetRole(VIEWER, Role.ADMIN), RoleChanged(VIEWER, Role.ADMIN), id="promote"
        ),
        pytest.param(
            make_room(), SetRole(ADMIN, Role.VIEWER), RoleChanged(ADMIN, Role.VIEWER), id="demote"
        ),
        pytest.param(make_room(), SetDeputy(VIEWER), DeputyChanged(VIEWER), id="deputy"),
        pytest.param(make_room(link_epoch=4), RevokeLinks(), LinksRevoked(5), id="revoke"),
        pytest.param(
            make_room(link_epoch=LINK_EPOCHS - 1),
            RevokeLinks(),
            LinksRevoked(0),
            id="epochs start again",
        ),
        pytest.param(
            make_room(),
            SetGrant(Permission.CONTROL, Role.VIEWER),
            GrantChanged(Permission.CONTROL, Role.VIEWER),
            id="everybody may control",
        ),
        pytest.param(make_room(), SetCapacity(2), CapacityChanged(2), id="capacity"),
        pytest.param(make_room(), SetTolerance(0.5), ToleranceChanged(0.5), id="tolerance"),
        pytest.param(make_room(), Close(), Closed(NOW + 5_000), id="close"),
        pytest.param(
            make_room(playback=SCHEDULED),
            Play(),
            PlaybackChanged(replace(SCHEDULED, updated_at_ms=NOW + 5_000)),
            id="play does not wait for the scheduled start",
        ),
        pytest.param(
            make_room(playback=SCHEDULED),
            Pause(),
            PlaybackChanged(Playback(30, 1, True, NOW + 5_000)),
            id="pause takes a scheduled start back",
        ),
        pytest.param(
            make_room(playback=SCHEDULED),
            Seek(60),
            PlaybackChanged(replace(SCHEDULED, position=60)),
            id="a seek leaves the start scheduled",
        ),
    ],
)
def test_what_happens(room: Room, command: RoomCommand, expected: Event) -> None:
    change = handle(room, command, by(OWNER, now_ms=NOW + 5_000))

    assert change.events == (expected,)
    assert change.room.version == room.version + 1


@pytest.mark.parametrize(
    ("room", "command", "expected"),
    [
        pytest.param(
            make_room(playback=Playback(35, 1, True, NOW)),
            Play(),
            Playback(35, 1, False, NOW + 5_250),
            id="play",
        ),
        pytest.param(
            make_room(playback=PLAYING), Seek(120), Playback(120, 1, False, NOW + 5_250), id="seek"
        ),
        pytest.param(make_room(), Load("…"), Playback(0, 1, False, NOW + 5_250), id="load"),
        pytest.param(
            make_room(playback=PLAYING), Pause(), Playback(35, 1, True, NOW + 5_000), id="not pause"
        ),
        pytest.param(
            make_room(playback=Playback(30, 1, True, NOW)),
            Seek(120),
            Playback(120, 1, True, NOW + 5_000),
            id="not a seek while paused",
        ),
        pytest.param(
            make_room(playback=Playback(30, 1, False, NOW + 5_100)),
            Pause(),
            Playback(30, 1, True, NOW + 5_000),
            id="a pause takes it back",
        ),
        pytest.param(
            make_room(playback=Playback(30, 1, False, NOW + 5_100)),
            Seek(120),
            Playback(120, 1, False, NOW + 5_250),
            id="a seek needs its own",
        ),
    ],
)
def test_what_starts_starts_when_everybody_is_ready(
    room: Room, command: RoomCommand, expected: Playback
) -> None:
    change = handle(room, command, by(OWNER, now_ms=NOW + 5_000, lead_ms=250))

    assert change.room.playback == expected


def test_a_second_play_does_not_put_off_the_first() -> None:
    room = make_room(playback=Playback(30, 1, False, NOW + 200))

    assert handle(room, Play(), by(OWNER, now_ms=NOW, lead_ms=250)).events == ()


@pytest.mark.parametrize(
    ("room", "command"),
    [
        pytest.param(make_room(playback=PLAYING), Play(), id="already playing"),
        pytest.param(make_room(), Pause(), id="already paused"),
        pytest.param(make_room(), SetRate(1), id="already at this rate"),
        pytest.param(make_room(queue=(NEXT,)), Skip("gone"), id="somebody skipped first"),
        pytest.param(make_room(queue=(NEXT,)), ItemEnded("gone"), id="it ended elsewhere first"),
        pytest.param(make_room(), ItemEnded("film"), id="it has ended and stands"),
        pytest.param(make_room(title="Film"), Rename("Film"), id="the same name"),
        pytest.param(make_room(), SetVisibility(Visibility.LINK), id="the same visibility"),
        pytest.param(make_room(), SetRole(ADMIN, Role.ADMIN), id="already an admin"),
        pytest.param(make_room(capacity=7), SetCapacity(7), id="already so many places"),
        pytest.param(make_room(), SetTolerance(2), id="already so tolerant"),
        pytest.param(make_room(), SetDeputy(None), id="already nobody"),
        pytest.param(
            make_room(), SetGrant(Permission.CONTROL, Role.ADMIN), id="already granted so"
        ),
    ],
)
def test_nothing_happens(room: Room, command: RoomCommand) -> None:
    change = handle(room, command, by(OWNER))

    assert change.events == ()
    assert change.room is room


@pytest.mark.parametrize(
    ("room", "command", "refusal"),
    [
        pytest.param(make_room(current=None), Play(), NothingLoaded, id="nothing to play"),
        pytest.param(make_room(current=None), Seek(5), NothingLoaded, id="nothing to seek in"),
        pytest.param(make_room(), PlayItem("gone"), ItemNotFound, id="no such item to play"),
        pytest.param(make_room(), RemoveFromQueue("gone"), ItemNotFound, id="no such item"),
        pytest.param(
            make_room(queue=(NEXT,) * MAX_QUEUE), AddToQueue("…"), QueueFull, id="queue full"
        ),
        pytest.param(
            make_room(), SetRole(OWNER, Role.VIEWER), PersonNotFound, id="the owner stays"
        ),
        pytest.param(make_room(), SetDeputy(OWNER), PersonNotFound, id="the owner is no deputy"),
        pytest.param(make_room(closed_at_ms=NOW), Play(), RoomClosed, id="closed"),
        pytest.param(make_room(closed_at_ms=NOW), Close(), RoomClosed, id="closed already"),
        pytest.param(
            make_room(chat_admins=(VIEWER,)),
            SetRole(VIEWER, Role.VIEWER),
            AdminByChat,
            id="an admin by the chat",
        ),
        pytest.param(
            make_room(admins=tuple(range(100, 100 + MAX_ADMINS))),
            SetRole(VIEWER, Role.ADMIN),
            TooManyAdmins,
            id="too many admins",
        ),
    ],
)
def test_refusals(room: Room, command: RoomCommand, refusal: type[RoomError]) -> None:
    with pytest.raises(refusal):
        handle(room, command, by(OWNER))


@pytest.mark.parametrize("kind", [Kind.PLAYLIST, Kind.CHANNEL])
def test_what_cannot_be_played_is_not_loaded(kind: Kind) -> None:
    listing = Media(Provider.YOUTUBE, kind, "https://www.youtube.com/@Blender", id="@Blender")

    with pytest.raises(UnsupportedMedia):
        handle(make_room(), Load("…"), by(OWNER, media=listing))


def test_a_viewer_is_refused_before_anything_is_decided() -> None:
    with pytest.raises(PermissionDenied):
        handle(make_room(current=None), Play(), by(VIEWER))


def test_a_viewer_alone_in_the_room_may_control() -> None:
    change = handle(make_room(), Play(), by(VIEWER, present=present(VIEWER)))

    assert len(change.events) == 1


def test_media_starts_where_its_link_asks() -> None:
    clip = Media(Provider.YOUTUBE, Kind.VIDEO, CLIP.url, id="dQw4w9WgXcQ", start=42)

    room = handle(make_room(), Load("…"), by(OWNER, media=clip)).room

    assert room.playback.position == 42


def test_a_new_room_may_be_scheduled_to_start_by_itself() -> None:
    room = new_room("r", by(OWNER), starts_at_ms=NOW + 60_000)

    assert room.playback == Playback(0, 1, False, NOW + 60_000)
    assert room.playback.is_scheduled(NOW)
    assert not room.playback.is_scheduled(NOW + 60_000)


def test_a_new_room_waits_with_its_video_at_the_start() -> None:
    room = new_room("r", by(OWNER), title=" Film  night ", visibility=Visibility.PUBLIC)

    assert room.current == QueueItem("new", FILM, OWNER)
    assert (room.owner_id, room.title, room.visibility) == (OWNER, "Film night", Visibility.PUBLIC)
    assert room.playback == Playback(0, 1, True, NOW)


@pytest.mark.parametrize(
    ("facts", "capacity"),
    [({}, DEFAULT_CAPACITY), ({"chat": Chat(-5, "Кино")}, MAX_CAPACITY), ({"capacity": 7}, 7)],
    ids=["of a person", "of a chat", "as asked"],
)
def test_a_new_room_holds_who_is_expected(facts: dict[str, Any], capacity: int) -> None:
    assert new_room("r", by(OWNER), **facts).capacity == capacity


def test_a_description_reaches_the_item_wherever_it_is() -> None:
    titled = Media(CLIP.provider, CLIP.kind, CLIP.url, title="Clip", thumbnail_url="https://t")
    room = make_room(current=make_item("on", CLIP), queue=(make_item("next", CLIP),))

    for item_id in ("on", "next"):
        change = handle_system(room, Describe(item_id, titled), NOW)
        assert change.events == (ItemDescribed(item_id, "Clip", "https://t"),)
        room = change.room

    assert room.current is not None
    assert [item.media for item in (room.current, *room.queue)] == [titled, titled]
    assert handle_system(room, Describe("gone", titled), NOW).events == ()


def test_a_link_gives_a_role_and_takes_none() -> None:
    room = handle_system(make_room(), HonourLink(VIEWER, Role.ADMIN), NOW).room
    assert VIEWER in room.admins

    again = handle_system(room, HonourLink(VIEWER, Role.VIEWER), NOW)
    assert again.room.admins == room.admins
    assert handle_system(room, HonourLink(OWNER, Role.ADMIN), NOW).events == ()


@pytest.mark.parametrize(
    ("away_ms", "expected"),
    [
        pytest.param(ABANDONED_AFTER_MS, PLAYING, id="a restart or a tunnel: it plays on"),
        pytest.param(
            ABANDONED_AFTER_MS + 1,
            Playback(40, 1, True, NOW + 10_000 + ABANDONED_AFTER_MS + 1),
            id="everybody left: held where it was",
        ),
    ],
)
def test_an_abandoned_room_is_found_where_it_was_left(away_ms: int, expected: Playback) -> None:
    seen_at_ms = NOW + 10_000
    room = make_room(playback=PLAYING)

    assert handle_system(room, Wake(seen_at_ms), seen_at_ms + away_ms).room.playback == expected


def test_a_room_that_was_just_moved_is_not_abandoned() -> None:
    """Two come at once, and the first has pressed play before the second's arrival is decided."""
    room = make_room(playback=PLAYING)
    long_ago_ms = NOW - 10 * ABANDONED_AFTER_MS

    assert handle_system(room, Wake(long_ago_ms), NOW + 1).events == ()
