import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import Unauthenticated
from shared.domain.fields import MAX_USER_ID
from shared.domain.people import Person
from shared.identity import MAX_SKEW_S, BotToken, Identity, Reason
from shared.init_data import MAX_INIT_DATA

VECTORS = json.loads((Path(__file__).parents[1] / "data/initdata_vectors.json").read_text())
# The others prove a payload to third parties by Ed25519; we hold the token and need no such proof.
HMAC_VECTORS = [vector for vector in VECTORS if vector["kind"] == "hmac"]

TOKEN, OLD_TOKEN = "42:TEST", "42:OLD"
DAY_S = 24 * 60 * 60
NOW_S = 1_800_000_000
YEARS_LATER_S = 1_767_225_600
"""2026, after every vector was signed."""

USER: dict[str, object] = {"id": 7, "first_name": "Ada", "last_name": "L", "username": "ada"}


class StoppedClock:
    def __init__(self, now_s: int) -> None:
        self.now_s = now_s

    def now_ms(self) -> int:
        return self.now_s * 1000


def make_identity(**changes: Any) -> Identity:
    return Identity(
        **{
            "bot_tokens": [BotToken(TOKEN)],
            "max_age_s": DAY_S,
            "allow_guests": True,
            "clock": StoppedClock(NOW_S),
            **changes,
        }
    )


