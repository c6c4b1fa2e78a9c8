"""Files that the bot hands over in a private chat."""

from dataclasses import dataclass, field
from pathlib import Path

from aiogram.enums import ParseMode
from aiogram.types import BufferedInputFile, FSInputFile, InlineKeyboardMarkup, InputFile

from bot.telegram.pacing import Rank
from bot.telegram.visit import Visit


@dataclass(frozen=True, slots=True)
class Document:
    """A file by its name, with an HTML caption (at most 1,024 characters shown) and buttons.

    The content is at hand, or on disk until it is sent: then it is read while it goes.
    """

    name: str
    content: bytes | Path = field(repr=False)
    caption: str
    keyboard: InlineKeyboardMarkup | None = None


async def hand_over(visit: Visit, document: Document) -> None:
    """Send the file to whoever is at the desk, when its turn has come."""
    async with visit.pacing.turn(visit.telegram_user_id, Rank.ANSWER):
        await visit.bot.send_document(
            visit.telegram_user_id,
            _input_file(document),
            caption=document.caption,
            parse_mode=ParseMode.HTML,
            reply_markup=document.keyboard,
        )


def _input_file(document: Document) -> InputFile:
    if isinstance(document.content, Path):
        return FSInputFile(document.content, document.name)
    return BufferedInputFile(document.content, document.name)
