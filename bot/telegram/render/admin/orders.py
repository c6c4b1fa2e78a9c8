"""Bank orders: those in question first, and one with all that is known of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.locales import Key, Markup
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    CampaignTap,
    InquireTap,
    OrdersShown,
    OrdersTap,
    OrderTap,
)
from bot.telegram.admin_drafts import Search
from bot.telegram.keyboards import DANGER, PRIMARY, columns, tap
from bot.telegram.paging import Page
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import other_pages, ways_back
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Instruction,
    OpenDeposit,
    OrderState,
    PayOut,
    PlaceHold,
    ReleaseHold,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.ids import minted_at, show_short_code
from core.views import OrderView

_KINDS: Mapping[type[Instruction], Key] = {
    PlaceHold: Key("admin-order-place-hold"),
    ReplaceHold: Key("admin-order-replace-hold"),
    ReleaseHold: Key("admin-order-release-hold"),
    OpenDeposit: Key("admin-order-open-deposit"),
    CloseDeposit: Key("admin-order-close-deposit"),
    PayOut: Key("admin-order-pay-out"),
    WithdrawShare: Key("admin-order-withdraw-share"),
    TransferShare: Key("admin-order-transfer-share"),
}


def orders_screen(
    page: Page[OrderView], shown: OrdersShown, unanswered: Mapping[str, int], visit: Visit
) -> Screen:
    """A page of the orders in a state, each a button; `unanswered` says how many there are by state."""
    words = visit.words
    lines = [
        words("admin-orders", page=page.number + 1),
        words(
            "admin-orders-unanswered",
            unknown=unanswered.get(OrderState.UNKNOWN, 0),
            sent=unanswered.get(OrderState.SENT, 0),
            ready=unanswered.get(OrderState.READY, 0),
        ),
        words("admin-orders-shown", shown=shown),
    ]
    entries = [
        words(
            "admin-order-line", number=number, order=order_line(view, visit), when=_since(view.order, visit)
        )
        for number, view in enumerate(page.items, start=1)
    ] or [words("admin-orders-none")]
    numbers = [
        tap(str(number), OrderTap(reference=view.order.reference), PRIMARY)
        for number, view in enumerate(page.items, start=1)
    ]
    others = [
        tap(words.plain("admin-button-orders-shown", shown=each), OrdersTap(shown=each, page=0))
        for each in OrdersShown
        if each is not shown
    ]
    rows = (
        *columns(numbers, 4),
        other_pages(page, lambda number: OrdersTap(shown=shown, page=number), visit),
        *columns(others, 3),
        (tap(words.plain("admin-button-find-order"), AdminGo(place=AdminPlace.FIND_ORDER)),),
        (
            tap(words.plain("admin-button-refresh"), OrdersTap(shown=shown, page=page.number)),
            *ways_back(None, visit),
        ),
    )
    return Screen("\n\n".join(("\n".join(lines), *entries)), staff_keyboard(visit, *rows))


def order_line(view: OrderView, visit: Visit) -> Markup:
    """What was ordered, for how much, in which campaign, and its state."""
    order = view.order
    facts = (
        visit.words(_KINDS[type(order.instruction)]),
        *_amount(order, visit),
        Markup(show_short_code(view.short_code)),
        visit.words("admin-order-state", state=order.state),
    )
    return Markup(" · ".join(facts))


def order_label(view: OrderView, visit: Visit) -> str:
    """The same for a button."""
    return str(order_line(view, visit))


def _amount(order: BankOrder, visit: Visit) -> Iterator[Markup]:
    if order.amount_minor is not None:
        yield phrases.amount(order.amount_minor, HOUSE_CURRENCY, visit)


def _since(order: BankOrder, visit: Visit) -> Markup:
    """When it came into its state, as far as that is known; late is marked."""
    since = phrases.when(order.answered_at or order.sent_at or minted_at(order.reference), visit)
    late = order.is_late(visit.now().at)
    return visit.words("admin-order-late" if late else "admin-order-since", when=since)


def order_screen(
    view: OrderView, search: Search | None, visit: Visit, asked_at: datetime | None = None
) -> Screen:
    """Reference, kind, amount and campaign of one order, and when it came into each state; whose it is is not told.

    `asked_at` is when the bank was just asked about it.
    """
    words, order = visit.words, view.order
    refresh = tap(words.plain("admin-button-refresh"), OrderTap(reference=order.reference))
    campaign = tap(words.plain("admin-button-campaign"), CampaignTap(campaign_id=order.campaign_id))
    inquire = tap(words.plain("admin-button-inquire"), InquireTap(reference=order.reference), PRIMARY)
    orders = tap(words.plain("admin-button-orders-back"), OrdersTap(shown=OrdersShown.UNANSWERED, page=0))
    mismatches = tap(words.plain("admin-button-mismatches"), AdminGo(place=AdminPlace.MISMATCHES), DANGER)
    rows = (
        (inquire,) if can_inquire(order, visit) else (),
        (campaign, refresh),
        (mismatches,) if order.state is OrderState.REJECTED else (),
        (orders, *ways_back(search, visit)),
    )
    return Screen("\n".join(_lines(view, asked_at, visit)), staff_keyboard(visit, *rows))


def can_inquire(order: BankOrder, visit: Visit) -> bool:
    """Whether a bank elsewhere can be asked what became of it: while it was just sent, its answer is waited for."""
    return visit.inquiry is not None and order.state is OrderState.UNKNOWN


def _lines(view: OrderView, asked_at: datetime | None, visit: Visit) -> Iterator[Markup]:
    words, order = visit.words, view.order
    yield words("admin-order", order=order_line(view, visit))
    yield words("admin-id", id=Markup(order.reference))
    yield words("admin-order-ordered", when=phrases.when(minted_at(order.reference), visit))
    if order.sent_at is not None:
        yield words("admin-order-sent", count=order.attempts, when=phrases.when(order.sent_at, visit))
    if order.answered_at is not None:
        yield words("admin-order-answered", when=phrases.when(order.answered_at, visit))
    if order.is_late(visit.now().at):
        yield words("admin-order-is-late")
    if asked_at is not None and order.state is OrderState.UNKNOWN:
        yield words("admin-order-asked", when=phrases.when(asked_at, visit))
    yield Markup("")
    if _is_sent_again(order):
        yield words("admin-order-again")
    else:
        yield words("admin-order-means", state=order.state)


def _is_sent_again(order: BankOrder) -> bool:
    """Whether the bank has said that it never had what was sent."""
    return order.state is OrderState.READY and order.attempts > 0
