"""Whatever people do and a bank elsewhere answers, in whatever order: the books hold, and in the end all is right."""

from datetime import date
from typing import Any

from hypothesis import given, note
from hypothesis import strategies as st

from core.commands import (
    Accepted,
    Command,
    Done,
    Receipt,
    RecordNotReceived,
    RecordSilence,
    SendOrder,
)
from core.domain.bank import (
    BankOrder,
    Confirmed,
    FailingHold,
    HoldState,
    OpenDeposit,
    OpenedDeposit,
    OrderState,
    Outcome,
    Rejected,
    ReleaseHold,
)
from core.domain.campaign import ENDED, CampaignState
from core.domain.ids import AccountId
from core.domain.pledge import PledgeState
from core.remote_bank import RemoteBank
from tests.model.invariants import check_invariants
from tests.support.courier import FROZEN, Courier
from tests.support.house import ADMIN, EQUAL_SHARE, REMAINDER, SYSTEM, YUAN, House, Person

AMOUNTS_MINOR = [500 * YUAN, 1_000 * YUAN, 2_500 * YUAN, 5_000 * YUAN, 9_500 * YUAN]


class FarBank:
    """A bank elsewhere: it carries out each reference once, says yes or no as a draw has it, and remembers both."""

    def __init__(self, draw: st.DataObject) -> None:
        self._draw = draw
        self.answers: dict[str, Outcome] = {}
        self.effects: list[str] = []

    def receive(self, order: BankOrder, day: date) -> Outcome:
        if order.reference not in self.answers:
            self.answers[order.reference] = self._decide(order, day)
            self.effects.append(order.reference)
        return self.answers[order.reference]

    def _decide(self, order: BankOrder, day: date) -> Outcome:
        if isinstance(order.instruction, ReleaseHold):
            return Confirmed()
        if self._draw.draw(st.sampled_from([True, True, False]), label="the bank agrees"):
            opening = isinstance(order.instruction, OpenDeposit)
            number = f"62{len(self.answers):09d}"
            return Confirmed(OpenedDeposit(number, day, day.replace(year=day.year + 1)) if opening else None)
        if not isinstance(order.instruction, OpenDeposit):
            return Rejected(FROZEN)
        holds = order.instruction.hold_ids
        failing = self._draw.draw(st.lists(st.sampled_from(holds), unique=True, max_size=2), label="failing")
        return Rejected(failing=tuple(FailingHold(hold_id, FROZEN) for hold_id in failing))


