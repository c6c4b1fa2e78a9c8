"""A sandbox to play with over HTTP, as a bot without any library and as the people it talks to."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import qrcode
from aiohttp import ClientSession, FormData
from PIL import Image

from bot.sandbox.server import running
from bot.sandbox.settings import DEFAULT_TOKEN, SandboxSettings

Json = dict[str, Any]

ANN, BOB = 5_000_000_001, 5_000_000_002


@dataclass
class Clock:
    """Wall-clock seconds that move only when a test says so."""

    seconds: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Sandbox:
    """A running sandbox: `call` and its kin speak as the bot, `sim` and the rest as the people."""

    url: str
    http: ClientSession
    clock: Clock
    token: str = DEFAULT_TOKEN
    people: dict[int, Json] = field(default_factory=dict)

    async def answer(self, method: str, **parameters: Any) -> Json:
        """The whole answer to a call with JSON parameters."""
        async with self.http.post(f"{self.url}/bot{self.token}/{method}", json=parameters) as response:
            body: Json = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of a call that must succeed."""
        body = await self.answer(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """The description of a call that must be refused."""
        body = await self.answer(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])

    async def post_form(self, method: str, files: dict[str, tuple[str, bytes]], **fields: Any) -> Json:
        """The whole answer to a multipart call; objects among the fields are sent as JSON text."""
        form = FormData()
        for name, value in fields.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (file_name, data) in files.items():
            form.add_field(name, io.BytesIO(data), filename=file_name)
        async with self.http.post(f"{self.url}/bot{self.token}/{method}", data=form) as response:
            body: Json = await response.json()
            return body

    async def send_picture(self, data: bytes, chat_id: int = ANN, **fields: Any) -> Json:
        body = await self.post_form("sendPhoto", {"photo": ("card.png", data)}, chat_id=chat_id, **fields)
        assert body["ok"], body
        result: Json = body["result"]
        return result

    async def updates(self, **parameters: Any) -> list[Json]:
        result: list[Json] = await self.call("getUpdates", **parameters)
        return result

    async def sim(self, verb: str, path: str, **body: Any) -> Json:
        """The answer to a `/sim/…` request that must succeed."""
        status, answer = await self.try_sim(verb, path, **body)
        assert status == 200, answer
        return answer

    async def try_sim(self, verb: str, path: str, **body: Any) -> tuple[int, Json]:
        async with self.http.request(verb, f"{self.url}/sim/{path}", json=body or None) as response:
            return response.status, await response.json()

    async def say(self, text: str, person: int = ANN) -> Json:
        message: Json = (await self.sim("POST", f"people/{person}/messages", text=text))["message"]
        return message

    async def chat(self, person: int = ANN, after: int = 0, wait: float = 0) -> Json:
        return await self.sim("GET", f"people/{person}/messages?after={after}&wait={wait}")

    async def tap(self, message: Json, data: str, person: int = ANN, wait: float = 0) -> Json:
        return await self.sim(
            "POST", f"people/{person}/taps", message_id=message["message_id"], callback_data=data, wait=wait
        )


@asynccontextmanager
async def playing(database: Path, clock: Clock, **settings: Any) -> AsyncIterator[Sandbox]:
    """A sandbox on a free port, with Ann, who has started the bot, and Bob, who has not."""
    if _is_new(database):
        _write(database, await _opened(clock))
        clock.seconds += 10  # so that the polls at the opening are long over
    async with _running(database, clock, **settings) as sandbox:
        yield sandbox


@asynccontextmanager
async def _running(database: Path, clock: Clock, **settings: Any) -> AsyncIterator[Sandbox]:
    chosen = SandboxSettings(database=database, **settings)
    async with running(chosen, now=clock) as url, ClientSession() as http:
        yield Sandbox(url, http, clock, chosen.bot_token)


_openings: dict[float, bytes] = {}
"""The file of a sandbox that has just been opened, by its clock: opening one takes longer than most tests."""


async def _opened(clock: Clock) -> bytes:
    if clock.seconds not in _openings:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "sandbox.sqlite3"
            async with _running(database, clock) as sandbox:
                await sandbox.sim(
                    "POST", "people", id=ANN, first_name="Ann", language_code="en", phone="+8613800000001"
                )
                await sandbox.sim("POST", "people", id=BOB, first_name="Bob", language_code="zh-hans")
                await sandbox.say("hello")
                await sandbox.updates(offset=-1)
                await sandbox.updates(offset=(await sandbox.updates())[0]["update_id"] + 1)
            _openings[clock.seconds] = database.read_bytes()
    return _openings[clock.seconds]


def _is_new(database: Path) -> bool:
    return not database.exists()


def _write(database: Path, opened: bytes) -> None:
    database.write_bytes(opened)


def png(width: int = 40, height: int = 30, colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def qr(text: str) -> bytes:
    out = io.BytesIO()
    qrcode.make(text).save(out)
    return out.getvalue()


def buttons(*texts: str) -> Json:
    """An inline keyboard of one row, each button's data being its text."""
    return {"inline_keyboard": [[{"text": text, "callback_data": text} for text in texts]]}


def linked(**action: Any) -> Json:
    """An inline keyboard of one button with this action."""
    return {"inline_keyboard": [[{"text": "go", **action}]]}
