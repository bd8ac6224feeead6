"""
What launch data says; that Telegram says it, ``identity.py`` proves.

Source: core.telegram.org/bots/webapps#webappinitdata
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from annotated_types import Ge, Le
from pydantic import BeforeValidator, TypeAdapter

from shared.domain.fields import MAX_USER_ID
from shared.domain.people import Person, display_name

MAX_INIT_DATA = 4096
"""Characters. Real ones have 300 to 2,000; names of 128 escaped emoji and the longest start
parameter make 3,500; HTTP servers stop reading a header at 8,190."""

_KEY = re.compile(r"[A-Za-z0-9_]+")
_AUTH_DATE = re.compile(r"[0-9]{1,11}")
_DIGITS = re.compile(r"[0-9]{1,16}")


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


def split_fields(raw: str) -> dict[str, str]:
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


def read_init_data(fields: Mapping[str, str]) -> InitData:
    """
    Return what the fields say; whether Telegram has signed them is to be checked before.

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
