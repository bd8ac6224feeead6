"""Whether anything else runs on the machine."""

import asyncio
import os
from pathlib import Path

QUIET_WITHIN = 0.15
"""The part of the machine that others may use while nothing of ours runs."""


async def verdict(seconds: float = 2.0) -> str:
    """Return, in words, which part of the machine is in use while we wait."""
    idle, total = _ticks()
    await asyncio.sleep(seconds)
    now_idle, now_total = _ticks()
    busy = 1 - (now_idle - idle) / max(1, now_total - total)
    said = "quiet" if busy <= QUIET_WITHIN else "NOT QUIET: read nothing into this"
    return f"{os.cpu_count()} cores, {busy:.0%} in use by others: {said}"


def _ticks() -> tuple[int, int]:
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n")[0].split()[1:]]
    return fields[3] + fields[4], sum(fields[:8])
