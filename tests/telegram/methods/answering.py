"""Answers to pressed buttons and inline queries, and messages prepared for Mini Apps to share."""

import re
from typing import Any

from tests.telegram.inline import Prepared
from tests.telegram.links import check_app_url, check_url
from tests.telegram.markup import checked_inline
from tests.telegram.methods.access import user_of
from tests.telegram.methods.content import photo_from, read_caption, read_text
from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World

LONGEST_TOAST = 200
MOST_RESULTS = 50
LONGEST_ID = 64
PREPARED_S = 600
RESULTS = frozenset(
    {"article", "photo", "gif", "mpeg4_gif", "video", "audio", "voice", "document", "location"}
    | {"venue", "contact", "game", "sticker"}
)
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Params) -> bool:
    press = world.presses.get(str(params.get("callback_query_id")))
    if press is None:
        raise bad_request(TOO_OLD)
    answer = {
        "text": params.text("text", longest=LONGEST_TOAST),
        "show_alert": params.flag("show_alert"),
        "url": params.get("url"),
    }
    params.ignore("cache_time")
    if answer["url"]:
        check_url(answer["url"], world)
    if press.answer not in (None, answer):
        raise bad_request(TOO_OLD)
    press.answer = answer
    return True


def answer_inline_query(world: World, params: Params) -> bool:
    asked = world.inline_asked.get(str(params.get("inline_query_id")))
    results = params.array("results")
    if asked is None or asked.answer:
        raise bad_request(TOO_OLD)
    if results is None:
        raise bad_request('parameter "results" is required')
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_checked(world, result) for result in results]
    if len({result["id"] for result in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.text("next_offset", longest=LONGEST_ID) or ""
    if len(next_offset.encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    asked.answer = {
        "results": checked,
        "cache_time": params.integer("cache_time", least=0),
        "is_personal": params.flag("is_personal"),
        "next_offset": next_offset,
        "button": _button(world, params.object("button")),
    }
    return True


def save_prepared_inline_message(world: World, params: Params) -> Object:
    user = user_of(world, params)
    result = params.object("result")
    where = frozenset(
        kind for kind in ("user", "bot", "group", "channel") if params.flag(f"allow_{kind}_chats")
    )
    if result is None:
        raise bad_request('parameter "result" is required')
    if not where:
        raise bad_request("PEER_TYPES_INVALID")
    prepared = Prepared(world.new_id(), user.id, _checked(world, result), where)
    world.prepared[prepared.id] = prepared
    return {"id": prepared.id, "expiration_date": world.now_s() + PREPARED_S}


def _checked(world: World, result: Any) -> Object:
    """Return a result together with the message that it would post."""
    if not isinstance(result, dict) or result.get("type") not in RESULTS:
        raise bad_request("can't parse inline query result: RESULT_TYPE_INVALID")
    result_id = result.get("id")
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article" and not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    if result["type"] == "article" and not result.get("input_message_content"):
        raise bad_request("MESSAGE_EMPTY")
    posted = _content(world, result)
    posted["reply_markup"] = checked_inline(result.get("reply_markup"), world, "inline")
    return {**result, "posted": posted}


def _content(world: World, result: Object) -> dict[str, Any]:
    given = result.get("input_message_content")
    if given is not None:
        return read_text(Params(given, {}), "message_text")
    words = read_caption(Params(result, {}))
    if result["type"] != "photo":
        return words
    if not result.get("photo_url") or not result.get("thumbnail_url"):
        raise bad_request("PHOTO_URL_INVALID: photo_url and thumbnail_url are required")
    return {**words, "photo": photo_from(result["photo_url"], world)}


def _button(world: World, button: Object | None) -> Object | None:
    """Check the button above the results."""
    if button is None:
        return None
    if not button.get("text") or ("web_app" in button) is ("start_parameter" in button):
        raise bad_request("BUTTON_INVALID")
    if "web_app" in button:
        check_app_url(button["web_app"].get("url"), world)
    elif not START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
    return button


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "savePreparedInlineMessage": save_prepared_inline_message,
}
