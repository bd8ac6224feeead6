"""What follows from a change of a room, once it is kept."""

from collections.abc import Awaitable, Callable

from shared.domain.decisions import Change
from shared.domain.managing_events import (
    ChatRoleChanged,
    Closed,
    DeputyChanged,
    OwnerChanged,
    PersonForgotten,
    RoleChanged,
    VisibilityChanged,
)
from shared.domain.media import Media
from shared.domain.moderation_errors import Banned, Kicked
from shared.domain.moderation_events import UserBanned, UserKicked
from shared.domain.queue import QueueItem, Suggestion
from shared.domain.queue_events import ItemAdded, ItemStarted, SuggestionAdded
from shared.domain.room import Visibility
from shared.domain.sanctions import Sanction
from shared.domain.standing import closed
from shared.domain.system_commands import Describe, SystemCommand
from shared.ports.broadcasting import Broadcaster
from shared.ports.clock import Clock
from shared.ports.media import MediaResolver
from shared.ports.rooms import MemberStore
from shared.presence import Presence
from shared.tasks import Tasks


class Announcer:
    """Tells a room what has changed, and sees to what that means for those in it."""

    def __init__(
        self,
        *,
        members: MemberStore,
        presence: Presence,
        broadcaster: Broadcaster,
        media: MediaResolver,
        clock: Clock,
        tasks: Tasks,
        carry_out: Callable[[str, SystemCommand], Awaitable[Change]],
    ) -> None:
        """
        Args:
            carry_out: How a title that is found later is put into its room, and announced.
        """
        self._members = members
        self._presence = presence
        self._broadcaster = broadcaster
        self._media = media
        self._clock = clock
        self._tasks = tasks
        self._carry_out = carry_out

    async def announce(self, change: Change) -> None:
        """Publish a change that is kept; nothing at all if nothing happened."""
        room = change.room
        if not change.events:
            return
        await self._broadcaster.publish(room.id, room.version, change.events)
        for event in change.events:
            match event:
                case (
                    RoleChanged()
                    | DeputyChanged()
                    | OwnerChanged()
                    | ChatRoleChanged()
                    | PersonForgotten()
                ):
                    self._presence.changed(room.id)  # another may lead now
                case VisibilityChanged(Visibility.PRIVATE):
                    await self._let_those_present_stay(room.id)
                case UserKicked(sanction):
                    await self._put_out(room.id, sanction, Kicked)
                case UserBanned(sanction):
                    await self._put_out(room.id, sanction, Banned)
                case Closed():
                    await self._broadcaster.dismiss(room.id, closed(room))
                case ItemAdded(item) | ItemStarted(item) | SuggestionAdded(Suggestion(item)) if (
                    item.media.title is None
                ):
                    self.describe_later(room.id, item)

    def describe_later(self, room_id: str, item: QueueItem) -> None:
        """A title may take seconds to find; nobody waits for it."""
        self._tasks.start(self._describe(room_id, item.id, item.media), name=f"describe {item.id}")

    async def _put_out(self, room_id: str, sanction: Sanction, refusal: type[Kicked]) -> None:
        """Whoever comes back to a private room needs a link again."""
        await self._members.remove(room_id, sanction.user_id)
        await self._presence.remove(room_id, sanction.user_id)
        reason = refusal(until_ms=sanction.until_ms, reason=sanction.reason)
        await self._broadcaster.dismiss(room_id, reason, user_id=sanction.user_id)

    async def _let_those_present_stay(self, room_id: str) -> None:
        for person in await self._presence.present(room_id):
            await self._members.add(room_id, person.user_id, self._clock.now_ms())

    async def _describe(self, room_id: str, item_id: str, media: Media) -> None:
        described = await self._media.describe(media)
        if described != media:
            await self._carry_out(room_id, Describe(item_id, described))
