"""The wizard's rules, without a chat: which steps there are, what an answer changes, where it leads."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.callbacks import OpeningStep
from bot.telegram.opening.answers import (
    SKIP,
    Answers,
    marked_value,
    own_value,
    read_marked,
    read_own,
    read_value,
)
from bot.telegram.opening.steps import (
    answered,
    at_step,
    failing,
    failing_at,
    mended_at,
    next_step,
    step_before,
    within_reach,
)
from core.catalogue import DEFAULT_PRODUCTS
from core.domain.account import DebitAmountType
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.moment import Moment
from core.domain.pledge import PledgeAmount
from core.views import Draft

PRODUCT = next(product for product in DEFAULT_PRODUCTS if product.code == "TD12M")
NOW = Moment(datetime(2026, 3, 1, 4, tzinfo=UTC), date(2026, 3, 1))
IN_TWO_DAYS = int((NOW.at + timedelta(days=2)).timestamp())
BLANK = Draft(1, "opening", "nonce", OpeningStep.PRODUCT.value)
FREE = ["free_amount", "remainder"]
SEATS = ["equal_share"]
ADMISSION = [
    code
    for code in ConditionCode
    if code.value.startswith(
        ("product_", "channel_", "target_", "amount_types", "seats_", "member_", "head_", "deadline_")
    )
    and not code.value.endswith("_permitted")  # those are said to partners
    and code is not ConditionCode.PRODUCT_UNKNOWN  # the wizard offers what there is
]


def draft(**answers: str | int | list[str]) -> Draft:
    return replace(BLANK, answers=dict(answers))


FULL = draft(product="TD12M", target=10_000_00, amounts=FREE, minimum=50_00, deadline=IN_TWO_DAYS, own=SKIP)


def test_the_next_step_is_the_first_without_an_answer():
    assert next_step(BLANK) is OpeningStep.PRODUCT
    assert next_step(draft(product="TD12M", amounts=FREE)) is OpeningStep.TARGET
    assert next_step(FULL) is OpeningStep.REVIEW


def test_seats_and_minimum_are_asked_for_where_they_matter():
    assert OpeningStep.SEATS not in Answers.of(draft(amounts=FREE)).steps()
    assert OpeningStep.MINIMUM not in Answers.of(draft(amounts=SEATS)).steps()
    assert {OpeningStep.SEATS, OpeningStep.MINIMUM} <= set(Answers.of(draft(amounts=SEATS + FREE)).steps())


def test_an_answer_is_another_intention():
    assert answered(FULL, OpeningStep.TARGET, 20_000_00).nonce != FULL.nonce


def test_giving_an_answer_twice_is_giving_it_once():
    once = answered(BLANK, OpeningStep.PRODUCT, "TD12M")
    twice = answered(once, OpeningStep.PRODUCT, "TD12M")
    assert (twice.step, twice.answers) == (once.step, once.answers)


def test_what_an_own_pledge_was_chosen_under_asks_for_it_again_when_it_changes():
    pledged = replace(FULL, answers={**FULL.answers, "own": "f200000", "account": "acc_1"})
    changed = answered(pledged, OpeningStep.TARGET, 20_000_00)
    assert changed.step == OpeningStep.OWN
    assert "account" not in changed.answers
    assert answered(pledged, OpeningStep.TARGET, 10_000_00).step == OpeningStep.REVIEW
    assert answered(pledged, OpeningStep.DEADLINE, IN_TWO_DAYS + 60).step == OpeningStep.REVIEW


def test_back_leads_through_the_steps_that_apply():
    steps, at = [], at_step(FULL, OpeningStep.REVIEW)
    while (before := step_before(at)) is not None:
        steps.append(before)
        at = at_step(at, before)
    assert [*reversed(steps), OpeningStep.REVIEW] == list(Answers.of(FULL).steps())
    assert step_before(at_step(FULL, OpeningStep.OWN_ACCOUNT)) is OpeningStep.REVIEW


def test_no_step_can_be_reached_before_those_it_builds_on():
    begun = draft(product="TD12M")
    for step in OpeningStep:
        assert within_reach(at_step(begun, step)).step in (OpeningStep.PRODUCT, OpeningStep.TARGET)
    assert within_reach(at_step(FULL, OpeningStep.SEATS)).step == OpeningStep.REVIEW
    assert within_reach(at_step(FULL, OpeningStep.OWN_ACCOUNT)).step == OpeningStep.REVIEW
    assert within_reach(at_step(FULL, OpeningStep.MINIMUM)).step == OpeningStep.MINIMUM


def test_a_full_draft_is_admitted_and_a_begun_one_fails_only_for_what_it_says():
    assert failing(FULL, PRODUCT, NOW) == ()
    begun = draft(product="TD12M", target=500_00)
    failed = failing(begun, PRODUCT, NOW)
    assert failed
    assert failing_at(OpeningStep.TARGET, begun, failed) == failed


@pytest.mark.parametrize("code", ADMISSION)
@pytest.mark.parametrize("types", [FREE, SEATS, SEATS + FREE])
def test_every_admission_condition_can_be_mended_at_a_step_that_is_asked(code, types):
    begun = draft(amounts=types)
    assert mended_at(FailedCondition(code), begun) in Answers.of(begun).steps()


@given(st.frozensets(st.sampled_from(DebitAmountType)))
def test_marked_types_come_back_from_their_button(types):
    assert read_marked(marked_value(types)) == types


@given(st.sampled_from(DebitAmountType), st.integers(1, 10**15))
def test_an_own_pledge_comes_back_from_its_button(debit_amount_type, amount_minor):
    own = PledgeAmount(debit_amount_type, amount_minor)
    assert read_own(own_value(own)) == own
    assert Answers.of(draft(own=own_value(own))).own == own


@pytest.mark.parametrize(
    ("step", "value"),
    [
        (OpeningStep.TARGET, "plenty"),
        (OpeningStep.AMOUNTS, "fx"),
        (OpeningStep.OWN, "x5"),
        (OpeningStep.OWN, "f"),
        (OpeningStep.DEADLINE, "99999999999999"),
    ],
)
def test_a_forged_value_is_refused(step, value):
    with pytest.raises(ValueError, match=r"."):
        read_value(step, value)
