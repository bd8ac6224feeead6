"""What a person tells the bot about themselves, and asks it to forget."""

from tests.integration.private.talk import FILM, Talk, labels, links_in
from tests.telegram import FakeTelegram, Person


async def test_a_language_is_chosen_and_kept(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    screen = await to_ann.writes("/language")
    assert labels(screen) == ["English", "✓ Русский"]
    answer = await to_ann.presses_labelled(screen, "English")

    to_ann.speaks("en")
    assert answer["text"] == to_ann.text("bot_language_chosen")
    assert screen.text == to_ann.text("bot_language_question")
    assert labels(screen) == ["✓ English", "Русский"]
    assert (await to_ann.writes("/start")).text == to_ann.text("bot_greeting")
    commands = telegram.commands[f"chat:{ann.id}", ""]
    assert commands["rooms"] == to_ann.text("bot_command_rooms")
    assert telegram.menu_button[ann.id]["text"] == to_ann.text("bot_open_app")


async def test_help_and_privacy_are_told(to_ann: Talk) -> None:
    told = await to_ann.writes("/help")
    assert told.text is not None
    assert "@watch_test_bot" in told.text
    assert "/delete_me" in ((await to_ann.writes("/privacy")).text or "")


async def test_who_asks_to_be_forgotten_is_forgotten_once_sure(
    to_ann: Talk, to_bob: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    (token,) = links_in(await to_ann.writes(FILM))
    await to_ann.presses_labelled(await to_ann.writes("/language"), "English")
    to_ann.speaks("en")
    question = await to_ann.writes("/delete_me")
    await to_ann.presses(question, "bot_cancel")
    assert question.text == to_ann.text("bot_delete_me_not")
    assert "nosferatu" in labels(await to_ann.writes("/rooms"))

    for _ in range(2):  # the second time there is nothing left to forget
        question = await to_ann.writes("/delete_me")
        await to_ann.presses(question, "bot_delete_me_sure")
        assert question.text == to_ann.text("bot_delete_me_done")
        to_ann.speaks("ru")  # the choice of a language is forgotten too
        assert (await to_ann.writes("/rooms")).text == to_ann.text("bot_rooms_none")

    gone = await to_bob.writes(f"/start {token}")
    assert gone.text == to_bob.text("error_room_not_found")
    assert (f"chat:{ann.id}", "") not in telegram.commands


async def test_in_groups_none_of_this_is_answered(
    to_ann: Talk, telegram: FakeTelegram, ann: Person
) -> None:
    group = telegram.group("Кино", owner=ann)
    group.add_bot(by=ann)
    for command in ("/language", "/privacy", "/delete_me", "/cancel"):
        ann.writes(command, to=group)
    await to_ann.writes("/start")
    told = [message.text for message in group.from_bot()]
    for msgid in ("bot_language_question", "bot_privacy", "bot_delete_me", "bot_cancelled"):
        assert to_ann.text(msgid) not in told
