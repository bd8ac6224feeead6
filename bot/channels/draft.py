"""A post that is being composed, as it is kept between messages."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from shared.domain.media import Media


def fresh_room_id() -> str:
    return secrets.token_urlsafe(8)


@dataclass(frozen=True, slots=True)
class Draft:
    """
    Attributes:
        locale: Of the post.
        offset_min: The time zone that times are told in, minutes ahead of UTC.
        room_id: Of the room behind the button: chosen first, so that the preview has the button
            that the post will have.
        entities: Formatting of the caption, as the Bot API carries it.
        cover: A picture's file id or address; empty for none.
        is_cover_thumbnail: Whether the picture is the video's, and goes with it.
        starts_at_ms: When watching starts by itself; None if the room waits for its people.
        is_complete: Whether every question has been answered once.
        is_unsure: Whether an attempt to post it was begun and its outcome is not known.
    """

    channel_id: int
    channel_title: str
    locale: str
    offset_min: int
    room_id: str = field(default_factory=fresh_room_id)
    url: str = ""
    title: str = ""
    thumbnail_url: str = ""
    caption: str = ""
    entities: Sequence[Mapping[str, object]] = ()
    cover: str = ""
    is_cover_thumbnail: bool = False
    starts_at_ms: int | None = None
    is_complete: bool = False
    is_unsure: bool = False

    def after_refusal(self) -> "Draft":
        """Return what can be posted again: the room of the first attempt is closed."""
        return replace(self, room_id=fresh_room_id(), is_unsure=False)

    @classmethod
    def load(cls, values: Mapping[str, object]) -> "Draft":
        return _ADAPTER.validate_python(values)

    def dump(self) -> dict[str, object]:
        """Return what JSON can carry."""
        values: dict[str, object] = _ADAPTER.dump_python(self, mode="json")
        return values

    def with_media(self, media: Media) -> "Draft":
        """Another video is another room, and has another picture."""
        thumbnail_url = media.thumbnail_url or ""
        return replace(
            self,
            room_id=fresh_room_id(),
            url=media.url,
            title=media.title or "",
            thumbnail_url=thumbnail_url,
            cover=thumbnail_url if self.is_cover_thumbnail else self.cover,
        )

    def with_cover(self, cover: str, *, is_thumbnail: bool = False) -> "Draft":
        return replace(self, cover=cover, is_cover_thumbnail=is_thumbnail)

    def starting_at(self, at_ms: int | None) -> "Draft":
        """Another start is another room: an attempt to post may have made one with the former."""
        return replace(self, room_id=fresh_room_id(), starts_at_ms=at_ms)


_ADAPTER = TypeAdapter(Draft)
