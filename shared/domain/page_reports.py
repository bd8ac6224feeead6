"""What pages tell by themselves; read as ``commands.py``."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from shared.domain.fields import ItemId
from shared.domain.page_state import ReportState
from shared.domain.permissions import Permission
from shared.domain.sync_report import ReportSync


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


PageReport = ReportFailure | ReportStall | ReportState | ReportSync
