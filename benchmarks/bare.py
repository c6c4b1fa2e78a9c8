"""A bare aiogram bot behind a webhook: what it answers to a tap is all it does. The ceiling for whatever does more.

`python -m benchmarks.bare API PORT HANDLER` is one such process. Its handler may `answer`, or `delete` the message too.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.support.bot_api import HOST, TOKEN
from tests.support.postman import PATH, SECRET


async def _answer(query: CallbackQuery) -> None:
    await query.answer()


async def _delete(query: CallbackQuery) -> None:
    await query.answer()
    assert isinstance(query.message, Message)
    await query.message.delete()


_HANDLERS = {"answer": _answer, "delete": _delete}


async def _serve(api: str, port: int, handler: str) -> None:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(_HANDLERS[handler])
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path=PATH)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
