"""A link as a QR code, for the page to draw."""

import segno


def modules_of(text: str) -> list[str]:
    """
    Return the code row by row, ``1`` for a dark module and ``0`` for a light one.

    The quiet zone around it is the page's to leave. Medium correction: a badly lit screen is still
    read, and the code of a link stays coarse enough for an old camera.

    Source: ISO/IEC 18004.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    return ["".join("1" if is_dark else "0" for is_dark in row) for row in code.matrix]
