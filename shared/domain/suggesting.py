"""What the commands about suggestions mean."""

from typing import assert_never

from shared.domain.context import Context, new_item
from shared.domain.errors import PermissionDenied
from shared.domain.events import Event
from shared.domain.permissions import Permission
from shared.domain.queue import (
    MAX_SUGGESTIONS,
    MAX_SUGGESTIONS_EACH,
    MAX_VOTES,
    QueueChange,
    Suggestion,
)
from shared.domain.queue_commands import (
    Approve,
    Reject,
    Suggest,
    SuggestionCommand,
    Vote,
    Withdraw,
)
from shared.domain.queue_errors import ItemNotFound, SuggestionsFull, TooManySuggestions, VotesFull
from shared.domain.queue_events import SuggestionAdded, SuggestionRemoved, SuggestionVoted
from shared.domain.queueing import add, changing
from shared.domain.room import Room
from shared.domain.standing import is_allowed


def decide_suggestion(room: Room, command: SuggestionCommand, ctx: Context) -> tuple[Event, ...]:
    match command:
        case Suggest():
            return _suggest(room, ctx)
        case Withdraw(item_id):
            if _find(room, item_id).item.added_by != ctx.user_id:
                raise PermissionDenied(permission=Permission.QUEUE)
            return (SuggestionRemoved(item_id),)
        case Vote(item_id, is_for):
            return _vote(_find(room, item_id), is_for=is_for, ctx=ctx)
        case Approve(item_id):
            _, added = add(room, (_find(room, item_id).item,), ctx)
            noted = changing(QueueChange.APPROVED, 1, ctx, suggestion_id=item_id)
            return noted, SuggestionRemoved(item_id), added
        case Reject(item_id):
            removed = SuggestionRemoved(_find(room, item_id).item.id)
            return changing(QueueChange.REJECTED, 1, ctx, suggestion_id=item_id), removed
        case _:
            assert_never(command)


def _suggest(room: Room, ctx: Context) -> tuple[Event, ...]:
    item = new_item(ctx)
    if is_allowed(room, Permission.QUEUE, ctx.user_id, ctx.present):
        return add(room, (item,), ctx)
    for known in room.suggestions:
        if known.item.media.url == item.media.url:
            return _vote(known, is_for=True, ctx=ctx)
    own = sum(known.item.added_by == ctx.user_id for known in room.suggestions)
    if own >= MAX_SUGGESTIONS_EACH:
        raise TooManySuggestions(limit=MAX_SUGGESTIONS_EACH)
    if len(room.suggestions) >= MAX_SUGGESTIONS:
        raise SuggestionsFull(limit=MAX_SUGGESTIONS)
    return (SuggestionAdded(Suggestion(item, votes=(ctx.user_id,))),)


def _find(room: Room, item_id: str) -> Suggestion:
    for suggestion in room.suggestions:
        if suggestion.item.id == item_id:
            return suggestion
    raise ItemNotFound(item_id=item_id)


def _vote(suggestion: Suggestion, *, is_for: bool, ctx: Context) -> tuple[Event, ...]:
    if is_for == (ctx.user_id in suggestion.votes):
        return ()
    if is_for and len(suggestion.votes) >= MAX_VOTES:
        raise VotesFull(limit=MAX_VOTES)
    return (SuggestionVoted(suggestion.item.id, ctx.user_id, is_for),)
