"""The word, before the last tap, that what is about to be asked for waits while all settlement is paused."""

from bot.locales import Markup
from bot.telegram.render import phrases
from bot.telegram.visit import Visit


async def said_of_pause(visit: Visit) -> Markup | None:
    """That shares are neither sold nor paid meanwhile, and since when; None while settlement runs."""
    standstill = await visit.queries.standstill()
    if standstill.paused_at is None:
        return None
    return visit.words("settlement-waits", since=phrases.when(standstill.paused_at, visit))
