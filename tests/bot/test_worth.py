"""The two lines at every decision: what it is worth, said as what it is in both languages, and on what it depends."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.locales import Locale
from bot.telegram.render.worth import (
    amounts_money,
    given_up_money,
    leaving_worth,
    pledge_worth,
    term_money,
    until_money,
    usual_money,
)
from core.domain.account import DebitAmountType
from core.domain.comparison import Comparison
from core.domain.pledge import PledgeAmount
from core.domain.product import DatedRates, RateTier
from core.views import CampaignView
from tests.bot.reader import reader
from tests.bot.test_words import a_campaign, a_view, is_whole
from tests.bot.test_working import seen
from tests.support.house import YUAN, House
from tests.support.maturing import pool

TAG = re.compile("<[^>]+>")
LOCALES = list(Locale)


def compared(together_minor: int, alone_minor: int, *, deposit_alone: bool = True) -> Comparison:
    rates = Decimal("2.45"), Decimal("1.75")
    return Comparison(2_000 * YUAN, date(2027, 3, 1), together_minor, alone_minor, *rates, deposit_alone)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("together_minor", "alone_minor", "said"),
    [
        (
            4_900,
            3_500,
            {Locale.EN: "¥14 more than alone (1.75%)", Locale.ZH_HANS: "比一个人存多 ¥14（1.75%）"},
        ),
        (3_500, 3_500, {Locale.EN: "as much as alone (1.75%)", Locale.ZH_HANS: "与一个人存相同（1.75%）"}),
        (3_499, 3_500, {Locale.EN: "¥0.01 less than alone", Locale.ZH_HANS: "比一个人存少 ¥0.01"}),
    ],
)
def test_a_difference_is_said_as_what_it_is(together_minor, alone_minor, said, locale):
    visit, each = reader(locale), compared(together_minor, alone_minor)
    lines = [term_money(each, 12, "CNY", visit), until_money(each, "CNY", visit)]
    if together_minor <= alone_minor:
        lines.append(given_up_money(each, 12, "CNY", visit))  # there is nothing to give up
    for line in lines:
        is_whole(line)
        assert said[locale] in TAG.sub("", line)


@pytest.mark.parametrize("locale", LOCALES)
def test_who_could_open_no_deposit_alone_reads_what_a_demand_account_pays(locale):
    line = TAG.sub("", term_money(compared(4_900, 600, deposit_alone=False), 12, "CNY", reader(locale)))
    assert {Locale.EN: "so little opens no deposit", Locale.ZH_HANS: "按活期 1.75%"}[locale] in line


def with_rates(view: CampaignView, *tiers: tuple[int, str]) -> CampaignView:
    """The campaign as if the bank paid so much from these amounts on, in yuan, and its own rate besides."""
    fixed = tuple(RateTier(begin * YUAN, Decimal(rate)) for begin, rate in tiers)
    terms = replace(view.campaign.terms, rates=DatedRates(date(2015, 10, 24), fixed))
    return replace(view, campaign=replace(view.campaign, terms=terms))


def test_each_offered_amount_is_told_with_its_own_tier():
    view = with_rates(a_view(a_campaign(), None), (50, "1.75"), (2_000, "2.45"), (5_000, "2.60"))
    amounts = [PledgeAmount(DebitAmountType.FREE_AMOUNT, yuan * YUAN) for yuan in (1_000, 2_000, 5_000)]
    line = TAG.sub("", amounts_money(view, amounts, reader(Locale.EN)))
    assert line.endswith("¥1,000 +¥7 · ¥2,000 ±0 · ¥5,000 −¥7.50")
    none = amounts_money(view, amounts[1:2], reader(Locale.EN))
    assert "earns as much alone" in none


def test_who_names_no_amount_reads_of_one_that_can_be_pledged():
    view = a_view(a_campaign(), None)
    assert "¥1,000 earns ¥24.50" in TAG.sub("", usual_money(view, reader(Locale.EN)))
    assert pledge_worth(view, 1_000 * YUAN, reader(Locale.EN)).gain_minor == 7_00


@pytest.mark.parametrize("locale", LOCALES)
def test_who_leaves_reads_what_breaking_a_deposit_of_ones_own_would_have_brought(locale):
    house = House()
    campaign_id, (_, bob) = pool(house, 8_000, 2_000)
    house.later(days=30)
    said = leaving_worth(seen(house, bob, campaign_id), house.now.day, reader(locale))
    is_whole(said)
    money, words = TAG.sub("", said).splitlines()
    assert {
        Locale.EN: "earned ¥0.50. Selling brings ¥3.58 more, withdrawing as much.",
        Locale.ZH_HANS: "只得利息 ¥0.50。转让则多得 ¥3.58，提前支取则一样多。",
    }[locale] in money
    assert {Locale.EN: "once somebody buys", Locale.ZH_HANS: "有人受让"}[locale] in words
