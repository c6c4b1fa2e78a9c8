"""`hecun run` as processes of their own, behind one webhook, sharing one database."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.bot_api import HOST, TOKEN
from tests.support.postman import PATH, SECRET

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Worker:
    """One process; its door is at `port`."""

    port: int
    process: asyncio.subprocess.Process

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()

    def cpu_s(self) -> float:
        """Seconds of a processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND

    def rss_mb(self) -> float:
        """Memory that it has in use now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
        return int(kilobytes) / 1024


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as trying:
        trying.bind((HOST, 0))
        port: int = trying.getsockname()[1]
        return port


async def start_worker(database_url: str, api_url: str, folder: Path, port: int | None = None) -> Worker:
    """A worker that is starting."""
    port = port or free_port()
    environment: Mapping[str, str] = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": api_url,
        "DATABASE_URL": database_url,
        "WEBHOOK_URL": f"http://{HOST}:{port}{PATH}",
        "WEBHOOK_SECRET": SECRET,
        "HTTP_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    with (folder / f"worker-{port}.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=log, stderr=log
        )
    return Worker(port, process)


async def opens(worker: Worker) -> None:
    """Returns once its door is open."""
    await _while_it_works(worker, _opened(worker))


async def _opened(worker: Worker) -> None:
    while worker.process.returncode is None:
        try:
            _, writer = await asyncio.open_connection(HOST, worker.port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise AssertionError("the worker ended")


async def _while_it_works(worker: Worker, awaited: Coroutine[Any, Any, object]) -> None:
    """Waits for it. Many may share this machine: one that is given little of it takes long, but works."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(awaited)
        while worker.process.returncode is None and not task.done():
            worked_s = worker.cpu_s()
            done, _ = await asyncio.wait([task], timeout=PATIENCE_SECONDS)
            assert done or worker.cpu_s() > worked_s, "the worker stands still"


@asynccontextmanager
async def workers(number: int, database_url: str, api_url: str, folder: Path) -> AsyncIterator[list[Worker]]:
    """So many workers whose doors are open; on leaving the block they are stopped as one should."""
    started = [await start_worker(database_url, api_url, folder) for _ in range(number)]
    try:
        await asyncio.gather(*map(opens, started))
        yield started
    finally:
        for worker in started:
            if worker.process.returncode is None:
                worker.process.terminate()
        await asyncio.gather(*(_while_it_works(worker, worker.process.wait()) for worker in started))
