"""Log lines: readable on a terminal, one JSON object each otherwise."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime

from aiohttp.http import HttpProcessingError
from aiohttp.web import RequestPayloadError

context: ContextVar[dict[str, object]] = ContextVar("context", default={})  # noqa: B039  never mutated
"""Facts about the current request or socket (room, user, sid) that every line carries."""

_TERMINAL = "%(asctime)s %(levelname)-7s %(name)s: %(message)s%(context)s"


class _Contextual(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.facts = context.get()
        record.context = "".join(f" {name}={value}" for name, value in context.get().items())
        return True


def _is_ours(record: logging.LogRecord) -> bool:
    """Tell a mistake of ours from a request that is no HTTP, whose words must not be logged."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | RequestPayloadError)


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(level: str) -> None:
    """Send every logger's lines to standard error. Idempotent."""
    handler = logging.StreamHandler()
    handler.addFilter(_Contextual())
    is_terminal = sys.stderr.isatty()
    handler.setFormatter(logging.Formatter(_TERMINAL) if is_terminal else _JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # A line per poll or per packet says nothing that ours do not say once.
    for noisy in ("aiogram.event", "aiosqlite", "alembic"):
        logging.getLogger(noisy).setLevel(max(logging.getLevelName(level), logging.WARNING))
    # A warning per packet of a client that does not know its part.
    for noisy in ("engineio", "socketio"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    logging.getLogger("aiohttp.server").addFilter(_is_ours)
