"""The program itself, as its own process, that tests may stop and start again."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import ClientConnectionError, ClientSession

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent

START_SECONDS = 90  # imports, migrations and the first answer, on a busy machine with two cores
STOP_SECONDS = 10
POLL_SECONDS = 0.05


class Application:
    """
    ``python main.py`` on a port and a database of its own, both kept across restarts.

    Attributes:
        url: Where it is served, without a slash at the end.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        """
        Args:
            folder: An empty one; the database, the log and whatever it writes go there. Being the
                working directory it also keeps the developer's ``.env`` out.
            settings: Of ``shared.settings.Settings``, by their names in the environment.
        """
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._folder = folder
        self._process: Process | None = None
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "PUBLIC_URL": self.url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'rooms.db'}",
            **settings,
        }

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """
        Start it and wait until it serves.

        Raises:
            AssertionError: If it ends or does not answer in time; the message is its log.
        """
        with self._log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, ROOT / "main.py"),
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            async with asyncio.timeout(START_SECONDS):
                await self._until_healthy(self._process)
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"not up after {START_SECONDS} s\n{self.log()}") from None

    async def stop(self) -> None:
        """
        Ask it to end, as a service manager does, and wait; nothing happens if it does not run.

        Raises:
            AssertionError: If it does not end in time; it is killed, the message is its log.
        """
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"still running after {STOP_SECONDS} s\n{self.log()}") from None
        self._process = None

    async def kill(self) -> None:
        """End it as a crash does: at once, without a chance to save anything."""
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        self._process = None

    def log(self) -> str:
        """Return all it has printed, over all restarts."""
        return self._log_file.read_text(errors="replace")

    @property
    def _log_file(self) -> Path:
        return self._folder / "log"

    async def _until_healthy(self, process: Process) -> None:
        async with ClientSession() as client:
            while not await self._is_healthy(client):
                if process.returncode is not None:
                    raise AssertionError(f"ended with {process.returncode}\n{self.log()}")
                await asyncio.sleep(POLL_SECONDS)

    async def _is_healthy(self, client: ClientSession) -> bool:
        try:
            async with client.get(f"{self.url}/healthz") as response:
                return response.ok
        except ClientConnectionError:
            return False
