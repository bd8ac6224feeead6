"""The room: a snapshot of everything that those in it share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.domain.capacity import DEFAULT_CAPACITY
from shared.domain.emotions import EMOTIONS
from shared.domain.hold import Hold, Patience
from shared.domain.permissions import DEFAULT_GRANTS, Permission, Role
from shared.domain.playback import Playback
from shared.domain.queue import Loop, QueueItem, Suggestion, Undo
from shared.domain.ready_check import ReadyCheck
from shared.domain.sanctions import Sanctions
from shared.domain.tolerance import DEFAULT_TOLERANCE_S

MAX_ADMINS = 50
"""People; a Telegram chat has as many administrators."""

MAX_TRUSTED = 50
"""People, for each right; beyond it, the right is better granted to everybody."""
MAX_HANDS = 20
"""Hands up at a time; more are not looked through."""

LINK_EPOCHS = 2**16
"""The epoch has two bytes in a link; after that many revocations it starts again."""


class Visibility(StrEnum):
    """Who may find the room and who may enter it."""

    PUBLIC = "public"
    """Shown in the gallery; anybody may enter."""
    LINK = "link"
    """Shown nowhere; whoever has its address may enter."""
    PRIVATE = "private"
    """Entered by a signed link, a role or an earlier visit; to others it does not exist."""


@dataclass(frozen=True, slots=True)
class Chat:
    """
    The Telegram chat that a room belongs to.

    Attributes:
        id: Telegram's; negative for groups and channels.
        is_members_only: Whether nobody else may enter, as in a private group.
    """

    id: int
    title: str
    is_members_only: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """
    Attributes:
        admins: Who has been made an admin, in ascending order; never the owner.
        deputy_id: Who leads while the owner is away.
        chat_admins: Who is an admin for being an administrator of the chat, in ascending order.
        trusted: Who may do what beyond their role, in ascending order.
        hands: Who asks to be let control, in the order they did.
        muted: Who may not speak.
        kicked: Who was put out a moment ago.
        banned: Who may not enter.
        slow_mode_s: Seconds between two messages of one viewer.
        filtered_words: What viewers' messages may not contain.
        capacity: How many people it holds; those who lead it find a place beyond that.
        patience: Whether it waits for those whose video has stalled.
        tolerance_s: From how many seconds off a page jumps instead of drawing near.
        emotions: What people may feel here, in the order it is offered.
        link_epoch: Links issued under an earlier epoch are revoked.
        current: What is on; it is not in the queue.
        hold: For whom it stands still; one that has ended no longer counts.
        ready_check: Whether everybody is ready; as with the hold.
        autoplay: Whether the next item starts when one has ended.
        suggestions: What viewers propose, in the order they did.
        skip_votes: Who is for skipping what is on, in ascending order.
        undo: The queue before its last change; None when another item went on since.
        closed_at_ms: When the room was closed for good; None while it is open.
        closed_reason: Why those who run the service closed it; empty if its owner did.
        version: Number of events applied so far; the cursor clients resume from.
    """

    id: str
    owner_id: int
    title: str = ""
    visibility: Visibility = Visibility.LINK
    admins: tuple[int, ...] = ()
    deputy_id: int | None = None
    chat: Chat | None = None
    chat_admins: tuple[int, ...] = ()
    grants: Mapping[Permission, Role] = field(default_factory=lambda: dict(DEFAULT_GRANTS))
    trusted: Mapping[Permission, tuple[int, ...]] = field(default_factory=dict)
    hands: tuple[int, ...] = ()
    muted: Sanctions = ()
    kicked: Sanctions = ()
    banned: Sanctions = ()
    slow_mode_s: int = 0
    filtered_words: tuple[str, ...] = ()
    capacity: int = DEFAULT_CAPACITY
    patience: Patience = Patience.AUTO
    tolerance_s: float = DEFAULT_TOLERANCE_S
    emotions: tuple[str, ...] = EMOTIONS
    link_epoch: int = 0
    current: QueueItem | None = None
    playback: Playback = field(default_factory=Playback)
    hold: Hold | None = None
    ready_check: ReadyCheck | None = None
    queue: tuple[QueueItem, ...] = ()
    autoplay: bool = True
    loop: Loop = Loop.OFF
    suggestions: tuple[Suggestion, ...] = ()
    skip_votes: tuple[int, ...] = ()
    undo: Undo | None = None
    created_at_ms: int = 0
    closed_at_ms: int | None = None
    closed_reason: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        # A room may have been written down before there was a permission.
        object.__setattr__(self, "grants", {**DEFAULT_GRANTS, **self.grants})

    def role_of(self, user_id: int) -> Role:
        """Return what a person has been made; anybody else is a viewer."""
        if user_id == self.owner_id:
            return Role.OWNER
        return Role.ADMIN if user_id in (*self.admins, *self.chat_admins) else Role.VIEWER

    def is_trusted(self, user_id: int, permission: Permission) -> bool:
        return user_id in self.trusted.get(permission, ())

    def hold_at(self, now_ms: int) -> Hold | None:
        """Return for whom it stands still at an instant; None if for nobody."""
        return self.hold if self.hold and now_ms < self.hold.until_ms else None

    def ready_check_at(self, now_ms: int) -> ReadyCheck | None:
        """Return what check there is at an instant; None if there is none."""
        check, playback = self.ready_check, self.playback
        plays = not playback.paused and not playback.is_ahead(now_ms)
        return check if check and not plays and now_ms < check.ends_ms else None

    def is_scheduled(self, now_ms: int) -> bool:
        """Return whether what is on is to start by itself, and people know when."""
        check = self.ready_check_at(now_ms)
        is_counted_down = check is not None and check.starts_at_ms is not None
        if self.current is None or self.hold_at(now_ms) or is_counted_down:
            return False
        return self.playback.is_scheduled(now_ms)

    @property
    def is_closed(self) -> bool:
        return self.closed_at_ms is not None
