"""Screens: what becomes of a press that was heard late, or on a message that is gone."""

import logging

import pytest

from tests.integration.private.talk import FILM, Talk
from tests.telegram import FakeTelegram, Person, Refused
from tests.telegram.methods.answering import TOO_OLD

TOO_LATE = Refused(400, f"Bad Request: {TOO_OLD}")


async def test_what_was_pressed_long_ago_is_still_done_to_the_end(
    to_ann: Talk, telegram: FakeTelegram, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    screen = await to_ann.writes("/language")
    telegram.fail("answerCallbackQuery", TOO_LATE)
    ann.presses(screen, "English")

    await telegram.until(lambda: (f"chat:{ann.id}", "") in telegram.commands)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_what_must_be_read_comes_as_a_message_if_the_button_was_pressed_long_ago(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    screen = await to_ann.writes("/rooms")
    telegram.fail("answerCallbackQuery", TOO_LATE)
    telegram.ask_back(ann, screen, "room:card:nosuchroom")

    await telegram.until(lambda: ann.chat.last.text == to_ann.text("bot_room_gone"))


async def test_a_screen_that_was_deleted_meanwhile_comes_as_a_new_message(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    await to_ann.writes(FILM)
    screen = await to_ann.writes("/rooms")
    press = ann.presses(screen, "nosferatu")
    ann.deletes(screen)

    await telegram.until(lambda: press.answer)
    assert ann.chat.last.button(to_ann.text("bot_rename"))
    (refused,) = telegram.refusals
    assert refused.method == "editMessageText"
    telegram.refusals.clear()
