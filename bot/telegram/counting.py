"""Counting the calls of the Bot API."""

from collections.abc import Callable

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class CountCalls(BaseRequestMiddleware):
    """Tells `count` each call's method, and "ok" or the name of the error that it ended with."""

    def __init__(self, count: Callable[[str, str], None]) -> None:
        self._count = count

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        outcome = "ok"
        try:
            return await make_request(bot, method)
        except Exception as error:
            outcome = type(error).__name__
            raise
        finally:
            self._count(method.__api_method__, outcome)
