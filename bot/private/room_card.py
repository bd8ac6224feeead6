"""The card of a room, and the screens behind its buttons, for its owner."""

from enum import StrEnum
from html import escape
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import StringConstraints

from bot.buttons import in_rows
from bot.private.screens import Screen
from bot.private.share_link import share_button
from bot.room_words import doing, headline, on_in
from bot.say import Say
from shared.domain.permissions import Permission, Role
from shared.domain.room import Room, Visibility
from shared.links import ROOM_ID
from shared.ports.rooms import Listing

MAX_SHOWN = 200
"""Characters of what is on; a card is read at a glance."""

RoomId = Annotated[str, StringConstraints(pattern=f"^{ROOM_ID.pattern}$")]


class Wish(StrEnum):
    """What a button of a card asks for."""

    CARD = "card"
    INVITE = "invite"
    INVITE_ADMIN = "admin"
    RENAME = "rename"
    KEEP_NAME = "keep"
    CHOOSE_CONTROL = "control"
    CHOOSE_VISIBILITY = "show"
    ASK_REVOKE = "revoke?"
    REVOKE = "revoke"
    ASK_CLOSE = "close?"
    CLOSE = "close"


class RoomPress(CallbackData, prefix="room"):
    wish: Wish
    room_id: RoomId


class ControlPress(CallbackData, prefix="control"):
    role: Role
    room_id: RoomId


class VisibilityPress(CallbackData, prefix="show"):
    visibility: Visibility
    room_id: RoomId


class ShelfPress(CallbackData, prefix="rooms"):
    """Leads to the list; defined here for the way back."""

    page: int = 0


def card(listing: Listing, now_ms: int, say: Say, entry: InlineKeyboardButton) -> Screen:
    """
    Args:
        entry: The button that opens the room.
    """
    room = listing.room
    lines = [headline(room, say), escape(doing(listing, now_ms, say))]
    if room.title and (on := on_in(room)):
        lines.insert(1, say("bot_card_on", title=escape(on[:MAX_SHOWN])))
    lines += [
        "",
        say("bot_card_control", who=say(f"bot_control_{room.grants[Permission.CONTROL]}")),
    ]
    lines += [say("bot_card_visibility", who=say(f"visibility_{room.visibility}"))]
    rows = [
        [entry],
        _row(room, say, Wish.INVITE, Wish.RENAME),
        _row(room, say, Wish.CHOOSE_CONTROL, Wish.CHOOSE_VISIBILITY),
        _row(room, say, Wish.ASK_REVOKE, Wish.ASK_CLOSE),
        [_button(say("bot_to_rooms"), ShelfPress())],
    ]
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def invitation(room: Room, link: str, role: Role, say: Say) -> Screen:
    """A link to send: a viewer's, or one that makes admins."""
    wish, other = (
        (Wish.INVITE_ADMIN, Role.ADMIN) if role is Role.VIEWER else (Wish.INVITE, Role.VIEWER)
    )
    text = say(f"bot_invite_{role}", title=headline(room, say), link=escape(link))
    return Screen(
        text,
        in_rows(
            share_button(room, link, say),
            _button(say(f"bot_invite_as_{other}"), RoomPress(wish=wish, room_id=room.id)),
            _wish(room, say, Wish.CARD),
        ),
    )


def control_choice(room: Room, say: Say) -> Screen:
    chosen = room.grants[Permission.CONTROL]
    choices = [
        _choice(
            say(f"bot_control_{role}"),
            ControlPress(role=role, room_id=room.id),
            is_chosen=role is chosen,
        )
        for role in Role
    ]
    text = say("bot_control_question", title=headline(room, say))
    return Screen(text, in_rows(*choices, _wish(room, say, Wish.CARD)))


def visibility_choice(room: Room, say: Say) -> Screen:
    choices = [
        _choice(
            say(f"visibility_{visibility}"),
            VisibilityPress(visibility=visibility, room_id=room.id),
            is_chosen=visibility is room.visibility,
        )
        for visibility in Visibility
    ]
    hints = [
        f"{say(f'visibility_{visibility}')}: {say(f'visibility_{visibility}_hint')}"
        for visibility in Visibility
    ]
    text = "\n".join([say("bot_visibility_question", title=headline(room, say)), "", *hints])
    return Screen(text, in_rows(*choices, _wish(room, say, Wish.CARD)))


def question(room: Room, say: Say, *, sure: Wish) -> Screen:
    """Ask before something that cannot be undone."""
    text = say(f"bot_{sure}_question", title=headline(room, say))
    yes = _button(say(f"bot_{sure}_sure"), RoomPress(wish=sure, room_id=room.id))
    return Screen(text, in_rows(yes, _wish(room, say, Wish.CARD)))


def rename_prompt(room: Room, say: Say) -> Screen:
    cancel = _button(say("bot_cancel"), RoomPress(wish=Wish.KEEP_NAME, room_id=room.id))
    return Screen(say("bot_rename_prompt", title=headline(room, say)), in_rows(cancel))


def _row(room: Room, say: Say, *wishes: Wish) -> list[InlineKeyboardButton]:
    return [_wish(room, say, wish) for wish in wishes]


def _wish(room: Room, say: Say, wish: Wish) -> InlineKeyboardButton:
    return _button(say(_LABELS[wish]), RoomPress(wish=wish, room_id=room.id))


def _choice(text: str, press: CallbackData, *, is_chosen: bool) -> InlineKeyboardButton:
    return _button(f"✓ {text}" if is_chosen else text, press)


def _button(text: str, press: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=press.pack())


_LABELS = {
    Wish.CARD: "bot_back",
    Wish.INVITE: "bot_invite",
    Wish.RENAME: "bot_rename",
    Wish.CHOOSE_CONTROL: "bot_control",
    Wish.CHOOSE_VISIBILITY: "bot_visibility",
    Wish.ASK_REVOKE: "bot_revoke",
    Wish.ASK_CLOSE: "bot_close",
}
