"""Whatever else people send: a link becomes a room, anything else gets a hint. To be asked last."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.types import CallbackQuery, Message, User
from limits import RateLimitItemPerMinute

from bot.allowance import Allowance
from bot.private.new_room import NEW_ROOMS, room_for
from bot.private.screens import send, warn
from bot.private.share_link import token_in
from bot.private.start import way_in
from bot.say import Say
from bot.video_links import find_link
from shared.domain.errors import RateLimited
from shared.invitations import InvitationUrls
from shared.links import Links
from shared.ports.media import MediaResolver
from shared.ports.rooms import RoomStore
from shared.rooms import Rooms

ONCE = RateLimitItemPerMinute(1)
"""An album is many messages, for one hint."""

WRITTEN = frozenset(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.GAME,
        ContentType.GIVEAWAY,
        ContentType.GIVEAWAY_WINNERS,
        ContentType.INVOICE,
        ContentType.LIVE_PHOTO,
        ContentType.LOCATION,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.TEXT,
        ContentType.UNKNOWN,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)
"""
What people send to be answered, and what is too new to be known here; a pinned message or a payment
is not said to the bot.
"""


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE, F.content_type.in_(WRITTEN))
    router.message.register(pass_over, is_own_result)
    router.message.register(answer_link, has_link)
    router.message.register(hint)

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    router.callback_query.register(explain_button)
    return router


def is_own_result(message: Message, bot: Bot) -> bool:
    return message.via_bot is not None and message.via_bot.id == bot.id


def has_link(message: Message, media: MediaResolver) -> dict[str, str] | bool:
    link = find_link(message, media)
    return {"link": link} if link else False


async def pass_over(_message: Message) -> None:
    """What somebody chose from our inline results has its button already."""


async def answer_link(
    message: Message,
    link: str,
    event_from_user: User,
    say: Say,
    rooms: Rooms,
    media: MediaResolver,
    urls: InvitationUrls,
    links: Links,
    store: RoomStore,
    allowance: Allowance,
) -> None:
    """A room's own link is brought by those who were sent it."""
    if token := token_in(link, urls):
        screen = await way_in(token, say, links, store, urls)
    else:
        await allowance.take(NEW_ROOMS, event_from_user.id)
        screen = await room_for(link, event_from_user, say, rooms, media, urls)
    await send(screen, message)


async def hint(message: Message, say: Say, allowance: Allowance) -> None:
    with suppress(RateLimited):
        if message.media_group_id:
            await allowance.take(ONCE, message.media_group_id)
        await message.answer(say("bot_hint"))


async def explain_button(query: CallbackQuery, say: Say, bot: Bot) -> None:
    """A button of an earlier version, or made up."""
    await warn(say("bot_button_unknown"), query, bot)
