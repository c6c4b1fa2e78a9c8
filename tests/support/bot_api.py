"""A Bot API over HTTP that is as cheap as can be: it believes everything, remembers the calls, and never says no.

The sandbox is the strict one, and answers a few hundred calls a second; a storm must not be measured by that. This one
only has to be faster than the bot.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any

from aiohttp import web

HOST = "127.0.0.1"
TOKEN = f"7000000001:{'x' * 35}"
BOT_ID = int(TOKEN.partition(":")[0])

_ME = {"id": BOT_ID, "is_bot": True, "first_name": "Hecun", "username": "hecun_bot"}
_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
_PHOTO = [{"file_id": "p", "file_unique_id": "p", "width": 1280, "height": 888}]


@dataclass(frozen=True, slots=True)
class Answered:
    """A tap that was answered, at an instant of the machine's monotonic clock."""

    at: float
    text: str


@dataclass
class BotApi:
    """What was called. `answered` by the tap's id: what came twice (after a crash) is in `repeated`."""

    url: str = ""
    calls: Counter[str] = field(default_factory=Counter)
    answered: dict[str, Answered] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    on_answer: Callable[[int], None] | None = None
    _heard: asyncio.Event = field(default_factory=asyncio.Event)
    _message_ids: "count[int]" = field(default_factory=lambda: count(1_000_000))

    async def until(self, holds: Callable[[], object]) -> None:
        """Returns once something holds that calls make true."""
        while not holds():
            self._heard.clear()
            await self._heard.wait()

    async def serve(self, request: web.BaseRequest) -> web.Response:
        """Answers one call."""
        method = request.path.rpartition("/")[2]
        multipart = request.content_type.startswith("multipart/")
        fields = {} if multipart else dict(await request.post())
        if multipart:
            await request.read()  # a picture: what it shows is looked at elsewhere
        result = self._result(method, fields)
        self.calls[method] += 1
        self._heard.set()
        return web.Response(
            body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json"
        )

    def _result(self, method: str, fields: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return _ME
            case "getWebhookInfo":
                return _WEBHOOK
            case "answerCallbackQuery":
                self._answer(str(fields["callback_query_id"]), str(fields.get("text", "")))
                return True
            case "sendMessage" | "editMessageText":
                return self._message(fields, {"text": "…"})
            case "sendPhoto" | "editMessageMedia":
                return self._message(fields, {"photo": _PHOTO})
            case _:
                return True

    def _answer(self, tap: str, text: str) -> None:
        if tap in self.answered:
            self.repeated.append(tap)
            return
        self.answered[tap] = Answered(monotonic(), text)
        if self.on_answer is not None:
            self.on_answer(len(self.answered))

    def _message(self, fields: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(fields.get("chat_id", 1))
        message_id = int(fields.get("message_id", 0)) or next(self._message_ids)
        return {"message_id": message_id, "date": 1, "chat": {"id": chat_id, "type": "private"}, **content}


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """One that listens."""
    api = BotApi()
    runner = web.ServerRunner(web.Server(api.serve, access_log=None))
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        api.url = f"http://{HOST}:{runner.addresses[0][1]}"
        yield api
    finally:
        await runner.cleanup()
