"""An album comes as a message for each of its pictures, and is answered as one."""

from collections import OrderedDict

from aiogram.filters import Filter
from aiogram.types import Message

_REMEMBERED = 1_000


class OncePerAlbum(Filter):
    """Lets through what is no album, and the first that comes of one.

    It is remembered in this process: a person's updates are all handled by one, but for a crash between two pictures,
    which costs one more answer.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, str], None] = OrderedDict()

    async def __call__(self, message: Message) -> bool:
        if message.media_group_id is None:
            return True
        album = message.chat.id, message.media_group_id
        if album in self._seen:
            return False
        self._seen[album] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True
