"""What may be asked of a ready check; part of ``commands.py``."""

from dataclasses import dataclass
from typing import ClassVar

from shared.domain.fields import ItemId
from shared.domain.permissions import Permission


@dataclass(frozen=True, slots=True)
class StartReadyCheck:
    """Ask everybody whether they are ready; what plays is paused for it."""

    needs: ClassVar = Permission.CONTROL


@dataclass(frozen=True, slots=True)
class AnswerReadyCheck:
    """Say that one is ready, or not any more. When everybody is, the countdown begins."""

    needs: ClassVar = None

    check_id: ItemId
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class FinishReadyCheck:
    """Count down now, whoever is ready."""

    needs: ClassVar = Permission.CONTROL

    check_id: ItemId


@dataclass(frozen=True, slots=True)
class CancelReadyCheck:
    """End the check, or its countdown, without a start."""

    needs: ClassVar = Permission.CONTROL

    check_id: ItemId


ReadyCommand = StartReadyCheck | AnswerReadyCheck | FinishReadyCheck | CancelReadyCheck
