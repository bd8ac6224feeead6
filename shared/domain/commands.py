"""
What may be asked of a room. Imperative names; the class is the wire schema.

Commands are absolute and name what the sender saw, so that a repeated or late one does no harm:
the second "skip" of two impatient people names an item that is no longer on.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from shared.domain.capacity import Capacity
from shared.domain.emotions import MAX_SET
from shared.domain.fields import MAX_MESSAGE_ID, ItemId, MessageId, Url, UserId
from shared.domain.hold import Patience
from shared.domain.media import Media
from shared.domain.moderation_commands import ModerationCommand
from shared.domain.page_state import ReportState
from shared.domain.people import MAX_NAME
from shared.domain.permissions import Permission, Role
from shared.domain.queue_commands import (
    AddPlaylist,
    AddToQueue,
    QueueCommand,
    Suggest,
    SuggestionCommand,
    VoteSkip,
)
from shared.domain.reporting import Report
from shared.domain.room import Chat, Visibility
from shared.domain.sync_report import ReportSync

MAX_POSITION = 1_000_000
"""Seconds; eleven days, longer than any one video, short enough to stay exact as a float."""
MAX_TITLE = 100
"""Characters; two lines on a phone."""
MAX_MESSAGE = 4000
"""Characters; Telegram's own messages hold 4,096."""
MAX_NONCE = 36
"""Characters; a UUID has as many."""
MAX_MENTIONS = 10
"""People called by one message; who means more of them means everybody."""
MAX_EMOTION = 10
"""Characters of one emotion; the longest emoji, a kiss of two skin tones, has as many."""

Seconds = Annotated[float, Ge(0), Le(MAX_POSITION)]
Emotion = Annotated[str, MinLen(1), MaxLen(MAX_EMOTION)]
ActionId = Annotated[int, Ge(1), Le(MAX_MESSAGE_ID)]


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
class Play:
    """Start the playhead where it stands."""

    needs: ClassVar = Permission.CONTROL


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold the playhead where it stands."""

    needs: ClassVar = Permission.CONTROL


@dataclass(frozen=True, slots=True)
class Seek:
    """Move the playhead to a position in seconds."""

    needs: ClassVar = Permission.CONTROL

    position: Seconds


@dataclass(frozen=True, slots=True)
class SetRate:
    """Change the playback rate, 0.25 to 2."""

    needs: ClassVar = Permission.CONTROL

    rate: Annotated[float, Ge(0.25), Le(2)]


@dataclass(frozen=True, slots=True)
class Load:
    """Put a video on for everyone, now."""

    needs: ClassVar = Permission.CONTROL

    url: Url


@dataclass(frozen=True, slots=True)
class PlayItem:
    """Put an item of the queue on, now."""

    needs: ClassVar = Permission.CONTROL

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class Skip:
    """Go on to the next item of the queue, if the named one is still on."""

    needs: ClassVar = Permission.CONTROL

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class ItemEnded:
    """Say that the named item has played to its end."""

    needs: ClassVar = Permission.CONTROL

    item_id: ItemId


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the room a name; an empty one takes it away."""

    needs: ClassVar = Permission.MANAGE

    title: Annotated[str, MaxLen(MAX_TITLE)]


@dataclass(frozen=True, slots=True)
class SetVisibility:
    """Decide who may find the room and who may enter it."""

    needs: ClassVar = Permission.MANAGE

    visibility: Visibility


@dataclass(frozen=True, slots=True)
class SetRole:
    """Make a person an admin, or a viewer again."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId
    role: Literal[Role.ADMIN, Role.VIEWER]


@dataclass(frozen=True, slots=True)
class SetDeputy:
    """Name who leads the room while its owner is away; null names nobody."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId | None


@dataclass(frozen=True, slots=True)
class SetGrant:
    """Decide from which role on something is allowed. Managing stays the owner's."""

    needs: ClassVar = Permission.MANAGE

    permission: Literal[
        Permission.CONTROL,
        Permission.QUEUE,
        Permission.SUGGEST,
        Permission.CHAT,
        Permission.EMOTE,
        Permission.INVITE,
        Permission.MODERATE,
    ]
    role: Role


