"""Titles of YouTube's videos, through oEmbed, which needs no key."""

import json
from collections import OrderedDict
from urllib.parse import urlencode

from shared.domain.media_errors import MediaUnreachable
from shared.media.guarded import GuardedClient
from shared.media.titles import clean_title
from shared.ports.clock import Clock

OEMBED_URL = "https://www.youtube.com/oembed"

MAX_REMEMBERED = 1000
"""Titles; a few hundred kilobytes."""
KNOWN_FOR_MS = 60 * 60 * 1000
"""An hour: titles change rarely, and somebody who changed one will want to see it."""
UNKNOWN_FOR_MS = 60 * 1000
"""A minute: not again for every viewer while YouTube does not answer."""


class YouTubeTitles:
    """Titles by video, remembered for a while."""

    def __init__(self, client: GuardedClient, clock: Clock, *, oembed_url: str) -> None:
        self._client = client
        self._clock = clock
        self._oembed_url = oembed_url
        self._remembered: OrderedDict[str, tuple[str | None, int]] = OrderedDict()

    async def title(self, video_url: str) -> str | None:
        """Return a video's title; None if YouTube does not tell, for whatever reason."""
        now_ms = self._clock.now_ms()
        title, expires_ms = self._remembered.get(video_url, (None, 0))
        if now_ms < expires_ms:
            return title
        title = await self._ask(video_url)
        life_ms = KNOWN_FOR_MS if title else UNKNOWN_FOR_MS
        self._remembered[video_url] = title, now_ms + life_ms
        if len(self._remembered) > MAX_REMEMBERED:
            self._remembered.popitem(last=False)
        return title

    async def _ask(self, video_url: str) -> str | None:
        query = urlencode({"url": video_url, "format": "json"})
        try:
            answer = await self._client.get(f"{self._oembed_url}?{query}")
        except MediaUnreachable:
            return None
        # 401 is a video that may not be embedded, 403 a private one, 404 none at all: it is the
        # player that finds out for each viewer, since the answer depends on where they are.
        return _title(answer.body) if answer.status == 200 else None


def _title(body: bytes) -> str | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    title = answer.get("title") if isinstance(answer, dict) else None
    return clean_title(title) if isinstance(title, str) else None
