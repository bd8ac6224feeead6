"""The bot tells those who run the service of reports."""

from shared.settings import Settings
from tests.integration.clients import SocketClient
from tests.integration.conftest import served
from tests.telegram import FakeTelegram, Person

OLGA, VERA = "guest-olga", "guest-vera"


async def test_an_owner_hears_of_a_rooms_first_report_and_is_led_to_the_page(
    telegram: FakeTelegram, bot_settings: Settings, ann: Person, bob: Person
) -> None:
    # Bob runs the service as well, but has never written to the bot: it may not write to him.
    settings = bot_settings.model_copy(
        update={"owner_ids": frozenset({ann.id, bob.id}), "allow_guests": True}
    )
    async with served(settings, has_bot=True) as url:
        ann.writes("/start")
        await telegram.until(lambda: len(ann.chat.from_bot()) == 1)
        async with (
            SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
            SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
        ):
            await olga.do("rename", title="<b>Film & night")
            owner = (await olga.do("sync"))["me"]["id"]
            await vera.do("report", about="room", reason="spam")
            await vera.do("report", about="person", user_id=owner, reason="abuse")
        async with (
            SocketClient(url, guest_token=OLGA, room_id="other"),
            SocketClient(url, guest_token=VERA, room_id="other") as vera,
        ):
            await vera.do("report", about="room", reason="illegal")
        # The other room's comes after all that there is to say of the first.
        await telegram.until(lambda: any("the law" in text for text in texts(ann)))

        told = ann.chat.from_bot()[1:]
        assert ["<b>Film & night" in text for text in texts(ann)[1:]] == [True, False]
        assert told[0].button("Look at the reports")["web_app"]["url"].endswith("/review")
        assert bob.chat.from_bot() == []


def texts(person: Person) -> list[str]:
    return [message.text or "" for message in person.chat.from_bot()]
