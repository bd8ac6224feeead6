"""The parameters of one request, read by type: strings of a form or values of a JSON body."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from tests.telegram.refusals import bad_request

Object = dict[str, Any]

SWITCHES = {"true": True, "1": True, "yes": True, "t": True, "y": True}

FREE_TEXT = frozenset(
    {"text", "caption", "description", "short_description", "name", "query", "secret_token"}
    | {"callback_query_id", "inline_query_id", "url", "next_offset", "emoji"}
)
"""What is never JSON, whatever it looks like."""


class Params:
    """
    Attributes:
        unread: Names that no reader asked for. A method that succeeded leaves none: what it does
            not know, it would silently ignore.
    """

    def __init__(self, raw: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        self._raw = raw
        self.files = files
        self.unread = set(raw)

    def get(self, name: str) -> Any:
        self.unread.discard(name)
        value = self._raw.get(name)
        return None if value == "" else value

    def text(self, name: str, *, longest: int, shortest: int = 0) -> str | None:
        """Return a text whose length in characters is within bounds, or None if there is none."""
        value = self.get(name)
        if value is None and shortest == 0:
            return None
        if not isinstance(value, str):
            raise bad_request(f'parameter "{name}" is required and must be a string')
        if not shortest <= len(value) <= longest:
            raise bad_request(f'parameter "{name}" must be of {shortest} to {longest} characters')
        return value

    def integer(
        self, name: str, *, least: int | None = None, most: int | None = None
    ) -> int | None:
        value = self.get(name)
        if value is None:
            return None
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be an integer') from None
        if (least is not None and number < least) or (most is not None and number > most):
            raise bad_request(f'parameter "{name}" is out of its bounds')
        return number

    def required_integer(self, name: str) -> int:
        value = self.integer(name)
        if value is None:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def flag(self, name: str) -> bool:
        value = self.get(name)
        return value is True or SWITCHES.get(str(value).lower(), False)

    def choice(self, name: str, values: Collection[str]) -> str | None:
        value = self.get(name)
        if value is not None and value not in values:
            raise bad_request(f'parameter "{name}" is none of {", ".join(sorted(values))}')
        return None if value is None else str(value)

    def object(self, name: str) -> Object | None:
        value = self._parsed(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def array(self, name: str) -> list[Any] | None:
        value = self._parsed(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f'field "{name}" must be of type Array')
        return value

    def ignore(self, *names: str) -> None:
        """Take what changes nothing that can be seen here."""
        self.unread.difference_update(names)

    def _parsed(self, name: str) -> Any:
        value = self.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


def decoded(raw: Mapping[str, Any]) -> Object:
    """Return parameters as a test reads them: numbers, switches and objects out of a form."""
    return {name: _decoded(name, value) for name, value in raw.items()}


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str) or name in FREE_TEXT:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
