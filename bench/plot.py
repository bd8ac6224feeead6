"""A picture of drifts over time: every page a line, ours above, the old way below."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

from bench.readings import CLOCK_EVERY_MS, Drifts

WIDTH, HEIGHT = 720, 190
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 30, 26
COLOURS = ("#2563eb", "#db2777", "#059669", "#d97706", "#7c3aed", "#0891b2", "#65a30d", "#dc2626")
STYLE = """text { font: 12px sans-serif; fill: #57606a } .title { font-weight: 600 }
.grid { stroke: #8c959f; stroke-opacity: .35 } polyline { fill: none; stroke-width: 1.3 }"""
TICKS = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
"""Milliseconds to which a panel may reach; the least that holds all is taken."""
SECONDS_A_LINE = 5


def draw(path: Path, panels: Sequence[tuple[str, Sequence[Drifts]]]) -> None:
    """
    Write an SVG.

    Args:
        panels: Their titles, and the drift of each page.
    """
    height = HEIGHT * len(panels)
    drawn = [
        line for n, (title, pages) in enumerate(panels) for line in _panel(title, pages, HEIGHT * n)
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}">'
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    lines = [head, f"<style>{STYLE}</style>", ground, *drawn, "</svg>", ""]
    path.write_text("\n".join(lines))


def _panel(title: str, pages: Sequence[Drifts], top: int) -> list[str]:
    most = max(abs(drift) for page in pages for drift in page.values())
    reach = next((tick for tick in TICKS if tick >= most), TICKS[-1])
    parts = max(max(page) for page in pages) + 1
    low, high = top + HEIGHT - BOTTOM, top + TOP

    def x(part: float) -> float:
        return LEFT + part / parts * (WIDTH - LEFT - RIGHT)

    def y(drift: float) -> float:
        return low - (max(-reach, min(reach, drift)) + reach) / (2 * reach) * (low - high)

    drawn = [f'<text class="title" x="{LEFT}" y="{top + 18}">{title}</text>']
    for drift in (-reach, 0, reach):
        drawn.append(_line(LEFT, y(drift), WIDTH - RIGHT, y(drift)))
        label = f"{drift:+d} ms" if drift else "0"
        drawn.append(
            f'<text x="{LEFT - 6}" y="{y(drift) + 4:.0f}" text-anchor="end">{label}</text>'
        )
    every = SECONDS_A_LINE * 1000 // CLOCK_EVERY_MS
    for part in range(0, parts + 1, every):
        seconds = part * CLOCK_EVERY_MS // 1000
        drawn.append(
            f'<text x="{x(part):.0f}" y="{low + 18}" text-anchor="middle">{seconds} s</text>'
        )
    for n, page in zip(count(), pages):
        points = " ".join(f"{x(part):.1f},{y(page[part]):.1f}" for part in sorted(page))
        drawn.append(f'<polyline stroke="{COLOURS[n % len(COLOURS)]}" points="{points}"/>')
    return drawn


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}"/>'
