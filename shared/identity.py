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
from typing import Literal

from shared.domain.errors import Unauthenticated
from shared.domain.people import Person
from shared.init_data import InitData, read_init_data, split_fields
from shared.ports.clock import Clock

Reason = Literal["missing", "invalid", "expired", "guests_not_allowed"]
"""What :exc:`Unauthenticated` may say."""

MAX_SKEW_S = 60
"""How far in the future launch data may be dated. Telegram dates it, so only our own clock can be
behind; one that is further behind should be mended, not tolerated."""
GUEST_ID_BYTES = 6
"""48 bits: two of ten thousand guests are confused once in five million times, and JavaScript
counts to 53 bits exactly."""

_SCHEMES = {"tma": "init_data", "guest": "guest_token"}
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
            fields = split_fields(raw)
            self._check_signature(fields)
            init_data = read_init_data(fields)
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


def _text(auth: Mapping[str, object], name: str) -> str:
    value = auth.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unauthenticated(reason="invalid")
    return value
