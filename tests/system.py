"""
The programs the tests use that pip does not bring: where they are, and how they get here.

``python -m tests.system`` installs what is missing with apt-get where it may, and elsewhere says
exactly what to install and exits with 1. The product itself needs none of them.
"""

import ctypes
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

NODE_AT_LEAST = 20  # the first with a stable `node --test` that runs our browser modules unbuilt
FONTS = Path("/usr/share/fonts")


@dataclass(frozen=True, slots=True)
class Requirement:
    """
    Something the tests need.

    Attributes:
        packages: What Debian calls it; empty where no package of the system's would do.
        elsewhere: What to do about it without those packages.
    """

    name: str
    is_met: Callable[[], bool]
    packages: tuple[str, ...]
    elsewhere: str


def chromium() -> Path | None:
    """Return the browser to drive: ``CHROMIUM`` if set, else the system's, else None."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if Path(named).is_file() else None
    return _program("chromium-headless-shell", "chromium", "google-chrome")


def ffmpeg() -> Path | None:
    return _program("ffmpeg")


def postgres() -> Path | None:
    """Return the folder of PostgreSQL's newest server programs; Debian keeps them off ``PATH``."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    found = [folder for folder in folders if (folder / "initdb").is_file()]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    initdb = _program("initdb")
    return initdb.resolve().parent if initdb else None


def node() -> Path | None:
    """Return Node, unless it is too old."""
    program = _program("node")
    if program is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", said.stdout)
    return program if version and int(version[1]) >= NODE_AT_LEAST else None


def requirements() -> tuple[Requirement, ...]:
    return (
        Requirement(
            "Chromium",
            lambda: chromium() is not None,
            () if _is_ubuntu() else ("chromium-headless-shell",),
            "any Chrome or Chromium that is not a snap (Ubuntu's own is one, and a snap cannot be"
            " driven): install one, or `.venv/bin/playwright install chromium`, and name the"
            " program in CHROMIUM",
        ),
        Requirement(
            "libatomic",
            _has_libatomic,
            ("libatomic1",),
            "libatomic.so.1, part of GCC's libraries: Playwright's driver is linked to it",
        ),
        Requirement("ffmpeg", lambda: ffmpeg() is not None, ("ffmpeg",), "ffmpeg, on PATH"),
        Requirement(
            "PostgreSQL's server",
            lambda: postgres() is not None,
            ("postgresql",),
            "PostgreSQL 14 or newer, with initdb and pg_ctl on PATH; it need not be running",
        ),
        Requirement(
            f"Node.js {NODE_AT_LEAST}",
            lambda: node() is not None,
            ("nodejs",),
            f"Node.js {NODE_AT_LEAST} or newer, on PATH (Debian 12 and Ubuntu 24.04 have 18)",
        ),
        Requirement(
            "Noto fonts",
            _has_fonts,
            ("fonts-noto-core", "fonts-noto-color-emoji"),
            "Noto Sans and Noto Color Emoji, for screenshots that look everywhere the same",
        ),
    )


def main() -> int:
    missing = [each for each in requirements() if not each.is_met()]
    packages = [package for each in missing for package in each.packages]
    if packages and shutil.which("apt-get"):
        privilege = _privilege()
        if privilege is None:
            print(f"As root: apt-get install {' '.join(packages)}", file=sys.stderr)
        else:
            _install(packages, privilege)
            missing = [each for each in missing if not each.is_met()]
    for each in missing:
        print(f"The tests need {each.name}: {each.elsewhere}", file=sys.stderr)
    return 1 if missing else 0


def _program(*names: str) -> Path | None:
    found = next((path for name in names if (path := shutil.which(name))), None)
    return Path(found) if found else None


def _has_libatomic() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    if sys.platform != "linux":
        return True  # the system brings fonts of its own for every script and emoji
    return all(any(FONTS.rglob(name)) for name in ("NotoSans-Regular.*", "NotoColorEmoji.*"))


def _is_ubuntu() -> bool:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "ubuntu" in (release.get("ID"), *release.get("ID_LIKE", "").split())


def _privilege() -> Sequence[str] | None:
    """Return what to put before a command that needs root, or None if we may not be root."""
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return (sudo, "-n")
    return None


def _install(packages: Sequence[str], privilege: Sequence[str]) -> None:
    """Install with apt-get; what it says is shown only if it fails."""
    print(f"apt-get install {' '.join(packages)}", flush=True)
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        said = subprocess.run(
            [*apt, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if said.returncode:
            print(said.stdout, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
