"""What a room is when it is made."""

from shared.domain.capacity import default_capacity
from shared.domain.context import Context, new_item
from shared.domain.lines import one_line
from shared.domain.managing_commands import MAX_TITLE
from shared.domain.playback import Playback
from shared.domain.room import Chat, Room, Visibility


def new_room(
    room_id: str,
    ctx: Context,
    *,
    title: str = "",
    visibility: Visibility = Visibility.LINK,
    chat: Chat | None = None,
    capacity: int | None = None,
    starts_at_ms: int | None = None,
) -> Room:
    """
    Return a room of the asker's, with the context's media, if any, waiting at its start.

    Args:
        capacity: How many people it holds; by default, what fits where it belongs.
        starts_at_ms: When the media is to start by itself.

    Raises:
        UnsupportedMedia: If the media is nothing to play.
    """
    current = new_item(ctx) if ctx.media else None
    position = float(ctx.media.start or 0) if ctx.media else 0.0
    return Room(
        id=room_id,
        owner_id=ctx.user_id,
        title=one_line(title, limit=MAX_TITLE),
        visibility=visibility,
        chat=chat,
        capacity=capacity or default_capacity(is_of_chat=chat is not None),
        current=current,
        playback=Playback(
            position,
            paused=starts_at_ms is None,
            updated_at_ms=ctx.now_ms if starts_at_ms is None else starts_at_ms,
        ),
        created_at_ms=ctx.now_ms,
    )
