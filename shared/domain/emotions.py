"""What people may feel, and how a phone lets it be felt: one table."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

MAX_SET = 8
"""Emotions of one room: as many as a thumb reaches in one row."""


class Haptic(StrEnum):
    """
    A touch as phones know it: its kind, then its style.

    Source: core.telegram.org/bots/webapps, HapticFeedback.
    """

    IMPACT_LIGHT = "impact light"
    IMPACT_MEDIUM = "impact medium"
    IMPACT_HEAVY = "impact heavy"
    IMPACT_RIGID = "impact rigid"
    IMPACT_SOFT = "impact soft"
    NOTIFICATION_SUCCESS = "notification success"
    NOTIFICATION_WARNING = "notification warning"
    NOTIFICATION_ERROR = "notification error"
    SELECTION = "selection"


HAPTICS: Mapping[str, Haptic] = MappingProxyType(
    {
        "❤️": Haptic.IMPACT_SOFT,
        "🔥": Haptic.IMPACT_MEDIUM,
        "😂": Haptic.NOTIFICATION_SUCCESS,
        "😱": Haptic.IMPACT_RIGID,
        "💀": Haptic.IMPACT_HEAVY,
    }
)

EMOTIONS = tuple(HAPTICS)
"""What a room has as long as its owner has chosen nothing else."""


def haptics_of(emotions: Iterable[str]) -> dict[str, Haptic]:
    """Return how each is felt; what a room has chosen for itself is felt lightly."""
    return {emotion: HAPTICS.get(emotion, Haptic.IMPACT_LIGHT) for emotion in emotions}
