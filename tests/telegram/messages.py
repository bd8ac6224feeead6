"""A message as it stands in a chat."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.formatting import Entity

if TYPE_CHECKING:
    from tests.telegram.chats import Chat
    from tests.telegram.people import User

Object = dict[str, Any]
Button = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Photo:
    """
    Attributes:
        url: Where it was taken from; None for an upload.
    """

    file_id: str
    content: bytes
    url: str | None = None

    @property
    def path(self) -> str:
        return f"photos/{self.file_id}.jpg"

    def as_api(self) -> Object:
        sizes = {"width": 1280, "height": 720, "file_size": len(self.content)}
        return {"file_id": self.file_id, "file_unique_id": self.file_id[-12:], **sizes}


@dataclass(eq=False)
class Message:
    """
    Attributes:
        sender: None for a post of a channel.
        author_chat: The chat in whose name it was written: of a post, or of an anonymous admin.
        entities: Of the text or the caption.
        reply_markup: As given: an inline keyboard, or a reply keyboard.
        service: What happened, for a message that nobody wrote, by the names of the Bot API.
        inline_message_id: If it was posted via the bot and has a keyboard.
        edits: Earlier states, the first one first.
    """

    chat: Chat
    message_id: int
    date_s: int
    sender: User | None = None
    author_chat: Chat | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] = field(default_factory=list)
    photo: Photo | None = None
    reply_markup: Object | None = None
    reply_to: Message | None = None
    thread_id: int | None = None
    link_preview_options: Object | None = None
    media_group_id: str | None = None
    via_bot: User | None = None
    forward_origin: Object | None = None
    service: Object = field(default_factory=dict)
    inline_message_id: str | None = None
    edit_date_s: int | None = None
    is_from_bot: bool = False
    edits: list[Message] = field(default_factory=list)
    reactions: list[Object] = field(default_factory=list)

    @property
    def keyboard(self) -> list[list[Button]]:
        """The rows of buttons, inline or of a reply keyboard."""
        markup = self.reply_markup or {}
        rows: list[list[Button]] = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return rows

    def button(self, which: str | tuple[int, int]) -> Button:
        """
        Args:
            which: Its text, or its row and column.
        """
        if isinstance(which, tuple):
            return self.keyboard[which[0]][which[1]]
        found = [button for row in self.keyboard for button in row if button["text"] == which]
        texts = [[button["text"] for button in row] for row in self.keyboard]
        assert found, f"no button {which!r} among {texts}"
        return found[0]

    def entity_texts(self, kind: str) -> list[str]:
        """Return the parts of the text that are entities of a kind, e.g. ``url``."""
        raw = (self.text or self.caption or "").encode("utf-16-le")
        places = [
            (e["offset"], e["offset"] + e["length"]) for e in self.entities if e["type"] == kind
        ]
        return [raw[2 * start : 2 * end].decode("utf-16-le") for start, end in places]

    def change(self, at_s: int, **values: Any) -> None:
        """Edit; the state before is kept."""
        earlier = copy.copy(self)
        earlier.edits = []
        self.edits.append(earlier)
        for name, value in values.items():
            setattr(self, name, value)
        self.edit_date_s = at_s

    def as_api(self, *, has_reply: bool = True) -> Object:
        words = "text" if self.text is not None else "caption"
        is_inline = self.reply_markup and self.reply_markup.get("inline_keyboard")
        fields = {
            "message_id": self.message_id,
            "date": self.date_s,
            "edit_date": self.edit_date_s,
            "chat": self.chat.as_api(),
            "from": self.sender and self.sender.as_api(),
            "sender_chat": self.author_chat and self.author_chat.as_api(),
            "message_thread_id": self.thread_id,
            "is_topic_message": self.thread_id is not None or None,
            words: self.text if self.text is not None else self.caption,
            "entities" if words == "text" else "caption_entities": self.entities or None,
            "photo": self.photo and [self.photo.as_api()],
            "reply_markup": self.reply_markup if is_inline else None,
            "reply_to_message": (
                self.reply_to.as_api(has_reply=False) if self.reply_to and has_reply else None
            ),
            "link_preview_options": self.link_preview_options,
            "media_group_id": self.media_group_id,
            "via_bot": self.via_bot and self.via_bot.as_api(),
            "forward_origin": self.forward_origin,
            **self.service,
        }
        return {name: value for name, value in fields.items() if value is not None}
