"""Who blocked the bot and comes back is told once what passed them by, and finds what they had begun."""

from bot.locales import Markup
from bot.telegram.callbacks import GoTo, Place
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.screens import Screen, say
from bot.telegram.visit import Visit
from core.ports import Outbox


async def welcome_back(visit: Visit, outbox: Outbox) -> None:
    """From now on they can be written to; if messages did not reach them, they are told how many, not each of them."""
    missed = await outbox.came_back(visit.telegram_user_id)
    if missed:
        begun = await visit.drafts.latest(visit.telegram_user_id) is not None
        await say(visit, welcome_back_screen(missed, visit, begun=begun))


def welcome_back_screen(missed: int, visit: Visit, *, begun: bool) -> Screen:
    """How many messages were missed, and the ways to how things stand; `begun` if something was left half done."""
    words = visit.words
    said = words("welcome-back", missed=missed)
    if begun:
        said = Markup(f"{said}\n\n{words('welcome-back-begun')}")
    return Screen(
        said,
        keyboard(
            [tap(words.plain("start-button-mine"), GoTo(place=Place.MINE))],
            [tap(words.plain("mine-button-portfolio"), GoTo(place=Place.PORTFOLIO))],
        ),
    )
