"""What addresses lead to."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.media import Media


class MediaResolver(Protocol):
    """What an address leads to."""

    def recognise(self, url: str) -> Media | None:
        """
        Return what the address's form alone tells; None if its server has to be asked.

        Raises:
            UnsupportedMedia: If there is no player for it.
        """

    async def resolve(self, url: str) -> Media:
        """
        Raises:
            UnsupportedMedia: If there is no player for it.
        """

    async def playlist(self, media: Media) -> Sequence[Media]:
        """
        Return the first videos of the playlist that an address leads to or was taken from.

        Raises:
            PlaylistUnavailable: If there is none, or its provider does not tell.
        """

    async def describe(self, media: Media) -> Media:
        """Return the same media with what asking around adds to it, its title. Never raises."""
