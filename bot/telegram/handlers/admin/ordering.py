"""Bank orders: the list, one order, and asking a bank elsewhere what became of it."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message, Update

from bot.telegram.admin_callbacks import AdminGo, AdminPlace, InquireTap, OrdersShown, OrdersTap, OrderTap
from bot.telegram.handlers.admin.looking import look_at
from bot.telegram.handlers.admin.recording import Look, kept_search, record, turn_to
from bot.telegram.paging import PAGE_SIZE, Page
from bot.telegram.render.admin.orders import can_inquire, order_screen, orders_screen
from bot.telegram.screens import show
from bot.telegram.visit import Visit
from core.domain.bank import OrderState
from core.domain.ids import OrderReference

_STATES = {
    OrdersShown.UNANSWERED: None,
    OrdersShown.UNKNOWN: OrderState.UNKNOWN,
    OrdersShown.SENT: OrderState.SENT,
    OrdersShown.READY: OrderState.READY,
    OrdersShown.REJECTED: OrderState.REJECTED,
    OrdersShown.CONFIRMED: OrderState.CONFIRMED,
}


def create_router() -> Router:
    """The router of this subject."""
    router = Router(name="admin ordering")
    router.callback_query.register(show_unanswered_orders, AdminGo.filter(F.place == AdminPlace.ORDERS))
    router.callback_query.register(_page, OrdersTap.filter())
    router.callback_query.register(_order, OrderTap.filter())
    router.callback_query.register(_inquire, InquireTap.filter())
    return router


async def show_unanswered_orders(event: CallbackQuery | Message, visit: Visit, event_update: Update) -> None:
    """The orders that the bank has not answered."""
    await _show_orders(event, OrdersShown.UNANSWERED, 0, visit, event_update)


async def _page(query: CallbackQuery, callback_data: OrdersTap, visit: Visit, event_update: Update) -> None:
    await _show_orders(query, callback_data.shown, callback_data.page, visit, event_update)


async def _show_orders(
    event: CallbackQuery | Message, shown: OrdersShown, number: int, visit: Visit, update: Update
) -> None:
    await turn_to(visit, update, Look.ORDERS)
    found = await visit.operating.bank_orders(_STATES[shown], PAGE_SIZE + 1, Page.skips(number))
    unanswered = dict((await visit.queries.pulse()).orders)
    page = Page.of_one_more(found, number)
    await show(visit, event, orders_screen(page, shown, unanswered, visit))


async def _order(query: CallbackQuery, callback_data: OrderTap, visit: Visit, event_update: Update) -> None:
    view = await visit.operating.bank_order(OrderReference(callback_data.reference))
    await look_at(query, view, visit, event_update)


async def _inquire(
    query: CallbackQuery, callback_data: InquireTap, visit: Visit, event_update: Update
) -> None:
    """Ask beside the courier; the tap is answered first, for the bank may take its time."""
    reference = OrderReference(callback_data.reference)
    view = await visit.operating.bank_order(reference)
    if view is None or visit.inquiry is None or not can_inquire(view.order, visit):
        await look_at(query, view, visit, event_update, visit.words.plain("admin-out-of-date"))
        return
    await record(visit, event_update, Look.INQUIRE, reference)
    await visit.answer(visit.words.plain("admin-inquiring"))
    await visit.inquiry.look_up(view.order)
    asked = await visit.operating.bank_order(reference)
    assert asked is not None, "an order is never deleted"
    await show(visit, query, order_screen(asked, await kept_search(visit), visit, visit.now().at))
