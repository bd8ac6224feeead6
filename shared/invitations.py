"""The addresses that invitations are sent as."""

from dataclasses import dataclass

from yarl import URL

from shared.domain.room import Room


@dataclass(slots=True)
class InvitationUrls:
    """
    Attributes:
        bot_username: Without "@"; empty if there is no bot to open the app, or as long as its
            name is not known: Telegram tells it.
        app_name: Short name of a direct-link Mini App; empty for the bot's Main Mini App.
        public_url: Where people reach the app; empty to use the address they came by.
    """

    bot_username: str = ""
    app_name: str = ""
    public_url: str = ""

    def to(self, token: str, *, origin: URL | None = None) -> str:
        """
        Return a link that opens a room, in Telegram if there is a bot.

        Source: core.telegram.org/api/links#direct-mini-app-links
        """
        if self.bot_username:
            base = URL("https://t.me") / self.bot_username
            return str((base / self.app_name if self.app_name else base) % {"startapp": token})
        return str(URL(self.public_url or str(origin or "")) / "" % {"startapp": token})

    def in_app(self, path: str = "/", *, token: str | None = None) -> str | None:
        """
        Return the address for a button that opens the Mini App in a private chat.

        None without https: Telegram would refuse the button.
        """
        if not self.public_url.startswith("https://"):
            return None
        url = URL(self.public_url).joinpath(path.strip("/"))
        return str(url % {"startapp": token} if token else url)


class NotShared:
    """Without a bot there is nobody to prepare messages."""

    async def prepare(self, room: Room, user_id: int, language: str | None, url: str) -> str | None:
        return None
