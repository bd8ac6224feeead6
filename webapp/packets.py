"""What a client sends over Socket.IO, checked before the library acts on it."""

from socketio import packet

RESERVED = frozenset({"connect", "disconnect"})
_TYPES = frozenset({packet.CONNECT, packet.DISCONNECT, packet.EVENT})


class StrictPacket(packet.Packet):  # type: ignore[misc]  # shipped without types
    """
    A packet of our protocol; anything else that a client sends is read as its goodbye.

    Left to itself, the library (python-socketio 5.18) gives an event named ``connect`` or
    ``disconnect`` to the handler of that name, as if it had happened; keeps binary attachments
    until there are as many as the sender has announced, with up to ten digits; and logs a traceback
    for each packet that it cannot read.
    """

    uses_binary_events = False

    def decode(self, encoded_packet: str | bytes) -> int:
        try:
            count: int = super().decode(encoded_packet)
        except (ValueError, TypeError, RecursionError):
            return self._goodbye()
        return count if self._is_ours() else self._goodbye()

    def _is_ours(self) -> bool:
        if self.packet_type != packet.EVENT:
            return self.packet_type in _TYPES
        match self.data:
            case [str(name), *_]:
                return name not in RESERVED
            case _:
                return False

    def _goodbye(self) -> int:
        self.packet_type, self.namespace, self.id, self.data = packet.DISCONNECT, None, None, None
        return 0
