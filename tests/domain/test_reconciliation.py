"""Comparing our books with the bank's word: what is found, what is left out, and no alarm for what time explains."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.account import AccountClass, Debit, DebitAmountType
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    DepositState,
    OpenDeposit,
    OrderState,
    Part,
    PayOut,
    PlaceHold,
    RateChange,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
    TransferShare,
    WithdrawShare,
)
from core.domain.facts import StatedDeposit, StatedHeld, StatedHold, StatedPayout, Statement
from core.domain.ids import (
    AccountId,
    CampaignId,
    CustomerId,
    DepositId,
    HoldId,
    OrderReference,
    ParticipantId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.reconciliation import (
    Comparison,
    LeftOut,
    LeftOutBecause,
    Look,
    Mismatch,
    MismatchKind,
    OurBooks,
    OurHold,
    OurPayout,
    Point,
    compare,
    confirm,
)
from tests.support.house import TD12M

AT = datetime(2026, 3, 1, tzinfo=UTC)
ACCOUNT, OTHER = AccountId("acc_1"), AccountId("acc_2")
CAMPAIGN, SECOND = CampaignId("cmp_1"), CampaignId("cmp_2")
ONE, TWO = HoldId("hld_1"), HoldId("hld_2")
HELD = OurHold(ONE, ACCOUNT, 500, PledgeId("plg_1"), CAMPAIGN)
DEPOSIT = TermDeposit(
    id=DepositId("dep_1"),
    number="6210",
    campaign_id=CAMPAIGN,
    product_code="TD12M",
    principal_minor=1_000,
    currency="CNY",
    annual_rate_percent=Decimal("2.45"),
    day_count=TD12M.day_count,
    compounding=TD12M.compounding,
    rounding=TD12M.rounding,
    value_date=date(2026, 3, 1),
    maturity_date=date(2027, 3, 1),
    payout_date=date(2027, 3, 1),
    outstanding_minor=1_000,
    accrued_to=date(2026, 3, 1),
)
STATED = StatedDeposit(
    DEPOSIT.id,
    DEPOSIT.number,
    DEPOSIT.principal_minor,
    DEPOSIT.currency,
    DEPOSIT.annual_rate_percent,
    DEPOSIT.value_date,
    DEPOSIT.maturity_date,
)
OWED = OurPayout(PayoutId("pay_1"), CAMPAIGN, 300)
STATED_OWED = StatedPayout(PayoutId("pay_1"), 300)


def placing(hold_id: HoldId, amount_minor: int = 500, account_id: AccountId = ACCOUNT) -> PlaceHold:
    debit = Debit(
        holder=CustomerId("cus_1"),
        currency="CNY",
        amount_minor=amount_minor,
        debit_amount_type=DebitAmountType.FREE_AMOUNT,
        minimum_minor=1,
        maximum_minor=10_000,
        multiple_minor=1,
        account_classes=frozenset(AccountClass),
    )
    return PlaceHold(hold_id, account_id, debit)


def opening(*hold_ids: HoldId) -> OpenDeposit:
    return OpenDeposit(
        deposit_id=DEPOSIT.id,
        hold_ids=hold_ids,
        unproved=(),
        principal_minor=DEPOSIT.principal_minor,
        currency="CNY",
        product_code="TD12M",
        term_months=12,
        annual_rate_percent=DEPOSIT.annual_rate_percent,
        day_count=DEPOSIT.day_count,
        compounding=DEPOSIT.compounding,
        rounding=DEPOSIT.rounding,
    )


def order(instruction, state: OrderState = OrderState.SENT) -> BankOrder:
    return BankOrder(OrderReference("ord_1"), CAMPAIGN, instruction, state=state)


def look(
    holds=(), stated=(), *, deposits=(), at_bank=(), unanswered=(), held=None, payouts=(), owed=()
) -> Look:
    ours = OurBooks(tuple(holds), tuple(deposits), tuple(unanswered), tuple(payouts))
    return Look(ours, Statement(AT, tuple(stated), tuple(at_bank), held, tuple(owed)))


def found(looked: Look) -> list[tuple[MismatchKind, str]]:
    return [(mismatch.kind, mismatch.subject) for mismatch in compare(looked).found]


class TestWhatIsOwed:
    def test_alike_on_both_sides_is_no_mismatch(self):
        assert compare(look(payouts=[OWED], owed=[STATED_OWED])) == Comparison((), (), 1)

    def test_by_us_alone_by_the_bank_alone_or_in_another_amount_is_one(self):
        other = StatedPayout(PayoutId("pay_2"), 7)
        found_all = compare(look(payouts=[OWED], owed=[other])).found
        assert [(each.kind, each.subject, each.campaign_ids) for each in found_all] == [
            (MismatchKind.PAYOUT_MISSING, "pay_1", (CAMPAIGN,)),
            (MismatchKind.PAYOUT_UNKNOWN, "pay_2", ()),
        ]
        [differs] = compare(look(payouts=[OWED], owed=[replace(STATED_OWED, amount_minor=301)])).found
        assert (differs.kind, differs.points, differs.gap_minor) == (
            MismatchKind.PAYOUT_DIFFERS,
            (Point.AMOUNT,),
            -1,
        )

    @pytest.mark.parametrize(
        "instruction",
        [
            PayOut(PayoutId("pay_1"), ACCOUNT, 300, "CNY"),
            WithdrawShare(DEPOSIT.id, ShareId("shr_1"), PayoutId("pay_1"), AT.date(), 299, 1, 0, "CNY", None),
            CloseDeposit(
                DEPOSIT.id,
                DEPOSIT.maturity_date,
                (Part(ShareId("shr_1"), PayoutId("pay_1"), 299, 1, 0),),
                None,
            ),
        ],
    )
    def test_is_left_out_while_an_order_about_it_is_unanswered(self, instruction):
        compared = compare(look(owed=[STATED_OWED], unanswered=[order(instruction)]))
        assert compared.found == ()
        assert [each.subject for each in compared.left_out] == ["pay_1"]

    def test_is_left_out_while_the_buyer_of_a_share_is_being_debited_and_the_deposit_is_not(self):
        selling = TransferShare(
            DEPOSIT.id,
            ShareId("shr_1"),
            PayoutId("pay_1"),
            ShareId("shr_2"),
            ACCOUNT,
            ParticipantId("par_1"),
            placing(ONE).debit,
        )
        compared = compare(
            look(deposits=[DEPOSIT], at_bank=[STATED], owed=[STATED_OWED], unanswered=[order(selling)])
        )
        assert (compared.found, compared.compared) == ((), 1)
        assert [each.subject for each in compared.left_out] == ["pay_1"]


def test_a_deposit_is_compared_at_the_rate_that_it_earns_now():
    lowered = replace(DEPOSIT, rate_changes=(RateChange(date(2026, 5, 1), Decimal("1.75")),))
    stated = replace(STATED, annual_rate_percent=Decimal("1.75"))
    assert compare(look(deposits=[lowered], at_bank=[stated])).found == ()
    assert found(look(deposits=[lowered], at_bank=[STATED])) == [(MismatchKind.DEPOSIT_DIFFERS, DEPOSIT.id)]


class TestHolds:
    def test_that_stand_on_both_sides_alike_are_no_mismatch(self):
        assert compare(look([HELD], [StatedHold(ONE, ACCOUNT, 500)])) == Comparison((), (), 1)

    def test_missing_at_the_bank_name_pledge_and_campaign(self):
        (mismatch,) = compare(look([HELD])).found
        assert mismatch == Mismatch(
            kind=MismatchKind.HOLD_MISSING,
            subject=ONE,
            ours_minor=500,
            banks_minor=None,
            campaign_ids=(CAMPAIGN,),
            account_id=ACCOUNT,
            pledge_id=HELD.pledge_id,
        )

    def test_unknown_to_us_concern_every_campaign_on_the_account(self):
        also = replace(HELD, hold_id=HoldId("hld_3"), campaign_id=SECOND)
        stated = [
            StatedHold(ONE, ACCOUNT, 500),
            StatedHold(also.hold_id, ACCOUNT, 500),
            StatedHold(TWO, ACCOUNT, 7),
        ]
        (mismatch,) = compare(look([HELD, also], stated)).found
        assert (mismatch.kind, mismatch.subject, mismatch.banks_minor) == (MismatchKind.HOLD_UNKNOWN, TWO, 7)
        assert mismatch.campaign_ids == (CAMPAIGN, SECOND)
        assert mismatch.doubted_account_id == ACCOUNT

    @pytest.mark.parametrize(
        ("stated", "points"),
        [
            (StatedHold(ONE, ACCOUNT, 400), (Point.AMOUNT,)),
            (StatedHold(ONE, OTHER, 500), (Point.ACCOUNT,)),
            (StatedHold(ONE, OTHER, 400), (Point.AMOUNT, Point.ACCOUNT)),
        ],
    )
    def test_of_another_amount_or_account_say_what_differs(self, stated, points):
        (mismatch,) = compare(look([HELD], [stated])).found
        assert (mismatch.kind, mismatch.points) == (MismatchKind.HOLD_DIFFERS, points)
        assert mismatch.doubted_account_id is None


class TestWhatIsHeldInAll:
    """Where the bank keeps no list of holds, as the embedded one."""

    def test_on_an_account_is_the_sum_of_its_holds(self):
        holds = [HELD, replace(HELD, hold_id=TWO, amount_minor=200, campaign_id=SECOND)]
        assert found(look(holds, held=(StatedHeld(ACCOUNT, 700),))) == []
        (mismatch,) = compare(look(holds, held=(StatedHeld(ACCOUNT, 600),))).found
        assert (mismatch.kind, mismatch.subject) == (MismatchKind.HELD_DIFFERS, ACCOUNT)
        assert (mismatch.ours_minor, mismatch.banks_minor) == (700, 600)
        assert mismatch.campaign_ids == (CAMPAIGN, SECOND)
        assert mismatch.doubted_account_id == ACCOUNT

    def test_on_an_account_without_a_hold_of_ours_is_found_too(self):
        assert found(look(held=(StatedHeld(ACCOUNT, 5),))) == [(MismatchKind.HELD_DIFFERS, ACCOUNT)]
        assert found(look([HELD], held=())) == [(MismatchKind.HELD_DIFFERS, ACCOUNT)]


class TestDeposits:
    def test_that_are_alike_or_closed_are_no_mismatch(self):
        closed = replace(DEPOSIT, id=DepositId("dep_2"), state=DepositState.CLOSED)
        assert found(look(deposits=[DEPOSIT, closed], at_bank=[STATED])) == []

    def test_missing_at_the_bank_and_unknown_to_us_are_found(self):
        assert found(look(deposits=[DEPOSIT])) == [(MismatchKind.DEPOSIT_MISSING, DEPOSIT.id)]
        assert found(look(at_bank=[STATED])) == [(MismatchKind.DEPOSIT_UNKNOWN, DEPOSIT.id)]

    @pytest.mark.parametrize(
        ("change", "point"),
        [
            ({"number": "6211"}, Point.NUMBER),
            ({"principal_minor": 999}, Point.AMOUNT),
            ({"currency": "USD"}, Point.CURRENCY),
            ({"annual_rate_percent": Decimal("2.44")}, Point.RATE),
            ({"value_date": date(2026, 3, 2)}, Point.VALUE_DATE),
            ({"maturity_date": date(2027, 3, 2)}, Point.MATURITY_DATE),
        ],
    )
    def test_that_differ_say_in_what(self, change, point):
        (mismatch,) = compare(look(deposits=[DEPOSIT], at_bank=[replace(STATED, **change)])).found
        assert (mismatch.kind, mismatch.points) == (MismatchKind.DEPOSIT_DIFFERS, (point,))
        assert mismatch.campaign_ids == (CAMPAIGN,)

    def test_at_a_rate_written_with_more_zeros_are_alike(self):
        stated = replace(STATED, annual_rate_percent=Decimal("2.4500"))
        assert found(look(deposits=[DEPOSIT], at_bank=[stated])) == []


class TestWhatIsInQuestion:
    @pytest.mark.parametrize("state", [OrderState.READY, OrderState.SENT, OrderState.UNKNOWN])
    @pytest.mark.parametrize(
        ("holds", "stated", "instruction"),
        [
            ([], [StatedHold(ONE, ACCOUNT, 500)], placing(ONE)),
            ([HELD], [], ReleaseHold(ONE)),
            ([HELD], [StatedHold(TWO, ACCOUNT, 300)], ReplaceHold(ONE, placing(TWO, 300))),
            ([HELD], [], opening(ONE)),
        ],
    )
    def test_is_left_out_with_the_reason(self, holds, stated, instruction, state):
        compared = compare(look(holds, stated, unanswered=[order(instruction, state)]))
        assert compared.found == ()
        assert {each.because for each in compared.left_out} == {LeftOutBecause.ORDER_UNANSWERED}

    def test_is_an_account_too_where_only_that_is_stated(self):
        unanswered = [order(placing(TWO, 300))]
        compared = compare(look([HELD], held=(StatedHeld(ACCOUNT, 800),), unanswered=unanswered))
        assert compared.found == ()
        assert compared.left_out == (LeftOut(ACCOUNT, LeftOutBecause.ORDER_UNANSWERED),)

    def test_is_a_deposit_that_was_ordered(self):
        assert found(look(at_bank=[STATED], unanswered=[order(opening())])) == []


class TestTwoLooks:
    def test_find_what_both_find_alike(self):
        first = compare(look([HELD]))
        assert confirm(first, first) == first

    def test_leave_out_what_only_one_of_them_found(self):
        first, second = compare(look([HELD])), compare(look([HELD], [StatedHold(ONE, ACCOUNT, 500)]))
        for confirmed in (confirm(first, second), confirm(second, first)):
            assert confirmed.found == ()
            assert confirmed.left_out == (LeftOut(ONE, LeftOutBecause.CHANGED_MEANWHILE),)


# A race between our books, the bank, and whoever compares them


@dataclass
class Race:
    """A bank, our books, and orders on their way; every step is one that can happen between any two others."""

    ours: dict[HoldId, OurHold] = field(default_factory=dict)
    bank: dict[HoldId, StatedHold] = field(default_factory=dict)
    sent: list[BankOrder] = field(default_factory=list)
    done: list[BankOrder] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(10))

    def place(self, pick: int) -> None:
        hold_id = HoldId(f"hld_{next(self.numbers)}")
        self._order(placing(hold_id, 100 + pick, (ACCOUNT, OTHER)[pick % 2]))

    def release(self, pick: int) -> None:
        if hold := self._mine(pick):
            self._order(ReleaseHold(hold.hold_id))

    def replace(self, pick: int) -> None:
        if hold := self._mine(pick):
            new = placing(HoldId(f"hld_{next(self.numbers)}"), 100 + pick, hold.account_id)
            self._order(ReplaceHold(hold.hold_id, new))

    def act(self, pick: int) -> None:
        """The bank carries out one of the orders that reached it."""
        if self.sent:
            acted = self.sent.pop(pick % len(self.sent))
            _carry_out(self.bank, acted, stated=True)
            self.done.append(acted)

    def refuse(self, pick: int) -> None:
        """The bank refuses one of the orders, and we hear of it."""
        if self.sent:
            self.sent.pop(pick % len(self.sent))

    def hear(self, pick: int) -> None:
        """One of its answers reaches our books."""
        if self.done:
            _carry_out(self.ours, self.done.pop(pick % len(self.done)), stated=False)

    def books(self) -> OurBooks:
        return OurBooks(tuple(self.ours.values()), (), (*self.sent, *self.done))

    def statement(self) -> Statement:
        return Statement(AT, tuple(self.bank.values()), ())

    def step(self, kind: str, pick: int) -> None:
        getattr(self, kind)(pick)

    def _order(self, instruction: PlaceHold | ReleaseHold | ReplaceHold) -> None:
        self.sent.append(BankOrder(OrderReference(f"ord_{next(self.numbers)}"), CAMPAIGN, instruction))

    def _mine(self, pick: int) -> OurHold | None:
        """A hold that no order is about: our books order one thing at a time about a pledge."""
        touched = set()
        for each in (*self.sent, *self.done):
            match each.instruction:
                case ReleaseHold(hold_id) | ReplaceHold(hold_id):
                    touched.add(hold_id)
        free = [hold for hold in self.ours.values() if hold.hold_id not in touched]
        return free[pick % len(free)] if free else None


def _carry_out(side: dict[HoldId, Any], acted: BankOrder, *, stated: bool) -> None:
    def stand(placed: PlaceHold) -> None:
        facts = (placed.hold_id, placed.account_id, placed.debit.amount_minor)
        side[placed.hold_id] = StatedHold(*facts) if stated else OurHold(*facts, PledgeId("plg"), CAMPAIGN)

    match acted.instruction:
        case PlaceHold() as placed:
            stand(placed)
        case ReleaseHold(hold_id):
            side.pop(hold_id, None)
        case ReplaceHold(hold_id, placed):
            side.pop(hold_id, None)
            stand(placed)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["place", "place", "act", "act", "hear", "hear", "release", "replace", "refuse"]),
        st.integers(0, 9),
    ),
    max_size=25,
)


def looked_at(race: Race, between: list[list[tuple[str, int]]]) -> Comparison:
    """Two looks in a row, with steps before, within and between them."""
    comparisons = []
    for within, after in (between[:2], between[2:]):
        ours = race.books()
        for step in within:
            race.step(*step)
        comparisons.append(compare(Look(ours, race.statement())))
        for step in after:
            race.step(*step)
    return confirm(*comparisons)


@settings(max_examples=settings().max_examples * 2)
@given(before=STEPS, between=st.lists(STEPS, min_size=4, max_size=4))
def test_no_race_between_the_books_and_the_statement_raises_a_false_alarm(before, between):
    race = Race()
    for step in before:
        race.step(*step)
    assert looked_at(race, between).found == ()


@given(before=STEPS, between=st.lists(STEPS, min_size=4, max_size=4), pick=st.integers(0, 9))
def test_what_really_differs_is_found_in_any_race_once_nothing_about_it_is_unanswered(before, between, pick):
    race = Race()
    for step in before:
        race.step(*step)
    lost = HELD
    race.ours[lost.hold_id] = lost  # our books have it, the bank never had it
    race.bank[TWO] = StatedHold(TWO, ACCOUNT, 9)  # the other way round
    quiet = [[step for step in steps if step[0] not in ("release", "replace")] for steps in between]
    assert {(each.kind, each.subject) for each in looked_at(race, quiet).found} == {
        (MismatchKind.HOLD_MISSING, lost.hold_id),
        (MismatchKind.HOLD_UNKNOWN, TWO),
    }
