"""What a room is called and how it is doing, in the words of the shipped catalogues."""

from dataclasses import replace

import pytest

from bot.room_words import MAX_NAME, doing, headline, name_of
from bot.say import Say
from shared.domain.playback import Playback
from shared.domain.room import Room
from shared.foundation import LOCALE
from shared.ports.rooms import Listing
from shared.texts import Texts
from tests.factories import FILM, NOW, make_item, make_room

SAY = Say(Texts.load(LOCALE), "en")


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (make_room(title="Film night"), "Film night"),
        (make_room(), "nosferatu"),
        (make_room(current=None), "Room without a name"),
        (make_room(current=make_item(media=replace(FILM, title=None))), "Room without a name"),
        (make_room(current=make_item(media=replace(FILM, title="a\n  b"))), "a b"),
    ],
)
def test_a_room_is_called_by_its_name_or_by_what_is_on(room: Room, name: str) -> None:
    assert name_of(room, SAY) == name


def test_a_name_is_cut_where_two_lines_end() -> None:
    cut = name_of(make_room(title="word " * 40), SAY)
    assert len(cut) <= MAX_NAME
    assert cut == "word " * 12 + "wor…"


def test_what_people_wrote_cannot_become_formatting() -> None:
    assert headline(make_room(title="</b>&"), SAY) == "<b>&lt;/b&gt;&amp;</b>"


@pytest.mark.parametrize(
    ("changes", "people", "said"),
    [
        ({}, 0, "nobody inside"),
        ({"playback": Playback(paused=False, updated_at_ms=NOW)}, 0, "nobody inside"),
        ({"playback": Playback(paused=False, updated_at_ms=NOW)}, 1, "1 person inside, playing"),
        ({}, 2, "2 people inside, paused"),
        ({"current": None}, 2, "2 people inside, choosing what to watch"),
        (
            {"playback": Playback(paused=False, updated_at_ms=NOW + 60_000)},
            0,
            "starts later by itself",
        ),
        (
            {"playback": Playback(paused=False, updated_at_ms=NOW + 900)},
            1,
            "1 person inside, playing",
        ),
        (
            {"playback": Playback(paused=False, updated_at_ms=NOW + 60_000)},
            2,
            "2 people inside, starts later by itself",
        ),
    ],
)
def test_a_room_is_told_by_who_is_inside_and_what_they_do(
    changes: dict[str, object], people: int, said: str
) -> None:
    assert doing(Listing(make_room(**changes), people), NOW, SAY) == said
