"""What the commands that manage a room mean."""

from typing import assert_never

from shared.domain.context import Context
from shared.domain.emoji import as_emoji
from shared.domain.errors import (
    AdminByChat,
    InvalidCommand,
    NotAnEmoji,
    PersonNotFound,
    TooManyAdmins,
)
from shared.domain.events import Event
from shared.domain.hold import Patience
from shared.domain.holding import decide_hold
from shared.domain.lines import one_line
from shared.domain.managing_commands import (
    MAX_TITLE,
    Close,
    ManagingCommand,
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
from shared.domain.permissions import Permission, Role
from shared.domain.room import LINK_EPOCHS, MAX_ADMINS, Room
from shared.domain.sanctions import sanction_of


def decide_managing(room: Room, command: ManagingCommand, ctx: Context) -> tuple[Event, ...]:
    match command:
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


def set_role(room: Room, user_id: int, role: Role) -> tuple[Event, ...]:
    """
    Raises:
        PersonNotFound: If it is the owner, whose role is not to be set.
        AdminByChat: If the person's role follows the room's chat.
        TooManyAdmins: If there is no place for another one.
    """
    if user_id == room.owner_id:
        raise PersonNotFound(user_id=user_id)
    if role is room.role_of(user_id):
        return ()
    if user_id in room.chat_admins:
        raise AdminByChat(user_id=user_id)
    if role is Role.ADMIN and len(room.admins) >= MAX_ADMINS:
        raise TooManyAdmins(limit=MAX_ADMINS)
    return (RoleChanged(user_id, role),)


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
