"""
Addresses behind buttons.

Source: core.telegram.org/api/links
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, urlsplit

from tests.telegram.refusals import Refusal, bad_request

if TYPE_CHECKING:
    from tests.telegram.world import World

HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
PAYLOADS = {
    "start": re.compile(r"[A-Za-z0-9_-]{0,64}"),
    "startgroup": re.compile(r"[A-Za-z0-9_-]{0,64}"),
    "startapp": re.compile(r"[A-Za-z0-9_-]{0,512}"),
}


def check_url(url: object, world: World) -> None:
    """
    Check the address of a link button.

    Raises:
        Refusal: As Telegram does; and where it would not, but the link would not work.
    """
    address = _parsed(url)
    if address is None or address.scheme not in {"http", "https", "tg"}:
        raise bad_request("BUTTON_URL_INVALID")
    if address.scheme != "tg" and "." not in (address.hostname or ""):
        raise bad_request("BUTTON_URL_INVALID")
    _check_payload(address)
    if address.hostname in HOSTS:
        _check_bot_link(address, world)


def check_app_url(url: object, world: World) -> None:
    """Check the address of a Mini App button."""
    address = _parsed(url)
    if address is None or address.scheme != "https":
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    check_url(url, world)


def _parsed(url: object) -> SplitResult | None:
    if not isinstance(url, str) or re.search(r"\s", url):
        return None
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return address if address.netloc else None


def _check_payload(address: SplitResult) -> None:
    for name, values in parse_qs(address.query, keep_blank_values=True).items():
        pattern = PAYLOADS.get(name)
        if pattern and not all(pattern.fullmatch(value) for value in values):
            raise _dead(address, f"{name} is too long or has other characters than A-Za-z0-9_-")
        if name in PAYLOADS and any(value.startswith("_tgr_") for value in values):
            raise _dead(address, f"{name} begins as an affiliate's")


def _check_bot_link(address: SplitResult, world: World) -> None:
    query = parse_qs(address.query, keep_blank_values=True)
    name, _, app = address.path.strip("/").partition("/")
    is_own = name.lower() == (world.bot.username or "").lower()
    if not is_own and query.keys() & PAYLOADS.keys():
        raise _dead(address, "it names another bot")
    if is_own and app and app not in world.apps:
        raise _dead(address, f"the bot has no app {app!r}")
    if is_own and not app and "startapp" in query and not world.has_main_app:
        raise _dead(address, "the bot has no main app")


def _dead(address: SplitResult, reason: str) -> Refusal:
    return bad_request(f"BUTTON_URL_INVALID: {address.geturl()[:100]}: {reason}")
