"""What may be asked of the playhead, and of what is on; read as ``commands.py``."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge, Le

from shared.domain.fields import ItemId, Url
from shared.domain.permissions import Permission

MAX_POSITION = 1_000_000
"""Seconds; eleven days, longer than any one video, short enough to stay exact as a float."""

Seconds = Annotated[float, Ge(0), Le(MAX_POSITION)]


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


PlaybackCommand = Play | Pause | Seek | SetRate | Load | PlayItem | Skip | ItemEnded
