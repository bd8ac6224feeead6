"""How far a page may be from the room before it is made to jump."""

from typing import Annotated

from annotated_types import Ge, Le

MIN_TOLERANCE_S = 0.5
"""Seconds; less is drawn in within a few, and a jump would cost more than it mends."""
MAX_TOLERANCE_S = 5
"""Seconds; what is more would be drawn in for half a minute, in somebody else's scene."""
DEFAULT_TOLERANCE_S = 2.0
"""Seconds; from there on people talk about different things."""

Tolerance = Annotated[float, Ge(MIN_TOLERANCE_S), Le(MAX_TOLERANCE_S)]
