"""
Every check, one line each: ``python -m tests``, or some of them: ``python -m tests lint types``.

A step's own output is shown only if it failed, but for the closing lines of the test runners. All
steps run even when one fails; the exit status is 1 if any did.
"""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT = 19 * 60  # seconds for one step: pytest takes 13 minutes, most of it waiting


@dataclass(frozen=True, slots=True)
class Step:
    """
    A command that succeeds or fails.

    Attributes:
        summary: Matches the lines of its output worth showing even when it succeeds.
    """

    name: str
    command: tuple[str, ...]
    summary: re.Pattern[str] | None = None


def steps() -> tuple[Step, ...]:
    """Return the steps, the quick ones first and pytest last, whose last line closes the output."""
    python = sys.executable
    scripts = (str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/js/*.mjs")))
    return (
        Step("format", (python, "-m", "ruff", "format", "--check")),
        Step("lint", (python, "-m", "ruff", "check")),
        Step("types", (python, "-m", "mypy")),
        Step("imports", (str(Path(python).with_name("lint-imports")),)),
        Step(
            "node",
            ("node", "--test", "--test-reporter=spec", *scripts),
            re.compile(r"^ℹ (tests|pass|fail|skipped) "),
        ),
        Step(
            "pytest",
            (
                *(python, "-m", "pytest", "--color=no"),
                # A test that hangs shows where, and ends the run instead of its time limit.
                *("-o", "faulthandler_timeout=120", "-o", "faulthandler_exit_on_timeout=true"),
            ),
            re.compile(r"^(SKIPPED|XFAIL|XPASS) |^=+ .*\d+ (passed|failed|error).* =+$"),
        ),
    )


def main(names: Sequence[str]) -> int:
    chosen = [step for step in steps() if not names or step.name in names]
    unknown = set(names) - {step.name for step in chosen}
    if unknown:
        print(f"No such step: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    failed = [step.name for step in chosen if not _succeeds(step)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _succeeds(step: Step) -> bool:
    began = time.perf_counter()
    succeeded, output = _run(step.command)
    took = time.perf_counter() - began
    print(f"{'ok' if succeeded else 'FAILED':6} {step.name:8} {took:6.1f} s", flush=True)
    if not succeeded:
        print(output, flush=True)
    elif step.summary:
        for line in filter(step.summary.search, output.splitlines()):
            print(line, flush=True)
    return succeeded


def _run(command: Sequence[str]) -> tuple[bool, str]:
    """Run from the root of the project; return whether it succeeded and all it printed."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except FileNotFoundError as exc:
        return False, f"{exc.filename} is not installed: python -m tests.system"
    except subprocess.TimeoutExpired as exc:
        output = exc.stdout.decode(errors="replace") if isinstance(exc.stdout, bytes) else ""
        return False, f"{output}\nNot done after {TIME_LIMIT} s."
    return done.returncode == 0, done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
