"""The HTML pages: shells that the browser's modules fill."""

import json
from dataclasses import asdict
from typing import Any

import aiohttp_jinja2
from aiohttp import web

from shared.domain.emotions import HAPTICS
from shared.invitations import InvitationUrls
from shared.links import ROOM_ID
from shared.texts import LOCALES, Texts
from webapp.assets import Assets

Context = dict[str, Any]


class Pages:
    """
    Args:
        config: What every page's modules need to know of the settings.
        urls: Where links lead; by them a page outside Telegram finds the way in.
    """

    def __init__(
        self, *, texts: Texts, assets: Assets, config: Context, urls: InvitationUrls
    ) -> None:
        self._texts = texts
        self._assets = assets
        self._urls = urls
        exported = {locale: texts.export(locale) for locale in LOCALES}
        self._config = {**config, "texts": exported, "emotions": dict(HAPTICS)}
        self._preloads = {
            page: assets.preloads(f"js/{page}.js")
            for page in ("home", "gallery", "rooms", "review", "room")
        }

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/", self.home)
        app.router.add_get("/gallery", self.gallery)
        app.router.add_get("/rooms", self.rooms)
        app.router.add_get("/review", self.review)
        app.router.add_get("/room/{room_id}", self.room)

    async def home(self, request: web.Request) -> web.Response:
        return self._render("home", request)

    async def gallery(self, request: web.Request) -> web.Response:
        return self._render("gallery", request)

    async def rooms(self, request: web.Request) -> web.Response:
        return self._render("rooms", request)

    async def review(self, request: web.Request) -> web.Response:
        return self._render("review", request)

    async def room(self, request: web.Request) -> web.Response:
        room_id = request.match_info["room_id"]
        status = 200 if ROOM_ID.fullmatch(room_id) else 404
        return self._render("room", request, status=status, room_id=room_id)

    def _render(
        self, page: str, request: web.Request, *, status: int = 200, **facts: object
    ) -> web.Response:
        locale = self._locale(request)
        config = {**self._config, **asdict(self._urls), "locale": locale, **facts}
        context = {
            "locale": locale,
            "t": lambda msgid, **values: self._texts.gettext(locale, msgid, **values),
            "asset": self._assets.url,
            "import_map": self._assets.import_map,
            "preloads": self._preloads[page],
            "config": _for_script(config),
        }
        return aiohttp_jinja2.render_template(f"{page}.html", request, context, status=status)

    def _locale(self, request: web.Request) -> str:
        """A first guess; inside Telegram the page knows better."""
        header = request.headers.get("Accept-Language", "")
        return self._texts.locale_for(*(part.split(";")[0].strip() for part in header.split(",")))


def _for_script(value: object) -> str:
    """Return JSON that cannot end the script element it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
