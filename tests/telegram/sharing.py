"""
Choosing a chat for the bot by a request-chat key.

Source: core.telegram.org/bots/api#keyboardbuttonrequestchat
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram.communities import Community
from tests.telegram.messages import Object
from tests.telegram.refusals import NotOffered

if TYPE_CHECKING:
    from tests.telegram.people import Person


def check_offered(request: Object, chat: Community, person: Person) -> None:
    """
    Raises:
        NotOffered: If the chat is not of the kind, or the person has not the rights, asked for.
    """
    member = chat.member(person)
    facts = {
        "chat_is_forum": chat.is_forum,
        "chat_has_username": chat.username is not None,
        "chat_is_created": member.status == "creator",
    }
    for name, fact in facts.items():
        # Of these, only the last one cannot be asked for to be false.
        if request.get(name) not in (None, fact) and (request[name] or name != "chat_is_created"):
            raise NotOffered(f"{chat.title}: {name} is {fact}")
    if lacking := [r for r in _rights(request, "user") if not member.has_right(r)]:
        raise NotOffered(f"{person.first_name} has no {lacking} in {chat.title}")
    is_added = bool(_rights(request, "bot"))
    if request.get("bot_is_member") and not chat.bot.is_in and not is_added:
        raise NotOffered(f"the bot is not in {chat.title}")


def grant_rights(request: Object, chat: Community, person: Person) -> None:
    """Give the bot what it lacks of the rights that it asked for."""
    wanted = _rights(request, "bot")
    if all(chat.bot.has_right(right) for right in wanted):
        return
    if not chat.member(person).has_right("can_promote_members"):
        raise NotOffered(f"{person.first_name} may not promote the bot in {chat.title}")
    chat.grant_bot(dict.fromkeys(wanted, True), by=person)


def _rights(request: Object, whose: str) -> list[str]:
    asked = request.get(f"{whose}_administrator_rights", {})
    return [right for right, is_asked in asked.items() if is_asked and right != "is_anonymous"]
