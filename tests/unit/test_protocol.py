from pathlib import Path

import pytest

from shared.domain.commands import Command
from shared.domain.errors import InvalidCommand
from shared.domain.managing_commands import SetDeputy, SetRole
from shared.domain.permissions import Role
from shared.domain.playback_commands import Play, Seek
from shared.protocol import GENERATED, encode_room, load_room, parse_command
from tests.factories import CLIP, make_item, make_room


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        pytest.param("play", None, Play(), id="no payload"),
        pytest.param("play", {}, Play(), id="empty payload"),
        pytest.param("seek", {"position": 3}, Seek(3), id="an integer is a position"),
        pytest.param("seek", {"position": 3, "new": 1}, Seek(3), id="a later client's field"),
        pytest.param(
            "set_role", {"user_id": 7, "role": "admin"}, SetRole(7, Role.ADMIN), id="roles by name"
        ),
        pytest.param("set_deputy", {"user_id": None}, SetDeputy(None), id="null"),
    ],
)
def test_parse(name: str, payload: object, expected: Command) -> None:
    assert parse_command(name, payload) == expected


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("nope", {}, id="unknown"),
        pytest.param("x" * 10_000, {}, id="a huge name"),
        pytest.param("describe", {"item_id": "1", "media": {}}, id="the program's own"),
        pytest.param("wake", {"seen_at_ms": 0}, id="the program's own, too"),
        pytest.param("seek", {}, id="missing"),
        pytest.param("seek", {"position": -1}, id="negative"),
        pytest.param("seek", {"position": 1e9}, id="beyond any video"),
        pytest.param("seek", {"position": float("nan")}, id="not a number"),
        pytest.param("seek", {"position": float("inf")}, id="infinite"),
        pytest.param("seek", {"position": "3"}, id="text"),
        pytest.param("seek", {"position": True}, id="a boolean"),
        pytest.param("seek", {"position": None}, id="null"),
        pytest.param("seek", [1], id="a list"),
        pytest.param("seek", b"1", id="bytes"),
        pytest.param("play", "x", id="a string"),
        pytest.param("set_rate", {"rate": 2.5}, id="too fast"),
        pytest.param("set_role", {"user_id": 7, "role": "owner"}, id="nobody is made an owner"),
        pytest.param("set_role", {"user_id": 2**53, "role": "admin"}, id="beyond JavaScript"),
        pytest.param("load", {"url": ""}, id="empty address"),
        pytest.param("load", {"url": "x" * 10_000}, id="endless address"),
        pytest.param("send_message", {"text": "x" * 4001}, id="long message"),
        pytest.param("send_message", {"text": "\ud800"}, id="half a character"),
    ],
)
def test_parse_refuses(name: str, payload: object) -> None:
    with pytest.raises(InvalidCommand) as refusal:
        parse_command(name, payload)
    assert len(str(refusal.value.to_wire())) < 200


def test_a_room_survives_the_round_trip() -> None:
    room = make_room(version=7, queue=(make_item("next", CLIP),), deputy_id=4)

    assert load_room(encode_room(room)) == room


def test_an_older_document_is_read() -> None:
    assert load_room('{"id": "r", "owner_id": 1, "gone": true}').queue == ()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_files_are_current(path: Path) -> None:
    assert path.read_text() == GENERATED[path](), "run: python -m shared.protocol"
