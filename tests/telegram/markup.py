"""
Keyboards under messages.

Source: core.telegram.org/bots/api#inlinekeyboardbutton, #keyboardbutton
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram.links import check_app_url, check_url
from tests.telegram.params import Params
from tests.telegram.refusals import bad_request

if TYPE_CHECKING:
    from tests.telegram.world import World

Object = dict[str, Any]

ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)
LOOKS = frozenset({"text", "style", "icon_custom_emoji_id"})
STYLES = frozenset({"danger", "success", "primary"})
REQUESTS = frozenset(
    {"request_users", "request_chat", "request_contact", "request_location", "request_poll"}
)
MOST_BUTTONS = 100
MOST_IN_ROW = 8
LONGEST_DATA = 64
"""In bytes of UTF-8."""
LONGEST_QUERY = 256
LONGEST_COPY = 256


def read_markup(params: Params, world: World, chat_type: str) -> Object | None:
    """Return the keyboard that a message is sent with."""
    markup = params.object("reply_markup")
    if markup is None or "inline_keyboard" in markup:
        return checked_inline(markup, world, chat_type)
    if "keyboard" in markup:
        if chat_type == "channel":
            raise bad_request("inline keyboard expected")
        _check_reply_keyboard(markup["keyboard"], world, chat_type)
    elif not (markup.get("remove_keyboard") is True or markup.get("force_reply") is True):
        raise bad_request("object expected as reply markup")
    return markup


def read_inline(params: Params, world: World, chat_type: str) -> Object | None:
    """Return the keyboard that a message is edited to: an edit knows no other kind."""
    markup = params.object("reply_markup")
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return checked_inline(markup, world, chat_type)


def checked_inline(markup: Object | None, world: World, chat_type: str) -> Object | None:
    """
    Args:
        chat_type: Where it will be; ``inline`` for what people post via the bot.
    """
    if markup is None:
        return None
    for row in _rows(markup.get("inline_keyboard"), "inline_keyboard"):
        for button in row:
            _check_inline_button(button, world, chat_type)
    return markup if any(markup["inline_keyboard"]) else None


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{name}" must be of type Array')
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _check_inline_button(button: Any, world: World, chat_type: str) -> None:
    _check_looks(button)
    actions = button.keys() & ACTIONS
    if unknown := button.keys() - ACTIONS - LOOKS:
        raise bad_request(f"inline keyboard buttons have no {sorted(unknown)}")
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID: more than one action")
    (action,) = actions
    value = button[action]
    if action == "url":
        check_url(value, world)
    elif action == "web_app":
        if chat_type != "private":
            raise bad_request("BUTTON_TYPE_INVALID")
        check_app_url(value.get("url"), world)
    elif action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "switch_inline_query_chosen_chat":
        _check_query(value.get("query", ""))
    elif action.startswith("switch_inline_query"):
        _check_query(value)
    elif action == "copy_text" and not 1 <= len(value.get("text", "")) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_query(value: Any) -> None:
    if not isinstance(value, str) or len(value) > LONGEST_QUERY:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_looks(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad_request("object expected as a button")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _check_reply_keyboard(rows: Any, world: World, chat_type: str) -> None:
    for row in _rows(rows, "keyboard"):
        for given in row:
            button: Object = {"text": given} if isinstance(given, str) else given
            _check_looks(button)
            requests = button.keys() & (REQUESTS | {"web_app"})
            if len(requests) > 1:
                raise bad_request("BUTTON_TYPE_INVALID: more than one action")
            if requests and chat_type != "private":
                raise bad_request("BUTTON_TYPE_INVALID")
            if "web_app" in button:
                check_app_url(button["web_app"].get("url"), world)
            if "request_chat" in button:
                _check_request(button["request_chat"])


def _check_request(request: Any) -> None:
    if not isinstance(request, dict) or not isinstance(request.get("request_id"), int):
        raise bad_request("request_id must be specified")
    if not isinstance(request.get("chat_is_channel"), bool):
        raise bad_request("chat_is_channel must be specified")
    wanted = request.get("bot_administrator_rights", {})
    asked_of_user = request.get("user_administrator_rights", {})
    if any(wants and not asked_of_user.get(right) for right, wants in wanted.items()):
        raise bad_request("USER_RIGHTS_MISSING: the bot's rights must be among the person's")
