"""What pages tell of themselves, handed to who needs it."""

from typing import Any, assert_never

from shared.domain.page_reports import PageReport, ReportFailure, ReportStall
from shared.domain.page_state import Report, ReportState
from shared.domain.sync_report import ReportSync
from shared.holding import Holding
from shared.ports.measures import Measures
from shared.presence import Presence
from shared.rooms import Rooms
from webapp.failures import Failures
from webapp.limits import Limits, Rate


class PageReports:
    def __init__(
        self,
        *,
        rooms: Rooms,
        presence: Presence,
        holding: Holding,
        measures: Measures,
        failures: Failures,
        limits: Limits,
    ) -> None:
        self._rooms = rooms
        self._presence = presence
        self._holding = holding
        self._measures = measures
        self._failures = failures
        self._limits = limits

    async def take(
        self, report: PageReport, room_id: str, *, user_id: int, sid: str
    ) -> dict[str, Any]:
        """Return what its acknowledgement carries."""
        match report:
            case ReportState(state, drift_ms):
                await self._limits.check(Rate.STATE, user_id)
                await self._presence.report(room_id, user_id, sid, Report(state, drift_ms))
            case ReportSync():
                await self._limits.check(Rate.MEASURE, user_id)
                self._measures.note(report)
            case ReportStall(_, is_stalled):
                # An end is told once: refused, it would leave the room standing. It costs nothing
                # without a beginning, so it needs no limit.
                if is_stalled:
                    await self._limits.check(Rate.STALL, user_id)
                await self._holding.report(room_id, user_id, sid, report)
            case ReportFailure():
                await self._limits.check(Rate.REPORT, user_id)
                room = await self._rooms.permit(room_id, report.needs, user_id)
                await self._failures.report(room, report, user_id=user_id)
                return {"version": room.version}
            case _:
                assert_never(report)
        return {}
