"""How many people a room holds."""

from typing import Annotated

from annotated_types import Ge, Le

MIN_CAPACITY = 2
"""People; one alone does not watch together."""
MAX_CAPACITY = 10_000
"""People; more than one process can tell of each other's emotions ten times a second."""
DEFAULT_CAPACITY = 100
"""People; a full hall, and what a room of friends is not filled by when its link gets about."""

Capacity = Annotated[int, Ge(MIN_CAPACITY), Le(MAX_CAPACITY)]


def default_capacity(*, is_of_chat: bool) -> int:
    """Return what a new room holds: a group or a channel comes in its thousands."""
    return MAX_CAPACITY if is_of_chat else DEFAULT_CAPACITY
