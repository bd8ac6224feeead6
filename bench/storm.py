"""
A storm of emotions: everybody in one full room taps once a second.

``python -m bench.storm [--people 1000] [--seconds 10] [--rounds 2]``; see bench/README.md.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import mean, median

from aiohttp import ClientConnectionError, ClientSession, ClientTimeout, TCPConnector

from bench.crowd import Heard, Viewer, in_groups
from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
SERVERS = {
    "gathered": ["main.py", "web"],
    "every tap": ["-m", "bench.every_tap"],
}
FILM = "https://films.test/nosferatu.mp4"
TAP_EVERY_S = 1.0
QUIET_S = 2.0
"""Without a word to anybody: what their arrival caused is over."""
MAX_MEMORY_BYTES = 3 * 1024**3
"""The rival's queues grow without end; it may fall, the machine may not."""


@asynccontextmanager
async def served(command: list[str], folder: Path) -> AsyncIterator[tuple[str, Process]]:
    """Run the program on a database of its own; yield its address and its process."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'rooms.db'}",
    }
    limited = ["prlimit", f"--as={MAX_MEMORY_BYTES}", sys.executable, *command]
    process = await asyncio.create_subprocess_exec(
        *limited, cwd=ROOT, env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with ClientSession() as session:
            while not await _is_healthy(session, url):
                await asyncio.sleep(0.1)
        yield url, process
    finally:
        with suppress(ProcessLookupError):
            process.kill()  # a rival in trouble does not end when asked
        await process.wait()


async def _is_healthy(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/healthz") as answer:
            return answer.ok
    except ClientConnectionError:
        return False


def cpu_seconds(process: Process) -> float:
    """Return what the process has used so far; 0 if it is gone."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def storm(url: str, process: Process, people: int, seconds: int) -> str:
    """Fill a room, let everybody tap, and return one line of what it came to."""
    viewers = [Viewer(number) for number in range(people)]
    async with ClientSession(
        connector=TCPConnector(limit=0), timeout=ClientTimeout(total=None)
    ) as session:
        listening = []
        owner, *others = viewers
        for group in ([owner], *in_groups(others)):
            await asyncio.gather(*(viewer.enter(session, url) for viewer in group))
            listening += [asyncio.ensure_future(viewer.listen()) for viewer in group]  # noqa: TID251
            await asyncio.gather(*(viewer.is_inside() for viewer in group))
            if group == [owner]:
                # A room holds a hundred until its owner says otherwise.
                await owner.say("set_capacity", capacity=people)
                await owner.say("load", url=FILM)
                await _until_quiet([owner])
        await _until_quiet(viewers)
        used = cpu_seconds(process)
        times = int(seconds / TAP_EVERY_S)
        spread = (TAP_EVERY_S * viewer / people for viewer in range(people))
        await asyncio.gather(
            *(v.tap(times, TAP_EVERY_S, delay) for v, delay in zip(viewers, spread, strict=True))
        )
        used = cpu_seconds(process) - used
        line = summary([viewer.heard for viewer in viewers], used, people * times, seconds)
        for task in listening:
            task.cancel()
        return line


async def _until_quiet(viewers: list[Viewer]) -> None:
    seen = -1
    while seen != (seen := sum(viewer.messages for viewer in viewers)):
        await asyncio.sleep(QUIET_S)


def summary(heard: list[Heard], cpu_s: float, taps: int, seconds: int) -> str:
    frames = mean(each.frames for each in heard) / seconds
    kilobytes = mean(each.bytes for each in heard) / seconds / 1024
    told = median(each.taps for each in heard) / taps
    return f"{frames:>10.1f} {kilobytes:>10.2f} {cpu_s / seconds:>10.0%} {told:>10.0%}"


async def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a storm of emotions.")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    print(f"{asked.people} people, each taps once a second, {asked.seconds} s a round")
    print(f"{'':<10}{'frames/s':>11}{'KB/s':>11}{'CPU':>11}{'told':>11}")
    for _ in range(asked.rounds):
        for name, command in SERVERS.items():
            with tempfile.TemporaryDirectory() as folder:
                async with served(command, Path(folder)) as (url, process):
                    line = await storm(url, process, asked.people, asked.seconds)
            print(f"{name:<10} {line}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
