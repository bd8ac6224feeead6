"""The updates that wait for the bot."""

from dataclasses import dataclass
from typing import Any

from tests.telegram.pulse import Pulse

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
        "subscription",
        "stopped_message_generation",
    }
)
"""Bot API 10.3."""

ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""What is sent only to those who name it in ``allowed_updates``."""

FIRST_ID = 700_000_001


@dataclass(frozen=True, slots=True)
class Update:
    """
    Attributes:
        line: Updates of one line come in order: those of a chat, else of a person.
    """

    id: int
    kind: str
    payload: dict[str, Any]
    line: int

    def as_api(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.payload}


class Updates:
    """
    Attributes:
        allowed: As the last getUpdates or setWebhook had it; it applies to what happens later.
        sent: Every update that the bot was to get, ever.
    """

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self.allowed = KINDS - ASKED_FOR
        self.waiting: list[Update] = []
        self.sent: list[Update] = []

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Let the bot know, if it asked for updates of the kind."""
        if kind in self.allowed:
            line = payload.get("chat") or payload.get("message", {}).get("chat") or payload["from"]
            update = Update(FIRST_ID + len(self.sent), kind, payload, line["id"])
            self.sent.append(update)
            self.waiting.append(update)
        self._pulse.beat()

    def allow(self, kinds: list[str] | None) -> None:
        """None leaves it as it was; an empty list is the default."""
        if kinds is not None:
            # Telegram passes over names that it does not know.
            self.allowed = (KINDS & set(kinds)) or (KINDS - ASKED_FOR)

    def confirm(self, update: Update) -> None:
        """It has arrived."""
        if update in self.waiting:
            self.waiting.remove(update)
            self._pulse.beat()

    def confirm_before(self, offset: int) -> None:
        """What getUpdates says by its offset; a negative one counts from the end."""
        if offset < 0:
            offset = self.waiting[offset].id if len(self.waiting) >= -offset else 0
        self.waiting = [update for update in self.waiting if update.id >= offset]
        self._pulse.beat()

    def drop(self) -> None:
        self.waiting.clear()
        self._pulse.beat()
