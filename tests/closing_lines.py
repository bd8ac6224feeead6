"""The line that pytest closes a run with, and the one it would close several runs as one with."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

CLOSING = re.compile(r"^=+ (?P<counts>\d+ \w+.*|no tests ran) in [\d.]+s(?: \([\d:]+\))? =+$", re.M)
_COUNT = re.compile(r"(\d+) (failed|passed|skipped|deselected|xfailed|xpassed|warning|error)s?\b")
_ORDER = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning", "error")
_WITH_PLURAL = ("warning", "error")
_WIDTH = 80


def of_all(outputs: Iterable[str], seconds: float) -> str:
    """
    Return the closing line of runs that took so many seconds together.

    An output without a closing line, of a run that was ended before its end, counts as an error.
    """
    total = Counter[str]()
    for output in outputs:
        total.update(_counts(output))
    counted = ", ".join(_worded(total[kind], kind) for kind in _ORDER if total[kind])
    return f" {counted or 'no tests ran'} in {_took(seconds)} ".center(_WIDTH, "=")


def _counts(output: str) -> Counter[str]:
    closings = list(CLOSING.finditer(output))
    if not closings:
        return Counter(error=1)
    counts = Counter[str]()
    for number, kind in _COUNT.findall(closings[-1]["counts"]):
        counts[kind] += int(number)
    return counts


def _worded(number: int, kind: str) -> str:
    return f"{number} {kind}{'s' if kind in _WITH_PLURAL and number != 1 else ''}"


def _took(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.2f}s"
    return f"{seconds:.2f}s ({timedelta(seconds=int(seconds))})"
