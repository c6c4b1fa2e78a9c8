"""What shares are worth on a day: from their principal up to what they are paid back, and never less."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.domain.bank import TermDeposit
from core.domain.deposit import Share
from core.domain.ids import AccountId, CampaignId, DepositId, ParticipantId, PledgeId, ShareId
from core.domain.interest import Compounding, DayCount, Rounding, interest
from core.domain.portfolio import Holding, portfolios
from tests.support.house import OPENING

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
HOLDING = Holding(SHARE, DEPOSIT)
DAYS = st.integers(-30, 500).map(lambda days: DEPOSIT.value_date + timedelta(days=days))


def test_a_share_is_worth_its_principal_at_first_and_at_maturity_what_it_earns_more():
    assert HOLDING.value_minor(DEPOSIT.value_date) == 6_000_00
    assert HOLDING.value_minor(DEPOSIT.value_date - timedelta(days=1)) == 6_000_00
    assert HOLDING.value_at_maturity_minor == 6_147_00
    assert HOLDING.value_minor(date(2030, 1, 1)) == 6_147_00


@given(DAYS, DAYS)
def test_the_value_never_falls(one, other):
    earlier, later = sorted((one, other))
    assert HOLDING.value_minor(earlier) <= HOLDING.value_minor(later)


@given(DAYS)
def test_on_every_day_of_the_term_it_is_the_interest_until_then(on):
    if DEPOSIT.value_date <= on <= DEPOSIT.maturity_date:
        until = interest(6_000_00, Decimal("2.45"), DEPOSIT.value_date, on, DayCount.PERIODS)
        assert HOLDING.value_minor(on) == until.maturity_minor


def test_holdings_come_by_currency_and_maturity_and_sum_up():
    later = Holding(
        replace(SHARE, id=ShareId("sha_2")),
        replace(DEPOSIT, value_date=date(2026, 9, 1), maturity_date=date(2027, 9, 1)),
    )
    dollars = Holding(
        replace(SHARE, id=ShareId("sha_3"), principal_minor=1_00), replace(DEPOSIT, currency="USD")
    )
    yuan, usd = portfolios([later, dollars, HOLDING])
    assert (yuan.currency, usd.currency) == ("CNY", "USD")
    assert yuan.holdings == (HOLDING, later)
    assert (yuan.starts_on, yuan.ends_on) == (date(2026, 3, 1), date(2027, 9, 1))
    on = date(2026, 12, 24)
    assert yuan.value_minor(on) == HOLDING.value_minor(on) + later.value_minor(on)
    assert yuan.interest_minor(yuan.ends_on) == 2 * 147_00
    assert portfolios([]) == ()
