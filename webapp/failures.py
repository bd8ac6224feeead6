"""Media that does not play: the room hears of each cause once, however many people meet it."""

from collections import OrderedDict

from shared.domain.page_reports import ReportFailure
from shared.domain.room import Room
from shared.ports.broadcasting import Broadcaster

_Cause = tuple[str, str, str]
"""A room, an item and a reason."""

MAX_REMEMBERED = 1_000
"""Reports, over all rooms; one forgotten may be told again, which does no harm."""


class Failures:
    def __init__(self, broadcaster: Broadcaster) -> None:
        self._broadcaster = broadcaster
        self._told: OrderedDict[_Cause, None] = OrderedDict()

    async def report(self, room: Room, report: ReportFailure, *, user_id: int) -> None:
        """Tell the room, unless it knows or has moved on to something else."""
        key = (room.id, report.item_id, report.reason)
        if room.current is None or room.current.id != report.item_id or key in self._told:
            return
        self._told[key] = None
        if len(self._told) > MAX_REMEMBERED:
            self._told.popitem(last=False)
        await self._broadcaster.send(
            room.id,
            "notification",
            {
                "code": "media_failed",
                "item_id": report.item_id,
                "reason": report.reason,
                "user_id": user_id,
            },
        )
