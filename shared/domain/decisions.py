"""
What a command means: :func:`decide` turns it into events, :func:`handle` applies them as well.

Pure. No I/O, no clock, no randomness, no logging: the instant, the fresh id, those present and the
resolved media arrive as arguments.

Source: the Decider pattern (J. Chassaing, "Functional Event Sourcing Decider").
"""

from dataclasses import dataclass
from typing import assert_never

from shared.domain.commands import RoomCommand
from shared.domain.context import Context, new_item
from shared.domain.errors import RoomClosed
from shared.domain.events import Event
from shared.domain.evolution import evolve
from shared.domain.managing import decide_managing
from shared.domain.managing_commands import ManagingCommand
from shared.domain.moderation import decide_moderation
from shared.domain.moderation_commands import ModerationCommand
from shared.domain.moving import decide_move
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
from shared.domain.queueing import decide_queue
from shared.domain.ready_checking import decide_ready_check
from shared.domain.ready_commands import ReadyCommand
from shared.domain.room import Room
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
    if isinstance(command, ManagingCommand):
        return decide_managing(room, command, ctx)
    match command:
        case Play() | Pause() | Seek() | SetRate():
            return decide_move(room, command, ctx)
        case Load():
            return (started(new_item(ctx), ctx, room),)
        case PlayItem() | Skip() | ItemEnded() | VoteSkip():
            return decide_turn(room, command, ctx)
        case _:
            assert_never(command)
