"""Every command that viewers may not give, sent by a viewer's own socket."""

import pytest

from shared.domain.permissions import DEFAULT_GRANTS, Role
from shared.protocol import COMMANDS
from tests.integration.clients import SocketClient

OLGA, VERA = "guest-olga", "guest-vera"
SOMEBODY = 5

FORGED: dict[str, dict[str, object]] = {
    "play": {},
    "pause": {},
    "seek": {"position": 60},
    "set_rate": {"rate": 2},
    "load": {"url": "https://films.test/other.mp4"},
    "play_item": {"item_id": "x"},
    "skip": {"item_id": "x"},
    "item_ended": {"item_id": "x"},
    "add_to_queue": {"url": "https://films.test/other.mp4"},
    "add_playlist": {"url": "https://films.test/list"},
    "remove_from_queue": {"item_id": "x"},
    "move_item": {"item_id": "x", "before_id": None},
    "shuffle_queue": {},
    "clear_queue": {},
    "undo_queue": {"change_id": "x"},
    "set_loop": {"mode": "all"},
    "set_autoplay": {"is_on": False},
    "approve": {"item_id": "x"},
    "reject": {"item_id": "x"},
    "rename": {"title": "mine"},
    "set_visibility": {"visibility": "private"},
    "set_role": {"user_id": SOMEBODY, "role": "admin"},
    "set_deputy": {"user_id": SOMEBODY},
    "transfer_room": {"user_id": SOMEBODY},
    "set_grant": {"permission": "control", "role": "viewer"},
    "set_capacity": {"capacity": 2},
    "set_tolerance": {"tolerance_s": 1},
    "set_patience": {"patience": "never"},
    "start_ready_check": {},
    "finish_ready_check": {"check_id": "check"},
    "cancel_ready_check": {"check_id": "check"},
    "set_emotions": {"emotions": ["🔥"]},
    "kick_user": {"user_id": SOMEBODY},
    "ban_user": {"user_id": SOMEBODY},
    "unban_user": {"user_id": SOMEBODY},
    "mute_user": {"user_id": SOMEBODY},
    "unmute_user": {"user_id": SOMEBODY},
    "set_slow_mode": {"interval_s": 30},
    "set_filter": {"words": ["word"]},
    "set_trust": {"user_id": SOMEBODY, "permission": "control"},
    "decline_control": {"user_id": SOMEBODY},
    "delete_messages": {"user_id": SOMEBODY},
    "action_history": {},
    "revoke_links": {},
    "close": {},
}
NOT_FOR_VIEWERS = sorted(
    name
    for name, command in COMMANDS.items()
    if command.needs and DEFAULT_GRANTS[command.needs] is not Role.VIEWER
)


def test_the_table_holds_every_such_command() -> None:
    assert sorted(FORGED) == NOT_FOR_VIEWERS


@pytest.mark.parametrize("name", NOT_FOR_VIEWERS)
async def test_it_is_refused_and_nothing_changes(url: str, name: str) -> None:
    async with (
        SocketClient(url, guest_token=OLGA, room_id="cinema") as olga,
        SocketClient(url, guest_token=VERA, room_id="cinema") as vera,
    ):
        await olga.do("load", url="https://films.test/nosferatu.mp4")
        before = await olga.room()
        error = await vera.refused(name, **FORGED[name])

        assert error["code"] == "permission_denied", error
        assert error["permission"] == COMMANDS[name].needs
        assert await olga.room() == before
