"""The one loop: receipts, repeated and reused intents, refusals that leave no trace, orders to the bank."""

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

import core.commands
from core.batch import reach_of, run_batch
from core.book import Book
from core.commands import (
    Accepted,
    Actor,
    ActorKind,
    Command,
    CreditAccount,
    Done,
    OpenAccount,
    OpenCampaign,
    PutProduct,
    Refused,
    SettleCampaign,
)
from core.domain.account import AccountClass, DebitAmountType
from core.domain.bank import BankOrder, Outcome, Rejected
from core.domain.errors import (
    REFUSALS,
    AccountNotValid,
    DomainError,
    IntentReused,
    NotPermitted,
    TooManyCodes,
)
from core.domain.ids import AccountId, CampaignId, CustomerId, IntentId, ParticipantId
from core.domain.moment import Moment
from core.domain.pledge import PledgeState
from core.domain.staff import StaffMember
from core.reach import Reach
from core.usecases import USE_CASES
from tests.support.house import CLERK, REMAINDER, SYSTEM, TD12M, YUAN, House, proposal
from tests.support.memory import ENTROPY


@pytest.fixture
def house() -> House:
    return House()


def test_every_command_has_one_use_case_and_somebody_who_may_ask_it():
    types = (value for value in vars(core.commands).values() if isinstance(value, type))
    assert set(USE_CASES) == {kind for kind in types if issubclass(kind, Command) and kind is not Command}
    assert all(use_case.actors for use_case in USE_CASES.values())


