"""The sandbox as `make sandbox` starts it, and the way into it by HTTP for what a test prepares."""

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread

from tests.bot.stage import PATIENCE_SECONDS, ROOT, Stage

_KEPT = ("PATH", "HOME", "LANG", "TZ", "PYTHONHASHSEED")
_OPEN = re.compile(r"Open +http")
_BOT = re.compile(r"[Tt]he bot .*process (\d+)")


@dataclass
class House(Stage):
    """`hecun sandbox` on data in `folder`: one process that looks after the offline Telegram and the bot."""

    process: "subprocess.Popen[str] | None" = None
    lines: "Queue[str]" = field(default_factory=Queue)
    bot_pid: int = 0

    def open(self) -> None:
        """Starts it; returns when its invitation is printed."""
        with (self.folder / "bot.log").open("a") as log:
            self.process = subprocess.Popen(
                self._command(),
                cwd=self.folder,
                env={key: os.environ[key] for key in _KEPT if key in os.environ}
                | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        Thread(target=self._listen, daemon=True).start()
        self._await_line(_OPEN)
        self.bot_pid = int(self._await_line(_BOT)[1])

    def _command(self) -> list[str]:
        where = [f"--port={self.port}", f"--data={self.folder}"]
        how = ["--pace=enforce", *(["--webhook"] if self.receiving == "webhook" else [])]
        return [sys.executable, "-m", "bot", "sandbox", *where, *how]

    def close(self) -> None:
        """Stops it as a service manager does: whatever starts us in the background may have it ignore Ctrl-C."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            assert self.process.stdout is not None
            self.process.stdout.close()

    def kill_bot(self) -> None:
        """kill -9: the process gets no chance to do anything more."""
        os.kill(self.bot_pid, signal.SIGKILL)

    def await_new_bot(self) -> None:
        """Returns when the house has started another bot in place of the killed one."""
        self.bot_pid = int(self._await_line(_BOT)[1])

    def _listen(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def _await_line(self, pattern: re.Pattern[str]) -> re.Match[str]:
        while True:
            try:
                line = self.lines.get(timeout=PATIENCE_SECONDS)
            except Empty:
                raise AssertionError(f"waited in vain for {pattern.pattern!r}:\n{self.log()}") from None
            if found := pattern.search(line):
                return found
