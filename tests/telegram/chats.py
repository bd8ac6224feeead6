"""A chat: the messages it holds, and which of them the bot gets to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram.messages import Message, Object

if TYPE_CHECKING:
    from tests.telegram.people import Person
    from tests.telegram.world import World


class Chat:
    """
    Attributes:
        messages: What it holds now, in order; what is deleted is gone.
    """

    type: str

    def __init__(self, world: World, chat_id: int) -> None:
        self.world = world
        self.id = chat_id
        self.username: str | None = None
        self.messages: list[Message] = []

    @property
    def title(self) -> str:
        raise NotImplementedError

    def as_api(self) -> Object:
        raise NotImplementedError

    def details(self) -> Object:
        """Return it as getChat does."""
        gifts = ("unlimited", "limited", "unique")
        return {
            **self.as_api(),
            "accent_color_id": self.id % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": {
                **{f"{kind}_gifts": False for kind in gifts},
                "premium_subscription": False,
                "gifts_from_channels": False,
            },
        }

    def find(self, message_id: int | None) -> Message | None:
        return next((m for m in self.messages if m.message_id == message_id), None)

    def from_bot(self) -> list[Message]:
        """Return what the bot has written and what is still there."""
        return [message for message in self.messages if message.is_from_bot]

    @property
    def last(self) -> Message:
        return self.messages[-1]

    def post(self, **fields: Any) -> Message:
        """Put a message into the chat; the bot gets an update if it is one that it sees."""
        message = Message(self, self.world.next_message_id(self), self.world.now_s(), **fields)
        self.messages.append(message)
        if not message.is_from_bot and self._bot_sees(message):
            self.world.updates.add(self._kind, message.as_api())
        self.world.pulse.beat()
        return message

    def edit(self, message: Message, **values: Any) -> None:
        """What a person does; the bot is not told of its own edits."""
        message.change(self.world.now_s(), **values)
        if not message.is_from_bot and self._bot_sees(message):
            self.world.updates.add(f"edited_{self._kind}", message.as_api())
        self.world.pulse.beat()

    def remove(self, message: Message) -> None:
        self.messages.remove(message)
        self.world.pulse.beat()

    @property
    def _kind(self) -> str:
        return "channel_post" if self.type == "channel" else "message"

    def _bot_sees(self, message: Message) -> bool:
        raise NotImplementedError


class PrivateChat(Chat):
    """
    Attributes:
        is_started: Whether the person ever wrote to the bot; before that, the bot cannot.
    """

    type = "private"

    def __init__(self, world: World, person: Person) -> None:
        super().__init__(world, person.id)
        self.person = person
        self.username = person.username
        self.is_started = False
        self.is_blocked = False

    @property
    def title(self) -> str:
        return self.person.first_name

    def as_api(self) -> Object:
        chat = {"id": self.id, "type": "private", "first_name": self.person.first_name}
        return chat | ({"username": self.username} if self.username else {})

    def block(self, is_blocked: bool) -> None:
        statuses = ("kicked", "member") if self.is_blocked else ("member", "kicked")
        self.is_blocked = is_blocked
        old, new = (
            {"status": status, "user": self.world.bot.as_api()}
            | ({"until_date": 0} if status == "kicked" else {})
            for status in statuses
        )
        change = {"old_chat_member": old, "new_chat_member": new}
        sender = {"chat": self.as_api(), "from": self.person.as_api()}
        self.world.updates.add("my_chat_member", {**sender, "date": self.world.now_s(), **change})

    def _bot_sees(self, message: Message) -> bool:
        return True