class TestARepeatedIntent:
    def test_gets_its_first_receipt_and_changes_nothing(self, house):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 4_000 * YUAN)
        first = house.ask(placing)
        before = house.store.tables()
        assert house.ask(placing) == first
        assert house.store.tables() == before

    def test_gets_its_refusal_even_when_it_would_succeed_by_now(self, house):
        ann = house.person(balance_minor=0)
        placing = house.placing(ann, house.open(ann), 500 * YUAN)
        first = house.refused(placing)
        house.credit(ann.account_id, 500 * YUAN)
        assert house.refused(placing) == first
        house.accepted(replace(placing, intent=house.intent()))

    def test_within_one_batch_is_done_once(self, house):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 4_000 * YUAN)
        one, other = house.store.run([placing, placing], house.now)
        assert one == other
        assert house.balances_minor(ann.account_id) == (6_000 * YUAN, 4_000 * YUAN)

    def test_with_another_content_is_refused_and_the_first_receipt_stays(self, house):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 4_000 * YUAN)
        first = house.ask(placing)
        other = replace(placing, amount=replace(placing.amount, amount_minor=500 * YUAN))
        assert house.refused(other) == IntentReused()
        assert house.ask(placing) == first

    def test_of_somebody_else_or_another_kind_is_refused(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        campaign_id = house.open(ann)
        placing = house.placing(ann, campaign_id, 4_000 * YUAN)
        house.ask(placing)
        assert house.refused(replace(placing, actor=bo.actor)) == IntentReused()
        withdrawing = house.withdrawing(ann, campaign_id)
        assert house.refused(replace(withdrawing, intent=placing.intent)) == IntentReused()

    def test_is_looked_up_before_permission(self, house):
        """A stranger who learns an intent gets no receipt of it: the actor is part of the content."""
        ann = house.person()
        opening = house.opening(ann)
        house.ask(opening)
        assert house.refused(replace(opening, actor=SYSTEM)) == IntentReused()


class TestAFingerprint:
    def test_is_the_same_for_equal_commands(self):
        def command() -> CreditAccount:
            return CreditAccount(
                intent=IntentId("i"), actor=CLERK, account_id=AccountId("acc"), amount_minor=1
            )

        assert command().fingerprint() == command().fingerprint()

    def test_differs_in_every_field(self, house):
        ann = house.person()
        placing = house.placing(ann, house.open(ann), 4_000 * YUAN)
        others = [
            replace(placing, intent=IntentId("other")),
            replace(placing, actor=Actor.system(ann.participant_id)),
            replace(placing, campaign_id=CampaignId("other")),
            replace(placing, account_id=AccountId("other")),
            replace(placing, amount=replace(placing.amount, debit_amount_type=REMAINDER)),
            replace(placing, consent=replace(placing.consent, locale="zh")),
        ]
        prints = {command.fingerprint() for command in [placing, *others]}
        assert len(prints) == len(others) + 1

    def test_sees_the_fields_that_a_repr_hides(self, house):
        starting = house.starting(*house.meet(), "+8613800000001")
        assert starting.fingerprint() != replace(starting, phone="+8613800000002").fingerprint()

    @pytest.mark.parametrize("seed", ["1", "2", "3"])
    def test_is_the_same_in_every_process(self, seed):
        """A command that is handled again after a crash must get its first receipt: sets have no order to rely on."""
        script = (
            "from tests.domain.test_batch import with_sets\n"
            "print(*(command.fingerprint() for command in with_sets()))"
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        printed = subprocess.run(
            [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
        ).stdout
        assert printed.split() == [command.fingerprint() for command in with_sets()]


def with_sets() -> list[Command[Any]]:
    """Commands whose content holds sets."""
    intent, person = IntentId("i"), Actor.participant(ParticipantId("par_1"))
    all_types = frozenset(DebitAmountType)
    return [
        PutProduct(intent=intent, actor=SYSTEM, product=TD12M),
        OpenCampaign(intent=intent, actor=person, proposal=proposal(debit_amount_types=all_types, seats=4)),
        OpenAccount(
            intent=intent,
            actor=CLERK,
            customer_id=CustomerId("cus_1"),
            currency="CNY",
            account_class=AccountClass.I,
            debit_amount_types=all_types,
        ),
    ]


def test_a_refused_command_leaves_later_ones_in_the_batch_untouched(house):
    ann, bo = house.person("Ann"), house.person("Bo")
    campaign_id = house.open(ann)
    house.credit(bo.account_id, 90_000 * YUAN)
    receipts = house.store.run(
        [
            house.placing(ann, campaign_id, 9_700 * YUAN),
            house.placing(ann, campaign_id, 4_000 * YUAN),
            house.placing(bo, campaign_id, 7_000 * YUAN),
            house.placing(bo, campaign_id, 6_000 * YUAN, REMAINDER),
        ],
        house.now,
    )
    assert [type(receipt) for receipt in receipts] == [Refused, Accepted, Refused, Accepted]
    assert house.campaign(campaign_id).pledged_minor == 10_000 * YUAN


def test_a_bug_in_one_command_stops_the_batch_and_keeps_nothing(house, monkeypatch):
    ann = house.person()
    campaign_id = house.open(ann)
    placing, settling = house.placing(ann, campaign_id, 500 * YUAN), house.settling(campaign_id)

    def broken(book: Book, command: SettleCampaign, now: Moment) -> Done:
        raise RuntimeError("a bug")

    monkeypatch.setitem(USE_CASES, SettleCampaign, replace(USE_CASES[SettleCampaign], run=broken))
    before = house.store.tables()
    with pytest.raises(RuntimeError, match="a bug"):
        house.store.run([placing, settling], house.now)
    assert house.store.tables() == before


class Refusing:
    """A bank that says no to everything."""

    embedded = True

    def perform(self, book: Book, order: BankOrder, now: Moment) -> Outcome:
        return Rejected()


class Silent:
    """A bank that answers later."""

    embedded = True

    def perform(self, book: Book, order: BankOrder, now: Moment) -> None:
        return None


def test_a_bank_that_says_no_refuses_the_command_that_asked(house):
    ann = house.person()
    placing = house.placing(ann, house.open(ann), 500 * YUAN)
    house.store.bank = Refusing()
    assert house.refused(placing) == AccountNotValid(())


def test_a_bank_that_answers_later_leaves_the_pledge_reserved(house):
    ann = house.person()
    campaign_id = house.open(ann)
    house.store.bank = Silent()
    assert house.pledge(ann, campaign_id, 500 * YUAN).state is PledgeState.RESERVED
    assert house.campaign(campaign_id).pledged_minor == 500 * YUAN


@pytest.mark.parametrize("use_case", USE_CASES.values(), ids=[kind.__name__ for kind in USE_CASES])
def test_permission_is_denied_to_every_kind_of_actor_that_is_not_named(use_case):
    book = Book()
    book.staff.load(7, StaffMember(telegram_user_id=7, granted=use_case.role))
    for kind in ActorKind:
        if kind in use_case.actors:
            use_case.check_permitted(book, Actor(kind, "7"))
        else:
            with pytest.raises(NotPermitted):
                use_case.check_permitted(book, Actor(kind, "7"))


def test_nothing_is_answered_from_outside_the_reach(house):
    ann = house.person()
    campaign_id = house.open(ann)
    book = house.store.load_book([house.withdrawing(ann, campaign_id)])
    placing = house.placing(ann, campaign_id, 500 * YUAN)
    book.receipts.load(placing.intent, None)
    with pytest.raises(AssertionError, match="account"):
        run_batch(book, [placing], house.now, house.store.bank, ENTROPY)


def test_reaches_unite_to_everything_that_any_of_them_names(house):
    ann, bo = house.person("Ann"), house.person("Bo")
    campaign_id = house.open(ann)
    reaches = [reach_of(house.placing(person, campaign_id, 500 * YUAN)) for person in (ann, bo)]
    united = Reach.union(*reaches, reach_of(house.settling(campaign_id)))
    assert united.accounts == {ann.account_id, bo.account_id}
    assert united.memberships == {(campaign_id, ann.participant_id), (campaign_id, bo.participant_id)}
    assert united.whole_campaigns == {campaign_id}
    assert Reach.union() == Reach()


class TestRefusals:
    def test_have_stable_codes_that_are_their_names(self):
        for code, refusal in REFUSALS.items():
            snake = "".join(
                f"_{letter.lower()}" if letter.isupper() else letter for letter in refusal.__name__
            )
            assert code == refusal.code == snake.lstrip("_")

    def test_cannot_share_a_code(self):
        with pytest.raises(AssertionError, match="share the code"):

            @dataclass
            class Again(DomainError, code="intent_reused"):
                """Taken."""

        assert REFUSALS["intent_reused"] is IntentReused

    def test_say_their_facts(self):
        at = datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=8)))
        assert TooManyCodes(at).facts() == {"retry_at": at}
        assert "too_many_codes" in str(TooManyCodes(at))