@dataclass(frozen=True, slots=True)
class TransferRoom:
    """Make somebody else the owner; whoever was it stays an admin."""

    needs: ClassVar = Permission.MANAGE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class SetCapacity:
    """Decide how many people the room holds. Whoever is inside stays."""

    needs: ClassVar = Permission.MANAGE

    capacity: Capacity


@dataclass(frozen=True, slots=True)
class SetPatience:
    """Decide whether the room stops for those whose video has stalled."""

    needs: ClassVar = Permission.MANAGE

    patience: Patience


@dataclass(frozen=True, slots=True)
class SetEmotions:
    """Choose what people here may feel: one to eight emoji, in the order they are offered."""

    needs: ClassVar = Permission.MANAGE

    emotions: Annotated[tuple[Emotion, ...], MinLen(1), MaxLen(MAX_SET)]


@dataclass(frozen=True, slots=True)
class RevokeLinks:
    """Make every link issued so far worthless."""

    needs: ClassVar = Permission.MANAGE


@dataclass(frozen=True, slots=True)
class Close:
    """End the room for good; nobody can enter it any more."""

    needs: ClassVar = Permission.MANAGE


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
class ActionHistory:
    """Ask who did what, the newest first or older than one; answered with `actions`, `has_more`."""

    needs: ClassVar = Permission.MODERATE

    before: ActionId | None = None


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


@dataclass(frozen=True, slots=True)
class ReportFailure:
    """Tell the room that the named item does not play here, and why."""

    needs: ClassVar = Permission.CHAT

    item_id: ItemId
    reason: Literal[
        "embedding_forbidden", "not_found", "unsupported", "network", "unanswered", "unknown"
    ]


@dataclass(frozen=True, slots=True)
class ReportStall:
    """
    Tell that this page cannot go on with the named item, or can again.

    Said at once, but only where the room waits, and by pages that have kept up with it so far.
    """

    needs: ClassVar = None

    item_id: ItemId
    is_stalled: bool


RoomCommand = (
    Play
    | Pause
    | Seek
    | SetRate
    | Load
    | PlayItem
    | Skip
    | ItemEnded
    | VoteSkip
    | QueueCommand
    | SuggestionCommand
    | Rename
    | SetVisibility
    | SetRole
    | SetDeputy
    | TransferRoom
    | SetGrant
    | ModerationCommand
    | SetCapacity
    | SetPatience
    | SetEmotions
    | RevokeLinks
    | Close
)
"""What changes the room."""

LookUp = Load | AddToQueue | AddPlaylist | Suggest
"""What names an address, which may have to be asked what it is."""

ChatCommand = SendMessage | DeleteMessage | DeleteMessages | Typing | History | Report
"""What is said beside the room, to those in it or to those who run the service."""

PageReport = ReportFailure | ReportStall | ReportState | ReportSync
"""What pages tell by themselves."""

Command = RoomCommand | ChatCommand | ActionHistory | SendEmotion | PageReport
"""What people may ask; nothing else is parsed."""


@dataclass(frozen=True, slots=True)
class Describe:
    """Fill in what has been found out about an item."""

    item_id: str
    media: Media


@dataclass(frozen=True, slots=True)
class HonourLink:
    """Give the role that a verified link carries."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class Wake:
    """Hold the playhead where it was when the room was last watched, if that is long ago."""

    seen_at_ms: int


@dataclass(frozen=True, slots=True)
class HoldFor:
    """
    Let the room stand still for these people, in ascending order; for nobody, it goes on.

    Attributes:
        lead_ms: How long everybody needs to be ready for a start.
    """

    user_ids: tuple[int, ...]
    lead_ms: int


@dataclass(frozen=True, slots=True)
class HonourChat:
    """Make an admin of who administers the room's chat, or a viewer again of who no longer does."""

    user_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class TieToChat:
    """Note which chat the room belongs to: a group that grew has another id."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class Forget:
    """Take every trace of a person out of the room."""

    user_id: int


@dataclass(frozen=True, slots=True)
class CloseByService:
    """End the room for good, by those who run the service."""

    reason: str


SystemCommand = (
    CloseByService | Describe | Forget | HoldFor | HonourChat | HonourLink | TieToChat | Wake
)
"""What the program itself asks; never parsed from a client."""