def signed(fields: dict[str, str], token: str = TOKEN) -> str:
    """Sign as core.telegram.org/bots/webapps says, independently of the code under test."""
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    check = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    signature = hmac.new(key, check.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": signature})


def launch(token: str = TOKEN, **changes: str | None) -> str:
    fields = {"auth_date": str(NOW_S), "user": json.dumps(USER), **changes}
    return signed({name: value for name, value in fields.items() if value is not None}, token)


def launch_of(**user: object) -> str:
    return launch(user=json.dumps({**USER, **user}))


def refusal(call: Callable[[], object]) -> object:
    with pytest.raises(Unauthenticated) as caught:
        call()
    assert caught.value.data["reason"] in get_args(Reason)
    return caught.value.data["reason"]


@pytest.mark.parametrize("vector", [pytest.param(v, id=v["id"]) for v in HMAC_VECTORS])
def test_published_vectors(vector: dict[str, Any]) -> None:
    dates = parse_qs(vector["init_data"]).get("auth_date", ["0"])
    signed_s = int(dates[0]) if dates[0].isdigit() else 0
    max_age_s = vector.get("max_age", DAY_S)
    now_s = vector.get("now", YEARS_LATER_S if "max_age" in vector else signed_s)
    identity = make_identity(
        bot_tokens=[BotToken(vector["bot_token"])],
        max_age_s=max_age_s,
        clock=StoppedClock(now_s),
    )
    if vector["expected"] == "valid":
        assert identity.verify_init_data(vector["init_data"]).auth_date == signed_s
    else:
        expected = {"expired": "expired"}.get(vector["expected"], "invalid")
        assert refusal(lambda: identity.verify_init_data(vector["init_data"])) == expected


def test_vectors_of_every_kind_are_there() -> None:
    kinds = {vector["expected"] for vector in HMAC_VECTORS}
    assert kinds == {"valid", "invalid", "expired"}


def test_every_field_is_read() -> None:
    raw = launch(
        user=json.dumps({**USER, "language_code": "ru", "photo_url": "https://t.me/i/1.svg"}),
        start_param="abc",
        chat_type="group",
        chat_instance="-12",
        query_id="q",
    )
    init_data = make_identity().verify_init_data(raw)
    assert init_data.person == Person(7, "Ada L", "ada", "ru")
    assert init_data.auth_date == NOW_S
    assert init_data.start_param == "abc"
    assert (init_data.chat_type, init_data.chat_instance) == ("group", "-12")
    assert init_data.query_id == "q"


def test_blank_fields_are_signed_and_mean_nothing() -> None:
    init_data = make_identity().verify_init_data(launch(start_param="", signature=""))
    assert init_data.start_param is None


def test_a_name_is_made_fit_to_be_shown() -> None:
    raw = launch_of(first_name=" A\u202ed\na ", last_name="\u200b")
    assert make_identity().verify_init_data(raw).person.name == "Ad a"


@pytest.mark.parametrize(
    ("age_s", "reason"),
    [
        pytest.param(DAY_S, None, id="just fresh enough"),
        pytest.param(DAY_S + 1, "expired", id="a second too old"),
        pytest.param(-MAX_SKEW_S, None, id="our clock is a little behind"),
        pytest.param(-MAX_SKEW_S - 1, "invalid", id="from the future"),
    ],
)
def test_age_is_limited_both_ways(age_s: int, reason: str | None) -> None:
    raw = launch(auth_date=str(NOW_S - age_s))
    if reason is None:
        assert make_identity().verify_init_data(raw).person.id == 7
    else:
        assert refusal(lambda: make_identity().verify_init_data(raw)) == reason


def test_age_is_not_told_to_those_who_cannot_sign() -> None:
    raw = launch(auth_date="1", token="42:OTHER")
    assert refusal(lambda: make_identity().verify_init_data(raw)) == "invalid"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("&", id="no fields"),
        pytest.param("user", id="no value"),
        pytest.param("auth_date=1&hash=%FF", id="not UTF-8"),
        pytest.param("auth_date=1&hash=é", id="hash is not ASCII"),
        pytest.param("auth_date=1&hash=\ud800", id="lone surrogate"),
        pytest.param("auth_date=1&hash=", id="blank hash"),
        pytest.param(launch() + "&hash=" + "0" * 64, id="two hashes"),
        pytest.param(launch() + "&user=%7B%7D", id="two users"),
        pytest.param("hash=" + "0" * 64 + "&" + launch(), id="two hashes, the right one last"),
        pytest.param("user=%7B%7D&" + launch(), id="two users, the right one last"),
        pytest.param(launch(query_id="\ufffd").replace("%EF%BF%BD", "%FF"), id="mended UTF-8"),
        pytest.param(launch() + "&more=1", id="a field more"),
        pytest.param(launch().replace("Ada", "Eve"), id="another name"),
        pytest.param(launch().replace("hash=", "Hash="), id="no hash"),
        pytest.param(launch(auth_date=None), id="no auth_date"),
        pytest.param(launch(user=None), id="no user"),
        pytest.param(launch(signature="?").replace("signature=%3F", ""), id="signature dropped"),
        pytest.param(launch(query_id="q" * MAX_INIT_DATA), id="too long"),
        pytest.param("user=" + "[" * 4000, id="deep"),
    ],
)
def test_malformed_launch_data_is_invalid(raw: str) -> None:
    assert refusal(lambda: make_identity().verify_init_data(raw)) == "invalid"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"auth_date": ""}, id="blank auth_date"),
        pytest.param({"auth_date": "-1"}, id="negative auth_date"),
        pytest.param({"auth_date": f"{NOW_S}.0"}, id="fractional auth_date"),
        pytest.param({"auth_date": f" {NOW_S}"}, id="padded auth_date"),
        pytest.param({"auth_date": "٣"}, id="Arabic digits"),
        pytest.param({"auth_date": "9" * 5000}, id="endless auth_date"),
        pytest.param({"user": ""}, id="blank user"),
        pytest.param({"user": "null"}, id="no user"),
        pytest.param({"user": "[]"}, id="user is a list"),
        pytest.param({"user": "{"}, id="user is not JSON"),
        pytest.param({"user": "[" * 1500}, id="user is deep"),
        pytest.param({"user": '{"first_name": "A"}'}, id="user without id"),
        pytest.param({"user": '{"id": 7}'}, id="user without name"),
        pytest.param({"user": '{"id": NaN, "first_name": "A"}'}, id="id is not a number"),
    ],
)
def test_signed_fields_of_wrong_types_are_invalid(changes: dict[str, str]) -> None:
    assert refusal(lambda: make_identity().verify_init_data(launch(**changes))) == "invalid"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("id", bad) for bad in (True, None, 0, -7, 7.0, 7.5, MAX_USER_ID + 1, [7])),
        *(("id", bad) for bad in ("", "-7", "7.0", "٣", "abc", "9" * 16)),
        *((name, 1) for name in ("first_name", "last_name", "username", "language_code")),
        ("first_name", None),
    ],
)
def test_a_signed_user_of_wrong_types_is_invalid(name: str, value: object) -> None:
    assert (
        refusal(lambda: make_identity().verify_init_data(launch_of(**{name: value}))) == "invalid"
    )


