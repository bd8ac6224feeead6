"""What several commands name, and how long it may be."""

from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

MAX_ITEM_ID = 32
"""Characters; ours have 11, or 14 if they came with a playlist."""
MAX_URL_INPUT = 8192
"""Characters; what is longer than an address may be is refused by name, beyond this unread."""
MAX_USER_ID = 2**53 - 1
"""What JavaScript can count to exactly; Telegram promises at most 52 significant bits."""

MAX_MESSAGE_ID = 2**53 - 1
"""What JavaScript can count to exactly."""

MAX_EMOTION = 10
"""Characters of one emotion; the longest emoji, a kiss of two skin tones, has as many."""

ItemId = Annotated[str, MinLen(1), MaxLen(MAX_ITEM_ID)]
Url = Annotated[str, MinLen(1), MaxLen(MAX_URL_INPUT)]
MessageId = Annotated[int, Ge(1), Le(MAX_MESSAGE_ID)]
UserId = Annotated[int, Ge(-MAX_USER_ID), Le(MAX_USER_ID)]
Emotion = Annotated[str, MinLen(1), MaxLen(MAX_EMOTION)]
