"""What the API reads from its requests: who asks, what they say, how far they are."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from shared.domain.errors import InvalidCommand
from shared.domain.people import Person
from shared.identity import Identity

Body = TypeVar("Body", bound=BaseModel)

MAX_OFFSET = 100_000
"""Entries; nobody looks that far, and databases count every one that is passed over."""

MAX_DIGITS = 9
"""Of a number in a query; beyond that it is no number of entries, and may be any length."""


def caller_of(request: web.Request, identity: Identity) -> Person:
    """
    Raises:
        Unauthenticated: If the request does not prove whose it is.
    """
    return identity.authenticate_header(request.headers.get("Authorization")).person


async def read_body(request: web.Request, body: type[Body], *, name: str) -> Body:
    """
    Args:
        name: What is asked, for the refusal.

    Raises:
        InvalidCommand: If the body breaks its schema.
    """
    try:
        return body.model_validate_json(await request.read() or b"{}")
    except ValidationError as exc:
        raise _refusal(exc, name) from exc


def read_query(request: web.Request, query: type[Body], *, name: str) -> Body:
    """As :func:`read_body`, of what stands behind the path."""
    try:
        return query.model_validate(dict(request.query))
    except ValidationError as exc:
        raise _refusal(exc, name) from exc


def _refusal(error: ValidationError, name: str) -> InvalidCommand:
    fields = sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]})
    return InvalidCommand(name=name, fields=fields)


def offset_of(request: web.Request) -> int:
    """
    Return how many entries of a list the caller has already.

    Raises:
        InvalidCommand: If that is no number, or further than anybody goes.
    """
    return number_of(request, "offset", default=0, most=MAX_OFFSET)


def number_of(request: web.Request, name: str, *, default: int, least: int = 0, most: int) -> int:
    """
    Return a whole number of a query.

    Raises:
        InvalidCommand: If it is none, or out of bounds.
    """
    given = request.query.get(name, str(default))
    is_number = given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS
    if not is_number or not least <= int(given) <= most:
        raise InvalidCommand(name="list", fields=[name])
    return int(given)
