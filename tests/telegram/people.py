"""People, and what they do in Telegram: it takes effect, and is told to the bot, at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.telegram.chats import Chat, PrivateChat
from tests.telegram.communities import Community
from tests.telegram.formatting import parse_html, trimmed, with_found
from tests.telegram.inline import InlineAsked, Prepared
from tests.telegram.messages import Message, Object
from tests.telegram.refusals import NotOffered
from tests.telegram.sharing import check_offered, grant_rights

if TYPE_CHECKING:
    from tests.telegram.world import World

LINKS_ONLY = {"text", "url", "login_url", "style", "icon_custom_emoji_id"}
"""What every button of a keyboard may have for a forwarded message to keep the keyboard."""


@dataclass(eq=False)
class User:
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_api(self) -> Object:
        user = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {name: value for name, value in user.items() if value is not None}


@dataclass(eq=False)
class Press:
    """
    Attributes:
        answer: The parameters of the answerCallbackQuery; None until it came.
    """

    id: str
    person: Person
    data: str
    answer: Object | None = None


class Person(User):
    """
    Attributes:
        chat: With the bot.
    """

    def __init__(
        self, world: World, user_id: int, name: str, username: str | None, language: str | None
    ) -> None:
        super().__init__(user_id, name, username, language)
        self._world = world
        self.chat = PrivateChat(world, self)

    def writes(
        self,
        text: str,
        to: Chat | None = None,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        photo: bool = False,
        is_html: bool = False,
        is_anonymous: bool = False,
        as_forward_of: Message | None = None,
    ) -> Message:
        """
        Args:
            to: The chat with the bot, if no other.
            photo: Whether the text is the caption of a picture.
            is_html: Whether the text is formatted, e.g. has links behind words.
            is_anonymous: Whether the group speaks, and not its administrator.
            as_forward_of: What is forwarded; its text and picture go with it.
        """
        chat = to or self.chat
        self._may_write(chat)
        fields: dict[str, Any] = {"reply_to": reply_to, "thread_id": thread}
        if is_anonymous:
            fields |= {"sender": self._world.anonymous, "author_chat": chat}
        else:
            fields["sender"] = self
        if as_forward_of:
            return chat.post(**fields, **_forwarded(as_forward_of))
        return chat.post(**fields, **self._words(text, photo, is_html))

    def posts(
        self, text: str, channel: Community, *, photo: bool = False, media_group: str | None = None
    ) -> Message:
        """Post in a channel; posts of one media group are an album."""
        if not channel.member(self).has_right("can_post_messages"):
            raise NotOffered(f"{self.first_name} may not post in {channel.title}")
        words = self._words(text, photo or media_group is not None)
        return channel.post(author_chat=channel, media_group_id=media_group, **words)

    def edits(self, message: Message, text: str) -> None:
        words = self._words(text, message.photo is not None)
        message.chat.edit(message, **{**words, "photo": message.photo})

    def deletes(self, message: Message) -> None:
        message.chat.remove(message)

    def presses(self, message: Message, button: str | tuple[int, int]) -> Any:
        """Return a :class:`Press`, the address of a link or an app, or the message of a key."""
        assert message in message.chat.messages, "the message is gone"
        pressed = message.button(button)
        if "callback_data" in pressed:
            return self._world.ask_back(self, message, pressed["callback_data"])
        if "web_app" in pressed:
            return pressed["web_app"]["url"]
        if "keyboard" in (message.reply_markup or {}):
            assert "request_chat" not in pressed, "use shares_chat"
            return self.writes(pressed["text"], message.chat)
        return pressed.get("url", pressed)

    def shares_chat(self, chat: Community, message: Message) -> Message:
        """
        Choose a chat by the request-chat key of a message's keyboard.

        Raises:
            NotOffered: If the key does not ask for such a chat, or not from such a person.
        """
        keys = [key.get("request_chat") for row in message.keyboard for key in row]
        request = next(k for k in keys if k and k["chat_is_channel"] is (chat.type == "channel"))
        check_offered(request, chat, self)
        grant_rights(request, chat, self)
        shared: Object = {"request_id": request["request_id"], "chat_id": chat.id}
        if request.get("request_title"):
            shared["title"] = chat.title
        if request.get("request_username") and chat.username:
            shared["username"] = chat.username
        return self.chat.post(sender=self, service={"chat_shared": shared})

    def asks_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> InlineAsked:
        """Type the bot's name and something in a chat of some type."""
        return self._world.ask_inline(self, query, offset, chat_type)

    def chooses(self, asked: InlineAsked, result_id: str, to: Chat) -> Message:
        """Post one of the results that the bot offered."""
        assert asked.answer, "the bot has not answered"
        result = next(r for r in asked.answer["results"] if r["id"] == result_id)
        return self._world.post_result(self, result, to, asked)

    def shares_prepared(self, prepared: Prepared, to: Chat) -> Message:
        """Post what the bot prepared for the person's Mini App to share."""
        assert prepared.user_id == self.id, "prepared for somebody else"
        return self._world.post_result(self, prepared.result, to)

    def blocks_bot(self) -> None:
        self.chat.block(True)

    def unblocks_bot(self) -> None:
        self.chat.block(False)

    def _may_write(self, chat: Chat) -> None:
        if isinstance(chat, Community):
            if not chat.member(self).is_in or chat.upgraded_to:
                raise NotOffered(f"{self.first_name} is not in {chat.title}")
        elif isinstance(chat, PrivateChat):
            if chat.is_blocked:
                raise NotOffered(f"{self.first_name} has blocked the bot")
            chat.is_started = chat.is_started or chat is self.chat

    def _words(self, text: str, has_photo: bool, is_html: bool = False) -> dict[str, Any]:
        plain, marked = parse_html(text) if is_html else trimmed(text, [])
        entities = with_found(plain, marked)
        if has_photo:
            return {"caption": plain, "entities": entities, "photo": self._world.new_photo()}
        return {"text": plain, "entities": entities}


def _forwarded(message: Message) -> dict[str, Any]:
    origin: Object = {"date": message.date_s}
    if message.author_chat:
        place = {"chat": message.chat.as_api(), "message_id": message.message_id}
        origin |= {"type": "channel", **place}
    else:
        assert message.sender
        origin |= {"type": "user", "sender_user": message.sender.as_api()}
    keeps = all(set(button) <= LINKS_ONLY for row in message.keyboard for button in row)
    return {
        "text": message.text,
        "caption": message.caption,
        "entities": list(message.entities),
        "photo": message.photo,
        "reply_markup": message.reply_markup if keeps else None,
        "forward_origin": origin,
    }
