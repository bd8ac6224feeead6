"""A room's link on its way: handed on to others, and brought back by them."""

from urllib.parse import quote, urlencode

from aiogram.types import InlineKeyboardButton
from yarl import URL

from bot.buttons import link_button
from bot.room_words import name_of
from bot.say import Say
from shared.domain.room import Room
from shared.invitations import InvitationUrls

SHARE_URL = "https://t.me/share/url"
"""Source: core.telegram.org/api/links#share-links"""


def share_button(room: Room, link: str, say: Say) -> InlineKeyboardButton:
    words = say("invite_text", title=name_of(room, say))
    # Not as a form is sent: some of Telegram's clients would show "+" for a space.
    query = urlencode({"url": link, "text": words}, quote_via=quote)
    return link_button(say("bot_share"), f"{SHARE_URL}?{query}")


def token_in(address: str, urls: InvitationUrls) -> str | None:
    """Return what a room's link carries; None if the address is no such link of ours."""
    try:
        url = URL(address if "://" in address else f"https://{address}")
    except ValueError:
        return None
    token = url.query.get("startapp")
    return token if token and str(url) == urls.to(token) else None
