"""The bot as quick as tests press: fixtures for flows that are not about Telegram's limits."""

from collections.abc import AsyncIterator

import pytest

from bot.delivery.pace import Rate, Rates
from shared.settings import Settings
from tests.integration.conftest import ServedBot, served
from tests.telegram import FakeTelegram, Limits

QUICK = Rates(chat=Rate(1_000, 1), group=Rate(1_000, 1), all=Rate(1_000, 1))
"""Nobody presses as fast as these tests do."""


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=Limits(is_on=False)) as telegram:
        yield telegram


@pytest.fixture
async def served_bot(bot_settings: Settings) -> AsyncIterator[ServedBot]:
    async with served(bot_settings, has_bot=True, rates=QUICK) as url:
        yield ServedBot(url, bot_settings)
