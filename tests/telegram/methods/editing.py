"""Messages that the bot edits: its own, those of others in a channel, and those sent via it."""

from typing import Any

from tests.telegram.communities import Community
from tests.telegram.markup import read_inline
from tests.telegram.messages import Message, Photo
from tests.telegram.methods.access import chat_of, check_reach
from tests.telegram.methods.content import read_caption, read_photo, read_text
from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request
from tests.telegram.world import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_text(world: World, params: Params) -> Object | bool:
    message = _target(world, params)
    if message.photo:
        raise bad_request("there is no text in the message to edit")
    return _change(world, params, message, **read_text(params))


def edit_caption(world: World, params: Params) -> Object | bool:
    message = _target(world, params)
    if not message.photo:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, params, message, **read_caption(params))


def edit_media(world: World, params: Params) -> Object | bool:
    """A text message becomes one with a picture."""
    message = _target(world, params)
    media = params.object("media")
    if media is None or media.get("type") != "photo":
        raise bad_request("wrong parameter media in request: only photos are known here")
    given = Params(media, params.files)
    given.ignore("type")
    words = read_caption(given)
    photo = read_photo(given, world, "media")
    params.unread |= given.unread
    words |= {"text": None, "link_preview_options": None, "photo": photo}
    return _change(world, params, message, **words)


def edit_markup(world: World, params: Params) -> Object | bool:
    return _change(world, params, _target(world, params))


def _target(world: World, params: Params) -> Message:
    inline_id = params.get("inline_message_id")
    if inline_id is not None:
        posted = world.inline_messages.get(inline_id)
        if posted is None or posted not in posted.chat.messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return posted
    chat = chat_of(world, params)
    check_reach(chat)
    message = chat.find(params.required_integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    may_edit_others = isinstance(chat, Community) and (
        chat.type == "channel" and chat.bot.has_right("can_edit_messages")
    )
    is_editable = message.is_from_bot or (may_edit_others and not message.forward_origin)
    is_fixed = message.service or set(message.reply_markup or {}) - {"inline_keyboard"}
    if not is_editable or is_fixed:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, params: Params, message: Message, **values: Any) -> Object | bool:
    """Change the content and the keyboard together: one that is not given is taken away."""
    is_inline = params.get("inline_message_id") is not None
    markup = read_inline(params, world, "inline" if is_inline else message.chat.type)
    if message.media_group_id and (markup or not values):
        raise bad_request("message can't be edited")
    values["reply_markup"] = markup
    if all(_settled(getattr(message, name)) == _settled(new) for name, new in values.items()):
        raise bad_request(SAME)
    message.change(world.now_s(), **values)
    world.pulse.beat()
    return True if is_inline else message.as_api()


def _settled(value: Any) -> Any:
    """Return what tells one state from another: a picture from the same address is the same."""
    return (value.url or value.file_id) if isinstance(value, Photo) else value


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
}
