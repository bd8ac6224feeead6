"""Two people in private with the bot, and a Telegram that refuses nothing it is asked."""

from typing import Any

import pytest

from tests.integration.conftest import ServedBot
from tests.integration.private.talk import Talk
from tests.integration.quick import served_bot, telegram
from tests.telegram import FakeTelegram, Person

__all__ = ["served_bot", "telegram"]


@pytest.fixture(autouse=True)
async def _telegram_refused_nothing(telegram: FakeTelegram) -> Any:
    yield
    assert (telegram.refusals, telegram.hurried) == ([], [])


@pytest.fixture
def to_ann(telegram: FakeTelegram, served_bot: ServedBot, ann: Person) -> Talk:
    return Talk(telegram, ann)


@pytest.fixture
def to_bob(telegram: FakeTelegram, served_bot: ServedBot, bob: Person) -> Talk:
    return Talk(telegram, bob)
