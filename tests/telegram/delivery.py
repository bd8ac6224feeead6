"""
How updates get to the bot: it asks for them, or they are posted to its webhook.

Source: core.telegram.org/bots/api#getting-updates
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from tests.telegram.params import Object, Params
from tests.telegram.refusals import bad_request, conflict
from tests.telegram.updates import Update

if TYPE_CHECKING:
    from tests.telegram.server import FakeTelegram

LONGEST_POLL_S = 50
MOST_UPDATES = 100
MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
WEBHOOK_TIMEOUT_S = 60
AGAIN_S = 0.1
"""Telegram waits longer before it posts again; tests need not."""
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
PORTS = frozenset({443, 80, 88, 8443})
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
HAS_WEBHOOK = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret_token: str | None
    max_connections: int


@dataclass(frozen=True, slots=True)
class Posted:
    """
    Attributes:
        status: Of the answer; None if there was none.
    """

    update_id: int
    status: int | None


class Delivery:
    """
    Attributes:
        webhook: As set, or None.
        posted: Every post to a webhook, in the order of the answers.
        most_at_once: How many posts were under way at the same time, at most.
    """

    def __init__(self, telegram: FakeTelegram) -> None:
        self._telegram = telegram
        self._updates = telegram.updates
        self.webhook: Webhook | None = None
        self.posted: list[Posted] = []
        self.most_at_once = 0
        self._lines: set[int] = set()
        self._newest_poll = 0
        self._is_closing = False
        self._task: asyncio.Task[None] | None = None
        self.methods = {
            "getUpdates": self.get_updates,
            "setWebhook": self.set_webhook,
            "deleteWebhook": self.delete_webhook,
            "getWebhookInfo": self.webhook_info,
        }

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._post_all())

    async def close(self) -> None:
        """Answer those who wait for updates, and post no more."""
        self._is_closing = True
        self._telegram.pulse.beat()
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def get_updates(self, params: Params) -> list[Object]:
        if self.webhook:
            raise conflict(HAS_WEBHOOK)
        self._newest_poll += 1
        self._telegram.pulse.beat()
        offset = params.integer("offset")
        limit = params.integer("limit", least=1, most=MOST_UPDATES) or MOST_UPDATES
        timeout_s = min(params.integer("timeout", least=0) or 0, LONGEST_POLL_S)
        self._updates.allow(params.array("allowed_updates"))
        if offset is not None:
            self._updates.confirm_before(offset)
        await self._wait_for_updates(timeout_s, self._newest_poll)
        times = 2 if self._telegram.twice else 1
        batch = self._updates.waiting[:limit]
        return [update.as_api() for update in batch for _ in range(times)]

    async def _wait_for_updates(self, timeout_s: float, poll: int) -> None:
        loop = asyncio.get_running_loop()
        end_s = loop.time() + timeout_s
        while not self._updates.waiting and not self._is_closing and loop.time() < end_s:
            await self._telegram.pulse.wait(end_s - loop.time())
            if poll != self._newest_poll:
                raise conflict(OTHER_POLL)
            if self.webhook:
                raise conflict("terminated by setWebhook request")

    async def set_webhook(self, params: Params) -> bool:
        url = params.get("url")
        if url is None:
            return await self.delete_webhook(params)
        secret = params.get("secret_token")
        _check_webhook(str(url), secret)
        connections = params.integer("max_connections", least=1, most=MOST_CONNECTIONS)
        self._updates.allow(params.array("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self._updates.drop()
        self.webhook = Webhook(str(url), secret, connections or USUAL_CONNECTIONS)
        self._telegram.pulse.beat()
        return True

    async def delete_webhook(self, params: Params) -> bool:
        if params.flag("drop_pending_updates"):
            self._updates.drop()
        self.webhook = None
        self._telegram.pulse.beat()
        return True

    async def webhook_info(self, _params: Params) -> Object:
        answer: dict[str, Any] = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.waiting),
            "allowed_updates": sorted(self._updates.allowed),
        }
        return answer | ({"max_connections": self.webhook.max_connections} if self.webhook else {})

    async def _post_all(self) -> None:
        timeout = ClientTimeout(total=WEBHOOK_TIMEOUT_S)
        async with ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as posts:
            while True:
                for update in self._postable():
                    self._lines.add(update.line)
                    posts.create_task(self._post(session, update))
                await self._telegram.pulse.wait(1.0)

    def _postable(self) -> list[Update]:
        """Return the first waiting update of each line that has none under way."""
        firsts: dict[int, Update] = {}
        for update in self._updates.waiting:
            firsts.setdefault(update.line, update)
        free = [update for line, update in firsts.items() if line not in self._lines]
        room = self.webhook.max_connections - len(self._lines) if self.webhook else 0
        return free[: max(room, 0)]

    async def _post(self, session: ClientSession, update: Update) -> None:
        self.most_at_once = max(self.most_at_once, len(self._lines))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(2 if self._telegram.twice else 1):
                    group.create_task(self._post_once(session, update))
            if update in self._updates.waiting:
                await asyncio.sleep(AGAIN_S)
        finally:
            self._lines.discard(update.line)
            self._telegram.pulse.beat()

    async def _post_once(self, session: ClientSession, update: Update) -> None:
        if self.webhook is None:
            return
        secret = self.webhook.secret_token
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        status = None
        try:
            url = self.webhook.url
            async with session.post(url, json=update.as_api(), headers=headers) as answer:
                status = answer.status
        except (ClientError, TimeoutError):
            pass
        self.posted.append(Posted(update.id, status))
        if status is not None and 200 <= status < 300:
            self._updates.confirm(update)
        self._telegram.pulse.beat()


def _check_webhook(url: str, secret: str | None) -> None:
    address = URL(url)
    if address.host not in LOOPBACK:
        if address.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if address.port not in PORTS:
            raise bad_request(
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
            )
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains illegal characters or is too long")
