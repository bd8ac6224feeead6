"""What the commands that keep a room in order mean."""

from typing import assert_never

from shared.domain.context import Context
from shared.domain.errors import PermissionDenied, PersonNotFound
from shared.domain.events import Event
from shared.domain.lines import one_line
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
from shared.domain.moderation_errors import TooManyPeople
from shared.domain.moderation_events import (
    ControlAsked,
    FilterChanged,
    SlowModeChanged,
    TrustChanged,
    UserBanned,
    UserKicked,
    UserMuted,
    UserUnbanned,
    UserUnmuted,
)
from shared.domain.permissions import Permission
from shared.domain.room import MAX_HANDS, MAX_TRUSTED, Room
from shared.domain.sanctions import (
    KICK_MS,
    MAX_REASON,
    MAX_SANCTIONED,
    Sanction,
    Sanctions,
    sanction_of,
)
from shared.domain.standing import authorize_against, is_allowed
from shared.domain.word_filter import clean_words


def decide_moderation(room: Room, command: ModerationCommand, ctx: Context) -> tuple[Event, ...]:
    match command:
        case KickUser(user_id, reason):
            sanction = _sanction(room, user_id, ctx, ctx.now_ms + KICK_MS, reason)
            return (UserKicked(_fitting(sanction, room.kicked, ctx), ctx.now_ms),)
        case BanUser(user_id, for_s, reason):
            sanction = _sanction(room, user_id, ctx, _end(for_s, ctx), reason)
            return (UserBanned(_fitting(sanction, room.banned, ctx), ctx.now_ms),)
        case MuteUser(user_id, for_s, reason):
            sanction = _sanction(room, user_id, ctx, _end(for_s, ctx), reason)
            return (UserMuted(_fitting(sanction, room.muted, ctx), ctx.now_ms),)
        case UnbanUser(user_id):
            return (UserUnbanned(user_id),) if _is_listed(room.banned, user_id) else ()
        case UnmuteUser(user_id):
            authorize_against(room, user_id, ctx.user_id, ctx.present)
            return (UserUnmuted(user_id),) if _is_listed(room.muted, user_id) else ()
        case SetSlowMode(interval_s):
            return () if interval_s == room.slow_mode_s else (SlowModeChanged(interval_s),)
        case SetFilter(words):
            cleaned = clean_words(words)
            return () if cleaned == room.filtered_words else (FilterChanged(cleaned),)
        case SetTrust():
            return _trust(room, command, ctx)
        case AskForControl(is_asking):
            return _ask(room, ctx) if is_asking else _lower(room, ctx.user_id)
        case DeclineControl(user_id):
            return _lower(room, user_id)
        case _:
            assert_never(command)


def _sanction(
    room: Room, user_id: int, ctx: Context, until_ms: int | None, reason: str
) -> Sanction:
    if user_id not in ctx.names:
        raise PersonNotFound(user_id=user_id)
    authorize_against(room, user_id, ctx.user_id, ctx.present)
    return Sanction(user_id, ctx.names[user_id], until_ms, one_line(reason, limit=MAX_REASON))


def _end(for_s: int | None, ctx: Context) -> int | None:
    return None if for_s is None else ctx.now_ms + for_s * 1000


def _fitting(sanction: Sanction, sanctions: Sanctions, ctx: Context) -> Sanction:
    in_force = [known for known in sanctions if known.is_in_force(ctx.now_ms)]
    others = [known for known in in_force if known.user_id != sanction.user_id]
    if len(others) >= MAX_SANCTIONED:
        raise TooManyPeople(limit=MAX_SANCTIONED)
    return sanction


def _is_listed(sanctions: Sanctions, user_id: int) -> bool:
    return any(known.user_id == user_id for known in sanctions)


def _trust(room: Room, command: SetTrust, ctx: Context) -> tuple[Event, ...]:
    user_id, permission, is_trusted = command.user_id, command.permission, command.is_trusted
    # Nobody gives what they have not got.
    if not is_allowed(room, permission, ctx.user_id, ctx.present):
        raise PermissionDenied(permission=permission)
    if room.is_trusted(user_id, permission) is is_trusted:
        return ()
    if is_trusted:
        if user_id not in ctx.names or sanction_of(room.banned, user_id, ctx.now_ms):
            raise PersonNotFound(user_id=user_id)
        if len(room.trusted.get(permission, ())) >= MAX_TRUSTED:
            raise TooManyPeople(limit=MAX_TRUSTED)
    return (TrustChanged(user_id, permission, is_trusted),)


def _ask(room: Room, ctx: Context) -> tuple[Event, ...]:
    may_already = is_allowed(room, Permission.CONTROL, ctx.user_id, ctx.present)
    if may_already or ctx.user_id in room.hands:
        return ()
    here = {person.user_id for person in ctx.present}
    gone = [user_id for user_id in room.hands if user_id not in here]
    if len(room.hands) - len(gone) >= MAX_HANDS:
        raise TooManyPeople(limit=MAX_HANDS)
    lowered = (ControlAsked(user_id, is_asking=False) for user_id in gone)
    return (*lowered, ControlAsked(ctx.user_id, is_asking=True))


def _lower(room: Room, user_id: int) -> tuple[Event, ...]:
    return (ControlAsked(user_id, is_asking=False),) if user_id in room.hands else ()
