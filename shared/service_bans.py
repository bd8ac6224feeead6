"""Who may not use the service at all."""

from shared.domain.moderation_errors import BannedFromService
from shared.ports.clock import Clock
from shared.review import ServiceBanStore


class ServiceBans:
    def __init__(self, store: ServiceBanStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def check(self, user_id: int) -> None:
        """
        Raises:
            BannedFromService: If the person is kept out now.
        """
        ban = await self._store.of(user_id)
        if ban and ban.is_in_force(self._clock.now_ms()):
            raise BannedFromService(until_ms=ban.until_ms, reason=ban.reason)
