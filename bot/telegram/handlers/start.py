"""/start: by itself the ways in; with a link's payload, the campaign it leads to."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message, Update

from bot.links import OPENING, read_check_payload
from bot.telegram.callbacks import GoTo, Place
from bot.telegram.drafts import DraftKind
from bot.telegram.handlers.admin.arriving import arrive
from bot.telegram.handlers.joining import open_link
from bot.telegram.handlers.opening import open_wizard
from bot.telegram.menus import set_menu_of
from bot.telegram.render.certificate import standing_screen
from bot.telegram.render.start import start_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="start")
    router.message.register(open_wizard, CommandStart(deep_link=True, magic=F.args == OPENING))
    router.message.register(_follow_link, CommandStart(deep_link=True))
    router.message.register(_start, CommandStart())
    router.callback_query.register(_start, GoTo.filter(F.place == Place.START))
    return router


async def _follow_link(message: Message, command: CommandObject, visit: Visit, event_update: Update) -> None:
    await follow(message, command.args or "", visit, event_update)


async def follow(message: Message, payload: str, visit: Visit, update: Update) -> None:
    """Show what a link with this payload leads to: a certificate's standing, a campaign, or an admin's desk."""
    if await arrive(message, payload, visit, update):
        return
    number = read_check_payload(payload)
    if number is not None:
        await show(visit, message, standing_screen(await visit.queries.standing(number), visit))
        return
    await open_link(message, payload, visit, update)


async def _start(event: Message | CallbackQuery, visit: Visit) -> None:
    await show_start(event, visit)
    if visit.admin:
        await set_menu_of(visit)  # Telegram lets nobody set it before they have started the bot


async def show_start(
    event: Message | CallbackQuery, visit: Visit, *, fresh: bool = False, toast: str | None = None
) -> None:
    """The ways in, and the way back to a campaign half done."""
    draft = await visit.drafts.get(visit.telegram_user_id, DraftKind.OPENING)
    screen = start_screen(visit, unfinished=draft is not None and bool(draft.answers))
    await show(visit, event, screen, fresh=fresh, toast=toast)
