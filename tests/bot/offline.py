"""A real aiogram client, a real store and an offline Telegram in one process: for the parts between the two."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from bot.sandbox.emulator import Emulator
from bot.sandbox.faults import Fault
from bot.sandbox.server import create_app, serving
from bot.sandbox.settings import DEFAULT_TOKEN, SandboxSettings
from bot.sandbox.sim.faults import read_rule
from bot.sandbox.sim.requests import EMULATOR
from bot.stopping import Stop
from storage.store import Store, open_store
from tests.storage.databases import migrated_at

Json = dict[str, Any]

ANN, BOB = 5_000_000_001, 5_000_000_002


class HurriedStop(Stop):
    """A stop whose sleeps are over at once; it remembers how long they would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Line:
    """The line between Telegram and our store; `spoil` makes calls fail, `sim` plays people."""

    bot: Bot
    store: Store
    telegram: Emulator
    url: str
    http: ClientSession
    database: Path
    stop: HurriedStop = field(default_factory=HurriedStop)

    async def sim(self, verb: str, path: str, **body: Any) -> Json:
        """The answer to a `/sim/…` request."""
        async with self.http.request(verb, f"{self.url}/sim/{path}", json=body or None) as answer:
            told: Json = await answer.json()
            assert answer.status == 200, told
            return told

    def spoil(self, method: str, kind: str, **details: Any) -> Fault:
        """Plays a fault at the next call of a method: `spoil("sendMessage", "flood", retry_after=1)`."""
        asked, rule = read_rule({"kind": kind, "methods": [method], **details})
        return self.telegram.faults.add(asked, **rule)

    def calls(self, method: str) -> int:
        """How often a method was called, but for polls that brought nothing."""
        return [call["method"] for call in self.telegram.store.timeline.calls_after(0)].count(method)

    async def say(self, person: int, text: str) -> None:
        await self.sim("POST", f"people/{person}/messages", text=text)

    async def heard(self, person: int) -> list[str]:
        """What the bot wrote to a person, in order."""
        messages = (await self.sim("GET", f"people/{person}/messages?after=0"))["messages"]
        return [
            message.get("text") or message.get("caption") or "" for message in messages if not message["out"]
        ]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the database, as an outsider reads them."""
        with _reading(self.database) as connection:
            return connection.execute(query).fetchall()

    async def until(self, holds: Callable[[], object]) -> None:
        """Returns once `holds` does; pytest's own time limit ends a wait in vain."""
        while not holds():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.005)


@contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database)
    try:
        yield connection
    finally:
        connection.close()


@asynccontextmanager
async def open_line(folder: Path) -> AsyncIterator[Line]:
    """A line with Ann and Bob at the other end; both have started the bot, and that was received."""
    database = folder / "hecun.db"
    url = migrated_at(database)
    telegram = create_app(SandboxSettings(database=folder / "telegram.db"))
    async with (
        open_store(url, zone=ZoneInfo("Asia/Shanghai")) as store,
        serving(telegram) as telegram_url,
        ClientSession() as http,
    ):
        session = AiohttpSession(api=TelegramAPIServer.from_base(telegram_url))
        line = Line(
            Bot(DEFAULT_TOKEN, session=session), store, telegram[EMULATOR], telegram_url, http, database
        )
        try:
            for person, name in ((ANN, "Ann"), (BOB, "Bob")):
                await line.sim(
                    "POST", "people", id=person, first_name=name, phone=f"+86139{person - ANN:08d}"
                )
                await line.say(person, "/start")
            updates = await line.bot.get_updates()
            await line.bot.get_updates(offset=updates[-1].update_id + 1)
            yield line
        finally:
            await session.close()
