"""
What a command means: :func:`decide` turns it into events, :func:`handle` applies them as well.

Pure. No I/O, no clock, no randomness, no logging: the instant, the fresh id, those present and the
resolved media arrive as arguments.

Source: the Decider pattern (J. Chassaing, "Functional Event Sourcing Decider").
"""

from dataclasses import dataclass, replace
from typing import assert_never

from shared.domain.capacity import default_capacity
from shared.domain.commands import RoomCommand
from shared.domain.context import Context, new_item
from shared.domain.emoji import as_emoji
from shared.domain.errors import (
    AdminByChat,
    InvalidCommand,
    NotAnEmoji,
    PersonNotFound,
    RoomClosed,
    TooManyAdmins,
)
from shared.domain.events import Event, PlaybackChanged
from shared.domain.evolution import evolve
from shared.domain.hold import Patience
from shared.domain.holding import decide_hold
from shared.domain.lines import one_line
from shared.domain.managing_commands import (
    MAX_TITLE,
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
    TransferRoom,
)
from shared.domain.managing_events import (
    CapacityChanged,
    Closed,
    DeputyChanged,
    EmotionsChanged,
    GrantChanged,
    LinksRevoked,
    OwnerChanged,
    PatienceChanged,
    RoleChanged,
    RoomRenamed,
    ToleranceChanged,
    VisibilityChanged,
)
from shared.domain.moderation import decide_moderation
from shared.domain.moderation_commands import ModerationCommand
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
from shared.domain.queue_commands import QueueCommand, SuggestionCommand, VoteSkip
from shared.domain.queue_errors import NothingLoaded
from shared.domain.queueing import decide_queue
from shared.domain.ready_checking import decide_ready_check
from shared.domain.ready_commands import ReadyCommand
from shared.domain.room import (
    LINK_EPOCHS,
    MAX_ADMINS,
    Chat,
    Room,
    Visibility,
)
from shared.domain.sanctions import sanction_of
from shared.domain.standing import authorize, refuse_excluded
from shared.domain.suggesting import decide_suggestion
from shared.domain.turns import decide_turn, started


@dataclass(frozen=True, slots=True)
class Change:
    """
    A room and the events that brought it there.

    Attributes:
        before: The room as it was.
    """

    room: Room
    events: tuple[Event, ...]
    before: Room


def new_room(
    room_id: str,
    ctx: Context,
    *,
    title: str = "",
    visibility: Visibility = Visibility.LINK,
    chat: Chat | None = None,
    capacity: int | None = None,
    starts_at_ms: int | None = None,
) -> Room:
    """
    Return a room of the asker's, with the context's media, if any, waiting at its start.

    Args:
        capacity: How many people it holds; by default, what fits where it belongs.
        starts_at_ms: When the media is to start by itself.

    Raises:
        UnsupportedMedia: If the media is nothing to play.
    """
    current = new_item(ctx) if ctx.media else None
    position = float(ctx.media.start or 0) if ctx.media else 0.0
    return Room(
        id=room_id,
        owner_id=ctx.user_id,
        title=one_line(title, limit=MAX_TITLE),
        visibility=visibility,
        chat=chat,
        capacity=capacity or default_capacity(is_of_chat=chat is not None),
        current=current,
        playback=Playback(
            position,
            paused=starts_at_ms is None,
            updated_at_ms=ctx.now_ms if starts_at_ms is None else starts_at_ms,
        ),
        created_at_ms=ctx.now_ms,
    )


def handle(room: Room, command: RoomCommand, ctx: Context) -> Change:
    """
    Apply what a person asks.

    Raises:
        Kicked: If the person may not be here.
        PermissionDenied: If the person's standing is below what the command needs.
        RoomError: If the room refuses, e.g. :exc:`QueueFull`.
    """
    if room.is_closed:
        raise RoomClosed
    refuse_excluded(room, ctx.user_id, ctx.now_ms)
    if command.needs is not None:  # the rest is for whoever is here
        authorize(room, command.needs, ctx.user_id, ctx.present, ctx.now_ms)
    return changed(room, decide(room, command, ctx))


def changed(room: Room, events: tuple[Event, ...]) -> Change:
    after = room
    for event in events:
        after = evolve(after, event)
    return Change(after, events, before=room)


