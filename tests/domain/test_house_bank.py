"""The embedded bank: it answers each order wholly or not at all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.book import Book
from core.domain.account import AccountStatus, Debit
from core.domain.bank import (
    BankOrder,
    Confirmed,
    FailingHold,
    HoldState,
    Instruction,
    OpenDeposit,
    Outcome,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
)
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.ids import AccountId, CampaignId, DepositId, HoldId, IdStream, IntentId, OrderReference
from core.domain.interest import Compounding, DayCount, Rounding
from core.house_bank import HouseBank
from tests.support.house import ALL_TYPES, FREE_AMOUNT, TD12M, YUAN, House, Person
from tests.support.memory import ENTROPY


class Counter:
    """The bank's counter: orders are performed on a book with these people's accounts."""

    def __init__(self, *people: Person, house: House) -> None:
        self.house, self.people = house, people
        campaign_id = house.open(people[0])
        placings = [house.placing(person, campaign_id, 500 * YUAN) for person in people]
        self.book: Book = house.store.load_book(placings)
        self.book.open_page(IdStream(ENTROPY, IntentId("counter"), house.at))
        self.nth = 0

    def ask(self, instruction: Instruction) -> Outcome:
        self.nth += 1
        order = BankOrder(OrderReference(f"ord_{self.nth}"), CampaignId("cmp_1"), instruction)
        return HouseBank().perform(self.book, order, self.house.now)

    def placing(self, hold_id: str, person: Person, amount_minor: int) -> PlaceHold:
        debit = Debit(
            holder=person.customer_id,
            currency="CNY",
            amount_minor=amount_minor,
            debit_amount_type=FREE_AMOUNT,
            minimum_minor=500 * YUAN,
            maximum_minor=10_000 * YUAN,
            multiple_minor=YUAN,
            account_classes=TD12M.account_classes,
        )
        return PlaceHold(HoldId(hold_id), person.account_id, debit)

    def place(self, hold_id: str, person: Person, amount_minor: int) -> HoldId:
        assert self.ask(self.placing(hold_id, person, amount_minor)) == Confirmed()
        return HoldId(hold_id)

    def opening(
        self, principal_minor: int, *hold_ids: HoldId, unproved: tuple[FailingHold, ...] = ()
    ) -> OpenDeposit:
        return OpenDeposit(
            deposit_id=DepositId("dep_1"),
            hold_ids=hold_ids,
            unproved=unproved,
            principal_minor=principal_minor,
            currency="CNY",
            product_code="TD12M",
            term_months=12,
            annual_rate_percent=Decimal("2.45"),
            day_count=DayCount.PERIODS,
            compounding=Compounding.NONE,
            rounding=Rounding.END,
        )

    def freeze(self, person: Person) -> None:
        account = self.book.accounts[person.account_id]
        assert account is not None
        self.book.accounts.put(account.id, replace(account, status=AccountStatus.FROZEN))

    def balances_minor(self, person: Person) -> tuple[int, int]:
        account = self.book.accounts[person.account_id]
        assert account is not None
        available, held = self.book.ledger[account.available], self.book.ledger[account.held]
        assert available is not None
        assert held is not None
        return available.balance_minor, held.balance_minor

    def state(self, hold_id: HoldId) -> HoldState:
        hold = self.book.holds[hold_id]
        assert hold is not None
        return hold.state


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def ann(house: House) -> Person:
    return house.person("Ann")


@pytest.fixture
def bo(house: House) -> Person:
    return house.person("Bo")


@pytest.fixture
def bank(house: House, ann: Person, bo: Person) -> Counter:
    return Counter(ann, bo, house=house)


def failed(outcome: Outcome) -> list[ConditionCode]:
    assert isinstance(outcome, Rejected)
    return [condition.code for condition in outcome.conditions]


class TestPlacingAHold:
    def test_sets_the_money_aside(self, bank, ann):
        hold_id = bank.place("hld_1", ann, 4_000 * YUAN)
        assert bank.state(hold_id) is HoldState.PLACED
        assert bank.balances_minor(ann) == (6_000 * YUAN, 4_000 * YUAN)

    def test_that_is_refused_does_nothing(self, bank, ann):
        bank.freeze(ann)
        assert failed(bank.ask(bank.placing("hld_1", ann, 4_000 * YUAN))) == [ConditionCode.ACCOUNT_FROZEN]
        assert HoldId("hld_1") not in bank.book.holds
        assert bank.balances_minor(ann) == (10_000 * YUAN, 0)

    def test_on_an_account_that_does_not_exist_is_refused(self, bank, ann):
        bank.book.accounts.load(AccountId("acc_x"), None)
        placing = replace(bank.placing("hld_1", ann, 500 * YUAN), account_id=AccountId("acc_x"))
        assert failed(bank.ask(placing)) == [ConditionCode.ACCOUNT_UNKNOWN]

    def test_for_somebody_else_is_refused(self, bank, ann, bo):
        placing = replace(bank.placing("hld_1", ann, 500 * YUAN), account_id=bo.account_id)
        assert failed(bank.ask(placing)) == [ConditionCode.ACCOUNT_HOLDER]


class TestReleasingAHold:
    def test_gives_the_money_back_once(self, bank, ann):
        hold_id = bank.place("hld_1", ann, 4_000 * YUAN)
        assert bank.ask(ReleaseHold(hold_id)) == Confirmed()
        assert bank.balances_minor(ann) == (10_000 * YUAN, 0)
        assert failed(bank.ask(ReleaseHold(hold_id))) == [ConditionCode.HOLD_MISSING]
        assert bank.balances_minor(ann) == (10_000 * YUAN, 0)

    def test_works_on_a_frozen_account(self, bank, ann):
        hold_id = bank.place("hld_1", ann, 4_000 * YUAN)
        bank.freeze(ann)
        assert bank.ask(ReleaseHold(hold_id)) == Confirmed()


class TestReplacingAHold:
    def replacing(self, bank: Counter, old: HoldId, person: Person, amount_minor: int) -> Outcome:
        return bank.ask(ReplaceHold(old, bank.placing("hld_new", person, amount_minor)))

    def test_on_one_account_moves_the_difference(self, bank, ann):
        old = bank.place("hld_1", ann, 4_000 * YUAN)
        assert self.replacing(bank, old, ann, 10_000 * YUAN) == Confirmed()
        assert bank.balances_minor(ann) == (0, 10_000 * YUAN)
        assert (bank.state(old), bank.state(HoldId("hld_new"))) == (HoldState.RELEASED, HoldState.PLACED)
        moved_minor = {posting.amount_minor for posting in list(bank.book.entries.page())[-1].postings}
        assert moved_minor == {6_000 * YUAN, -6_000 * YUAN}

    def test_of_the_same_amount_on_one_account_moves_nothing(self, bank, ann):
        old = bank.place("hld_1", ann, 4_000 * YUAN)
        entries = len(list(bank.book.entries.page()))
        assert self.replacing(bank, old, ann, 4_000 * YUAN) == Confirmed()
        assert len(list(bank.book.entries.page())) == entries
        assert bank.state(HoldId("hld_new")) is HoldState.PLACED

    def test_that_is_refused_leaves_the_old_hold(self, bank, ann):
        old = bank.place("hld_1", ann, 4_000 * YUAN)
        bank.freeze(ann)
        assert failed(self.replacing(bank, old, ann, 5_000 * YUAN)) == [ConditionCode.ACCOUNT_FROZEN]
        assert bank.state(old) is HoldState.PLACED
        assert bank.balances_minor(ann) == (6_000 * YUAN, 4_000 * YUAN)

    def test_of_a_hold_that_is_gone_is_refused(self, bank, ann):
        old = bank.place("hld_1", ann, 4_000 * YUAN)
        bank.ask(ReleaseHold(old))
        assert failed(self.replacing(bank, old, ann, 5_000 * YUAN)) == [ConditionCode.HOLD_MISSING]
        assert bank.balances_minor(ann) == (10_000 * YUAN, 0)

    def test_does_not_lend_one_account_the_money_held_on_another(self, house, ann):
        poor = house.account(ann.customer_id, 1_000 * YUAN)
        house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 4_000 * YUAN)
        refusal = house.refused(house.changing(ann, campaign_id, 4_000 * YUAN, account_id=poor))
        assert [condition.code for condition in refusal.conditions] == [ConditionCode.INSUFFICIENT_BALANCE]


class TestOpeningADeposit:
    def test_captures_all_holds_into_its_principal(self, bank, ann, bo):
        holds = bank.place("hld_1", ann, 4_000 * YUAN), bank.place("hld_2", bo, 6_000 * YUAN)
        outcome = bank.ask(bank.opening(10_000 * YUAN, *holds))
        assert isinstance(outcome, Confirmed)
        assert outcome.deposit is not None
        assert [(deposit.number, deposit.principal_minor) for deposit in bank.book.deposits.page()] == [
            (outcome.deposit.number, 10_000 * YUAN)
        ]
        assert [bank.state(hold_id) for hold_id in holds] == [HoldState.CAPTURED] * 2
        assert (bank.balances_minor(ann), bank.balances_minor(bo)) == ((6_000 * YUAN, 0), (4_000 * YUAN, 0))

    def test_names_every_hold_that_fails_and_captures_none(self, bank, ann, bo):
        holds = bank.place("hld_1", ann, 4_000 * YUAN), bank.place("hld_2", bo, 6_000 * YUAN)
        bank.ask(ReleaseHold(holds[0]))
        bank.freeze(bo)
        outcome = bank.ask(bank.opening(10_000 * YUAN, *holds))
        assert isinstance(outcome, Rejected)
        assert [(hold.hold_id, hold.conditions[0].code) for hold in outcome.failing] == [
            (holds[0], ConditionCode.HOLD_MISSING),
            (holds[1], ConditionCode.ACCOUNT_FROZEN),
        ]
        assert bank.state(holds[1]) is HoldState.PLACED
        assert bank.balances_minor(bo) == (4_000 * YUAN, 6_000 * YUAN)
        assert not list(bank.book.deposits.page())

    def test_names_the_unproved_holds_beside_those_that_fail_at_the_bank(self, bank, ann, bo):
        holds = bank.place("hld_1", ann, 4_000 * YUAN), bank.place("hld_2", bo, 6_000 * YUAN)
        bank.freeze(bo)
        moved = FailedCondition(ConditionCode.ACCOUNT_PHONE_CHANGED)
        frozen = FailedCondition(ConditionCode.ACCOUNT_FROZEN, "normal", "frozen")
        unproved = tuple(FailingHold(hold_id, (moved,)) for hold_id in holds)
        outcome = bank.ask(bank.opening(10_000 * YUAN, *holds, unproved=unproved))
        assert outcome == Rejected(
            failing=(FailingHold(holds[0], (moved,)), FailingHold(holds[1], (moved, frozen)))
        )
        assert [bank.state(hold_id) for hold_id in holds] == [HoldState.PLACED] * 2

    def test_of_another_amount_than_the_holds_is_a_bug(self, bank, ann):
        hold_id = bank.place("hld_1", ann, 4_000 * YUAN)
        with pytest.raises(AssertionError, match="do not balance"):
            bank.ask(bank.opening(10_000 * YUAN, hold_id))

    def test_validates_the_account_as_it_is_now(self, bank, ann):
        hold_id = bank.place("hld_1", ann, 4_000 * YUAN)
        account = bank.book.accounts[ann.account_id]
        assert account is not None
        bank.book.accounts.put(
            account.id, replace(account, debit_amount_types=ALL_TYPES - {FREE_AMOUNT}, currency="USD")
        )
        outcome = bank.ask(bank.opening(4_000 * YUAN, hold_id))
        assert isinstance(outcome, Rejected)
        assert [condition.code for condition in outcome.failing[0].conditions] == [
            ConditionCode.ACCOUNT_CURRENCY,
            ConditionCode.DEBIT_AMOUNT_TYPE,
        ]
