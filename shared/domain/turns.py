"""What goes on when: starting an item, going on to the next one, and the vote for that."""

from dataclasses import replace

from shared.domain.context import Context
from shared.domain.events import Event, PlaybackChanged
from shared.domain.playback import Playback
from shared.domain.playback_commands import ItemEnded, PlayItem, Skip
from shared.domain.queue import MAX_SKIP_VOTES, Loop, QueueItem, skip_threshold
from shared.domain.queue_commands import VoteSkip
from shared.domain.queue_errors import ItemNotFound, VotesFull
from shared.domain.queue_events import ItemAdded, ItemStarted, SkipVoted
from shared.domain.room import Room


def started(item: QueueItem, ctx: Context, room: Room) -> ItemStarted:
    position = float(item.media.start or 0)
    return ItemStarted(item, Playback(position, room.playback.rate, False, ctx.starts_ms))


def queued(room: Room, item_id: str) -> QueueItem:
    """
    Raises:
        ItemNotFound: If there is no such item in the queue.
    """
    for item in room.queue:
        if item.id == item_id:
            return item
    raise ItemNotFound(item_id=item_id)


def decide_turn(
    room: Room, command: PlayItem | Skip | ItemEnded | VoteSkip, ctx: Context
) -> tuple[Event, ...]:
    if isinstance(command, PlayItem):
        return _turn_to(queued(room, command.item_id), room, ctx)
    current = room.current
    if current is None or current.id != command.item_id:
        return ()  # somebody was faster
    if isinstance(command, VoteSkip):
        return _vote(room, current, is_for=command.is_for, ctx=ctx)
    if isinstance(command, Skip):
        return _next(room, current, ctx)
    if room.loop is Loop.ONE:
        return (_again(room, current, ctx),)
    return _next(room, current, ctx) if room.autoplay else _stopped(room, ctx)


def _next(room: Room, current: QueueItem, ctx: Context) -> tuple[Event, ...]:
    if room.queue:
        return _turn_to(room.queue[0], room, ctx)
    return (_again(room, current, ctx),) if room.loop is Loop.ALL else _stopped(room, ctx)


def _turn_to(item: QueueItem, room: Room, ctx: Context) -> tuple[Event, ...]:
    turn = started(item, ctx, room)
    if room.loop is Loop.ALL and room.current:
        return turn, ItemAdded(room.current)
    return (turn,)


def _again(room: Room, current: QueueItem, ctx: Context) -> Event:
    # Under another name: a page that is late to say that it has ended means the first time.
    return started(replace(current, id=ctx.new_id), ctx, room)


def _stopped(room: Room, ctx: Context) -> tuple[Event, ...]:
    if room.playback.paused:
        return ()
    return (PlaybackChanged(room.playback.moved(ctx.now_ms, paused=True)),)


def _vote(room: Room, current: QueueItem, *, is_for: bool, ctx: Context) -> tuple[Event, ...]:
    if is_for == (ctx.user_id in room.skip_votes):
        return ()
    if not is_for:
        return (SkipVoted(ctx.user_id, is_for=False),)
    if len(room.skip_votes) >= MAX_SKIP_VOTES:
        raise VotesFull(limit=MAX_SKIP_VOTES)
    here = {person.user_id for person in ctx.present}
    votes = len(here.intersection((*room.skip_votes, ctx.user_id)))
    vote = SkipVoted(ctx.user_id, is_for=True)
    return (vote, *_next(room, current, ctx)) if votes >= skip_threshold(len(here)) else (vote,)
