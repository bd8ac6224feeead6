"""Servers of the tests' own, on free ports; no system service is needed or touched."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# For a database that lives for one run: nothing has to survive a power cut.
POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "50",
}


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def postgres_server(programs: Path) -> Iterator[str]:
    """
    Run a PostgreSQL server in a folder of its own.

    Args:
        programs: The folder of ``initdb`` and ``pg_ctl``.

    Yields:
        The address of its empty database, for SQLAlchemy with asyncpg.

    Raises:
        RuntimeError: If the server does not start; the message is its log.
    """
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    data, log, port = folder / "data", folder / "log", free_port()
    user = _server_user()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, "--pgdata", data, *arguments],
            cwd=folder,
            env={"HOME": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    settings = {"port": str(port), "unix_socket_directories": str(folder), **POSTGRES_OPTIONS}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        try:
            run("pg_ctl", "--wait", "--log", str(log), "--options", options, "start")
        except subprocess.CalledProcessError as exc:
            raise RuntimeError(log.read_text() if log.exists() else str(exc)) from exc
        try:
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> pwd.struct_passwd | None:
    """Return whom to run PostgreSQL as: it refuses root; its Debian package made ``postgres``."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None
