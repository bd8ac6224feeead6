"""Buttons that lead into rooms: of the app in a private chat, plain links everywhere else."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo

from shared.invitations import InvitationUrls


def link_button(text: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, url=url)


def app_button(
    text: str, urls: InvitationUrls, *, token: str, path: str = "/"
) -> InlineKeyboardButton:
    """
    Return a button that opens the Mini App; for private chats only.

    Without https Telegram refuses such a button, and a link to the app takes its place.
    """
    url = urls.in_app(path, token=token or None)
    if url is None:
        return link_button(text, urls.to(token))
    return InlineKeyboardButton(text=text, web_app=WebAppInfo(url=url))


def in_rows(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """Return a keyboard with one button in a row."""
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])
