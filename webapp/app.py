"""The aiohttp application: pages, API and gateway, given what they need."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import aiohttp_jinja2
import jinja2
import socketio
from aiohttp import web
from aiohttp.typedefs import Middleware

from webapp.assets import PREFIX, Assets
from webapp.middlewares import access_log, errors, security_headers
from webapp.pages import Pages
from webapp.realtime import Gateway
from webapp.routes import MAX_BODY_BYTES

_TEMPLATES = Path(__file__).parent / "templates"


class Routes(Protocol):
    """A part of the HTTP API."""

    def add_to(self, app: web.Application) -> None: ...


def create_app(
    *,
    sio: socketio.AsyncServer,
    gateway: Gateway,
    apis: Iterable[Routes],
    pages: Pages,
    assets: Assets,
    guards: Iterable[Middleware] = (),
) -> web.Application:
    app = web.Application(middlewares=[access_log, errors, *guards], client_max_size=MAX_BODY_BYTES)
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    app.router.add_get("/healthz", healthz)
    app.router.add_static(PREFIX, assets.root)
    for api in apis:
        api.add_to(app)
    pages.add_to(app)
    sio.attach(app)
    app.on_response_prepare.append(security_headers(assets))

    async def say_goodbye(_app: web.Application) -> None:
        await gateway.say_goodbye()

    app.on_shutdown.append(say_goodbye)
    return app


async def healthz(_request: web.Request) -> web.Response:
    return web.json_response({"ok": True})
