"""/me: everything that is somebody's own; /mine: their campaigns; and their certificates."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.callbacks import GoTo, MinePageTap, Place
from bot.telegram.paging import PAGE_SIZE, Page
from bot.telegram.render.me import me_screen
from bot.telegram.render.mine import campaigns_screen, certificates_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="mine")
    router.message.register(_me, Command("me"))
    router.callback_query.register(_me, GoTo.filter(F.place == Place.ME))
    router.message.register(_campaigns, Command("mine"))
    router.callback_query.register(_campaigns, GoTo.filter(F.place == Place.MINE))
    router.callback_query.register(_page_of_campaigns, MinePageTap.filter(F.place == Place.MINE))
    router.callback_query.register(_certificates, GoTo.filter(F.place == Place.CERTIFICATES))
    router.callback_query.register(_page_of_certificates, MinePageTap.filter(F.place == Place.CERTIFICATES))
    return router


async def _me(event: Message | CallbackQuery, visit: Visit) -> None:
    certificates = await visit.queries.certificates_of(visit.participant.id)
    accounts = await visit.queries.accounts_of(visit.participant.id)
    await show(visit, event, me_screen(certificates, accounts, visit))


async def _campaigns(event: Message | CallbackQuery, visit: Visit) -> None:
    await _show_campaigns(event, 0, visit)


async def _page_of_campaigns(query: CallbackQuery, callback_data: MinePageTap, visit: Visit) -> None:
    await _show_campaigns(query, callback_data.page, visit)


async def _show_campaigns(event: Message | CallbackQuery, number: int, visit: Visit) -> None:
    found = await visit.queries.campaigns_of(
        visit.participant.id, limit=PAGE_SIZE + 1, skip=Page.skips(number)
    )
    await show(visit, event, campaigns_screen(Page.of_one_more(found, number), visit))


async def _certificates(event: CallbackQuery, visit: Visit) -> None:
    await _show_certificates(event, 0, visit)


async def _page_of_certificates(query: CallbackQuery, callback_data: MinePageTap, visit: Visit) -> None:
    await _show_certificates(query, callback_data.page, visit)


async def _show_certificates(event: CallbackQuery, number: int, visit: Visit) -> None:
    certificates = await visit.queries.certificates_of(visit.participant.id)
    await show(visit, event, certificates_screen(Page.of_all(certificates, number), visit))
