"""What may be asked in order to keep a room in order; read as ``commands.py``."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MaxLen, MinLen

from shared.domain.fields import MAX_MESSAGE_ID, UserId
from shared.domain.permissions import Permission
from shared.domain.sanctions import LONGEST_S, MAX_REASON
from shared.domain.word_filter import MAX_WORD, MAX_WORDS

LONGEST_SLOW_MODE_S = 60 * 60
"""As in Telegram's groups: an hour."""
SHORTEST_SANCTION_S = 10
"""Less is over before it is noticed."""

SanctionSeconds = Annotated[int, Ge(SHORTEST_SANCTION_S), Le(LONGEST_S)]
ActionId = Annotated[int, Ge(1), Le(MAX_MESSAGE_ID)]
Reason = Annotated[str, MaxLen(MAX_REASON)]


@dataclass(frozen=True, slots=True)
class KickUser:
    """Put a person out of the room for a minute."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class BanUser:
    """Keep a person out of the room for some seconds; null is for good."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId
    for_s: SanctionSeconds | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class UnbanUser:
    """Let a person enter again."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class MuteUser:
    """Take a person's chat and emotions away for some seconds; null is for good."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId
    for_s: SanctionSeconds | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class UnmuteUser:
    """Let a person chat and feel again."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class SetSlowMode:
    """Decide how many seconds viewers wait between two messages; 0 is not at all."""

    needs: ClassVar = Permission.MODERATE

    interval_s: Annotated[int, Ge(0), Le(LONGEST_SLOW_MODE_S)]


@dataclass(frozen=True, slots=True)
class SetFilter:
    """Choose what viewers' messages may not contain; `*` at a word's end stands for the rest."""

    needs: ClassVar = Permission.MODERATE

    words: Annotated[tuple[Annotated[str, MinLen(1), MaxLen(MAX_WORD)], ...], MaxLen(MAX_WORDS)]


@dataclass(frozen=True, slots=True)
class SetTrust:
    """Let one person control or fill the queue, whatever their role, or no longer."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId
    permission: Literal[Permission.CONTROL, Permission.QUEUE]
    is_trusted: bool = True


@dataclass(frozen=True, slots=True)
class AskForControl:
    """Raise one's hand for being let control, or take it down."""

    needs: ClassVar = Permission.SUGGEST

    is_asking: bool = True


@dataclass(frozen=True, slots=True)
class DeclineControl:
    """Take a person's raised hand down."""

    needs: ClassVar = Permission.MODERATE

    user_id: UserId


@dataclass(frozen=True, slots=True)
class ActionHistory:
    """Ask who did what, the newest first or older than one; answered with `actions`, `has_more`."""

    needs: ClassVar = Permission.MODERATE

    before: ActionId | None = None


ModerationCommand = (
    KickUser
    | BanUser
    | UnbanUser
    | MuteUser
    | UnmuteUser
    | SetSlowMode
    | SetFilter
    | SetTrust
    | AskForControl
    | DeclineControl
)
