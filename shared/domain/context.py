"""What a decision may know besides the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.domain.media import PLAYABLE, Media
from shared.domain.media_errors import UnsupportedMedia
from shared.domain.queue import QueueItem
from shared.domain.standing import Present


@dataclass(frozen=True, slots=True)
class Context:
    """
    Attributes:
        new_id: A fresh identifier to hand out.
        present: Those in the room, for the order of succession.
        names: What those are called whom the command is about, if they were ever here.
        media: What the command's address leads to, if it names one.
        playlist: What is in the playlist that the command's address leads to.
        seed: What chance decides by.
        lead_ms: How long everybody needs to be ready for a start.
    """

    user_id: int
    now_ms: int
    new_id: str
    present: Sequence[Present] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    media: Media | None = None
    playlist: Sequence[Media] = ()
    seed: int = 0
    lead_ms: int = 0

    @property
    def starts_ms(self) -> int:
        """When what is started now is to play, for everybody at once."""
        return self.now_ms + self.lead_ms


def new_item(ctx: Context) -> QueueItem:
    """
    Return the context's media as an item of the asker's.

    Raises:
        UnsupportedMedia: If it is nothing to play.
    """
    if ctx.media is None or ctx.media.kind not in PLAYABLE:
        raise UnsupportedMedia(kind=ctx.media.kind if ctx.media else None)
    return QueueItem(ctx.new_id, ctx.media, ctx.user_id)
