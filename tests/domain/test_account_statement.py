"""Whatever moved, a statement adds up; whatever the period, its ends meet those of the next."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.account_statement import (
    BALANCES,
    FLOWS,
    AccountStatement,
    Column,
    Movement,
    StatementSource,
    statement,
)
from core.domain.ids import CampaignId
from tests.support.house import YUAN, ZONE, House
from tests.support.maturing import matured

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@st.composite
def movements(draw) -> Movement:
    gains = {
        column: draw(st.integers(-1000, 1000)) for column in draw(st.sets(st.sampled_from(list(Column))))
    }
    rest = -sum(gains.values())
    gains[Column.OTHER] = gains.get(Column.OTHER, 0) + rest
    on = FIRST + timedelta(days=draw(st.integers(-40, 70)))
    kind = draw(st.sampled_from(["hold", "settlement", "accrual", "payout"]))
    return Movement(on, kind, "ref", CampaignId("cam_1"), {k: v for k, v in gains.items() if v})


MOVEMENTS = st.lists(movements(), max_size=30).map(lambda some: sorted(some, key=lambda each: each.on))


@given(MOVEMENTS)
def test_opening_flows_and_closing_add_up(moved):
    told = statement("CNY", moved, FIRST, LAST)
    flowed = sum(told.flows_minor.get(column, 0) for column in FLOWS)
    assert sum(told.closing_minor.values()) == sum(told.opening_minor.values()) + flowed
    if told.lines:
        assert told.lines[-1].balances_minor == told.closing_minor


@given(MOVEMENTS, st.integers(0, 29))
def test_one_period_ends_where_the_next_begins(moved, days):
    cut = FIRST + timedelta(days=days)
    before, after = (
        statement("CNY", moved, FIRST, cut),
        statement("CNY", moved, cut + timedelta(days=1), LAST),
    )
    whole = statement("CNY", moved, FIRST, LAST)
    assert before.closing_minor == after.opening_minor
    assert (before.opening_minor, after.closing_minor) == (whole.opening_minor, whole.closing_minor)


@given(MOVEMENTS)
def test_what_comes_daily_is_told_by_the_month_and_nothing_is_lost(moved):
    told = statement("CNY", moved, FIRST, LAST)
    assert sum(line.movement.times for line in told.lines) == sum(FIRST <= each.on <= LAST for each in moved)
    total: Counter[Column] = Counter()
    for line in told.lines:
        total.update(line.movement.gains_minor)
    for column in BALANCES:
        assert told.opening_minor[column] + total[column] == told.closing_minor[column]


def test_a_month_of_accruals_is_one_line():
    daily = [
        Movement(
            FIRST + timedelta(days=day),
            "accrual",
            f"accrual:{day}",
            None,
            {Column.ACCRUED: 67, Column.INTEREST: -67},
        )
        for day in range(40)
    ]
    march, april = statement("CNY", daily, FIRST, date(2026, 4, 30)).lines
    assert (march.movement.times, march.movement.gains_minor[Column.ACCRUED]) == (31, 31 * 67)
    assert (april.movement.times, april.balances_minor[Column.ACCRUED]) == (9, 40 * 67)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        statement("CNY", [], LAST, FIRST)


# From the journal


def told(house: House, who, campaign_id: CampaignId) -> AccountStatement:
    """Somebody's statement of all time, from the whole journal in memory."""
    account = house.store.accounts[who.account_id]
    entries = tuple((entry, campaign_id) for entry in house.store.entries.values())
    source = StatementSource(entries, frozenset({account.available, account.held}), {})
    [only] = source.statements(
        FIRST - timedelta(days=9), date(2027, 3, 1), lambda at: at.astimezone(ZONE).date()
    )
    return only


def inflow_minor(movement: Movement) -> int:
    """What came into Hecun by it, or, negative, left."""
    return sum(movement.gains_minor.get(column, 0) for column in BALANCES)


@pytest.fixture
def settled():
    house = House()
    ann, bob = (house.person(name, balance_minor=20_000 * YUAN) for name in ("Ann", "Bob"))
    campaign_id = house.open(ann)
    house.pledge(ann, campaign_id, 5_000 * YUAN)
    house.accepted(house.changing(ann, campaign_id, 6_000 * YUAN))
    house.pledge(bob, campaign_id, 4_000 * YUAN)
    house.accepted(house.settling(campaign_id))
    return house, ann, bob, campaign_id


def test_a_member_s_statement_tells_from_the_first_hold_to_the_deposit_and_nothing_of_others(settled):
    house, ann, _, campaign_id = settled
    statement = told(house, ann, campaign_id)
    assert [
        (line.movement.kind, inflow_minor(line.movement), line.balances_minor[Column.HELD])
        for line in statement.lines
    ] == [
        ("hold", 5_000 * YUAN, 5_000 * YUAN),
        ("replace_hold", 1_000 * YUAN, 6_000 * YUAN),
        ("settlement", 0, 0),
    ]
    assert statement.closing_minor[Column.DEPOSITED] == 6_000 * YUAN
    assert statement.flows_minor == {
        Column.ACCOUNT: 6_000 * YUAN,
        Column.INTEREST: 0,
        Column.TAX: 0,
        Column.OTHER: 0,
    }
    assert statement.columns == (Column.HELD, Column.DEPOSITED, Column.ACCOUNT)


def test_what_the_members_statements_say_of_the_deposit_is_the_campaign_s(settled):
    house, ann, bob, campaign_id = settled
    deposited = [told(house, who, campaign_id).closing_minor[Column.DEPOSITED] for who in (ann, bob)]
    entries = tuple((entry, campaign_id) for entry in house.store.entries.values() if entry.kind != "credit")
    [whole] = StatementSource(entries, None, {}).statements(
        FIRST, LAST, lambda at: at.astimezone(ZONE).date()
    )
    assert sum(deposited) == whole.closing_minor[Column.DEPOSITED] == 10_000 * YUAN
    assert whole.closing_minor[Column.HELD] == 0
    assert replace(whole, lines=()).flows_minor[Column.ACCOUNT] == 10_000 * YUAN


def test_what_members_read_of_their_deposit_is_whole_and_nothing_of_it_is_one_member_s(settled):
    house, _, _, campaign_id = settled
    matured(house, campaign_id)
    entries = tuple((entry, campaign_id) for entry in house.store.entries.values())
    [read] = StatementSource(entries, None, {}, for_members=True).statements(
        FIRST, date(2027, 3, 1), lambda at: at.astimezone(ZONE).date()
    )
    assert {line.movement.kind for line in read.lines} == {"settlement", "accrual", "maturity"}
    assert {abs(line.movement.gains_minor.get(Column.ACCOUNT, 0)) for line in read.lines} == {
        10_000 * YUAN,
        0,
        10_245 * YUAN,
    }
    assert read.flows_minor[Column.INTEREST] == 245 * YUAN
    assert not any(read.closing_minor.values())
