"""What shares are worth on a day: from their principal up to what they are paid back, and never less."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.bank import TermDeposit
from core.domain.deposit import Share
from core.domain.ids import AccountId, CampaignId, DepositId, ParticipantId, PledgeId, ShareId
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.portfolio import Holding, portfolios
from core.domain.tax import DatedTax
from tests.support.house import OPENING, TD12M, House
from tests.support.maturing import deposit_of, matured, payouts_of, pool, share_of

DEPOSIT = TermDeposit(
    id=DepositId("dep_1"),
    number="621048271935",
    campaign_id=CampaignId("cam_1"),
    product_code="TD12M",
    principal_minor=10_000_00,
    currency="CNY",
    annual_rate_percent=Decimal("2.45"),
    day_count=DayCount.PERIODS,
    compounding=Compounding.NONE,
    rounding=Rounding.END,
    value_date=date(2026, 3, 1),
    maturity_date=date(2027, 3, 1),
    payout_date=date(2027, 3, 1),
    outstanding_minor=10_000_00,
    accrued_to=date(2026, 3, 1),
)
SHARE = Share(
    id=ShareId("sha_1"),
    deposit_id=DEPOSIT.id,
    pledge_id=PledgeId("ple_1"),
    participant_id=ParticipantId("par_1"),
    account_id=AccountId("acc_1"),
    principal_minor=6_000_00,
    certificate_number="621048271935-001",
    issued_at=OPENING,
    owned_from=date(2026, 3, 1),
)
TOMS = replace(SHARE, id=ShareId("sha_9"), principal_minor=4_000_00, certificate_number="621048271935-002")
HOLDING = Holding(SHARE, DEPOSIT, TD12M, (SHARE, TOMS))
DAYS = st.integers(-30, 500).map(lambda days: DEPOSIT.value_date + timedelta(days=days))
TAXED = replace(
    TD12M, interest_tax=(DatedTax(date(2020, 1, 1), Decimal(20)), DatedTax(date(2026, 9, 1), Decimal("7.5")))
)


def test_a_share_is_worth_its_principal_at_first_and_at_maturity_what_it_earns_more():
    assert HOLDING.value_minor(DEPOSIT.value_date) == 6_000_00
    assert HOLDING.value_minor(DEPOSIT.value_date - timedelta(days=1)) == 6_000_00
    assert HOLDING.at_maturity.payout_minor == 6_147_00
    assert HOLDING.value_minor(date(2030, 1, 1)) == 6_147_00


@given(DAYS, DAYS)
def test_the_value_never_falls_by_more_than_the_unit_that_apportioning_may_move(one, other):
    earlier, later = sorted((one, other))
    assert HOLDING.value_minor(earlier) <= HOLDING.value_minor(later) + 1


@given(DAYS)
def test_the_members_values_sum_to_the_deposit_and_its_interest_until_then(on):
    toms = replace(HOLDING, share=TOMS)
    assert HOLDING.value_minor(on) + toms.value_minor(on) == 10_000_00 + DEPOSIT.accrued_on(on)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1_000, 4_000), min_size=2, max_size=6), st.sampled_from([TD12M, TAXED]))
def test_what_is_said_beforehand_is_what_the_payout_pays_to_the_cent(yuan, product):
    house = House(product)
    campaign_id, people = pool(house, *yuan)
    deposit = deposit_of(house, campaign_id)
    shares = tuple(share_of(house, person, deposit.id) for person in people)
    said = [Holding(share, deposit, product, shares).at_maturity for share in shares]
    matured(house, campaign_id)
    paid = [payout for person in people for payout in payouts_of(house, person)]
    assert [(each.interest_minor, each.tax_minor, each.payout_minor) for each in said] == [
        (payout.interest_minor, payout.tax_minor, payout.amount_minor) for payout in paid
    ]
    ended = [share_of(house, person, deposit.id) for person in people]
    now = house.store.deposits[deposit.id]
    assert [Holding(share, now, product, ()).at_maturity for share in ended] == said


@given(DAYS)
def test_its_curve_is_drawn_within_a_unit_of_what_it_earns(on):
    ends = (DEPOSIT.value_date, DEPOSIT.maturity_date)
    [drawn, *at_ends] = HOLDING.curve_minor([on, *ends])
    assert at_ends == [0, 147_00]
    assert abs(drawn - HOLDING.interest_minor(on)) <= 1


def test_holdings_come_by_currency_and_maturity_and_sum_up():
    later = replace(
        HOLDING, deposit=replace(DEPOSIT, value_date=date(2026, 9, 1), maturity_date=date(2027, 9, 1))
    )
    little = replace(SHARE, principal_minor=1_00)
    dollars = Holding(
        little, replace(DEPOSIT, currency="USD", outstanding_minor=1_00), TD12M, active_shares=(little,)
    )
    yuan, usd = portfolios([later, dollars, HOLDING])
    assert (yuan.currency, usd.currency) == ("CNY", "USD")
    assert yuan.holdings == (HOLDING, later)
    assert (yuan.starts_on, yuan.ends_on) == (date(2026, 3, 1), date(2027, 9, 1))
    on = date(2026, 12, 24)
    assert yuan.value_minor(on) == HOLDING.value_minor(on) + later.value_minor(on)
    assert yuan.interest_minor(yuan.ends_on) == 2 * 147_00
    assert portfolios([]) == ()
