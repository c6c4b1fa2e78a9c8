"""The working of a share's figure as its owner reads it, in each state and language."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.locales import Locale
from bot.telegram.render.working import working_screen
from core.domain.deposit import MaturityChoice
from core.domain.tax import DatedTax
from core.views import ShareView
from tests.bot.reader import reader
from tests.support.house import TD12M, House, Person
from tests.support.maturing import (
    bought_from,
    buying,
    choosing,
    deposit_of,
    leaving,
    matured,
    offering,
    payouts_of,
    pool,
    share_of,
)

TAXED = replace(TD12M, interest_tax=(DatedTax(date(2020, 1, 1), Decimal(20)),))


def seen(house: House, person: Person, campaign_id, deposit=None) -> ShareView:
    """The person's share of a deposit, the newest if none is said, as the queries tell of it."""
    store = house.store
    deposit = store.deposits[(deposit or deposit_of(house, campaign_id)).id]
    share = share_of(house, person, deposit.id)
    return ShareView(
        share=share,
        deposit=deposit,
        campaign=house.campaign(campaign_id),
        product=store.products[deposit.product_code],
        register=tuple(each for each in store.shares.values() if each.deposit_id == deposit.id),
        payout=next((each for each in payouts_of(house, person) if each.share_id == share.id), None),
        following=next((each for each in store.shares.values() if each.acquired_from == share.id), None),
    )


def read(view: ShareView, locale: Locale = Locale.EN) -> str:
    """The screen without its tags and marks of direction."""
    return re.sub("<[^>]+>|[\u2068\u2069]", "", working_screen(view, reader(locale)).text)


def test_each_step_is_there_before_maturity_and_after_it():
    house = House(TAXED)
    campaign_id, (ann, *_) = pool(house, 3_333, 3_333, 3_334)
    before = read(seen(house, ann, campaign_id))
    deposit = matured(house, campaign_id)
    after = read(seen(house, ann, campaign_id, deposit))
    for said in (before, after):
        assert "Mar 1, 2026 – Mar 1, 2027 at 2.45% a year: ¥245.00" in said
        assert "¥245.00 × ¥3,333.00 ÷ ¥10,000.00 = ¥81.66" in said
        assert "20.00% of your interest is withheld for the tax office: ¥16.33" in said
        assert "¥3,333.00 + ¥81.66 − ¥16.33 = ¥3,398.33" in said
    assert "can still change it" in before
    assert "can still change it" not in after


def test_who_got_a_unit_that_was_left_over_reads_so():
    house = House()
    campaign_id, people = pool(house, 3_333, 3_333, 3_334)
    told = [read(seen(house, person, campaign_id)) for person in people]
    assert ["and one of them to you" in said for said in told] == [True, True, False]
    assert "and none of them to you" in told[2]


def test_where_nothing_was_left_over_nothing_is_said_of_it():
    house = House()
    campaign_id, (ann, _) = pool(house, 6_000, 4_000)
    assert "left over" not in read(seen(house, ann, campaign_id))


def test_what_was_renewed_and_what_was_paid_out_are_told_apart():
    house = House()
    campaign_id, people = pool(house, 6_000, 6_000)
    for person in people:
        share = share_of(house, person, deposit_of(house, campaign_id).id)
        house.accepted(choosing(house, person, share.id, MaturityChoice.RENEW_PRINCIPAL))
    foretold = read(seen(house, people[0], campaign_id))
    deposit = matured(house, campaign_id)
    told = read(seen(house, people[0], campaign_id, deposit))
    for said in (foretold, told):
        assert "Of it ¥6,000.00 goes on in the next deposit, and ¥147.00 is paid out." in said


def test_who_left_early_reads_the_demand_rate_and_the_sum():
    house = House()
    campaign_id, (_, bob, _) = pool(house, 5_000, 3_000, 2_000)
    house.later(days=100)
    house.accepted(leaving(house, bob, campaign_id))
    said = read(seen(house, bob, campaign_id))
    assert "Interest at the demand rate of 0.30% a year" in said
    assert "¥3,000.00 + ¥2.50 − ¥0.00 = ¥3,002.50" in said


def test_who_sold_reads_the_transfer_rate_and_who_bought_reads_the_whole_term():
    house = House()
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    house.later(days=100)
    share = share_of(house, bob, deposit_of(house, campaign_id).id)
    house.accepted(offering(house, bob, share))
    house.credit(ann.account_id, 9_000_00)
    house.accepted(buying(house, ann, house.store.shares[share.id]))
    assert "Interest at the transfer rate of" in read(seen(house, bob, campaign_id))
    bought = bought_from(house, house.store.shares[share.id])
    view = replace(seen(house, bob, campaign_id), share=bought, payout=None)
    assert "¥245.00 × ¥3,000.00 ÷ ¥10,000.00 = ¥73.50" in read(view)


@pytest.mark.parametrize("locale", Locale)
def test_it_fits_a_message_in_every_language(locale: Locale):
    house = House(TAXED)
    campaign_id, (ann, bob, _) = pool(house, 5_000, 3_000, 2_000)
    house.later(days=100)
    house.accepted(leaving(house, bob, campaign_id))
    for person in (ann, bob):
        assert len(read(seen(house, person, campaign_id), locale)) < 1_500
