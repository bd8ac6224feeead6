"""Messages that the bot sends, copies and deletes."""

from typing import Any

from tests.telegram.chats import Chat
from tests.telegram.communities import Community
from tests.telegram.markup import read_markup
from tests.telegram.messages import Message
from tests.telegram.methods.access import chat_of, check_may_send, check_reach
from tests.telegram.methods.content import read_caption, read_photo, read_text
from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World

DELETABLE_S = 48 * 3600
ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note"}
    | {"upload_video_note"}
)


def send_message(world: World, params: Params) -> Object:
    chat, where = _place(world, params, "text messages")
    message = _post(chat, **where, **read_text(params))
    return message.as_api()


def send_photo(world: World, params: Params) -> Object:
    chat, where = _place(world, params, "photos")
    words = read_caption(params)
    message = _post(chat, **where, **words, photo=read_photo(params, world, "photo"))
    return message.as_api()


def copy_message(world: World, params: Params) -> Object:
    source = chat_of(world, params, "from_chat_id")
    original = source.find(params.required_integer("message_id"))
    has_photo = bool(original and original.photo)
    chat, where = _place(world, params, "photos" if has_photo else "text messages")
    check_reach(source)
    if original is None:
        raise bad_request("message to copy not found")
    if original.service:
        raise bad_request("message can't be copied")
    fields: dict[str, Any] = {
        "text": original.text,
        "caption": original.caption,
        "entities": list(original.entities),
        "photo": original.photo,
        "link_preview_options": original.link_preview_options,
    }
    if params.get("caption") is not None:
        fields |= read_caption(params)
    return {"message_id": _post(chat, **where, **fields).message_id}


def delete_message(world: World, params: Params) -> bool:
    chat = chat_of(world, params)
    check_reach(chat)
    message = chat.find(params.required_integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_admin = isinstance(chat, Community) and chat.bot.has_right("can_delete_messages")
    is_late = world.now_s() - message.date_s > DELETABLE_S
    is_own = message.is_from_bot or chat.type == "private"
    if not is_admin and (is_late or not is_own):
        raise bad_request("message can't be deleted for everyone")
    chat.remove(message)
    return True


def send_chat_action(world: World, params: Params) -> bool:
    chat = chat_of(world, params)
    check_reach(chat)
    params.ignore("message_thread_id")
    action = params.choice("action", ACTIONS)
    if action is None:
        raise bad_request("wrong parameter action in request")
    world.chat_actions.append((chat.id, action))
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    chat = chat_of(world, params)
    check_reach(chat)
    message = chat.find(params.required_integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    params.ignore("is_big")
    reactions = params.array("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(r.get("type") != "emoji" or not r.get("emoji") for r in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    return True


def _place(world: World, params: Params, what: str) -> tuple[Chat, dict[str, Any]]:
    """Return the chat, and the fields that say where in it and under what the message will be."""
    chat = chat_of(world, params)
    thread_id = params.integer("message_thread_id")
    reply_to = _answered(world, params, chat)
    if thread_id is None and reply_to is not None:
        thread_id = reply_to.thread_id
    check_may_send(chat, what, thread_id)
    params.ignore("disable_notification", "protect_content", "message_effect_id")
    markup = read_markup(params, world, chat.type)
    return chat, {"thread_id": thread_id, "reply_to": reply_to, "reply_markup": markup}


def _answered(world: World, params: Params, chat: Chat) -> Message | None:
    """Return the message that is answered, if it is still there or has to be."""
    reply = params.object("reply_parameters") or {}
    message_id = reply.get("message_id", params.integer("reply_to_message_id"))
    may_be_gone = reply.get("allow_sending_without_reply", False)
    may_be_gone = params.flag("allow_sending_without_reply") or may_be_gone
    if message_id is None:
        return None
    place = world.chat_by(reply["chat_id"]) if "chat_id" in reply else chat
    message = place.find(int(message_id)) if place else None
    if message is None and not may_be_gone:
        raise bad_request("message to be replied not found")
    return message


def _post(chat: Chat, **fields: Any) -> Message:
    author = {"author_chat": chat} if chat.type == "channel" else {"sender": chat.world.bot}
    return chat.post(**author, **fields, is_from_bot=True)


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "copyMessage": copy_message,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
