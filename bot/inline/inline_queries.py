"""Inline mode: a room for any chat, by a link to a video, by words, or by the room's own id."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Router
from aiogram.types import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton

from bot.answers import in_time
from bot.inline.link_rooms import LinkRooms
from bot.inline.room_result import room_result
from bot.inline.room_search import RoomSearch
from bot.private.new_room import NEW_PAYLOAD, described
from bot.refusals import sentence_of
from bot.room_words import doing, name_of
from bot.say import Say
from shared.domain.errors import RateLimited
from shared.domain.media import PLAYABLE
from shared.domain.media_errors import UnsupportedMedia
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.ports.clock import Clock
from shared.ports.media import MediaResolver
from shared.ports.rooms import RoomStore
from shared.rooms import Rooms

PAGE = 20
"""Results; Telegram takes 50, people look at five."""
MAX_QUERY = 256
"""Characters. Source: core.telegram.org/bots/api#inlinequery"""
CACHE_S = 5
"""Rooms fill and empty within seconds."""

_LINK = re.compile(r"[a-z]+://\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
_OFFSET = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        hint: On the button above the results, which leads to the bot.
        next_offset: Where the next page begins; empty after the last.
    """

    results: Sequence[InlineQueryResultArticle]
    hint: str
    next_offset: str = ""


def create_router() -> Router:
    router = Router(name=__name__)
    router.inline_query.register(Inline().answer)
    return router


class Inline:
    def __init__(self) -> None:
        self._link_rooms = LinkRooms()

    async def answer(
        self,
        query: InlineQuery,
        say: Say,
        rooms: Rooms,
        store: RoomStore,
        media: MediaResolver,
        urls: InvitationUrls,
        clock: Clock,
    ) -> None:
        search = RoomSearch(query.from_user.id, rooms, store, urls, clock)
        asked = query.query[:MAX_QUERY].strip()
        if link := _LINK.search(asked):
            answer = await self._by_link(link[0], media, search, say)
        elif room := await search.by_id(asked):
            answer = Answer(await _offer(room, search, say), say("bot_create"))
        else:
            answer = await _by_words(asked, _start_of(query.offset), search, say)
        button = InlineQueryResultsButton(text=answer.hint, start_parameter=NEW_PAYLOAD)
        await in_time(
            query.answer(
                list(answer.results),
                cache_time=CACHE_S,
                is_personal=True,
                next_offset=answer.next_offset,
                button=button,
            )
        )

    async def _by_link(
        self, link: str, media: MediaResolver, search: RoomSearch, say: Say
    ) -> Answer:
        """A link whose server would have to be asked is for the bot: not with every letter."""
        try:
            found = media.recognise(link)
            if found is None:
                return Answer([], say("bot_inline_send_link"))
            if found.kind not in PLAYABLE:
                raise UnsupportedMedia(kind=found.kind)
            room = await self._link_rooms.room_for(
                link, found, search.user_id, rooms=search.rooms, clock=search.clock
            )
        except UnsupportedMedia:
            return Answer([], say("bot_inline_unsupported"))
        except RateLimited as refusal:
            return Answer([], sentence_of(refusal, say))
        room = await described(room, media)
        title = say("bot_inline_watch", title=name_of(room, say))
        return Answer(await _offer(room, search, say, title=title), say("bot_create"))


async def _by_words(words: str, start: int, search: RoomSearch, say: Say) -> Answer:
    found = await search.by_words(words)
    now_ms = search.clock.now_ms()
    results = [
        result
        for listing in found[start : start + PAGE]
        for result in await _offer(
            listing.room, search, say, description=doing(listing, now_ms, say)
        )
    ]
    next_offset = str(start + PAGE) if len(found) > start + PAGE else ""
    return Answer(results, say("bot_create"), next_offset)


async def _offer(
    room: Room, search: RoomSearch, say: Say, *, title: str = "", description: str = ""
) -> list[InlineQueryResultArticle]:
    """Return a room to send; nothing if the person may not invite to it."""
    link = await search.link_to(room)
    return [room_result(room, link, say, title=title, description=description)] if link else []


def _start_of(offset: str) -> int:
    """Clients send our own offsets back; anybody may send anything."""
    return int(offset) if _OFFSET.fullmatch(offset) else 0
