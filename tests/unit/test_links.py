import base64
import hashlib
import hmac
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.link_errors import LinkExpired, LinkInvalid
from shared.domain.permissions import Role
from shared.domain.room import LINK_EPOCHS
from shared.links import Links, RoomLink

SECRET = b"a secret of the tests"
NOW_MS = 1_800_000_000_000
LATER_MS = NOW_MS + 60_000
ALPHABET = string.ascii_letters + string.digits + "-_"
HEAD = 28

room_ids = st.text(ALPHABET, min_size=1, max_size=36)


class StoppedClock:
    def __init__(self, now_ms: int = NOW_MS) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        return self.ms


def make_links(secret: bytes = SECRET, now_ms: int = NOW_MS) -> Links:
    return Links(secret, StoppedClock(now_ms))


def make_token(room_id: str = "Ab-9_room", role: Role = Role.ADMIN, epoch: int = 3) -> str:
    return make_links().issue(room_id, role=role, epoch=epoch, expires_ms=LATER_MS)


def forge(kind: int, room_id: str = "r") -> str:
    """Make a token with a genuine signature, independently of the code under test."""
    key = hmac.new(SECRET, b"room-link", hashlib.sha256).digest()
    header = bytes([kind]) + (LATER_MS // 1000).to_bytes(4, "big") + bytes([0, 3])
    mac = hmac.new(key, header + room_id.encode(), hashlib.sha256).digest()[:14]
    return base64.urlsafe_b64encode(header + mac).decode() + room_id


@given(
    room_ids,
    st.sampled_from([Role.VIEWER, Role.ADMIN]),
    st.integers(0, LINK_EPOCHS - 1),
    st.integers(NOW_MS // 1000 + 1, 2**32 - 1),
)
def test_a_link_says_what_was_put_into_it(
    room_id: str, role: Role, epoch: int, expires_s: int
) -> None:
    expires_ms = expires_s * 1000
    token = make_links().issue(room_id, role=role, epoch=epoch, expires_ms=expires_ms)
    assert make_links().open(token) == RoomLink(room_id, role, epoch, expires_ms)


@given(room_ids, st.sampled_from([Role.VIEWER, Role.ADMIN]), st.integers(0, LINK_EPOCHS - 1))
def test_a_token_fits_telegrams_start_parameter(room_id: str, role: Role, epoch: int) -> None:
    token = make_token(room_id, role, epoch)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token)
    assert len(token) == HEAD + len(room_id)
    assert not token.startswith("_"), "_tgr_ is Telegram's own"


def test_the_longest_room_id_fits() -> None:
    assert len(make_token("x" * 36)) == 64


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMIN])
def test_every_flipped_bit_of_the_head_is_refused(role: Role) -> None:
    token = make_token(role=role)
    head = base64.urlsafe_b64decode(token[:HEAD])
    for bit in range(len(head) * 8):
        flipped = bytearray(head)
        flipped[bit // 8] ^= 1 << bit % 8
        forged = base64.urlsafe_b64encode(flipped).decode() + token[HEAD:]
        with pytest.raises(LinkInvalid):
            make_links().open(forged)


def test_every_other_character_anywhere_is_refused() -> None:
    token = make_token()
    for at, right in enumerate(token):
        for wrong in set(ALPHABET + "=+/ .\n") - {right}:
            with pytest.raises(LinkInvalid):
                make_links().open(token[:at] + wrong + token[at + 1 :])


def test_a_token_cut_or_lengthened_is_refused() -> None:
    token = make_token()
    lengthened = [token + "x", "x" + token, token + "\n", " " + token, token + "="]
    for forged in [token[:length] for length in range(len(token))] + lengthened:
        with pytest.raises(LinkInvalid):
            make_links().open(forged)


def test_the_head_of_one_room_does_not_open_another() -> None:
    with pytest.raises(LinkInvalid):
        make_links().open(make_token("first")[:HEAD] + "other")


def test_a_link_of_another_secret_is_refused() -> None:
    with pytest.raises(LinkInvalid):
        make_links(b"another secret").open(make_token())


def test_a_link_works_until_the_second_it_expires() -> None:
    token = make_token()
    assert make_links(now_ms=LATER_MS - 1).open(token).expires_ms == LATER_MS
    with pytest.raises(LinkExpired):
        make_links(now_ms=LATER_MS).open(token)


def test_expiry_is_not_told_of_what_is_not_ours() -> None:
    with pytest.raises(LinkInvalid):
        make_links(b"another secret", now_ms=LATER_MS).open(make_token())


def test_a_link_never_lives_longer_than_asked() -> None:
    token = make_links().issue("r", role=Role.VIEWER, epoch=0, expires_ms=LATER_MS + 999)
    assert make_links().open(token).expires_ms == LATER_MS


def test_the_format_stays_the_same_from_release_to_release() -> None:
    assert make_token("r", Role.VIEWER) == forge(0b000001_00)
    assert make_token("r", Role.ADMIN) == forge(0b000001_01)


def test_signed_versions_and_roles_of_no_such_kind_are_refused() -> None:
    for kind in set(range(256)) - {0b000001_00, 0b000001_01}:
        with pytest.raises(LinkInvalid):
            make_links().open(forge(kind))


@given(st.text() | st.text(ALPHABET, min_size=HEAD, max_size=64))
def test_garbage_is_refused_politely(garbage: str) -> None:
    with pytest.raises(LinkInvalid):
        make_links().open(garbage)


@pytest.mark.parametrize(
    ("room_id", "role", "epoch", "expires_ms"),
    [
        pytest.param("r", Role.OWNER, 0, LATER_MS, id="owner"),
        pytest.param("", Role.VIEWER, 0, LATER_MS, id="no room"),
        pytest.param("x" * 37, Role.VIEWER, 0, LATER_MS, id="room too long"),
        pytest.param("комната", Role.VIEWER, 0, LATER_MS, id="another alphabet"),
        pytest.param("r\n", Role.VIEWER, 0, LATER_MS, id="line break"),
        pytest.param("r", Role.VIEWER, -1, LATER_MS, id="negative epoch"),
        pytest.param("r", Role.VIEWER, LINK_EPOCHS, LATER_MS, id="epoch too large"),
        pytest.param("r", Role.VIEWER, 0, -1, id="before 1970"),
        pytest.param("r", Role.VIEWER, 0, 2**32 * 1000, id="after 2106"),
    ],
)
def test_what_a_link_cannot_carry_is_not_issued(
    room_id: str, role: Role, epoch: int, expires_ms: int
) -> None:
    with pytest.raises(ValueError, match=r"role|room id|out of range|makes anybody"):
        make_links().issue(room_id, role=role, epoch=epoch, expires_ms=expires_ms)


def test_an_empty_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="empty secret"):
        make_links(b"")
