"""The words of an answer: the catalogues in the language of the person who is spoken to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.types import TelegramObject, Update

from shared.texts import Texts


@dataclass(frozen=True, slots=True)
class Say:
    """``say("bot_greeting")``; values that people wrote must be escaped where the text is HTML."""

    texts: Texts
    locale: str

    def __call__(self, msgid: str, /, **values: object) -> str:
        """
        Raises:
            KeyError: As :meth:`Texts.gettext`.
        """
        return self.texts.gettext(self.locale, msgid, **values)

    def count(self, msgid: str, count: int, /, **values: object) -> str:
        """
        Raises:
            KeyError: As :meth:`Texts.ngettext`.
        """
        return self.texts.ngettext(self.locale, msgid, count, **values)


class Speaking(BaseMiddleware):
    """
    Gives handlers ``say``, in the language that the person chose, else in their Telegram's.

    Args:
        chosen_locale: What a person has chosen, by their id; asked for each update, so that the
            next word after a choice is in the new language.
    """

    def __init__(self, texts: Texts, chosen_locale: Callable[[int], Awaitable[str | None]]) -> None:
        self._texts = texts
        self._chosen_locale = chosen_locale

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Update)  # noqa: S101  it is registered for nothing else
        user = UserContextMiddleware.resolve_event_context(event).user
        chosen = await self._chosen_locale(user.id) if user else None
        locale = self._texts.locale_for(chosen, user.language_code if user else None)
        data["say"] = Say(self._texts, locale)
        return await handler(event, data)
