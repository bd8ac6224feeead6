"""A channel, and somebody who may post in it; the bot as quick as they are."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.channels.author import Author
from tests.integration.conftest import ServedBot
from tests.integration.quick import served_bot, telegram
from tests.telegram import Community, FakeTelegram, Person

__all__ = ["served_bot", "telegram"]


@pytest.fixture
def channel(telegram: FakeTelegram, ann: Person) -> Community:
    return telegram.channel("Кино & <ко>", owner=ann, username="films")


@pytest.fixture(autouse=True)
async def _telegram_refused_nothing(telegram: FakeTelegram) -> AsyncIterator[None]:
    yield
    assert (telegram.refusals, telegram.hurried) == ([], [])


@pytest.fixture
def author(telegram: FakeTelegram, served_bot: ServedBot, ann: Person) -> Author:
    return Author(telegram, ann)
