"""The rooms that are a person's own: the list, the cards, and handing them to handlers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from aiogram import Router
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    TelegramObject,
    User,
)

from bot.buttons import app_button, in_rows
from bot.private.new_room import NewRoomPress
from bot.private.room_card import RoomPress, ShelfPress, Wish, card
from bot.private.screens import Screen, send, turn_to
from bot.room_words import doing, headline, name_of
from bot.say import Say
from shared.domain.commands import RoomCommand
from shared.domain.errors import PermissionDenied, RoomClosed, RoomNotFound
from shared.domain.permissions import Permission, Role
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.ports.clock import Clock
from shared.ports.rooms import Listing, RoomStore
from shared.presence import LIVE_MS
from shared.rooms import Rooms

PAGE = 6
"""Rooms; with their buttons they fill a phone's screen once."""
MAX_PAGES = 50
"""Nobody turns more pages by hand."""


@dataclass(frozen=True, slots=True)
class OwnRooms:
    """
    Attributes:
        user_id: Whose rooms these are; whether a room is, the room itself decides.
    """

    user_id: int
    rooms: Rooms
    store: RoomStore
    urls: InvitationUrls
    clock: Clock
    say: Say

    async def page(self, number: int = 0) -> Screen:
        """Return a page of the list; the last one that there is, if it has become shorter."""
        number = max(0, min(number, MAX_PAGES - 1))
        found = await self._listings(limit=(number + 1) * PAGE + 1)
        if not found:
            return self._nothing()
        number = min(number, (len(found) - 1) // PAGE)
        shown = found[number * PAGE : (number + 1) * PAGE]
        now_ms = self.clock.now_ms()
        lines = [
            f"{headline(listing.room, self.say)}\n{escape(doing(listing, now_ms, self.say))}"
            for listing in shown
        ]
        rows = [[self._to_card(listing.room)] for listing in shown]
        turns = self._turns(number, has_more=len(found) > (number + 1) * PAGE)
        rows += [row for row in (turns, [self._to_new()]) if row]
        text = "\n\n".join([self.say("bot_rooms_title"), *lines])
        return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))

    async def card(self, room_id: str) -> Screen:
        """
        Raises:
            RoomError: If there is no such open room of theirs.
        """
        room = await self.open_room(room_id)
        _, token = await self.link_to(room, Role.VIEWER)
        entry = app_button(self.say("bot_open_room"), self.urls, token=token)
        listings = await self._listings(limit=PAGE * MAX_PAGES)
        people = next((found.people for found in listings if found.room.id == room.id), 0)
        return card(Listing(room, people), self.clock.now_ms(), self.say, entry)

    async def open_room(self, room_id: str) -> Room:
        """
        Raises:
            RoomError: If there is no such open room of theirs.
        """
        room = await self.rooms.permit(room_id, Permission.MANAGE, self.user_id)
        if room.is_closed:
            raise RoomClosed(room_id=room_id)
        return room

    async def change(self, room_id: str, *commands: RoomCommand) -> Room:
        """
        Raises:
            RoomError: If the room refuses.
        """
        changes = [
            await self.rooms.execute(room_id, command, user_id=self.user_id) for command in commands
        ]
        return changes[-1].room

    async def link_to(self, room: Room, role: Role) -> tuple[str, str]:
        """Return a fresh link, and the token that it carries."""
        token, _ = await self.rooms.invite(room.id, role, user_id=self.user_id)
        return self.urls.to(token), token

    async def _listings(self, *, limit: int) -> list[Listing]:
        seen_since_ms = self.clock.now_ms() - LIVE_MS
        return list(
            await self.store.owned_by(self.user_id, seen_since_ms=seen_since_ms, limit=limit)
        )

    def _nothing(self) -> Screen:
        return Screen(self.say("bot_rooms_none"), in_rows(self._to_new()))

    def _to_card(self, room: Room) -> InlineKeyboardButton:
        press = RoomPress(wish=Wish.CARD, room_id=room.id)
        return InlineKeyboardButton(text=name_of(room, self.say), callback_data=press.pack())

    def _to_new(self) -> InlineKeyboardButton:
        return InlineKeyboardButton(
            text=self.say("bot_create"), callback_data=NewRoomPress(is_empty=False).pack()
        )

    def _turns(self, number: int, *, has_more: bool) -> list[InlineKeyboardButton]:
        turns = [("‹", number - 1)] * (number > 0) + [("›", number + 1)] * has_more
        return [
            InlineKeyboardButton(text=text, callback_data=ShelfPress(page=page).pack())
            for text, page in turns
        ]


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def provide_own_rooms(router: Router) -> None:
    """Give a router's handlers ``own``, and heed its refusals."""
    for event in (router.message, router.callback_query):
        event.middleware(_with_own_rooms)
        event.middleware(_back_to_the_list)


async def _with_own_rooms(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    user: User = data["event_from_user"]
    needed = {name: data[name] for name in ("rooms", "store", "urls", "clock", "say")}
    return await handler(event, {**data, "own": OwnRooms(user.id, **needed)})


async def _back_to_the_list(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    """Whose room is closed by now, or no longer theirs, sees which rooms they have."""
    try:
        return await handler(event, data)
    except (RoomNotFound, RoomClosed, PermissionDenied):
        own: OwnRooms = data["own"]
        gone, rooms = own.say("bot_room_gone"), await own.page()
    if isinstance(event, CallbackQuery):
        return await turn_to(rooms, event, data["bot"], alert=gone)
    assert isinstance(event, Message)  # noqa: S101  it is registered for nothing else
    await event.answer(gone)
    return await send(rooms, event)
