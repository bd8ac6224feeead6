"""
Who the caller is: the only module that proves it.

Telegram's users by the launch data that Telegram signs with the bot's token, guests by a secret
that their page made up.

Source: core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal
from urllib.parse import parse_qsl

from annotated_types import Ge, Le
from pydantic import BeforeValidator, TypeAdapter

from shared.domain.errors import Unauthenticated
from shared.domain.fields import MAX_USER_ID
from shared.domain.people import Person, display_name
from shared.ports.clock import Clock

Reason = Literal["missing", "invalid", "expired", "guests_not_allowed"]
"""What :exc:`Unauthenticated` may say."""

MAX_INIT_DATA = 4096
"""Characters. Real ones have 300 to 2,000; names of 128 escaped emoji and the longest start
parameter make 3,500; HTTP servers stop reading a header at 8,190."""
MAX_SKEW_S = 60
"""How far in the future launch data may be dated. Telegram dates it, so only our own clock can be
behind; one that is further behind should be mended, not tolerated."""
GUEST_ID_BYTES = 6
"""48 bits: two of ten thousand guests are confused once in five million times, and JavaScript
counts to 53 bits exactly."""

_SCHEMES = {"tma": "init_data", "guest": "guest_token"}
_KEY = re.compile(r"[A-Za-z0-9_]+")
_AUTH_DATE = re.compile(r"[0-9]{1,11}")
_DIGITS = re.compile(r"[0-9]{1,16}")
_GUEST_TOKEN = re.compile(r"[!-~]{8,128}")


@dataclass(frozen=True, slots=True)
class BotToken:
    """
    A token whose signatures are accepted.

    Attributes:
        until_ms: When it stops being accepted; None for the token in use, an instant for the old
            one while it is being changed.
    """

    value: str = field(repr=False)
    until_ms: int | None = None

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError("everybody could sign with an empty token")


@dataclass(frozen=True, slots=True)
class InitData:
    """
    Launch data that Telegram has signed.

    Attributes:
        auth_date: When Telegram signed it, seconds since the Unix epoch.
        start_param: What the link carried. Anybody may write such a link.
        chat_type: Signed, but chosen by the client: a hint, not a right. So is `chat_instance`.
    """

    person: Person
    auth_date: int
    start_param: str | None = None
    chat_type: str | None = None
    chat_instance: str | None = None
    query_id: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and the start parameter that brought them."""

    person: Person
    start_param: str | None = None


