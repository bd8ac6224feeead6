"""What is let through to Socket.IO's handlers, and what ends a conversation instead."""

import pytest
from socketio import packet

from webapp.packets import StrictPacket


@pytest.mark.parametrize(
    ("encoded", "kind", "data"),
    [
        ('0{"guest_token":"x"}', packet.CONNECT, {"guest_token": "x"}),
        ("0", packet.CONNECT, None),
        ("1", packet.DISCONNECT, None),
        ('27["seek",{"position":1}]', packet.EVENT, ["seek", {"position": 1}]),
        ('2["sync"]', packet.EVENT, ["sync"]),
    ],
)
def test_our_protocol_is_read(encoded: str, kind: int, data: object) -> None:
    read = StrictPacket(encoded_packet=encoded)

    assert (read.packet_type, read.data) == (kind, data)


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param('20["connect",{},{"guest_token":"x"}]', id="an event named as a handler"),
        pytest.param('2["disconnect","gone"]', id="another one"),
        pytest.param("20[5]", id="a number for a name"),
        pytest.param('20[["play"]]', id="a list for a name"),
        pytest.param("20[]", id="no name"),
        pytest.param('20{"0":"play"}', id="no list"),
        pytest.param("20", id="nothing at all"),
        pytest.param("20" + "[" * 60_000, id="too deep"),
        pytest.param('20["seek",' + "9" * 5_000 + "]", id="too large a number"),
        pytest.param("30[]", id="an answer to no question"),
        pytest.param("4", id="a refusal, from a client"),
        pytest.param('59999999999-0["x"]', id="ten thousand million attachments"),
        pytest.param('61-0["x"]', id="an answer with an attachment"),
        pytest.param("9", id="an unknown type"),
        pytest.param("x", id="no type"),
        pytest.param(b"2[]", id="bytes"),
    ],
)
def test_anything_else_is_a_goodbye(encoded: str | bytes) -> None:
    read = StrictPacket(encoded_packet=encoded)

    assert (read.packet_type, read.data, read.attachment_count) == (packet.DISCONNECT, None, 0)


def test_what_the_server_sends_is_left_alone() -> None:
    frame = StrictPacket(packet.EVENT, ["bye", {"code": "restarting"}])

    assert frame.encode() == '2["bye",{"code":"restarting"}]'
