"""The ledger's own rules: balanced entries, floors, and a version for each posting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import LedgerAccountId
from core.domain.ledger import LedgerAccount, LedgerBroken, check_balanced, posted

A, B, C = LedgerAccountId("a"), LedgerAccountId("b"), LedgerAccountId("c")


@given(st.lists(st.integers(0, 10**12), max_size=20))
def test_the_balance_is_the_sum_of_the_postings_and_the_version_their_count(amounts_minor):
    account = LedgerAccount(A, "CNY", floored=True)
    for amount_minor in amounts_minor:
        account = posted(account, amount_minor)
    assert (account.balance_minor, account.version) == (sum(amounts_minor), len(amounts_minor))
    assert (account.id, account.currency, account.floored) == (A, "CNY", True)


def test_a_floored_account_may_be_emptied_but_never_falls_below_zero():
    account = LedgerAccount(A, "CNY", floored=True, balance_minor=100)
    assert posted(account, -100).balance_minor == 0
    with pytest.raises(LedgerBroken, match="would fall to -1"):
        posted(account, -101)


def test_an_account_without_a_floor_may_fall_below_zero():
    assert posted(LedgerAccount(A, "CNY", floored=False), -1).balance_minor == -1


def test_legs_that_sum_to_zero_balance():
    check_balanced({A: 100, B: -60, C: -40})


@pytest.mark.parametrize(
    "legs", [{}, {A: 0}, {A: 100}, {A: 100, B: -99}, {A: 100, B: -100, C: 0}, {A: 100, B: 100}]
)
def test_legs_that_do_not_balance_or_move_nothing_are_a_bug(legs):
    with pytest.raises(LedgerBroken, match="do not balance"):
        check_balanced(legs)


def test_a_broken_ledger_is_a_bug_and_never_an_answer():
    assert issubclass(LedgerBroken, AssertionError)
