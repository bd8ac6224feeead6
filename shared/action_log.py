"""Who did what in a room, for those who keep it in order to read."""

from collections.abc import Mapping

from shared.domain.decisions import Change
from shared.domain.deeds import deed_of
from shared.domain.permissions import Permission
from shared.onboarding import VisitStore
from shared.ports.actions import Action, ActionStore
from shared.ports.clock import Clock
from shared.protocol import wire_name
from shared.rooms import Rooms

PAGE = 50
"""Actions given at a time: a few screens of a phone."""
KEPT_MS = 90 * 24 * 60 * 60 * 1000
"""A quarter: quarrels are settled by then, and what nobody needs any more is not kept."""


class ActionLog:
    def __init__(
        self, *, rooms: Rooms, actions: ActionStore, visits: VisitStore, clock: Clock
    ) -> None:
        self._rooms = rooms
        self._actions = actions
        self._visits = visits
        self._clock = clock

    async def follow(self, change: Change, *, user_id: int) -> None:
        """Keep what of a change is worth it; see :class:`shared.ports.Follower`."""
        deeds = [deed for event in change.events if (deed := deed_of(event))]
        if deeds:
            now_ms = self._clock.now_ms()
            await self._actions.append(
                *(
                    Action(change.room.id, user_id, wire_name(deed.event), deed.facts, now_ms)
                    for deed in deeds
                )
            )

    async def note(
        self, room_id: str, kind: str, facts: Mapping[str, object], *, user_id: int
    ) -> None:
        """Keep what was done beside the room, in its chat."""
        await self._actions.append(Action(room_id, user_id, kind, facts, self._clock.now_ms()))

    async def page(
        self, room_id: str, *, user_id: int, before: int | None = None
    ) -> dict[str, object]:
        """
        Return the newest actions (older than one, if given), and whether there are more.

        Those who acted and those acted upon are named as they came last; who has been forgotten
        has no name.

        Raises:
            PermissionDenied: If the person does not keep the room in order.
        """
        await self._rooms.permit(room_id, Permission.MODERATE, user_id)
        found = await self._actions.latest(room_id, limit=PAGE + 1, before=before)
        page = found[:PAGE]
        people = {person for action in page for person in (action.user_id, _about(action))}
        names = await self._visits.names(room_id, [person for person in people if person])
        return {
            "actions": [_dump(action, names) for action in page],
            "has_more": len(found) > PAGE,
        }

    async def forget_old(self) -> None:
        """To be done every hour or so."""
        await self._actions.forget(self._clock.now_ms() - KEPT_MS)


def _about(action: Action) -> int | None:
    user_id = action.facts.get("user_id")
    return user_id if isinstance(user_id, int) else None


def _dump(action: Action, names: Mapping[int, str]) -> dict[str, object]:
    about = _about(action)
    return {
        "id": action.id,
        "user_id": action.user_id,
        "name": names.get(action.user_id, ""),
        "kind": action.kind,
        "facts": dict(action.facts),
        "target": None if about is None else {"id": about, "name": names.get(about, "")},
        "at_ms": action.at_ms,
    }
