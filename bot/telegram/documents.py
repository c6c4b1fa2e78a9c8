"""Files that the bot hands over in a private chat."""

from dataclasses import dataclass, field

from aiogram.enums import ParseMode
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup

from bot.telegram.pacing import Rank
from bot.telegram.visit import Visit


@dataclass(frozen=True, slots=True)
class Document:
    """A file by its name, with an HTML caption (at most 1,024 characters shown) and buttons."""

    name: str
    content: bytes = field(repr=False)
    caption: str
    keyboard: InlineKeyboardMarkup | None = None


async def hand_over(visit: Visit, document: Document) -> None:
    """Send the file to whoever is at the desk, when its turn has come."""
    async with visit.pacing.turn(visit.telegram_user_id, Rank.ANSWER):
        await visit.bot.send_document(
            visit.telegram_user_id,
            BufferedInputFile(document.content, document.name),
            caption=document.caption,
            parse_mode=ParseMode.HTML,
            reply_markup=document.keyboard,
        )
