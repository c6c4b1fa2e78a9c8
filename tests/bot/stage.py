"""The stage of the end-to-end tests: the offline Telegram and the bot, each a process, and the way to both by HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.backstage.people import ADMIN_ID, PEOPLE
from bot.sandbox.settings import DEFAULT_TOKEN
from tests.bot.hurried import CHAT_PER_SECOND

Json = dict[str, Any]

SECOND_ADMIN_ID = 4_999_999_999
"""Corrections take two admins; the sandbox's people have one. Every newcomer gets a higher number."""
ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"
PATIENCE_SECONDS = 100.0
WEBHOOK_SECRET = "known-to-the-stage-only"
_KEPT = ("PATH", "HOME", "LANG", "TZ")
_numbers = count(1)


class SimRefused(AssertionError):
    """The sandbox, or the backstage behind it, refused a request."""


def free_port() -> int:
    with socket.socket() as trying:
        trying.bind((HOST, 0))
        port: int = trying.getsockname()[1]
        return port


@dataclass
class Stage:
    """Both processes on the data in `folder`. `stage.ask("GET", "/sim/…")` speaks to the sandbox.

    The bot receives by `polling` or `webhook`; if it sends faster than Telegram allows, it is refused. A `hurried` one
    may send more to a chat, and no more than that either. `settings` are what it is told beyond the usual.
    """

    folder: Path
    receiving: str = "polling"
    settings: dict[str, str] = field(default_factory=dict)
    hurried: bool = False
    port: int = field(default_factory=free_port)
    backstage_port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)
    monitor_port: int = field(default_factory=free_port)
    telegram: "subprocess.Popen[bytes] | None" = None
    bot: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def monitor_url(self) -> str:
        return f"http://{HOST}:{self.monitor_port}"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'hecun.db'}"

    def open(self) -> None:
        """Starts both, with the people of the sandbox's opening scene; returns when the bot is receiving."""
        backstage = f"http://{HOST}:{self.backstage_port}"
        where = (f"--port={self.port}", f"--data={self.folder}", f"--backstage={backstage}")
        self.telegram = self._start("telegram", "bot", "sandbox", "--only", "--pace=enforce", *where)
        self.start_bot()
        self.await_telegram()
        self.ask("PATCH", "/sim/bot", inline_feedback=True)
        if self.hurried:
            self.ask("PUT", "/sim/pace", chat_per_second=CHAT_PER_SECOND)
        for person in PEOPLE:
            self.ask("POST", "/sim/people", **person.profile())
        self.await_bot()

    def await_telegram(self) -> None:
        """Returns when the offline Telegram answers."""
        _until(lambda: self.ask("GET", "/sim/bot"), "the offline Telegram", self.telegram, self.log)

    def close(self) -> None:
        """Stops both as one should."""
        for process in (self.bot, self.telegram):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(30)

    def start_bot(self) -> None:
        program = "tests.bot.hurried" if self.hurried else "bot"
        self.bot = self._start("bot", program, "run", **self.bot_settings())

    def bot_settings(self) -> dict[str, str]:
        """The environment that the bot runs in."""
        return {
            "BOT_TOKEN": DEFAULT_TOKEN,
            "TELEGRAM_API_BASE": self.url,
            "DATABASE_URL": self.database_url,
            "ADMIN_IDS": f"{ADMIN_ID},{SECOND_ADMIN_ID}",
            "CARD_INTERVAL_SECONDS": "1",
            "QUIET_HOURS": "off",
            "BANK_CODE_DELIVERY": "sandbox",
            "MONITOR_PORT": str(self.monitor_port),
            "SANDBOX_URL": self.url,
            "SANDBOX_BACKSTAGE_PORT": str(self.backstage_port),
            **(self._webhook_settings() if self.receiving == "webhook" else {}),
            **self.settings,
        }

    def _webhook_settings(self) -> dict[str, str]:
        return {
            "WEBHOOK_URL": f"http://{HOST}:{self.http_port}/telegram",
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
            "HTTP_PORT": str(self.http_port),
        }

    def await_bot(self) -> None:
        """Returns when the bot waits for updates: this one, for the sandbox takes a moment to miss one that died."""

        def receives() -> bool:
            self.ask("GET", "/sim/app/clock")
            bot = self.ask("GET", "/sim/bot")
            return bool(bot["polling"] and bot["receiving"] == self.receiving)

        _until(receives, "the bot to receive", self.bot, self.log)
        self.ask("POST", "/sim/updates/now")  # the pauses between deliveries have grown while it was away

    def breaches(self) -> list[Json]:
        """The messages that the bot sent faster than Telegram allows."""
        found: list[Json] = self.ask("GET", "/sim/pace")["breaches"]
        return found

    def kill_bot(self) -> None:
        """kill -9: the process gets no chance to do anything more."""
        assert self.bot is not None
        self.bot.send_signal(signal.SIGKILL)
        self.bot.wait(30)

    def log(self) -> str:
        """The end of what the bot has logged."""
        path = self.folder / "bot.log"
        return path.read_text("utf-8")[-4_000:] if path.exists() else ""

    def ask(self, verb: str, path: str, **body: Any) -> Json:
        """The JSON answer; raises SimRefused with the words of a refusal."""
        request = Request(
            self.url + path,
            json.dumps(body).encode() if body or verb != "GET" else None,
            {"Content-Type": "application/json"},
            method=verb,
        )
        try:
            with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                told: Json = json.load(answer)
                return told
        except HTTPError as error:
            raise SimRefused(f"{verb} {path}: {error.code} {error.read().decode()}") from None

    # What the bot calls

    def last_call(self) -> int:
        """The number of the newest call of the Bot API."""
        calls = self.ask("GET", "/sim/calls?after=0")["calls"]
        return int(calls[-1]["n"]) if calls else 0

    def awaits_call(self, method: str, after: int) -> Json:
        """The first call of `method` after that number; waits for it."""
        while calls := self.ask("GET", f"/sim/calls?after={after}&wait={PATIENCE_SECONDS / 2}")["calls"]:
            for call in calls:
                if call["method"] == method:
                    found: Json = call
                    return found
            after = calls[-1]["n"]
        raise AssertionError(f"waited in vain for {method}:\n{self.log()}")

    # The bank and the clock

    def bank(self) -> Json:
        """The house bank's books."""
        return self.ask("GET", "/sim/app/bank")

    def take_on(self, name: str, phone: str, *accounts: Json) -> Json:
        """A customer with these accounts: {"class", "balance_minor", "status"}."""
        return self.ask("POST", "/sim/app/bank/customers", name=name, phone=phone, accounts=list(accounts))

    def set_status(self, account_id: str, status: str) -> None:
        self.ask("POST", f"/sim/app/bank/accounts/{account_id}/status", status=status)

    def turn_clock(self, **forward: Any) -> Json:
        """`advance_seconds=3600` or `to="next_event"`."""
        return self.ask("POST", "/sim/app/clock", **forward)

    def _start(
        self, name: str, program: str, *arguments: str, **environment: str
    ) -> "subprocess.Popen[bytes]":
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", program, *arguments],
                cwd=self.folder,
                env=kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment,
                stdout=log,
                stderr=log,
            )


def next_number() -> int:
    """A number that no other call of this test run gets: for people and phones."""
    return next(_numbers)


def _until(
    holds: Callable[[], object],
    what: str,
    process: "subprocess.Popen[bytes] | None",
    log: Callable[[], str],
) -> None:
    """Waits for a process to come up, the only thing that nobody tells us of."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            if holds():
                return
        except (OSError, SimRefused):
            pass
        assert process is not None
        assert process.poll() is None, f"waiting for {what}, the process ended:\n{log()}"
        assert time.monotonic() < deadline, f"waited in vain for {what}:\n{log()}"
        time.sleep(0.05)
