"""Pictures on their way into chats: drawn beside the event loop, and each only once, however many are shown it."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message

S = TypeVar("S", bound=Hashable)

# At about 100 kB each. Everybody who looks at one campaign in one language is shown the same picture.
PICTURES_KEPT = 64
_UNKNOWN_FILE = ("wrong file identifier", "wrong remote file identifier", "wrong file_id")

Media = BufferedInputFile | str
"""What a call is given: the file itself, or the name under which Telegram has it."""


class Picture:
    """A PNG. Telegram is given it once; from then on it is called by the name that Telegram gave it."""

    def __init__(self, png: bytes) -> None:
        self.png = png
        self._file_id: str | None = None
        self._uploading = asyncio.Lock()

    async def show(self, call: Callable[[Media], Awaitable[Message | bool]]) -> Message | bool:
        """The result of the call that shows it; while one uploads it, others who show it wait for its name."""
        if self._file_id is None:
            async with self._uploading:
                if self._file_id is None:
                    return await self._upload(call)
        try:
            return await call(self._file_id)
        except TelegramBadRequest as error:
            if not any(unknown in error.message.casefold() for unknown in _UNKNOWN_FILE):
                raise
            self._file_id = None
            return await self._upload(call)

    async def _upload(self, call: Callable[[Media], Awaitable[Message | bool]]) -> Message | bool:
        shown = await call(BufferedInputFile(self.png, "hecun.png"))
        if isinstance(shown, Message) and shown.photo:
            self._file_id = shown.photo[-1].file_id
        return shown


class Easel:
    """Draws one picture at a time in a thread, and keeps the newest."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="easel")
        self._pictures: OrderedDict[tuple[object, Hashable], asyncio.Future[Picture]] = OrderedDict()

    async def draw(self, draw: Callable[[S], bytes], subject: S) -> Picture:
        """The picture of the subject, by a pure function that makes a PNG; as it was drawn before, if it was."""
        key = (draw, subject)
        if key in self._pictures:
            self._pictures.move_to_end(key)
        else:
            self._begin(key, partial(_drawn, draw, subject))
        return await asyncio.shield(self._pictures[key])  # others may be waiting for it too

    async def write(self, write: Callable[[], bytes]) -> bytes:
        """A file that is written for one reader: in the same thread, and not kept."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, write)

    def _begin(self, key: tuple[object, Hashable], draw: Callable[[], Picture]) -> None:
        drawing = asyncio.get_running_loop().run_in_executor(self._thread, draw)
        self._pictures[key] = drawing
        drawing.add_done_callback(partial(self._forget_failed, key))
        if len(self._pictures) > PICTURES_KEPT:
            self._pictures.popitem(last=False)

    def _forget_failed(self, key: tuple[object, Hashable], drawing: "asyncio.Future[Picture]") -> None:
        if (drawing.cancelled() or drawing.exception() is not None) and self._pictures.get(key) is drawing:
            del self._pictures[key]


def _drawn(draw: Callable[[S], bytes], subject: S) -> Picture:
    return Picture(draw(subject))
