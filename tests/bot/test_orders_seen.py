"""Bank orders as operators see them: whole in both languages, with what is late, and what can be done about them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

import pytest

from bot.locales import Locale
from bot.telegram.admin_callbacks import OrdersShown
from bot.telegram.handlers.admin import ordering
from bot.telegram.paging import Page
from bot.telegram.render.admin.orders import order_screen, orders_screen
from bot.telegram.visit import Visit
from core.domain.bank import LATE, BankOrder, Instruction, OrderState
from core.domain.ids import IdStream, IntentId, OrderReference
from core.views import OrderView
from tests.bank import replies
from tests.bot.reader import NOW, reader
from tests.bot.test_words import is_whole

ORDERS = [
    replies.PLACE, replies.REPLACE, replies.RELEASE, replies.OPEN,
    replies.CLOSE, replies.PAY, replies.WITHDRAW, replies.TRANSFER,
]  # fmt: skip
UNKNOWN = {OrderState.UNKNOWN.value: 1}


def seen(order: BankOrder, state: OrderState, minted_at: datetime = NOW) -> OrderView:
    reference = OrderReference(IdStream(b"entropy", IntentId("order"), minted_at).mint("ord"))
    sent_at = None if state is OrderState.READY else minted_at
    answered_at = minted_at if state in (OrderState.CONFIRMED, OrderState.REJECTED) else None
    order = replace(order, reference=reference, state=state, sent_at=sent_at, answered_at=answered_at)
    return OrderView(replace(order, attempts=2), "K7QF2M9D")


def asking(locale: Locale) -> Visit:
    """Somebody who can have a bank elsewhere asked."""
    inquiry: Any = object()
    return replace(reader(locale), inquiry=inquiry)


def labels(screen: Any) -> list[str]:
    return [button.text for row in screen.keyboard.inline_keyboard for button in row]


def test_every_kind_of_order_is_among_these():
    assert {type(order.instruction) for order in ORDERS} == set(get_args(Instruction))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("state", OrderState)
def test_each_order_is_said_whole_in_each_state(locale, state):
    for order in ORDERS:
        view = seen(order, state)
        screen = order_screen(view, None, asking(locale))
        is_whole(screen.text.replace(view.order.reference, ""))
        assert "K7QF-2M9D" in screen.text
        assert ("¥" in screen.text) is (order is not replies.RELEASE)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("shown", OrdersShown)
def test_a_list_says_which_orders_it_shows_and_offers_the_others(locale, shown):
    views = [seen(order, OrderState.UNKNOWN) for order in ORDERS]
    screen = orders_screen(Page(views, 1, older=True), shown, UNKNOWN, reader(locale))
    assert len(screen.text) < 4096
    assert labels(screen)[: len(views)] == [str(number) for number in range(1, len(views) + 1)]
    is_whole(orders_screen(Page([], 0, older=False), shown, {}, reader(locale)).text)


def test_only_an_unknown_order_of_a_bank_elsewhere_can_be_asked_about():
    english = Locale.EN
    for state in OrderState:
        offered = "Ask the bank now" in labels(order_screen(seen(replies.PAY, state), None, asking(english)))
        assert offered is (state is OrderState.UNKNOWN)
    embedded = order_screen(seen(replies.PAY, OrderState.UNKNOWN), None, reader(english))
    assert "Ask the bank now" not in labels(embedded)


def test_who_has_had_the_bank_asked_in_vain_reads_when():
    english = asking(Locale.EN)
    for state in OrderState:
        said = order_screen(seen(replies.PAY, state), None, english, NOW).text
        assert ("no answer yet" in said) is (state is OrderState.UNKNOWN)


def test_an_order_that_the_bank_never_had_is_said_to_be_sent_again():
    never_had = seen(replies.PAY, OrderState.READY)
    never_sent = OrderView(replace(never_had.order, attempts=0), never_had.short_code)
    assert "never had it" in order_screen(never_had, None, reader(Locale.EN)).text
    assert "never had it" not in order_screen(never_sent, None, reader(Locale.EN)).text


def test_an_order_is_late_once_its_answer_is_overdue_and_never_after_it():
    just, overdue = NOW - LATE + timedelta(seconds=1), NOW - LATE
    for state in OrderState:
        assert not seen(replies.PAY, state, just).order.is_late(NOW)
        answered = state in (OrderState.CONFIRMED, OrderState.REJECTED)
        late = seen(replies.PAY, state, overdue)
        assert late.order.is_late(NOW) is not answered
        assert ("Late:" in order_screen(late, None, reader(Locale.EN)).text) is not answered


def test_every_list_knows_its_state():
    assert set(ordering._STATES) == set(OrdersShown)
    assert set(ordering._STATES.values()) == {None, *OrderState}
