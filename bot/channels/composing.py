"""Composing a post in the private chat: link, caption, cover, time, preview, and out it goes."""

from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from bot.allowance import Allowance
from bot.channels.channel_card import ChannelPress, card
from bot.channels.channel_card import Wish as ChannelWish
from bot.channels.compose_prompts import (
    DELAYS_MIN,
    ChangePress,
    ComposePress,
    StartPress,
    Step,
    Wish,
    prompt,
)
from bot.channels.composition import ASKING, Composing, Composition, media_at, provide_composition
from bot.channels.draft import Draft
from bot.channels.own_channels import OwnChannels, provide_own_channels
from bot.channels.post_text import MAX_CAPTION, formatting_of, utf16_length
from bot.channels.publishing import publish
from bot.channels.start_time import (
    MOSCOW_MIN,
    InThePast,
    NoStart,
    TooFarAhead,
    read_offset,
    read_start,
)
from bot.private.new_room import NEW_ROOMS
from bot.private.screens import send, turn_to, warn
from bot.video_links import find_link
from shared.ports.clock import Clock
from shared.ports.media import MediaResolver

_REASONS = {InThePast: "bot_compose_time_past", TooFarAhead: "bot_compose_time_far"}


def create_router() -> Router:
    """Return a router to be asked before those of free text, but after that of /cancel."""
    router = Router(name=__name__)
    provide_own_channels(router)
    provide_composition(router)
    router.message.filter(F.chat.type == ChatType.PRIVATE, ~F.text.startswith("/"))
    said = router.message.register
    said(take_link, Composing.link)
    said(take_caption, Composing.caption, F.text)
    said(take_cover, Composing.cover, F.photo)
    said(take_time, Composing.when, F.text)
    said(ask_again, StateFilter(*ASKING, Composing.preview))

    router.callback_query.filter(F.message.chat.type == ChatType.PRIVATE)
    pressed = router.callback_query.register
    pressed(begin, ChannelPress.filter(F.wish == ChannelWish.COMPOSE))
    pressed(go_back, ComposePress.filter(F.wish == Wish.BACK), StateFilter(*ASKING))
    pressed(cancel, ComposePress.filter(F.wish == Wish.CANCEL), StateFilter(Composing))
    pressed(skip_caption, ComposePress.filter(F.wish == Wish.NO_CAPTION), Composing.caption)
    pressed(choose_cover, ComposePress.filter(F.wish.in_(_COVERS)), Composing.cover)
    pressed(choose_start, StartPress.filter(F.in_min.in_({0, *DELAYS_MIN})), Composing.when)
    pressed(change, ChangePress.filter(), Composing.preview)
    pressed(publish, ComposePress.filter(F.wish == Wish.PUBLISH), Composing.preview)
    return router


_COVERS = {Wish.THUMBNAIL, Wish.NO_COVER}


async def begin(
    query: CallbackQuery,
    callback_data: ChannelPress,
    own: OwnChannels,
    composition: Composition,
    bot: Bot,
) -> None:
    channel = await own.open(callback_data.channel_id)
    chat, say = channel.chat, own.say
    if channel.rights.lack:
        await warn(channel.rights.lack.sentence(chat.title, say), query, bot)
        return
    offset_min = MOSCOW_MIN if say.locale == "ru" else 0
    draft = Draft(chat.id, chat.title, locale=chat.locale, offset_min=offset_min)
    await composition.ask(Step.LINK, draft, query)


async def take_link(
    message: Message, composition: Composition, media: MediaResolver, allowance: Allowance
) -> None:
    address = find_link(message, media)
    if address is None:
        await ask_again(message, composition)
        return
    await allowance.take(NEW_ROOMS, composition.user_id)  # its server may have to be asked
    draft = (await composition.draft()).with_media(await media_at(address, media))
    await composition.answered(Step.LINK, draft, message)


async def take_caption(message: Message, composition: Composition) -> None:
    caption = message.text or ""
    if (length := utf16_length(caption)) > MAX_CAPTION:
        too_long = composition.say("bot_compose_too_long", length=length, limit=MAX_CAPTION)
        await message.answer(too_long)
        return
    draft = replace(await composition.draft(), caption=caption, entities=formatting_of(message))
    await composition.answered(Step.CAPTION, draft, message)


async def skip_caption(query: CallbackQuery, composition: Composition) -> None:
    draft = replace(await composition.draft(), caption="", entities=())
    await composition.answered(Step.CAPTION, draft, query)


async def take_cover(message: Message, composition: Composition) -> None:
    assert message.photo  # noqa: S101  the filter has seen it
    draft = (await composition.draft()).with_cover(message.photo[-1].file_id)
    await composition.answered(Step.COVER, draft, message)


async def choose_cover(
    query: CallbackQuery, callback_data: ComposePress, composition: Composition
) -> None:
    draft = await composition.draft()
    is_thumbnail = callback_data.wish is Wish.THUMBNAIL
    draft = draft.with_cover(draft.thumbnail_url if is_thumbnail else "", is_thumbnail=is_thumbnail)
    await composition.answered(Step.COVER, draft, query)


async def take_time(message: Message, composition: Composition, clock: Clock) -> None:
    draft, words = await composition.draft(), message.text or ""
    try:
        offset_min = read_offset(words)
        if offset_min is not None:
            await composition.ask(Step.WHEN, replace(draft, offset_min=offset_min), message)
            return
        start = read_start(words, now_ms=clock.now_ms(), offset_min=draft.offset_min)
    except NoStart as exc:
        await message.answer(composition.say(_REASONS.get(type(exc), "bot_compose_time_unclear")))
        return
    draft = replace(draft, offset_min=start.offset_min).starting_at(start.at_ms)
    await composition.answered(Step.WHEN, draft, message)


async def choose_start(
    query: CallbackQuery, callback_data: StartPress, composition: Composition, clock: Clock
) -> None:
    in_ms = 60_000 * callback_data.in_min
    draft = (await composition.draft()).starting_at(clock.now_ms() + in_ms if in_ms else None)
    await composition.answered(Step.WHEN, draft, query)


async def ask_again(message: Message, composition: Composition) -> None:
    """What was sent is no answer to the question. An album is many messages: nothing is said."""
    if message.media_group_id is None:
        draft, step = await composition.draft(), await composition.step()
        await send(prompt(step, draft, composition.say), message)


async def go_back(query: CallbackQuery, composition: Composition) -> None:
    await composition.go_back(query)


async def change(
    query: CallbackQuery, callback_data: ChangePress, composition: Composition
) -> None:
    await composition.ask(callback_data.step, await composition.draft(), query)


async def cancel(
    query: CallbackQuery, own: OwnChannels, composition: Composition, bot: Bot
) -> None:
    draft = await composition.draft()
    await composition.state.clear()
    channel = await own.open(draft.channel_id)
    await turn_to(card(channel, own.say), query, bot, toast=own.say("bot_cancelled"))