class Identity:
    def __init__(
        self,
        *,
        bot_tokens: Sequence[BotToken],
        max_age_s: int,
        allow_guests: bool,
        clock: Clock,
    ) -> None:
        self._keys = [
            (hmac.digest(b"WebAppData", token.value.encode(), "sha256"), token.until_ms)
            for token in bot_tokens
        ]
        self._max_age_s = max_age_s
        self._allow_guests = allow_guests
        self._clock = clock

    def authenticate(self, auth: Mapping[str, object]) -> Caller:
        """
        Return who connects, by a socket's ``{init_data | guest_token, start_param?}``.

        The ``start_param`` beside the launch data goes before the one inside it: the page may have
        been led on by another link since Telegram opened it.

        Raises:
            Unauthenticated: Whatever is wrong with it, down to the types.
        """
        init_data, token, start_param = (
            _text(auth, name) for name in ("init_data", "guest_token", "start_param")
        )
        if token and not init_data:
            return Caller(self.verify_guest(token), start_param or None)
        verified = self.verify_init_data(init_data)
        return Caller(verified.person, start_param or verified.start_param)

    def authenticate_header(self, value: str | None) -> Caller:
        """
        Return who asks, by ``Authorization: tma <initData>`` or ``Authorization: guest <token>``.

        Raises:
            Unauthenticated: If the header is missing, of another scheme, or proves nothing.
        """
        scheme, _, credentials = (value or "").strip().partition(" ")
        if not scheme:
            raise Unauthenticated(reason="missing")
        name = _SCHEMES.get(scheme.lower())
        if name is None:
            raise Unauthenticated(reason="invalid")
        return self.authenticate({name: credentials.strip()})

    def verify_init_data(self, raw: str) -> InitData:
        """
        Return what launch data says, once it is proven: signature first, then types, then age.

        Args:
            raw: As Telegram handed it to the page, still percent-encoded.

        Raises:
            Unauthenticated: With reason ``missing``, ``invalid`` or ``expired``.
        """
        if not raw:
            raise Unauthenticated(reason="missing")
        try:
            fields = _fields(raw)
            self._check_signature(fields)
            init_data = _init_data(fields)
        except ValueError:
            # Without its cause, which quotes the input: launch data must not reach a log.
            raise Unauthenticated(reason="invalid") from None
        self._check_age(init_data.auth_date)
        return init_data

    def verify_guest(self, token: str) -> Person:
        """
        Return the guest whose page made up this secret; the same one for the same secret.

        Raises:
            Unauthenticated: With reason ``guests_not_allowed`` or ``invalid``.
        """
        if not self._allow_guests:
            raise Unauthenticated(reason="guests_not_allowed")
        if not _GUEST_TOKEN.fullmatch(token):
            raise Unauthenticated(reason="invalid")
        digest = hashlib.sha256(b"guest\0" + token.encode()).digest()
        number = int.from_bytes(digest[:GUEST_ID_BYTES], "big")
        return Person(id=-1 - number, name="", is_guest=True)

    def _check_signature(self, fields: Mapping[str, str]) -> None:
        # Third parties' `signature` stays in: only the hash itself is not hashed.
        lines = sorted(f"{key}={value}" for key, value in fields.items() if key != "hash")
        check = "\n".join(lines).encode()
        given = fields.get("hash", "").encode()  # as str, compare_digest refuses what is not ASCII
        now_ms = self._clock.now_ms()
        matches = [  # a list: how long it takes must not tell which token matched
            hmac.compare_digest(hmac.digest(key, check, "sha256").hex().encode(), given)
            for key, until_ms in self._keys
            if until_ms is None or now_ms < until_ms
        ]
        if not any(matches):
            raise ValueError("wrong signature")

    def _check_age(self, auth_date: int) -> None:
        age_s = self._clock.now_ms() // 1000 - auth_date
        if age_s > self._max_age_s:
            raise Unauthenticated(reason="expired")
        if age_s < -MAX_SKEW_S:
            raise Unauthenticated(reason="invalid")


def _from_digits(value: object) -> object:
    """Published signed examples (aiogram's) quote the id; nothing else is converted."""
    return int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value


@dataclass(frozen=True, slots=True)
class _User:
    """The fields we read of ``WebAppUser``."""

    id: Annotated[int, Ge(1), Le(MAX_USER_ID), BeforeValidator(_from_digits)]
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str | None = None


_USER = TypeAdapter(_User)


def _text(auth: Mapping[str, object], name: str) -> str:
    value = auth.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unauthenticated(reason="invalid")
    return value


def _fields(raw: str) -> dict[str, str]:
    """
    Split launch data into decoded fields; blank ones are signed too, so they are kept.

    Raises:
        ValueError: If it is malformed, or another set of fields could have the same signature:
            that covers ``key=value`` lines, so neither a line break nor ``=`` may hide in a field.
    """
    if len(raw) > MAX_INIT_DATA:
        raise ValueError("too long")
    pairs = parse_qsl(raw, keep_blank_values=True, strict_parsing=True, errors="strict")
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is given twice")
    if not all(_KEY.fullmatch(key) and "\n" not in value for key, value in pairs):
        raise ValueError("ambiguous field")
    return fields


def _init_data(fields: Mapping[str, str]) -> InitData:
    """
    Raises:
        ValueError: If a field is missing or of another type.
    """
    auth_date = fields.get("auth_date", "")
    if not _AUTH_DATE.fullmatch(auth_date):
        raise ValueError("auth_date is not a number")
    user = _USER.validate_json(fields.get("user", ""), strict=True)
    return InitData(
        person=Person(
            id=user.id,
            name=display_name(user.first_name, user.last_name),
            username=user.username or None,
            language=user.language_code or None,
        ),
        auth_date=int(auth_date),
        start_param=fields.get("start_param") or None,
        chat_type=fields.get("chat_type") or None,
        chat_instance=fields.get("chat_instance") or None,
        query_id=fields.get("query_id") or None,
    )
