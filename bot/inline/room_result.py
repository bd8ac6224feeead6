"""A room as what people send to each other: found in inline mode, or shared from its page."""

from aiogram.types import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions

from bot.buttons import in_rows, link_button
from bot.room_words import headline, name_of
from bot.say import Say
from shared.domain.room import Room


def room_result(
    room: Room, link: str, say: Say, *, title: str = "", description: str = ""
) -> InlineQueryResultArticle:
    """
    Return a result for any chat, so its keyboard has nothing but a link.

    Args:
        title: In the list of results; the room's name by default.
        description: Under it.
    """
    return InlineQueryResultArticle(
        id=room.id,
        title=title or name_of(room, say),
        description=description or None,
        thumbnail_url=_thumbnail(room),
        input_message_content=InputTextMessageContent(
            message_text=say("bot_room_message", title=headline(room, say)),
            link_preview_options=_preview(room),
        ),
        reply_markup=in_rows(link_button(say("bot_watch_together"), link)),
    )


def _thumbnail(room: Room) -> str | None:
    return room.current.media.thumbnail_url if room.current else None


def _preview(room: Room) -> LinkPreviewOptions:
    """A picture, not the video: that would be watched in the chat, each for themselves."""
    picture = _thumbnail(room)
    if picture is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=picture, prefer_large_media=True, show_above_text=True)
