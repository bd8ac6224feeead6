"""What a room is called and how it is doing, in a person's language; for HTML."""

from html import escape

from bot.say import Say
from shared.domain.room import Room
from shared.ports.rooms import Listing

MAX_NAME = 64
"""Characters; two lines on a phone. Names of files and videos have no end of their own."""


def name_of(room: Room, say: Say) -> str:
    """Return a room's own name, else that of what is on, as plain text."""
    named = room.title or on_in(room) or say("bot_room_unnamed")
    return named if len(named) <= MAX_NAME else named[: MAX_NAME - 1].rstrip() + "…"


def on_in(room: Room) -> str:
    """Return what is on, as plain text; empty if there is nothing, or its title is not known."""
    title = room.current.media.title if room.current else None
    return " ".join((title or "").split())


def headline(room: Room, say: Say) -> str:
    return f"<b>{escape(name_of(room, say))}</b>"


def doing(listing: Listing, now_ms: int, say: Say) -> str:
    """Return who is inside and whether it plays: nothing plays to an empty room."""
    room, people = listing.room, listing.people
    if room.is_scheduled(now_ms):
        return ", ".join([*_inside(people, say), say("bot_room_scheduled")])
    if not people:
        return say("bot_room_empty")
    return ", ".join([*_inside(people, say), say(_state(room))])


def _inside(people: int, say: Say) -> list[str]:
    return [say.count("bot_room_people", people)] if people else []


def _state(room: Room) -> str:
    if room.current is None:
        return "bot_room_choosing"
    return "bot_room_paused" if room.playback.paused else "bot_room_playing"
