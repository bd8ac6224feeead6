"""The Bot API over HTTP, with everything that was asked kept for tests to look at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.browser.telegram_client import TelegramClient
from tests.telegram.calls import Call, Patience, hang_up, read
from tests.telegram.delivery import Delivery, Webhook
from tests.telegram.faults import (
    Fault,
    Faults,
    LateAnswer,
    LostAnswer,
    LostRequest,
    Refused,
    provoke,
)
from tests.telegram.limits import Limits, Throttle, is_counted
from tests.telegram.methods import METHODS
from tests.telegram.params import Params, decoded
from tests.telegram.people import Person
from tests.telegram.refusals import Refusal, bad_request, too_many
from tests.telegram.world import Clock, World

LARGEST_REQUEST = 50 * 1024 * 1024
LOOK_AGAIN_S = 0.05
"""What a test waits for may change where no request shows it."""
QUIET_S = 0.25
"""After so long without a request, what a bot was doing is taken to be done."""

T = TypeVar("T")


class FakeTelegram(World):
    """
    Attributes:
        limits: How much the bot may send; may be changed.
        calls: Every request, in order.
        refusals: Those answered with 4xx, but for 429 and what was provoked by faults.
        hurried: Those that came before the time that a 429 had named.
        twice: Whether every update is delivered twice.
        is_down: Whether nothing answers but a proxy in front, with 502.
    """

    def __init__(
        self,
        token: str = "42:TEST-TOKEN",
        username: str = "watch_test_bot",
        clock: Clock | None = None,
        limits: Limits | None = None,
    ) -> None:
        super().__init__(token, username, clock)
        self.limits = limits or Limits()
        self.calls: list[Call] = []
        self.refusals: list[Call] = []
        self.hurried: list[Call] = []
        self.twice = False
        self.is_down = False
        self.url = ""
        self.delivery = Delivery(self)
        self._faults = Faults()
        self._throttle = Throttle(self.limits)
        self._under_way = 0
        self._last_s = 0.0
        self._patience = Patience()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._on_request)
        app.router.add_get("/file/bot{token}/{path:.+}", self._on_file)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.delivery.start()
        return self

    async def __aexit__(self, *_failure: object) -> None:
        await self.delivery.close()
        await self._runner.cleanup()

    @property
    def webhook(self) -> Webhook | None:
        return self.delivery.webhook

    @property
    def webhook_secret(self) -> str | None:
        return self.webhook.secret_token if self.webhook else None

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next requests of a method go wrong, one by one; ``*`` is any but getUpdates."""
        self._faults.add(method, faults)

    def called(self, *methods: str) -> list[Call]:
        """Return the requests of some methods."""
        return [call for call in self.calls if call.method in methods]

    def init_data(self, person: Person, start_param: str | None = None) -> str:
        """Return the launch data of the Mini App, signed, as the query string that it is."""
        client = TelegramClient(
            user_id=person.id,
            first_name=person.first_name,
            username=person.username or "",
            language_code=person.language_code or "en",
            start_param=start_param,
            bot_token=self.token,
        )
        return client.init_data()

    async def until(self, is_so: Callable[[], T], timeout_s: float = 5) -> T:
        """
        Wait until something is so, and return it.

        Raises:
            AssertionError: If it does not become so in time; it tells what was asked for.
        """
        loop = asyncio.get_running_loop()
        end_s = loop.time() + timeout_s
        while not (value := is_so()):
            if loop.time() >= end_s:
                raise AssertionError(f"not so within {timeout_s} s; {self._story()}")
            await self.pulse.wait(LOOK_AGAIN_S)
        return value

    async def idle(self, timeout_s: float = 10) -> None:
        """Wait until every update has arrived and nothing was asked for a while."""
        loop = asyncio.get_running_loop()
        self._last_s = loop.time()
        await self.until(
            lambda: (
                not self.updates.waiting
                and not self._under_way
                and loop.time() - self._last_s > QUIET_S
            ),
            timeout_s,
        )

    def _story(self) -> str:
        calls = [repr(call) for call in self.calls if call.method != "getUpdates"]
        waiting = [update.kind for update in self.updates.waiting]
        return "\n".join([f"updates that wait: {waiting}; requests:", *calls[-20:]])

    async def _on_file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        photo = next((photo for photo in self.photos.values() if photo.path == path), None)
        if request.match_info["token"] != self.token or photo is None:
            raise web.HTTPNotFound
        return web.Response(body=photo.content, content_type="image/jpeg")

    async def _on_request(self, request: web.Request) -> web.StreamResponse:
        is_poll = request.match_info["method"] == "getUpdates"
        self._under_way += not is_poll
        try:
            return await self._answer(request)
        finally:
            self._under_way -= not is_poll
            self._last_s = self._last_s if is_poll else asyncio.get_running_loop().time()
            self.pulse.beat()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if self.is_down:
            page = "<html>502 Bad Gateway</html>"
            return web.Response(status=502, text=page, content_type="text/html")
        raw, files = await read(request)
        call = Call(request.match_info["method"], decoded(raw), asyncio.get_running_loop().time())
        self.calls.append(call)
        if self._patience.is_tried_by(call):
            self.hurried.append(call)
        fault = self._faults.take(call.method)
        if isinstance(fault, LostRequest):
            return hang_up(request)
        answer = await self._outcome(request, call, Params(raw, files), fault)
        if isinstance(fault, LateAnswer):
            await asyncio.sleep(fault.seconds)
        return hang_up(request) if isinstance(fault, LostAnswer) else answer

    async def _outcome(
        self, request: web.Request, call: Call, params: Params, fault: Fault | None
    ) -> web.Response:
        try:
            provoke(fault)
            result = await self._perform(request.match_info["token"], call, params)
        except Refusal as refusal:
            is_cut = request.transport is None or request.transport.is_closing()
            self._note(call, refusal, is_provoked=isinstance(fault, Refused) or is_cut)
            answer: dict[str, Any] = {"error_code": refusal.code}
            answer["description"] = refusal.description
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return web.json_response({"ok": False, **answer}, status=refusal.code)
        except Exception as failure:
            call.status, call.error = 500, f"not Telegram's fault: {failure!r}"
            self.refusals.append(call)
            raise
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _perform(self, token: str, call: Call, params: Params) -> Any:
        if token != self.token:
            raise Refusal(401, "Unauthorized")
        if call.method in self.delivery.methods:
            return await self.delivery.methods[call.method](params)
        if call.method not in METHODS:
            raise Refusal(404, "Not Found")
        self._check_limits(call)
        result = METHODS[call.method](self, params)
        if params.unread:
            raise bad_request(f"{call.method} is not known here to take {sorted(params.unread)}")
        return result

    def _check_limits(self, call: Call) -> None:
        if not is_counted(call.method):
            return
        chat = self.chat_by(call.chat_id) if call.chat_id is not None else None
        # An edit of an inline message counts by itself.
        wait_s = self._throttle.admit(chat.id if chat else abs(hash(call.chat_id)), call.at_s)
        if wait_s:
            raise too_many(wait_s)

    def _note(self, call: Call, refusal: Refusal, *, is_provoked: bool) -> None:
        call.status, call.error = refusal.code, refusal.description
        call.retry_after = refusal.parameters.get("retry_after")
        if call.retry_after is not None:
            self._patience.note(call, asyncio.get_running_loop().time())
        elif 400 <= refusal.code < 500 and not is_provoked:
            self.refusals.append(call)
