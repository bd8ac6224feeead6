"""The drawn code of a link, read by another library."""

import pytest
import zxingcpp

from webapp.qr import modules_of

SCALE, QUIET = 8, 4


def read(rows: list[str]) -> str:
    """Return what a camera would make of the code, drawn as the page draws it."""
    margin = "0" * QUIET
    blank = ["0" * (len(rows) + 2 * QUIET)] * QUIET
    drawn = [*blank, *(margin + row + margin for row in rows), *blank]
    side = len(drawn) * SCALE
    lines = (b"".join((b"\0" if m == "1" else b"\xff") * SCALE for m in row) for row in drawn)
    picture = b"".join(line * SCALE for line in lines)
    [found] = zxingcpp.read_barcodes(memoryview(picture).cast("B", shape=[side, side]))
    return str(found.text)


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/watch_bot/watch?startapp=AQAAZ2" + "x" * 58,
        "http://localhost:8000/?startapp=short",
        "https://watch.example.org/?startapp=" + "A-_9" * 16,
    ],
)
def test_it_leads_where_the_link_does(url: str) -> None:
    assert read(modules_of(url)) == url
