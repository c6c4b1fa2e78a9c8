"""Keeps a sandbox going: two processes, the offline Telegram and the bot, each started again should it die.

They are apart so that either can be killed at any moment, and one can watch the conversation go on.
"""

import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import click

from bot.backstage.people import ADMIN_ID, PEOPLE
from bot.partner_keys import Mode, mint_key
from bot.sandbox.settings import DEFAULT_TOKEN, PaceMode

HOST = "127.0.0.1"
_ROOT = Path(__file__).parent.parent.parent
_FILES = ("telegram.db", "hecun.db", "partner.key")
_PARTNERS_BELOW = 10
"""The partner API is served this many ports below the page, so that sandboxes side by side stay apart."""
_WEBHOOK_SETTINGS = ("WEBHOOK_URL", "WEBHOOK_SECRET")
_PATIENCE_SECONDS = 90.0
_LOOK_SECONDS = 0.1
_SHORT_LIFE_SECONDS = 10.0
_SHORT_LIVES_MAX = 3
_GRACE_SECONDS = 25.0


def choose_port(asked: int | None, default: int) -> int:
    """The port asked for; if none was, the default one, or the next that is free. click says so if it is taken."""
    if asked is not None:
        if not _is_free(asked):
            raise click.ClickException(f"port {asked} is taken; choose another with --port")
        return asked
    for port in range(default, default + 20):
        if _is_free(port):
            return port
    return _free_port()


def forget(data: Path) -> None:
    """Deletes what a sandbox keeps in `data`, and nothing else there."""
    for name in _FILES:
        for path in data.glob(f"{name}*"):
            path.unlink()


