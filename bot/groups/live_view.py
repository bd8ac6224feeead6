"""What a live message has to say right now, gathered from everywhere it is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.groups.live_text import MAX_NAMED, Crowd, LiveText, live_text, text_of_over
from bot.say import Say
from shared.domain.errors import RoomNotFound
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.onboarding import LiveMessage
from shared.ports.clock import Clock
from shared.ports.rooms import RoomStore
from shared.presence import Presence
from shared.rooms import LINK_LIFE_MS, Rooms
from shared.texts import Texts

RENEWED_BEFORE_MS = 7 * 24 * 60 * 60 * 1000
"""What is shown today is still good for the next weekend."""
DORMANT_AFTER_MS = 24 * 60 * 60 * 1000
"""Nobody came for a day: the message stands as it is, and is looked at again if somebody does."""
LEFT_AFTER_MS = 10 * 60 * 1000
"""A break for tea is shorter."""


@dataclass(frozen=True, slots=True)
class View:
    """
    Attributes:
        is_over: Whether it is the last.
        is_dormant: Whether nobody has come for a day.
        changes_at_ms: When it will be another one though nobody does anything.
    """

    text: LiveText
    is_over: bool = False
    is_dormant: bool = False
    changes_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class LiveView:
    rooms: Rooms
    store: RoomStore
    presence: Presence
    urls: InvitationUrls
    texts: Texts
    clock: Clock

    async def of(self, message: LiveMessage) -> View:
        say = Say(self.texts, message.locale)
        try:
            room = await self.store.get(message.room_id)
            names = [one.name for one in await self.presence.present(room.id) if one.is_connected]
            now_ms = self.clock.now_ms()
            seen_at_ms = now_ms if names else await self.store.seen_at(room.id)
        except RoomNotFound:
            return View(text_of_over(None, say), is_over=True)
        if room.is_closed:
            return View(text_of_over(room, say), is_over=True)
        crowd = _crowd(room, names, seen_at_ms, now_ms)
        expires_ms = _link_expires_ms(message, now_ms)
        url = self.urls.to(self.rooms.link_in_chat(room, expires_ms=expires_ms))
        text = live_text(room, crowd, now_ms, say, url)
        is_dormant = not crowd.count and now_ms >= _dormant_at_ms(room, seen_at_ms)
        changes_at_ms = None if is_dormant else _changes_at_ms(room, crowd, seen_at_ms, now_ms)
        return View(text, is_dormant=is_dormant, changes_at_ms=changes_at_ms)


def _crowd(room: Room, names: Sequence[str], seen_at_ms: int, now_ms: int) -> Crowd:
    """A room that has not been seen since it was made has had nobody in it."""
    is_forsaken = room.created_at_ms < seen_at_ms <= now_ms - LEFT_AFTER_MS
    return Crowd(len(names), names[:MAX_NAMED], has_left=not names and is_forsaken)


def _link_expires_ms(message: LiveMessage, now_ms: int) -> int:
    """A message that outlives its link has a new one from then on, until that is old."""
    lacks_ms = max(0, now_ms + RENEWED_BEFORE_MS - message.link_expires_ms)
    return message.link_expires_ms + math.ceil(lacks_ms / LINK_LIFE_MS) * LINK_LIFE_MS


def _changes_at_ms(room: Room, crowd: Crowd, seen_at_ms: int, now_ms: int) -> int | None:
    if room.is_scheduled(now_ms):
        return room.playback.updated_at_ms
    if crowd.count:
        return None
    if crowd.has_left or seen_at_ms <= room.created_at_ms:
        return _dormant_at_ms(room, seen_at_ms)
    return seen_at_ms + LEFT_AFTER_MS


def _dormant_at_ms(room: Room, seen_at_ms: int) -> int:
    """What is scheduled is waited for."""
    begins_ms = 0 if room.playback.paused else room.playback.updated_at_ms
    return max(seen_at_ms, begins_ms) + DORMANT_AFTER_MS