def test_the_largest_id_is_exact() -> None:
    raw = launch_of(id=MAX_USER_ID)
    assert make_identity().verify_init_data(raw).person.id == MAX_USER_ID


def test_a_quoted_id_is_the_same_person() -> None:
    assert make_identity().verify_init_data(launch_of(id="7")).person.id == 7


@pytest.mark.parametrize(
    ("honest", "forged"),
    [
        pytest.param("&chat_type=private", "%0Achat_type%3Dprivate", id="a line inside a value"),
        pytest.param("start_param=a%3Db", "start_param%3Da=b", id="a name that holds ="),
    ],
)
def test_one_signature_never_covers_two_readings(honest: str, forged: str) -> None:
    raw = launch(chat_instance="1", chat_type="private", start_param="a=b")
    assert make_identity().verify_init_data(raw).chat_type == "private"
    assert honest in raw
    ambiguous = raw.replace(honest, forged)
    assert refusal(lambda: make_identity().verify_init_data(ambiguous)) == "invalid"


@given(st.data())
def test_a_changed_character_is_refused_or_changes_nothing(data: st.DataObject) -> None:
    identity = make_identity()
    raw = launch(chat_type="group", chat_instance="-1", signature="aB+/", start_param="x y")
    at = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.sampled_from("&=%+ \n;_0aF") | st.characters())
    changed = raw[:at] + other + raw[at + 1 :]
    outcome: object
    try:
        outcome = identity.verify_init_data(changed)
    except Unauthenticated as refused:
        outcome = refused.data["reason"]
    assert outcome in ("invalid", identity.verify_init_data(raw))


@given(st.text())
def test_any_text_is_refused_politely(raw: str) -> None:
    refusal(lambda: make_identity().verify_init_data(raw))


def test_an_old_token_is_accepted_beside_the_new_until_its_time() -> None:
    clock = StoppedClock(NOW_S)
    tokens = [BotToken(TOKEN), BotToken(OLD_TOKEN, until_ms=(NOW_S + 10) * 1000)]
    identity = make_identity(bot_tokens=tokens, clock=clock)
    assert identity.verify_init_data(launch(OLD_TOKEN)).person.id == 7
    assert identity.verify_init_data(launch(TOKEN)).person.id == 7
    clock.now_s += 9
    assert identity.verify_init_data(launch(OLD_TOKEN)).person.id == 7
    clock.now_s += 1
    assert refusal(lambda: identity.verify_init_data(launch(OLD_TOKEN))) == "invalid"
    assert identity.verify_init_data(launch(TOKEN)).person.id == 7


def test_without_a_token_nobody_comes_from_telegram() -> None:
    identity = make_identity(bot_tokens=[])
    assert refusal(lambda: identity.verify_init_data(launch())) == "invalid"


def test_an_empty_token_is_no_token() -> None:
    with pytest.raises(ValueError, match="empty token"):
        BotToken("")


def test_a_token_is_not_shown() -> None:
    assert TOKEN not in repr(BotToken(TOKEN))


def test_the_cause_of_a_refusal_does_not_quote_launch_data() -> None:
    with pytest.raises(Unauthenticated) as caught:
        make_identity().verify_init_data(launch_of(id=True))
    assert caught.value.__suppress_context__


