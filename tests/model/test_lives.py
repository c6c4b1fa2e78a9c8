"""Random lives of a pool: sales, early exits, choices, frozen accounts, renewals, leap days. No cent is lost."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.account import AccountStatus
from core.domain.bank import DepositState, expense_ledger_account, tax_ledger_account
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.ids import CampaignId, DepositId
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.notice import MaturityAhead
from core.domain.payout import PayoutState
from core.domain.product import RemainderRate
from core.domain.tax import DatedTax
from tests.model.invariants import check_invariants
from tests.support.house import TD12M, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    announcing,
    balance_minor,
    buying,
    choosing,
    deposit_of,
    maturing,
    offering,
    payouts_of,
    pool,
    redirecting,
    until,
    withdrawing_early,
)

TERMS = st.fixed_dictionaries(
    {
        "day_count": st.sampled_from(DayCount),
        "compounding": st.sampled_from([Compounding.NONE, Compounding.QUARTERLY]),
        "rounding": st.sampled_from(Rounding),
        "term_months": st.sampled_from([1, 3, 13]),
        "remainder_rate": st.sampled_from(RemainderRate),
        "early_withdrawals_max": st.sampled_from([1, 3]),
        "interest_tax": st.sampled_from(
            [
                (),
                (DatedTax(date(2020, 1, 1), Decimal(20)),),
                (DatedTax(date(2024, 1, 1), Decimal("7.5")), DatedTax(date(2024, 3, 1), Decimal(5))),
            ]
        ),
    }
)
# Around leap days, month ends and a year's end.
BEGINNINGS = st.sampled_from(
    [date(2024, 1, 31), date(2024, 2, 29), date(2023, 12, 31), date(2024, 8, 30), date(2023, 2, 28)]
)


@dataclass(frozen=True)
class Year:
    """What a term brings: when interest is booked on the way, who leaves how, who chooses what, whose accounts fail.

    An exit is of the share that somebody holds, sold to somebody, or withdrawn early if that is nobody.
    """

    looks: tuple[int, ...]
    exits: tuple[tuple[int, int | None], ...]
    choices: tuple[MaturityChoice, ...]
    frozen: tuple[bool, ...]


YEARS = st.builds(
    Year,
    st.lists(st.integers(1, 20), max_size=2).map(tuple),
    st.lists(st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2)), max_size=2).map(tuple),
    st.tuples(*[st.sampled_from(MaturityChoice)] * 3),
    st.tuples(*[st.sampled_from([False, False, True])] * 3),
)
LIVES = (
    BEGINNINGS,
    TERMS,
    st.lists(st.integers(3_334, 9_999), min_size=3, max_size=3),
    st.lists(YEARS, max_size=2),
)


def live(beginning: date, terms: dict[str, object], yuan: list[int], years: list[Year]) -> House:
    """A pool of three from its opening through as many terms, checked after each step."""
    house = House(replace(TD12M, **terms))  # type: ignore[arg-type]  # fields of a product
    house.at = datetime.combine(beginning, datetime.min.time(), UTC)
    campaign_id, people = pool(house, *yuan)
    for year in years:
        deposit = deposit_of(house, campaign_id)
        if deposit.state is not DepositState.ACTIVE:
            break
        _live_a_term(house, campaign_id, people, year)
        check_invariants(house.store)
    for person in people:
        _let_in_order(house, person)
    check_invariants(house.store)
    return house


def _live_a_term(house: House, campaign_id: CampaignId, people: tuple[Person, ...], year: Year) -> None:
    deposit = deposit_of(house, campaign_id)
    for days in year.looks:
        house.later(days=days)
        if house.now.day > deposit.accrued_to:
            house.ask(accruing(house, deposit.id))
        for exit_ in year.exits:
            _let_go(house, deposit.id, people, *exit_)
    for person, choice, frozen in zip(people, year.choices, year.frozen, strict=True):
        for share in _shares(house, person, deposit.id):
            house.ask(choosing(house, person, share.id, choice))
        if frozen and house.store.accounts[person.account_id].status is AccountStatus.NORMAL:
            house.set_status(person.account_id, AccountStatus.FROZEN)
    until(house, deposit.payout_date - timedelta(days=1))
    told = len(house.told(MaturityAhead))
    house.ask(announcing(house, deposit.id))
    announced = house.told(MaturityAhead)[told:]
    until(house, deposit.payout_date)
    if house.store.deposits[deposit.id].state is DepositState.ACTIVE:
        house.accepted(maturing(house, deposit.id))
    for notice in announced:  # to the cent what was announced
        paid = [each for each in house.store.payouts.values() if each.share_id == notice.share_id]
        assert notice.payout_minor == sum(payout.amount_minor for payout in paid)


def _shares(house: House, person: Person, deposit_id: DepositId) -> list[Share]:
    """What the person holds of the deposit."""
    return [
        share
        for share in house.store.shares.values()
        if (share.participant_id, share.deposit_id, share.state)
        == (person.participant_id, deposit_id, ShareState.ACTIVE)
    ]


def _let_go(
    house: House, deposit_id: DepositId, people: tuple[Person, ...], who: int, buyer: int | None
) -> None:
    """Somebody tries to leave; whether they may is for the house to say."""
    person = people[who]
    for share in _shares(house, person, deposit_id)[:1]:
        if buyer is None:
            house.ask(withdrawing_early(house, person, share))
        else:
            house.credit(people[buyer].account_id, 20_000 * YUAN)
            house.ask(offering(house, person, share))
            house.ask(buying(house, people[buyer], share))
        check_invariants(house.store)


def _let_in_order(house: House, person: Person) -> None:
    if house.store.accounts[person.account_id].status is AccountStatus.FROZEN:
        house.set_status(person.account_id, AccountStatus.NORMAL)
    for payout in payouts_of(house, person):
        if payout.state is PayoutState.WAITING:
            house.accepted(redirecting(house, person, payout.id, person.account_id))


def expense_is_accounted_for(house: House) -> None:
    """What interest cost the bank is what members got of it, what was withheld, and what is owed still."""
    deposits = house.store.deposits.values()
    expense_minor = -sum(balance_minor(house, expense_ledger_account(deposit.id)) for deposit in deposits)
    tax_minor = sum(balance_minor(house, tax_ledger_account(deposit.id)) for deposit in deposits)
    net_minor = sum(share.interest_minor - share.tax_minor for share in house.store.shares.values())
    owed_minor = sum(deposit.accrued_minor for deposit in deposits)
    assert expense_minor == net_minor + tax_minor + owed_minor


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(*LIVES)
def test_every_cent_of_a_pools_life_is_accounted_for(beginning, terms, yuan, years):
    expense_is_accounted_for(live(beginning, terms, yuan, years))


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(*LIVES)
def test_every_cent_of_many_lives_is_accounted_for(beginning, terms, yuan, years):
    house = live(beginning, terms, yuan, years)
    expense_is_accounted_for(house)
    closed = [each for each in house.store.deposits.values() if each.state is DepositState.CLOSED]
    assert len(closed) >= len(house.store.deposits) - 1
