"""The way to the Bot API: aiogram's session, with less work for each call."""

from collections.abc import Iterator
from urllib.parse import urlencode

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import AnswerCallbackQuery, EditMessageText, Response, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, FormData

_FORM = "application/x-www-form-urlencoded"
# Pydantic forgets such a type when nobody holds it, and then makes it anew for a single answer.
_KEPT = [Response[method.__returning__] for method in (AnswerCallbackQuery, SendMessage, EditMessageText)]  # type: ignore[name-defined]  # made at run time, as aiogram does


class Session(AiohttpSession):
    """As aiogram's own, but what goes without files is written as it is sent.

    Measured: the form that is made for files took a third of what the answer to a tap costs.
    """

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        """What aiohttp sends as the call's body."""
        files: dict[str, InputFile] = {}
        fields = list(self._fields(bot, method, files))
        if files:
            return super().build_form_data(bot, method)
        return BytesPayload(urlencode(fields).encode(), content_type=_FORM)  # type: ignore[return-value]  # sent alike

    def _fields(
        self, bot: Bot, method: TelegramMethod[TelegramType], files: dict[str, InputFile]
    ) -> Iterator[tuple[str, str]]:
        for name, given in method.model_dump(warnings=False).items():
            value = self.prepare_value(given, bot=bot, files=files)
            if value:
                yield name, value
