import logging

import pytest
from aiohttp.http import HttpProcessingError

from shared import logs


def test_a_request_that_is_no_http_is_not_quoted(caplog: pytest.LogCaptureFixture) -> None:
    root, server = logging.getLogger(), logging.getLogger("aiohttp.server")
    handlers, level = root.handlers[:], root.level
    logs.configure("INFO")
    root.addHandler(caplog.handler)
    try:
        for error in (HttpProcessingError(message="tma user=…"), ValueError("a bug")):
            server.error("Error handling request", exc_info=error)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    assert "tma" not in caplog.text
    assert "a bug" in caplog.text
