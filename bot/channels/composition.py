"""Where a post's composing stands: what is kept of it, and what is asked next."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Bot, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.channels.compose_prompts import Step, prompt
from bot.channels.draft import Draft
from bot.channels.posting import Posting
from bot.private.new_room import TITLE_WAIT_S
from bot.private.screens import Screen, send, turn_to
from bot.say import Say
from shared.domain.media import PLAYABLE, Media
from shared.domain.media_errors import UnsupportedMedia
from shared.ports.media import MediaResolver

STEPS = list(Step)
"""In the order in which they are asked at first; the preview is the last."""


class Composing(StatesGroup):
    """Kept with it: the draft. A state for each of :class:`Step`."""

    link = State()
    caption = State()
    cover = State()
    when = State()
    preview = State()


ASKING = (Composing.link, Composing.caption, Composing.cover, Composing.when)


@dataclass(frozen=True, slots=True)
class Composition:
    """A person's draft on its way through the steps."""

    user_id: int
    bot: Bot
    say: Say
    state: FSMContext
    posting: Posting

    async def draft(self) -> Draft:
        return Draft.load(await self.state.get_data())

    async def step(self) -> Step:
        """Return what was asked last."""
        return Step((await self.state.get_state() or "").partition(":")[2])

    async def keep(self, draft: Draft) -> None:
        await self.state.set_data(draft.dump())

    async def ask(
        self, step: Step, draft: Draft, event: Message | CallbackQuery, *, alert: str = ""
    ) -> None:
        """Keep the draft, and go to a step with it."""
        await self.keep(draft)
        if step is Step.PREVIEW:
            await self._preview(draft, event)
            return
        screen = prompt(step, draft, self.say)
        await self.state.set_state(getattr(Composing, step))
        await self._show(screen, event, alert=alert)

    async def answered(self, step: Step, draft: Draft, event: Message | CallbackQuery) -> None:
        """Go on: to the next step at first, back to the preview when something was changed."""
        following = Step.PREVIEW if draft.is_complete else STEPS[STEPS.index(step) + 1]
        await self.ask(following, draft, event)

    async def go_back(self, query: CallbackQuery) -> None:
        draft, step = await self.draft(), await self.step()
        earlier = Step.PREVIEW if draft.is_complete else STEPS[max(0, STEPS.index(step) - 1)]
        await self.ask(earlier, draft, query)

    async def _preview(self, draft: Draft, event: Message | CallbackQuery) -> None:
        """The buttons that were pressed stay until there is something to show in their place."""
        heading = Screen(self.say("bot_compose_preview"))
        if isinstance(event, Message):
            await send(heading, event)
        shown = await self.posting.preview(replace(draft, is_complete=True), self.user_id)
        if isinstance(event, CallbackQuery):
            await turn_to(heading, event, self.bot)
        await self.keep(shown)
        await self.state.set_state(Composing.preview)
        screen = prompt(Step.PREVIEW, shown, self.say)
        has_lost_cover = bool(draft.cover) and not shown.cover
        lost = self.say("bot_compose_cover_lost") + "\n\n" if has_lost_cover else ""
        await self.bot.send_message(self.user_id, lost + screen.text, reply_markup=screen.keyboard)

    async def _show(
        self, screen: Screen, event: Message | CallbackQuery, *, alert: str = ""
    ) -> None:
        if isinstance(event, CallbackQuery):
            await turn_to(screen, event, self.bot, alert=alert)
        else:
            await send(screen, event)


async def media_at(address: str, media: MediaResolver) -> Media:
    """
    Return what an address leads to, with its title if that is found soon.

    Raises:
        UnsupportedMedia: If it is nothing to play.
    """
    found = await media.resolve(address)
    if found.kind not in PLAYABLE:
        raise UnsupportedMedia(kind=found.kind)
    try:
        async with asyncio.timeout(TITLE_WAIT_S):
            return await media.describe(found)
    except TimeoutError:
        return found


Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def provide_composition(router: Router) -> None:
    """Give a router's handlers ``composition``."""
    for event in (router.message, router.callback_query):
        event.middleware(_with_composition)


async def _with_composition(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    user: User = data["event_from_user"]
    needed = ("bot", "rooms", "posts", "urls", "clock", "texts")
    posting = Posting(**{name: data[name] for name in needed})
    composition = Composition(user.id, data["bot"], data["say"], data["state"], posting)
    return await handler(event, {**data, "composition": composition})