def test_a_guest_is_whoever_knows_the_secret() -> None:
    identity = make_identity()
    first, again = identity.verify_guest("secret-1"), identity.verify_guest("secret-1")
    other = identity.verify_guest("secret-2")
    assert first == again
    assert first.id != other.id
    assert first == Person(first.id, "", is_guest=True)


def test_a_guest_stays_the_same_from_release_to_release() -> None:
    digest = hashlib.sha256(b"guest\0secret-1").hexdigest()
    assert make_identity().verify_guest("secret-1").id == -1 - int(digest[:12], 16)


@given(st.from_regex(r"[!-~]{8,128}", fullmatch=True))
def test_guest_ids_are_negative_and_exact_in_javascript(token: str) -> None:
    assert -MAX_USER_ID <= make_identity().verify_guest(token).id < 0


@pytest.mark.parametrize(
    "token",
    ["", "7 chars", "a" * 7, "a" * 129, "with space", "tab\tinside", "пароль-гостя", "secret-1\n"],
)
def test_a_poor_secret_is_invalid(token: str) -> None:
    assert refusal(lambda: make_identity().verify_guest(token)) == "invalid"


def test_guests_come_only_where_they_are_allowed() -> None:
    identity = make_identity(allow_guests=False)
    assert refusal(lambda: identity.verify_guest("secret-1")) == "guests_not_allowed"


def test_a_socket_tells_who_connects_and_what_brought_them() -> None:
    identity = make_identity()
    raw = launch(start_param="inner")
    assert identity.authenticate({"init_data": raw}).start_param == "inner"
    assert identity.authenticate({"init_data": raw, "start_param": ""}).start_param == "inner"
    caller = identity.authenticate({"init_data": raw, "start_param": "outer", "room_id": "r"})
    assert (caller.person.id, caller.start_param) == (7, "outer")
    guest = identity.authenticate({"guest_token": "secret-1", "start_param": "outer"})
    assert (guest.person.is_guest, guest.start_param) == (True, "outer")


def test_telegram_goes_before_the_guest() -> None:
    auth = {"init_data": launch(), "guest_token": "secret-1"}
    assert not make_identity().authenticate(auth).person.is_guest
    forged = {"init_data": launch("42:OTHER"), "guest_token": "secret-1"}
    assert refusal(lambda: make_identity().authenticate(forged)) == "invalid"


@pytest.mark.parametrize(
    ("auth", "reason"),
    [
        pytest.param({}, "missing", id="nothing"),
        pytest.param({"init_data": None}, "missing", id="null"),
        pytest.param({"init_data": "", "guest_token": ""}, "missing", id="blank"),
        pytest.param({"init_data": 7}, "invalid", id="launch data is a number"),
        pytest.param({"init_data": {"user": {"id": 7}}}, "invalid", id="launch data is decoded"),
        pytest.param({"guest_token": ["secret-1"]}, "invalid", id="secret is a list"),
        pytest.param({"guest_token": "secret-1", "start_param": 7}, "invalid", id="start_param"),
    ],
)
def test_a_socket_that_proves_nothing_is_refused(auth: dict[str, object], reason: str) -> None:
    assert refusal(lambda: make_identity().authenticate(auth)) == reason


@pytest.mark.parametrize("scheme", ["tma", "TMA", "Tma"])
def test_a_header_tells_who_asks(scheme: str) -> None:
    caller = make_identity().authenticate_header(f"{scheme} {launch(start_param='x')}")
    assert (caller.person.id, caller.start_param) == (7, "x")


def test_a_header_may_name_a_guest() -> None:
    identity = make_identity()
    caller = identity.authenticate_header("Guest secret-1")
    assert caller.person == identity.verify_guest("secret-1")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "missing"),
        ("", "missing"),
        (" ", "missing"),
        ("tma", "missing"),
        ("tma ", "missing"),
        ("guest", "missing"),
        ("Bearer abc", "invalid"),
        ("tma abc", "invalid"),
        ("guest a", "invalid"),
    ],
)
def test_a_header_that_proves_nothing_is_refused(value: str | None, reason: str) -> None:
    assert refusal(lambda: make_identity().authenticate_header(value)) == reason
