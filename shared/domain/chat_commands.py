"""What is said beside the room, in words and in emotions; read as ``commands.py``."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import MaxLen, MinLen

from shared.domain.fields import Emotion, MessageId, UserId
from shared.domain.people import MAX_NAME
from shared.domain.permissions import Permission
from shared.domain.reporting import Report

MAX_MESSAGE = 4000
"""Characters; Telegram's own messages hold 4,096."""
MAX_NONCE = 36
"""Characters; a UUID has as many."""
MAX_MENTIONS = 10
"""People called by one message; who means more of them means everybody."""


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Somebody called by a message.

    Attributes:
        name: What stands behind the @ in its text; guests are named in the writer's language.
    """

    user_id: UserId
    name: Annotated[str, MinLen(1), MaxLen(MAX_NAME)]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Say something in the chat. It is kept beside the room."""

    needs: ClassVar = Permission.CHAT

    text: Annotated[str, MinLen(1), MaxLen(MAX_MESSAGE)]
    reply_to: MessageId | None = None
    mentions: Annotated[tuple[Mention, ...], MaxLen(MAX_MENTIONS)] = ()
    nonce: Annotated[str, MinLen(1), MaxLen(MAX_NONCE)] | None = None


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """Take back one's own message, or as an admin that of somebody not above. Its line stays."""

    needs: ClassVar = None

    message_id: MessageId


@dataclass(frozen=True, slots=True)
class DeleteMessages:
    """Take back everything that a person has said here. The lines stay."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class Typing:
    """Hint that something is being written. It is kept nowhere."""

    needs: ClassVar = Permission.CHAT


@dataclass(frozen=True, slots=True)
class History:
    """Ask for the messages older than one; answered with `messages` and `has_more`."""

    needs: ClassVar = None

    before: MessageId


@dataclass(frozen=True, slots=True)
class SendEmotion:
    """
    Show a feeling to everyone. What is counted of it is when it was felt, not by whom.

    Attributes:
        is_live: Whether what is on has no end here; of that no curve is kept.
    """

    needs: ClassVar = Permission.EMOTE

    emotion: Emotion
    is_live: bool = False


ChatCommand = SendMessage | DeleteMessage | DeleteMessages | Typing | History | Report
"""What is said to those in the room, or to those who run the service."""
