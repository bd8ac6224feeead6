"""
Every check, one line each: ``python -m tests``, or some of them: ``python -m tests lint types``.

A step's own output is shown only if it failed, but for the closing lines of the test runners. All
steps run even when one fails; the exit status is 1 if any did.

pytest runs in two processes side by side, because most of its time is waiting: ``browser`` in one,
``server`` and then the rest of the browser's tests, ``browser-rest``, in the other.
"""

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from tests import closing_lines

ROOT = Path(__file__).resolve().parent.parent
TIME_LIMIT = 30 * 60  # seconds for one step: half the suite takes 11 to 16 minutes of waiting
AT_ONCE = 2  # more would take the time from pages that are to be in step
REST = 4  # of so many files of the browser's tests, one runs after the server's


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


@dataclass(frozen=True, slots=True)
class Result:
    step: Step
    succeeded: bool
    output: str


def steps() -> tuple[Step, ...]:
    """Return what runs one by one, the quick ones first."""
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
    )


def beside() -> tuple[Step, ...]:
    """Return what runs side by side, the longest first; no test is in two of them or in none."""
    files = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/browser/test_*.py"))
    rest = files[::REST]
    return (
        _pytest("browser", *(file for file in files if file not in rest)),
        _pytest("server", "--ignore=tests/browser"),
        _pytest("browser-rest", *rest),
    )


def _pytest(name: str, *chosen: str) -> Step:
    command = (
        *(sys.executable, "-m", "pytest", "--color=no", *chosen),
        *("-p", "no:cacheprovider"),  # the one thing that two runs would share
        # A test that hangs shows where, and ends the run instead of its time limit.
        *("-o", "faulthandler_timeout=120", "-o", "faulthandler_exit_on_timeout=true"),
    )
    summary = re.compile(rf"^(SKIPPED|XFAIL|XPASS) |{closing_lines.CLOSING.pattern}")
    return Step(name, command, summary)


def main(names: Sequence[str]) -> int:
    unknown = set(names) - {step.name for step in chain(steps(), beside())}
    if unknown:
        print(f"No such step: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    single = [_shown(step) for step in steps() if not names or step.name in names]
    together = [step for step in beside() if not names or step.name in names]
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        tested = list(threads.map(_shown, together))
    failed = [result.step.name for result in (*single, *tested) if not result.succeeded]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    if tested:
        outputs = (result.output for result in tested)
        print(closing_lines.of_all(outputs, time.perf_counter() - began), flush=True)
    return 1 if failed else 0


def _shown(step: Step) -> Result:
    """Run a step and print what is worth knowing of it, at once: another may run beside it."""
    began = time.perf_counter()
    succeeded, output = _run(step.command)
    took = time.perf_counter() - began
    lines = [f"{'ok' if succeeded else 'FAILED':6} {step.name:12} {took:6.1f} s"]
    if not succeeded:
        lines.append(output)
    elif step.summary:
        lines.extend(filter(step.summary.search, output.splitlines()))
    print("\n".join(lines), flush=True)
    return Result(step, succeeded, output)


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