class Town:
    """Three people, a pool, and a courier whose letters may be lost either way."""

    def __init__(self, draw: st.DataObject) -> None:
        self.draw = draw
        self.house = House(bank=RemoteBank())
        self.courier = Courier(self.house)
        self.bank = FarBank(draw)
        self.people = [self.house.person(name, balance_minor=10**9) for name in ("Ann", "Bo", "Cy")]
        self.seconds = {person: self._second_account(person) for person in self.people}
        seats = draw.draw(st.booleans(), label="seats")
        types = frozenset({EQUAL_SHARE, REMAINDER}) if seats else None
        terms = {"debit_amount_types": types, "seats": 3} if types else {}
        self.pool = self.house.open(self.people[0], **terms)
        self.amounts_minor = (
            sorted(set(self.house.campaign(self.pool).terms.seat_amounts_minor)) if seats else AMOUNTS_MINOR
        )
        self.amount_type = EQUAL_SHARE if seats else None

    def _second_account(self, person: Person) -> AccountId:
        account_id = self.house.account(person.customer_id, balance_minor=10**9)
        self.house.link(person.participant_id, person.telegram_user_id, person.phone)
        return account_id

    # What may happen

    def person_acts(self) -> None:
        house, person = self.house, self.draw.draw(st.sampled_from(self.people), label="who")
        what = self.draw.draw(
            st.sampled_from(["place", "place", "change", "withdraw", "cancel"]), label="what"
        )
        account_id = self.draw.draw(st.sampled_from([person.account_id, self.seconds[person]]), label="from")
        rest_minor = house.campaign(self.pool).remaining_minor
        amount_minor = self.draw.draw(st.sampled_from([*self.amounts_minor, rest_minor]), label="amount")
        kind = {"amount_type": self.amount_type} if self.amount_type else {}
        if amount_minor == rest_minor:
            kind = {"amount_type": REMAINDER}
        match what:
            case "place":
                self.ask(house.placing(person, self.pool, amount_minor, account_id=account_id, **kind))
            case "change":
                self.ask(house.changing(person, self.pool, amount_minor, account_id=account_id, **kind))
            case "withdraw":
                self.ask(house.withdrawing(person, self.pool))
            case "cancel" if self.draw.draw(st.integers(0, 9), label="in earnest") == 0:
                self.ask(house.cancelling(ADMIN, self.pool, "asked to"))

    def time_passes(self) -> None:
        self.house.later(hours=self.draw.draw(st.sampled_from([1, 12, 24, 48]), label="hours"))
        self.jobs_run()

    def jobs_run(self) -> None:
        for job in (self.house.settling, self.house.expiring, self.house.dropping):
            self.ask(job(self.pool))

    def courier_acts(self) -> None:
        open_orders = [order for order in self.house.store.orders.values() if not order.answered]
        if not open_orders:
            return
        order = self.draw.draw(st.sampled_from(open_orders), label="order")
        match order.state:
            case OrderState.READY:
                if isinstance(self.ask(self._about(SendOrder, order)), Accepted):
                    self._call(order)
            case OrderState.SENT:
                self.ask(self._about(RecordSilence, order))
            case OrderState.UNKNOWN:
                self._look_up(order)

    def _call(self, order: BankOrder) -> None:
        fate = self.draw.draw(
            st.sampled_from(["heard", "lost going", "lost coming", "heard twice"]), label="call"
        )
        if fate == "lost going":
            return
        outcome = self.bank.receive(order, self.house.now.day)
        if fate != "lost coming":
            self.ask(self.courier.outcome(order, outcome))
        if fate == "heard twice":
            self.ask(self.courier.outcome(order, outcome))

    def _look_up(self, order: BankOrder) -> None:
        outcome = self.bank.answers.get(order.reference)
        if outcome is None:
            self.ask(self._about(RecordNotReceived, order))
        else:
            self.ask(self.courier.outcome(order, outcome))

    def _about(
        self, kind: type[SendOrder | RecordSilence | RecordNotReceived], order: BankOrder
    ) -> Command[Done]:
        return kind(intent=self.house.intent(), actor=SYSTEM, reference=order.reference)

    def ask(self, command: Command[Any]) -> Receipt[Any]:
        receipt = self.house.ask(command)
        note(f"{command} -> {receipt}")
        check_invariants(self.house.store)
        return receipt

    # The end

    def bring_to_an_end(self) -> None:
        """Every letter arrives, every deadline passes."""
        store = self.house.store
        for _ in range(200):
            self.jobs_run()
            waiting = [order for order in store.orders.values() if not order.answered]
            if not waiting and store.campaigns[self.pool].state in ENDED:
                return
            for order in waiting:
                if order.state is OrderState.READY:
                    self.ask(self._about(SendOrder, order))
                outcome = self.bank.receive(order, self.house.now.day)
                self.ask(self.courier.outcome(store.orders[order.reference], outcome))
            self.house.later(hours=24)
        raise AssertionError("it goes on for ever")


@given(st.data())
def test_whatever_is_answered_when_the_books_hold_and_all_money_is_right_in_the_end(draw):
    town = Town(draw)
    acts = [town.person_acts, town.person_acts, town.courier_acts, town.courier_acts, town.time_passes]
    for act in draw.draw(st.lists(st.sampled_from(range(len(acts))), min_size=5, max_size=40), label="acts"):
        acts[act]()
    town.bring_to_an_end()
    store = town.house.store
    assert len(town.bank.effects) == len(set(town.bank.effects)), "each reference has at most one effect"
    told = {reference for reference, order in store.orders.items() if order.answered}
    assert told == set(town.bank.answers)
    assert not [hold for hold in store.holds.values() if hold.state is HoldState.PLACED]
    captured = sum(p.amount_minor for p in store.pledges.values() if p.state is PledgeState.CAPTURED)
    settled = store.campaigns[town.pool].state is CampaignState.SETTLED
    assert captured == (store.campaigns[town.pool].terms.target_minor if settled else 0)
