"""
A Telegram client around a page: signed launch parameters and the bridge that clients inject.

Telegram's side of the border is not ours: nothing of the program that could be wrong is used here.

Source: core.telegram.org/bots/webapps, "Validating data received via the Mini App".
"""

import hmac
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from playwright.async_api import Page

from shared.clock import SystemClock

BOT_TOKEN = "123456:TEST-TOKEN"
BRIDGE = Path(__file__).with_name("telegram_bridge.js")

DARK = {
    "bg_color": "#17212b",
    "text_color": "#f5f5f5",
    "hint_color": "#708499",
    "link_color": "#6ab3f3",
    "button_color": "#5288c1",
    "button_text_color": "#ffffff",
    "secondary_bg_color": "#232e3c",
    "header_bg_color": "#17212b",
    "bottom_bar_bg_color": "#17212b",
    "accent_text_color": "#6ab2f2",
    "section_bg_color": "#17212b",
    "destructive_text_color": "#ec3942",
}
LIGHT = {
    "bg_color": "#ffffff",
    "text_color": "#000000",
    "hint_color": "#707579",
    "link_color": "#3390ec",
    "button_color": "#3390ec",
    "button_text_color": "#ffffff",
    "secondary_bg_color": "#f4f4f5",
    "header_bg_color": "#ffffff",
    "bottom_bar_bg_color": "#ffffff",
    "accent_text_color": "#3390ec",
    "section_bg_color": "#ffffff",
    "destructive_text_color": "#e53935",
}


@dataclass(frozen=True, slots=True)
class TelegramClient:
    """
    One person's Telegram, with the app of one bot in it.

    Attributes:
        start_param: What came after ``startapp=`` in the link that was followed.
        platform: As clients name themselves: ios, android, tdesktop, macos.
        version: Of the Mini Apps protocol.
    """

    user_id: int = 1001
    first_name: str = "Анна"
    username: str = "anna"
    language_code: str = "ru"
    start_param: str | None = None
    bot_token: str = BOT_TOKEN
    platform: str = "ios"
    version: str = "8.0"
    theme: dict[str, str] = field(default_factory=lambda: dict(DARK))

    def init_data(self) -> str:
        """Return the launch data, signed now."""
        user = {
            "id": self.user_id,
            "first_name": self.first_name,
            "last_name": "",
            "username": self.username,
            "language_code": self.language_code,
        }
        fields = {
            "user": json.dumps(user, separators=(",", ":"), ensure_ascii=False),
            "chat_instance": "-3788475317572404878",
            "chat_type": "group",
            "auth_date": str(SystemClock().now_ms() // 1000),
        }
        if self.start_param is not None:
            fields["start_param"] = self.start_param
        checked = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
        secret = hmac.digest(b"WebAppData", self.bot_token.encode(), "sha256")
        fields["hash"] = hmac.digest(secret, checked.encode(), "sha256").hex()
        return urlencode(fields)

    def launch_url(self, url: str) -> str:
        """Return the address with the parameters that a client puts after ``#``."""
        parameters = {
            "tgWebAppData": self.init_data(),
            "tgWebAppVersion": self.version,
            "tgWebAppPlatform": self.platform,
            "tgWebAppThemeParams": json.dumps(self.theme, separators=(",", ":")),
        }
        return f"{url}#{urlencode(parameters, quote_via=quote)}"

    async def launch(self, page: Page, url: str) -> None:
        """Open the address in the page as the app of this client."""
        await page.add_init_script(path=BRIDGE)
        await page.goto(self.launch_url(url))


async def posted(page: Page, kind: str) -> list[Any]:
    """Return what the app has sent to the client as events of a kind, oldest first."""
    found: list[Any] = await page.evaluate(
        "kind => telegramClient.posted.filter(({ type }) => type === kind).map(({ data }) => data)",
        kind,
    )
    return found


async def receive(page: Page, kind: str, data: object = None) -> None:
    """Let the client send an event to the app, e.g. ``back_button_pressed``."""
    await page.evaluate("([kind, data]) => telegramClient.send(kind, data)", [kind, data])