def _is_free(port: int) -> bool:
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((HOST, port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as trying:
        trying.bind((HOST, 0))
        port: int = trying.getsockname()[1]
        return port


@dataclass(slots=True)
class Child:
    """A process that is started again when it ends, unless it ends as soon as it starts.

    A variable of its environment that is None is one it does not get.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str | None]
    lock: IO[str]
    folder: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        """Starts it; it holds the lock on the data as long as it lives, even if we do not."""
        self.started_at = time.monotonic()
        environment = {**os.environ, **self.environment}
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self.command,
            cwd=self.folder,
            env={name: value for name, value in environment.items() if value is not None},
            stdout=subprocess.DEVNULL,  # what matters is logged, to standard error
            pass_fds=(self.lock.fileno(),),
            start_new_session=True,  # Ctrl-C comes to us; we stop them in order
        )

    def look_after(self) -> None:
        """Starts it again if it died."""
        assert self.process is not None
        code = self.process.poll()
        if code is None:
            return
        if code < 0:  # somebody's doing; they may go on doing it
            died = f"was killed by {signal.Signals(-code).name}"
        else:
            died = f"ended with code {code}"
            self._note_end()
        self.start()
        _say(f"The {self.name} {died}: started again as process {self.process.pid}; nothing is lost.")

    def _note_end(self) -> None:
        short = time.monotonic() - self.started_at < _SHORT_LIFE_SECONDS
        self.short_lives = self.short_lives + 1 if short else 0
        if self.short_lives >= _SHORT_LIVES_MAX:
            raise click.ClickException(f"the {self.name} ends as soon as it starts; the reason stands above")

    def stop(self) -> None:
        """Asks it to stop, and kills it if it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Playhouse:
    """A sandbox with its bot, until Ctrl-C. Chats and books stay in `data`."""

    def __init__(self, data: Path, port: int, *, fresh: bool, pace: PaceMode, webhook: bool) -> None:
        self._data = data
        self._fresh = fresh
        self._pace = pace
        self._door_port = _free_port()
        self._webhook = _webhook_settings(self._door_port) if webhook else dict.fromkeys(_WEBHOOK_SETTINGS)
        self._url = f"http://{HOST}:{port}"
        self._port = port
        self._backstage_port = _free_port()
        self._partner_port = choose_port(None, max(1024, port - _PARTNERS_BELOW))

    def run(self) -> None:
        """Opens the house and keeps it open; returns after Ctrl-C or a SIGTERM."""
        with locked(self._data) as lock, _interrupted_by_sigterm():
            if self._fresh:
                forget(self._data)
            telegram, bot = self._telegram(lock), self._bot(lock)
            try:
                self._open(telegram, bot)
                while True:
                    telegram.look_after()
                    bot.look_after()
                    time.sleep(_LOOK_SECONDS)
            except KeyboardInterrupt:
                _say("Stopping …")
            finally:
                for child in (bot, telegram):
                    child.stop()
        _say(f"Stopped. What you played is kept in {self._data}; --fresh starts anew.")

    def _open(self, telegram: Child, bot: Child) -> None:
        _say("Starting the offline Telegram and the bot; this takes a few seconds …")
        telegram.start()
        bot.start()
        self._wait_for("the offline Telegram", lambda: self._ask("/sim/bot") is not None, telegram)
        self._ask("/sim/bot", {"inline_feedback": True}, "PATCH")  # as its owner would with BotFather
        here = {person["id"] for person in (self._ask("/sim/people") or {"people": []})["people"]}
        for person in PEOPLE:
            if person.telegram_user_id not in here:  # who is there keeps the language they were given
                self._ask("/sim/people", person.profile())
        _say(f"{len(PEOPLE)} people have come in. Waiting for the bot …")
        self._wait_for("the bot", lambda: (self._ask("/sim/bot") or {}).get("polling") is True, bot)
        assert bot.process is not None
        _invite(self._url, bot.process.pid, self._data, f"http://{HOST}:{self._partner_port}")

    def _wait_for(self, what: str, ready: Callable[[], bool], child: Child) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not ready():
            if time.monotonic() > deadline:
                raise click.ClickException(f"{what} did not come up in {_PATIENCE_SECONDS:.0f} seconds")
            child.look_after()
            time.sleep(_LOOK_SECONDS)

    def _ask(
        self, path: str, body: dict[str, Any] | None = None, verb: str | None = None
    ) -> dict[str, Any] | None:
        """The sandbox's answer, None while it does not answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        asking = Request(self._url + path, data, headers, method=verb)  # noqa: S310 - loopback
        try:
            with urlopen(asking, timeout=5) as answer:  # noqa: S310 - as above
                told: dict[str, Any] = json.load(answer)
                return told
        except (URLError, OSError, ValueError):
            return None

    def _partner_key(self) -> str:
        """The key of the partner that is there; the same as long as the books are."""
        kept = self._data / "partner.key"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(mint_key(Mode.TEST).text)
        return kept.read_text()

    def _telegram(self, lock: IO[str]) -> Child:
        backstage = f"http://{HOST}:{self._backstage_port}"
        where = (f"--port={self._port}", f"--data={self._data}", f"--backstage={backstage}")
        arguments = ("--only", *where, f"--pace={self._pace}")
        return Child("offline Telegram", _hecun("sandbox", *arguments), _quiet_environment(), lock)

    def _bot(self, lock: IO[str]) -> Child:
        settings: dict[str, str | None] = {
            "BOT_TOKEN": DEFAULT_TOKEN,
            "TELEGRAM_API_BASE": self._url,
            "DATABASE_URL": f"sqlite:///{self._data.absolute() / 'hecun.db'}",
            "ADMIN_IDS": str(ADMIN_ID),
            "BUSINESS_TIMEZONE": "Asia/Shanghai",
            "QUIET_HOURS": "off",  # whoever plays at night would wait until the morning for what they do
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
            "CARD_INTERVAL_SECONDS": "2",
            "PUBLIC_URL": f"http://{HOST}:{self._door_port}",
            "HTTP_HOST": HOST,
            "HTTP_PORT": str(self._door_port),
            "BANK_URL": None,
            "BANK_CODE_DELIVERY": "sandbox",
            "SANDBOX_URL": self._url,
            "SANDBOX_BACKSTAGE_PORT": str(self._backstage_port),
            "SANDBOX_PARTNER_KEY": self._partner_key(),
            "PARTNER_API_HOST": HOST,
            "PARTNER_API_PORT": str(self._partner_port),
            "PARTNER_API_URL": None,
            "PARTNER_REQUESTS_PER_SECOND": "100",
            "PARTNER_TEST_DATABASE_URL": None,
        }
        # In the data's folder no .env is read: it would be that of a real bot.
        environment = {**_quiet_environment(), **settings, **self._webhook}
        return Child("bot", _hecun("run"), environment, lock, self._data)


def _webhook_settings(port: int) -> dict[str, str | None]:
    values = (f"http://{HOST}:{port}/telegram", secrets.token_urlsafe(24))
    return dict(zip(_WEBHOOK_SETTINGS, values, strict=True))


def _hecun(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bot", *arguments)


def _quiet_environment() -> dict[str, str]:
    """Lets a child find this very program, from whatever folder we were started."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUNBUFFERED": "1"}


@contextmanager
def locked(data: Path) -> Iterator[IO[str]]:
    """Nobody else plays with this data meanwhile: two bots on one database would be one too many."""
    with (data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                f"{data} is being played with by another sandbox: stop it, or choose another with --data"
            ) from None
        yield lock


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(line: str) -> None:
    click.secho(line, dim=True)


def _invite(url: str, bot_pid: int, data: Path, api_url: str) -> None:
    frame = click.style("━" * 72, fg="green")
    click.echo(f"\n{frame}\n\n   Open  {click.style(url, fg='green', bold=True)}  in your browser\n")
    click.echo("   Try first: Mei opens a campaign of ¥10,000 for 12 months (/open), shares it, and")
    click.echo("   Tom, Sofia and 王伟 fill it: by the link, by scanning the QR, by the short code.\n")
    click.echo(f"   For servers: {api_url}/v1/docs says how, with the test key")
    click.echo(f"   {(data / 'partner.key').read_text()}\n")
    click.echo(f"   The bot is process {bot_pid}: kill -9 it whenever you like, nothing is lost.")
    click.echo(f"   Chats and books are kept in {data}. Ctrl-C stops everything.\n\n{frame}\n")
