"""The whole way: a command in a group, a message with a button, two people who watch."""

from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import pytest_asyncio
from playwright.async_api import expect

from tests.browser.application import Application
from tests.browser.pages import Pages
from tests.browser.people import Person, until_in_sync
from tests.browser.telegram_client import TelegramClient
from tests.telegram import FakeTelegram, Message
from tests.telegram import Person as TelegramPerson


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as telegram:
        yield telegram


async def opens(
    member: TelegramPerson, post: Message, application: Application, new_page: Pages
) -> Person:
    """Let a member press the button of a message: their Telegram opens the app with its link."""
    url = urlsplit(member.presses(post, "Смотреть вместе"))
    assert url.netloc == "t.me"
    (start_param,) = parse_qs(url.query)["startapp"]
    client = TelegramClient(
        user_id=member.id,
        first_name=member.first_name,
        username=member.username or "",
        start_param=start_param,
        bot_token="42:TEST-TOKEN",
    )
    page = await new_page()
    # Telegram hands the link's parameter on in the address of the app as well.
    await client.launch(page, f"{application.url}/?tgWebAppStartParam={start_param}")
    person = Person(page)
    await person.is_connected()
    return person


async def test_a_command_in_a_group_brings_two_people_to_the_same_moment(
    telegram: FakeTelegram,
    start_application: Callable[..., Awaitable[Application]],
    new_page: Pages,
    media_url: str,
) -> None:
    application = await start_application(
        BOT_TOKEN=telegram.token,
        BOT_USERNAME=telegram.bot.username,
        APP_NAME="watch",
        BOT_API_URL=telegram.url,
        PUBLIC_URL="https://watch.example.org",
    )
    ann = telegram.person(7, "Анна", language="ru")
    bob = telegram.person(8, "Борис", language="ru")
    group = telegram.supergroup("Киноклуб", owner=ann)
    group.join(bob)
    group.add_bot(by=ann)

    ann.writes(f"/watch {media_url}/film.mp4", to=group)
    (post,) = await telegram.until(
        lambda: [message for message in group.from_bot() if message.keyboard], timeout_s=20
    )

    olga = await opens(ann, post, application, new_page)
    await olga.has_role("owner")
    vera = await opens(bob, post, application, new_page)
    await vera.has_role("viewer")
    await olga.presses_play()
    await olga.sees_playing()
    await vera.sees_playing()
    await until_in_sync(olga, vera)
    await expect(vera.part("viewer-count")).to_have_text("👥 2")

    await telegram.until(
        lambda: all(name in text_of(post) for name in ("Анна", "Борис")), timeout_s=20
    )
    assert telegram.refusals == []


def text_of(message: Message) -> str:
    return message.text or message.caption or ""
