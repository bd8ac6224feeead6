"""/start: says what this is, and opens the room of a link if there is one."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.buttons import app_button, in_rows
from bot.private.new_room import NewRoomPress
from bot.private.room_card import ShelfPress
from bot.private.screens import Screen, send
from bot.refusals import sentence_of
from bot.room_words import headline
from bot.say import Say
from shared.domain.errors import RoomClosed, RoomNotFound
from shared.domain.link_errors import LinkRefused, LinkRevoked
from shared.domain.room import Room
from shared.invitations import InvitationUrls
from shared.links import Links
from shared.ports.rooms import RoomStore

GALLERY_PAYLOAD = "gallery"
"""Of the link to what people watch now: as ``start`` for the bot, as ``startapp`` for the app."""


def create_router() -> Router:
    router = Router(name=__name__)
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(show_gallery, CommandStart(magic=F.args == GALLERY_PAYLOAD))
    router.message.register(open_link, CommandStart(magic=F.args))
    router.message.register(greet, CommandStart())
    return router


async def greet(message: Message, say: Say, urls: InvitationUrls, state: FSMContext) -> None:
    await state.clear()
    await message.answer(say("bot_greeting"), reply_markup=_ways(say, urls))


async def show_gallery(message: Message, say: Say, urls: InvitationUrls) -> None:
    await message.answer(say("bot_gallery_text"), reply_markup=in_rows(_gallery_button(say, urls)))


async def open_link(
    message: Message,
    command: CommandObject,
    say: Say,
    links: Links,
    store: RoomStore,
    urls: InvitationUrls,
) -> None:
    await send(await way_in(command.args or "", say, links, store, urls), message)


async def way_in(
    token: str, say: Say, links: Links, store: RoomStore, urls: InvitationUrls
) -> Screen:
    """Return the door of a link's room; whether a person may enter, the room decides then."""
    try:
        room = await _room_of(token, links, store)
    except (LinkRefused, RoomNotFound, RoomClosed) as refusal:
        return Screen(sentence_of(refusal, say), _ways(say, urls))
    entry = app_button(say("bot_open_room"), urls, token=token)
    return Screen(say("bot_invited", title=headline(room, say)), in_rows(entry))


async def _room_of(token: str, links: Links, store: RoomStore) -> Room:
    link = links.open(token)
    room = await store.get(link.room_id)
    if link.epoch != room.link_epoch:
        raise LinkRevoked
    if room.is_closed:
        raise RoomClosed
    return room


def _ways(say: Say, urls: InvitationUrls) -> InlineKeyboardMarkup:
    create = NewRoomPress(is_empty=False).pack()
    return in_rows(
        InlineKeyboardButton(text=say("bot_create"), callback_data=create),
        InlineKeyboardButton(text=say("bot_my_rooms"), callback_data=ShelfPress().pack()),
        _gallery_button(say, urls),
    )


def _gallery_button(say: Say, urls: InvitationUrls) -> InlineKeyboardButton:
    return app_button(say("bot_gallery"), urls, token=GALLERY_PAYLOAD, path="/gallery")
