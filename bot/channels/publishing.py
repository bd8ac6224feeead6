"""Publishing: once, or a sentence that says why not, and the draft can be published again."""

from dataclasses import replace
from html import escape

from aiogram import Bot
from aiogram.types import CallbackQuery, Message

from bot.buttons import in_rows, link_button
from bot.channels.channel_card import Wish, wish_button
from bot.channels.channel_rights import rights_in
from bot.channels.compose_prompts import Step
from bot.channels.composition import Composition
from bot.channels.draft import Draft
from bot.channels.posting import PostRefused, PostUncertain
from bot.private.screens import Screen, turn_to, warn
from shared.ports.clock import Clock


class NotPosted(Exception):
    """The draft waits; the message says why, in the author's language."""


async def publish(query: CallbackQuery, composition: Composition, bot: Bot, clock: Clock) -> None:
    draft, say = await composition.draft(), composition.say
    if draft.starts_at_ms is not None and draft.starts_at_ms <= clock.now_ms():
        await composition.ask(Step.WHEN, draft, query, alert=say("bot_compose_time_over"))
        return
    try:
        await _permit(draft, composition)
        message = await _post(draft, composition)
    except NotPosted as reason:
        await warn(str(reason), query, bot)
        return
    await composition.state.clear()
    await turn_to(_posted(draft, message, composition), query, bot)


async def _permit(draft: Draft, composition: Composition) -> None:
    """
    Raises:
        NotPosted: If one of the two sides may not post any more, or may have posted already.
    """
    if draft.is_unsure:  # the program was stopped in the middle of it; ask once
        await composition.keep(replace(draft, is_unsure=False))
        raise NotPosted(composition.say("bot_compose_unsure"))
    rights = await rights_in(composition.bot, draft.channel_id, composition.user_id)
    if rights.lack:
        raise NotPosted(rights.lack.sentence(draft.channel_title, composition.say))


async def _post(draft: Draft, composition: Composition) -> Message:
    """
    Raises:
        NotPosted: If Telegram refuses, or does not answer.
    """
    room = await composition.posting.room_for(draft, composition.user_id)
    await composition.keep(replace(draft, is_unsure=True))
    try:
        return await composition.posting.publish(draft, room)
    except PostUncertain as exc:
        await composition.keep(draft)
        raise NotPosted(composition.say("bot_compose_unsure")) from exc
    except PostRefused as exc:
        draft = draft.after_refusal()
        await composition.keep(draft)
        await _permit(draft, composition)
        raise NotPosted(composition.say("bot_compose_refused")) from exc


def _posted(draft: Draft, message: Message, composition: Composition) -> Screen:
    say, url = composition.say, message.get_url() or ""
    text = say("bot_compose_posted", channel=escape(draft.channel_title), url=escape(url))
    return Screen(
        text,
        in_rows(
            link_button(say("bot_compose_open_post"), url),
            wish_button(say("bot_compose_to_channel"), Wish.CARD, draft.channel_id),
        ),
    )