def decide(room: Room, command: RoomCommand, ctx: Context) -> tuple[Event, ...]:
    """Return what happens; nothing at all if the room is already as asked."""
    if isinstance(command, QueueCommand):
        return decide_queue(room, command, ctx)
    if isinstance(command, SuggestionCommand):
        return decide_suggestion(room, command, ctx)
    if isinstance(command, ReadyCommand):
        return decide_ready_check(room, command, ctx)
    if isinstance(command, ModerationCommand):
        return decide_moderation(room, command, ctx)
    match command:
        case Play() | Pause() | Seek() | SetRate():
            return _move(room, command, ctx)
        case Load():
            return (started(new_item(ctx), ctx, room),)
        case PlayItem() | Skip() | ItemEnded() | VoteSkip():
            return decide_turn(room, command, ctx)
        case Rename(title):
            title = one_line(title, limit=MAX_TITLE)
            return () if title == room.title else (RoomRenamed(title),)
        case SetVisibility(visibility):
            return () if visibility is room.visibility else (VisibilityChanged(visibility),)
        case SetRole(user_id, role):
            return set_role(room, user_id, role)
        case SetDeputy(user_id):
            if user_id == room.owner_id:
                raise PersonNotFound(user_id=user_id)
            return () if user_id == room.deputy_id else (DeputyChanged(user_id),)
        case TransferRoom(user_id):
            return _transfer(room, user_id, ctx)
        case SetGrant(permission, role):
            return _set_grant(room, permission, role)
        case SetCapacity(capacity):
            return () if capacity == room.capacity else (CapacityChanged(capacity),)
        case SetPatience(patience):
            return _set_patience(room, patience, ctx)
        case SetTolerance(tolerance_s):
            return () if tolerance_s == room.tolerance_s else (ToleranceChanged(tolerance_s),)
        case SetEmotions(emotions):
            return _set_emotions(room, emotions)
        case RevokeLinks():
            return (LinksRevoked((room.link_epoch + 1) % LINK_EPOCHS),)
        case Close():
            return (Closed(ctx.now_ms),)
        case _:
            assert_never(command)


def _move(room: Room, command: Play | Pause | Seek | SetRate, ctx: Context) -> tuple[Event, ...]:
    if room.current is None:
        raise NothingLoaded
    playback, now_ms = room.playback, ctx.now_ms
    match command:
        case Play():
            moved = _played(playback, ctx)
        case Pause():
            moved = playback if playback.paused else playback.moved(now_ms, paused=True)
        case Seek(position):
            moved = _sought(playback, position, ctx)
        case SetRate(rate):
            moved = playback if playback.rate == rate else playback.moved(now_ms, rate=rate)
        case _:
            assert_never(command)
    return () if moved is playback else (PlaybackChanged(moved),)


def _played(playback: Playback, ctx: Context) -> Playback:
    is_due = not playback.paused and playback.updated_at_ms <= ctx.starts_ms
    return playback if is_due else replace(playback, paused=False, updated_at_ms=ctx.starts_ms)


def _sought(playback: Playback, position: float, ctx: Context) -> Playback:
    moved = playback.moved(ctx.now_ms, position=position)
    if playback.paused:
        return moved
    return replace(moved, updated_at_ms=max(moved.updated_at_ms, ctx.starts_ms))


def _transfer(room: Room, user_id: int, ctx: Context) -> tuple[Event, ...]:
    if user_id == room.owner_id:
        return ()
    is_known = user_id in ctx.names or room.role_of(user_id) is not Role.VIEWER
    if not is_known or sanction_of(room.banned, user_id, ctx.now_ms):
        raise PersonNotFound(user_id=user_id)
    if user_id not in room.admins and len(room.admins) >= MAX_ADMINS:
        raise TooManyAdmins(limit=MAX_ADMINS)
    return (OwnerChanged(user_id),)


def _set_grant(room: Room, permission: Permission, role: Role) -> tuple[Event, ...]:
    # A room in which everybody may put everybody out is soon empty.
    if permission is Permission.MODERATE and role is Role.VIEWER:
        raise InvalidCommand(name="set_grant", fields=["role"])
    return () if room.grants[permission] is role else (GrantChanged(permission, role),)


def _set_patience(room: Room, patience: Patience, ctx: Context) -> tuple[Event, ...]:
    if patience is room.patience:
        return ()
    is_over = patience is Patience.NEVER
    released = decide_hold(room, (), ctx.lead_ms, ctx.now_ms) if is_over else ()
    return PatienceChanged(patience), *released


def _set_emotions(room: Room, wanted: tuple[str, ...]) -> tuple[Event, ...]:
    chosen = dict.fromkeys(map(_emoji, wanted))
    return () if (*chosen,) == room.emotions else (EmotionsChanged((*chosen,)),)


def _emoji(text: str) -> str:
    emoji = as_emoji(text)
    if emoji is None:
        raise NotAnEmoji(emotion=text)
    return emoji


def set_role(room: Room, user_id: int, role: Role) -> tuple[Event, ...]:
    if user_id == room.owner_id:
        raise PersonNotFound(user_id=user_id)
    if role is room.role_of(user_id):
        return ()
    if user_id in room.chat_admins:
        raise AdminByChat(user_id=user_id)
    if role is Role.ADMIN and len(room.admins) >= MAX_ADMINS:
        raise TooManyAdmins(limit=MAX_ADMINS)
    return (RoleChanged(user_id, role),)
