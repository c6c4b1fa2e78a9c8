"""The whole bot, wired as ever, in a process that may be made to die anywhere."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiogram.client.session.aiohttp import AiohttpSession

from bot.cli.startup import start_with_settings
from bot.composition import running
from bot.composition.books import open_books
from bot.settings import BooksSettings, Settings
from core.views import StoredUpdate, Turn
from storage import Store
from storage.desk import SqlInbox
from tests.crash.failpoints import Failpoint, Trap


def work(folder: Path, environment: dict[str, str], failpoint: Failpoint | None = None, nth: int = 1) -> None:
    """Run the bot in the folder, with its log there, until it is stopped or comes to the failpoint."""
    os.chdir(folder)
    os.environ.update(environment)
    log = os.open(folder / "bot.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(log, stream)
    trap = Trap(failpoint, nth)
    vars(running)["open_books"] = _watched(open_books, trap)
    AiohttpSession.make_request = _trapped(AiohttpSession.make_request, trap)  # type: ignore[method-assign]  # watched
    asyncio.run(running.run_bot(start_with_settings(Settings)))


def _watched(opening: Callable[..., Any], trap: Trap) -> Callable[..., Any]:
    @asynccontextmanager
    async def opening_watched(settings: BooksSettings) -> AsyncIterator[Store]:
        async with opening(settings) as store:
            trap.watch(store)
            yield replace(store, inbox=_TrappedInbox(store.inbox, trap))

    return opening_watched


def _trapped(make_request: Callable[..., Any], trap: Trap) -> Callable[..., Any]:
    async def calling(session: Any, bot: Any, method: Any, *details: Any, **named: Any) -> Any:
        asked = method.__api_method__ != "getUpdates"
        if asked:
            trap.at(Failpoint.TELEGRAM_CALLING)
        answer = await make_request(session, bot, method, *details, **named)
        if asked:
            trap.at(Failpoint.TELEGRAM_CALLED)
        return answer

    return calling


class _TrappedInbox(SqlInbox):
    """The inbox, with a failpoint after each of its steps."""

    def __init__(self, inbox: SqlInbox, trap: Trap) -> None:
        vars(self).update(vars(inbox))
        self._trap = trap

    async def store(self, bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        await super().store(bot_id, updates)
        self._trap.at(Failpoint.UPDATE_KEPT)

    async def begin(self, bot_id: int, update_id: int, turn: Turn | None = None) -> bool:
        begun = await super().begin(bot_id, update_id, turn)
        self._trap.at(Failpoint.UPDATE_BEGUN)
        return begun

    async def next(self, turn: Turn, handled: int | None = None) -> Turn | None:
        if handled is not None:
            self._trap.at(Failpoint.PERSON_ANSWERED)
        following = await super().next(turn, handled)
        self._trap.at(Failpoint.UPDATE_HANDLED)
        return following

    async def handled(self, bot_id: int, update_id: int, turn: Turn | None = None) -> None:
        self._trap.at(Failpoint.PERSON_ANSWERED)
        await super().handled(bot_id, update_id, turn)
        self._trap.at(Failpoint.UPDATE_HANDLED)
