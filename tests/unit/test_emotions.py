"""What people may feel: one emoji each, at most eight in a room, each with its touch."""

import pytest

from shared.domain.decisions import handle
from shared.domain.emoji import as_emoji
from shared.domain.emotions import EMOTIONS, MAX_SET, Haptic, haptics_of
from shared.domain.errors import InvalidCommand, NotAnEmoji, PermissionDenied
from shared.domain.managing_commands import SetEmotions
from shared.domain.room import Room
from shared.protocol import parse_command
from tests.factories import ADMIN, OWNER, by, make_room


@pytest.mark.parametrize(
    "text",
    [
        *EMOTIONS,
        pytest.param("👍🏽", id="a hand with a skin tone"),
        pytest.param("☝🏻", id="a sign with a skin tone"),
        pytest.param("👩‍🚀", id="a person at work"),
        pytest.param("🤦🏿‍♂️", id="a person of a gender and a tone"),
        pytest.param("👨‍👩‍👧‍👦", id="a family"),
        pytest.param("👩🏻‍❤️‍💋‍👨🏿", id="the longest"),
        pytest.param("❤️‍🔥", id="joined signs"),
        pytest.param("🏳️‍🌈", id="a joined flag"),
        pytest.param("🇷🇺", id="a country"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="tags"),
        pytest.param("3️⃣", id="a key"),
    ],
)
def test_one_emoji_is_one(text: str) -> None:
    assert as_emoji(text) == text


def test_a_sign_becomes_a_picture() -> None:
    assert as_emoji("❤") == "❤️"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("a", id="a letter"),
        pytest.param("3", id="a digit"),
        pytest.param("🔥🔥", id="two"),
        pytest.param("🔥 ", id="with a space"),
        pytest.param("🔥‍🔥", id="joined to what it is not joined to"),
        pytest.param("🔥🏽", id="a skin tone on what has no skin"),
        pytest.param("❤️️", id="told twice to be a picture"),
        pytest.param("\u200d", id="a joiner alone"),
        pytest.param("\ufe0f", id="a selector alone"),
        pytest.param("🇷", id="half a flag"),
        pytest.param("🇽🇽", id="a country that is none"),
        pytest.param("🔥\u202e", id="with a mark of direction"),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert as_emoji(text) is None


def chosen(room: Room, *emotions: str) -> tuple[str, ...]:
    return handle(room, SetEmotions(emotions), by(OWNER)).room.emotions


def test_a_room_takes_the_emotions_its_owner_chooses_each_once() -> None:
    assert chosen(make_room(), "🎃", "❤", "🎃", "❤️") == ("🎃", "❤️")


def test_choosing_what_a_room_has_changes_nothing() -> None:
    assert handle(make_room(), SetEmotions(EMOTIONS), by(OWNER)).events == ()


def test_what_is_no_emoji_is_refused_by_name() -> None:
    with pytest.raises(NotAnEmoji) as refusal:
        chosen(make_room(), "🎃", "boo")
    assert refusal.value.to_wire() == {"code": "not_an_emoji", "emotion": "boo"}


def test_only_the_owner_chooses_them() -> None:
    with pytest.raises(PermissionDenied):
        handle(make_room(), SetEmotions(("🎃",)), by(ADMIN))


@pytest.mark.parametrize("emotions", [[], ["🔥"] * (MAX_SET + 1), ["🔥" * 11], [""], "🔥", [1]])
def test_a_set_of_another_size_or_shape_is_no_command(emotions: object) -> None:
    with pytest.raises(InvalidCommand):
        parse_command("set_emotions", {"emotions": emotions})


def test_each_emotion_of_the_table_is_felt_in_a_way_of_its_own() -> None:
    touches = haptics_of(EMOTIONS)

    assert len(set(touches.values())) == len(EMOTIONS)
    assert haptics_of(["🎃"]) == {"🎃": Haptic.IMPACT_LIGHT}
