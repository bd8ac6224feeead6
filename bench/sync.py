"""
How tightly real pages hold together on bad lines, read from the pictures they show.

``python -m bench.sync [--seconds 30] [--rows 1,2,…] [--plot FILE]``; see bench/README.md.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import async_playwright

from bench.delay_proxy import Way
from bench.plot import draw
from bench.quiet import verdict
from bench.readings import Drifts, Reading
from bench.stand import Row, Stand, stood_up

JITTERY, ROUGH = Way(100, 50), Way(300, 100, held=0.02)

ROWS = (
    Row("8, nothing added", 8),
    Row("8, 100 ± 50 ms each way", 8, JITTERY, JITTERY),
    Row("4, 300 ± 100 ms, 1 in 50 held 500 ms", 4, ROUGH, ROUGH),
    Row("4, 80 ms up, 20 ms down", 4, Way(80), Way(20)),
    Row("4, steps of 0.25 (YouTube stub)", 4, player="steps"),
    Row("4, no rates", 4, player="none"),
)
PLOTTED = ROWS[1]
FEW = Row("2", 2)
"""Company enough for somebody who comes late, or back."""
WAYS = (("ours", False), ("hard seek above 2 s", True))
HEADS = ("drift p50", "p95", "spread p95", "shown p95", "heard/min")


async def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how tightly pages hold together.")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rows", default=",".join(str(n + 1) for n in range(len(ROWS))))
    parser.add_argument("--plot", type=Path, help=f"an SVG to draw “{PLOTTED.name}” into")
    asked = parser.parse_args()
    rows = [ROWS[int(number) - 1] for number in asked.rows.split(",") if number]
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, stood_up(playwright, Path(folder)) as stand:
            print(await verdict())
            _say("milliseconds", HEADS)
            for row in rows:
                panels = await _measure(stand, row, asked.seconds)
                if asked.plot and row is PLOTTED:
                    draw(asked.plot, panels)
            await _tell_times(stand)


async def _measure(
    stand: Stand, row: Row, seconds: float
) -> Sequence[tuple[str, Sequence[Drifts]]]:
    panels = []
    for name, is_old_way in WAYS:
        got = await stand.steady(row, seconds, is_old_way=is_old_way)
        _say(f"  {name}" if is_old_way else row.name, _cells(got))
        panels.append((f"{row.name}: {name}", got.pages))
    return panels


async def _tell_times(stand: Stand) -> None:
    for row in (ROWS[0], ROWS[3]):
        pages = Row(f"{row.pages}, nothing added", row.pages)
        for name, took in (await stand.reactions(pages, rounds=5)).items():
            _say(f"all of {row.pages} together after {name}", _times(took))
    _say("in sync after media can play, late", _times(await stand.late_joins(FEW, rounds=5)))
    _say("in sync after 30 s of sleep", _times(await stand.returns(FEW, rounds=2)))


def _cells(got: Reading) -> Sequence[str]:
    cells = (got.drift_p50, got.drift_p95, got.spread_p95, got.shown_p95, got.corrections)
    return [f"{cell:.1f}" for cell in cells]


def _times(took: Sequence[float]) -> Sequence[str]:
    return [f"{ms:.0f}" for ms in took]


def _say(title: str, cells: Sequence[str]) -> None:
    print(f"{title:<40}" + "".join(f"{cell:>12}" for cell in cells), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
