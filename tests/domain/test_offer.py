"""Share offers: to whom and how long a share is offered, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.errors import NotDue, OfferOver
from core.domain.exiting import transfer_price_minor
from core.domain.offer import OFFER_WINDOW, OfferState, ShareOffer
from tests.support.house import YUAN, House, moment
from tests.support.maturing import deposit_of, pool, share_of

AT = datetime(2026, 5, 1, 4, tzinfo=UTC)
OFFER = ShareOffer(OfferState.TO_MEMBERS, AT)
AN_INSTANT = timedelta(microseconds=1)


def test_a_share_is_offered_to_members_then_to_the_line_too_and_then_not_any_more():
    with pytest.raises(NotDue):
        OFFER.moved_on(moment(AT + OFFER_WINDOW - AN_INSTANT))
    to_line = OFFER.moved_on(moment(AT + OFFER_WINDOW))
    assert to_line.state is OfferState.TO_LINE
    with pytest.raises(NotDue):
        to_line.moved_on(moment(AT + 2 * OFFER_WINDOW - AN_INSTANT))
    untaken = to_line.moved_on(moment(AT + 2 * OFFER_WINDOW))
    assert (untaken.state, untaken.due_at) == (OfferState.UNTAKEN, None)
    with pytest.raises(OfferOver):
        untaken.check_standing()
    with pytest.raises(NotDue):
        untaken.moved_on(moment(AT + timedelta(days=9)))


def test_the_line_has_its_whole_window_however_late_its_turn_comes():
    late = AT + timedelta(days=5)
    assert OFFER.moved_on(moment(late)).due_at == late + OFFER_WINDOW


def test_the_price_is_the_principal_with_interest_at_the_pools_own_rate_up_to_that_day():
    house = House()
    campaign_id, (_, bob, _) = pool(house, 5_000, 3_000, 2_000)
    deposit, terms = deposit_of(house, campaign_id), house.campaign(campaign_id).terms
    share = share_of(house, bob, deposit.id)
    first, last = deposit.value_date, deposit.maturity_date
    assert transfer_price_minor(deposit, share, terms, first) == 3_000 * YUAN
    half_a_year = first.replace(month=first.month + 6)
    assert transfer_price_minor(deposit, share, terms, half_a_year) == 3_000 * YUAN + 36_75
    for day in (last, last + timedelta(days=30)):
        assert transfer_price_minor(deposit, share, terms, day) == 3_000 * YUAN + 73_50
