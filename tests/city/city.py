"""The city: people, a bank, jobs, and the days that pass; all that happens follows from one seed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from bot.jobs.due import command_for
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import Accepted, Command, Receipt, SendOrder, SetAccountStatus
from core.domain.account import AccountStatus
from core.domain.bank import STANDING, HoldState, OrderState, TermDeposit, TransferShare, WithdrawShare
from core.domain.campaign import ENDED, Campaign, CampaignState
from core.domain.deposit import Share
from core.domain.ids import AccountId, IntentId
from core.domain.moment import Moment
from core.domain.notice import CodeIssued, Notice
from core.domain.payout import PayoutState
from core.remote_bank import RemoteBank
from core.views import Due, DueKind
from tests.bank.bank import BankElsewhere
from tests.city.people import LAST_ORDERS, People
from tests.city.road import Road
from tests.city.telegram import Telegram
from tests.model.invariants import check_invariants
from tests.support.faults import FaultPlan
from tests.support.house import ADMIN, CLERK, OPENING, YUAN, ZONE, House
from tests.support.maturing import TD01M, TD03M_FALLING
from tests.support.memory import MemoryStore

YEAR = timedelta(days=365)
MOMENTS_A_DAY = 6
"""About so many."""
PLENTY_MINOR = 10**12
LAST_MATURITY = timedelta(days=355)
"""Deposits that would mature later are at the bank at the end of the year."""


class CityStore(MemoryStore):
    """At a city's size the constraints cannot be looked at after each batch."""

    def _check_constraints(self) -> None:
        """Later."""

    def check_constraints(self) -> None:
        """Raises ConstraintBroken for what the database would have refused."""
        super()._check_constraints()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a city is made from; equal plans make equal years, whatever the size of the batches."""

    seed: int
    remote: bool = False
    people: int = 5
    moves_a_day: int = 2
    largest_batch: int = 200
    days_between_looks: int = 7


@dataclass
class City:
    """One year of it. `live` runs it; whoever finds something broken says when."""

    plan: Plan
    tally: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = Random(self.plan.seed)
        self.bank = BankElsewhere() if self.plan.remote else None
        self._store = CityStore()
        self.house = House(*DEFAULT_PRODUCTS, TD01M, TD03M_FALLING, store=self._store)
        self.people = People(self.house, self._chance, self.plan.people)
        self._telegram = Telegram(self._chance)
        self._road = None
        if self.bank is not None:
            self._road = Road(self.house, self.bank, FaultPlan(self.plan.seed))
        self._paid_minor = 0
        self._frozen: list[AccountId] = []
        self._receipts: dict[IntentId, Receipt[Any]] = {}
        self._unsent: dict[str, Notice] = {}
        self._seen_notices = len(self._store.notices)
        if self.bank is not None:
            self._leave_accounts_to(self.bank)
        for account_id in self._store.accounts:
            self._credit(account_id, 10_000 * YUAN)

    def _leave_accounts_to(self, bank: BankElsewhere) -> None:
        """From now on only the bank knows what is on an account; our record of it is no limit."""
        for account in self._store.accounts.values():
            bank.take_over(self._store.customers[account.customer_id], account, self.house.now)
            self.house.credit(account.id, PLENTY_MINOR)
        self._store.bank = RemoteBank()

    def live(self) -> None:
        """A year, day by day; every invariant holds whenever it is looked at."""
        try:
            while self.house.at < OPENING + YEAR:
                self._day()
                if (self.house.at - OPENING).days % self.plan.days_between_looks == 0:
                    self._check()
            self._check()
            self._check_the_end()
        except Exception as error:
            error.add_note(f"{self.plan} on {self.house.at}: `--seed {self.plan.seed}` plays it again")
            raise

    # A day

    def _day(self) -> None:
        midnight = self.house.at + timedelta(days=1)
        if self.house.at.day == 1:
            self._pay_day(12_000 * YUAN)
        while self.house.at < midnight:
            self._moment()
            span = timedelta(minutes=self._chance.choice([1, 20, 90, 400, 700]))
            self.house.at = min(midnight, self.house.at + span)

    def _moment(self) -> None:
        """What people want, what comes in, what is due and what the bank says, all at once and in any order."""
        at, chance = self.house.at, self._chance
        for _, notice in list(self._telegram.messages.until(at)):
            self._tap(self.people.hears(notice))
        if at < OPENING + LAST_ORDERS:
            for _ in range(int(self.plan.moves_a_day / MOMENTS_A_DAY + chance.random())):
                self._tap(self.people.moves())
        if at < OPENING + LAST_MATURITY and chance.random() < 0.2:
            self._tap(self.people.wants_their_money())
        commands = [command for _, command in self._telegram.taps.until(at)]
        commands += self._due()
        commands += self._at_the_counter()
        commands += [] if self._road is None else self._road.commands()
        chance.shuffle(commands)
        for first in range(0, len(commands), self.plan.largest_batch):
            self._run(commands[first : first + self.plan.largest_batch])
        self._walk(commands)
        self._send_notices()

    def _tap(self, commands: Iterator[Command[Any]]) -> None:
        for command in commands:
            self._telegram.tap(command, self.house.at)

    def _due(self) -> list[Command[Any]]:
        """What the jobs ask for; now and then two workers do, or one looks again before it is done."""
        due = [one for campaign in self._store.campaigns.values() for one in _due(campaign, self.house.at)]
        if self.house.at < OPENING + LAST_MATURITY and self._chance.random() < 0.2:
            deposits = self._store.deposits.values()
            due += [one for deposit in deposits for one in _due_of(deposit, self.house.now)]
            due += [one for share in self._store.shares.values() for one in self._offer_due(share)]
        asked = [command_for(one) for one in due if self._chance.random() < 0.9]
        return asked + [command for command in asked if self._chance.random() < 0.2]

    def _offer_due(self, share: Share) -> Iterator[Due]:
        """An offer whose window is over, unless somebody is buying the share just now."""
        due_at = None if share.offer is None or share.leaving is not None else share.offer.due_at
        if due_at is not None and due_at <= self.house.at:
            deposit = self._store.deposits[share.deposit_id]
            yield Due(
                due_at,
                DueKind.MOVE_OFFER_ON,
                deposit.campaign_id,
                deposit_id=deposit.id,
                share_id=share.id,
            )

    def _at_the_counter(self) -> Iterator[Command[Any]]:
        """Accounts are frozen now and then, and mostly let go soon."""
        looked_into = self._chance.choice([self.people.pledged_account, self.people.account_of_a_share])
        account_id = looked_into() if self._chance.random() < 0.15 else None
        if account_id is not None and account_id not in self._frozen:
            self._frozen.append(account_id)
            yield from self._set_status(account_id, AccountStatus.FROZEN)
        for account_id in self._frozen.copy():
            if self._chance.random() < 0.15:
                self._frozen.remove(account_id)
                yield from self._set_status(account_id, AccountStatus.NORMAL)

    def _set_status(self, account_id: AccountId, status: AccountStatus) -> Iterator[Command[Any]]:
        if self.bank is not None:
            self.bank.set_status(account_id, status, self.house.now)
            return
        yield SetAccountStatus(
            intent=self.house.intent(),
            actor=CLERK if self._chance.random() < 0.5 else ADMIN,
            account_id=account_id,
            status=status,
            reason="a court's order",
        )

    def _pay_day(self, amount_minor: int) -> None:
        for accounts in self.people.accounts.values():
            self._credit(self._chance.choice(accounts), amount_minor)

    def _credit(self, account_id: AccountId, amount_minor: int) -> None:
        if self.bank is not None:
            self.bank.credit(account_id, amount_minor, self.house.now)
            self._paid_minor += amount_minor
        else:
            self.house.credit(account_id, amount_minor)

    # What becomes of it

    def _run(self, commands: list[Command[Any]]) -> None:
        receipts = self._store.run(commands, self.house.now)
        for command, receipt in zip(commands, receipts, strict=True):
            earlier = self._receipts.setdefault(command.intent, receipt)
            assert receipt == earlier, "the same intention, another answer"
            if earlier is receipt:
                answer = "accepted" if isinstance(receipt, Accepted) else receipt.error.code
                self.tally[f"{type(command).__name__} {answer}"] += 1
            else:
                self.tally["repeated"] += 1

    def _walk(self, commands: list[Command[Any]]) -> None:
        for command in commands:
            if isinstance(command, SendOrder) and isinstance(self._receipts[command.intent], Accepted):
                assert self._road is not None
                self._road.walk(command.reference)

    def _send_notices(self) -> None:
        """What was not sent yet, and what we were not told was."""
        notices = list(self._store.notices.items())
        self._unsent.update(notices[self._seen_notices :])
        self._seen_notices = len(notices)
        for notice_id, notice in list(self._unsent.items()):
            if isinstance(notice, CodeIssued) or self._telegram.send(notice, self.house.at):
                del self._unsent[notice_id]

    # What must hold

    def _check(self) -> None:
        """The constraints, the invariants, and at the bank elsewhere no cent made or lost, whatever it answered."""
        self._store.check_constraints()
        check_invariants(self._store)
        if self.bank is not None:
            statement = self.bank.statement(self.house.now)
            at_customers_minor = sum(
                sum(self.bank.balances_minor(account_id)) for account_id in self._store.accounts
            )
            deposited_minor = sum(deposit.principal_minor for deposit in statement.deposits)
            came_in_minor = self._paid_minor + self.bank.interest_minor()
            assert at_customers_minor + deposited_minor + self.bank.owed_minor() == came_in_minor

    def _check_the_end(self) -> None:
        """Everything has ended: no order is in question, nothing reserved, and each hold became what it was for."""
        store = self._store
        assert {campaign.state for campaign in store.campaigns.values()} <= ENDED
        assert all(order.answered for order in store.orders.values())
        assert all(hold.state is not HoldState.PLACED for hold in store.holds.values())
        assert not self._unsent
        for campaign in store.campaigns.values():
            self.tally[campaign.state] += 1
            repaired = campaign.state is CampaignState.SETTLED and campaign.settlements > 1
            self.tally["settled after a repair"] += repaired
        self.tally.update(f"share {share.state}" for share in store.shares.values())
        self.tally.update(f"payout {payout.state}" for payout in store.payouts.values())
        for order in store.orders.values():
            refused = order.state is OrderState.REJECTED
            self.tally["purchase refused"] += refused and isinstance(order.instruction, TransferShare)
            self.tally["withdrawal declined"] += refused and isinstance(order.instruction, WithdrawShare)
        self.tally["payout redirected"] += sum(payout.redirects > 0 for payout in store.payouts.values())
        self.tally["deposit renewed"] += sum(bool(each.renews) for each in store.deposits.values())
        if self.bank is None:
            return
        assert self._road is not None
        self.tally.update(self._road.tally)
        statement = self.bank.statement(self.house.now)
        assert statement.holds == ()
        assert {(each.deposit_id, each.number, each.principal_minor) for each in statement.deposits} == {
            (each.id, each.number, each.outstanding_minor)
            for each in store.deposits.values()
            if each.state in STANDING
        }
        assert self.bank.owed_minor() == sum(
            payout.amount_minor for payout in store.payouts.values() if payout.state is not PayoutState.PAID
        )
        assert len(self.bank.effects) == len(set(self.bank.effects))


def _due_of(deposit: TermDeposit, now: Moment) -> Iterator[Due]:
    """What a day makes due for a deposit, from its first moment on."""
    if deposit.due is not None and deposit.due[1] <= now.day:
        task, day = deposit.due
        due_at = datetime.combine(day, time.min, ZONE)
        yield Due(
            due_at, DueKind(task.value), deposit.campaign_id, deposit.exits_answered, deposit_id=deposit.id
        )


def _due(campaign: Campaign, at: datetime) -> Iterator[Due]:
    """What time makes due, as the jobs' query says it (`storage/translations.py`)."""
    match campaign.state:
        case CampaignState.OPEN if campaign.waiting.kept_until not in (None, campaign.closes_at):
            due_at, kind = campaign.waiting.kept_until, DueKind.END_PLACE_OFFER
        case CampaignState.OPEN:
            due_at, kind = campaign.closes_at, DueKind.EXPIRE
        case CampaignState.FUNDED if not campaign.checking_count and campaign.funded_at is not None:
            due_at, kind = campaign.funded_at, DueKind.SETTLE
        case CampaignState.REPAIRING if campaign.mend_until is not None:
            due_at, kind = campaign.mend_until, DueKind.DROP_AILING
        case _:
            return
    if due_at <= at:
        yield Due(due_at, kind, campaign.id, campaign.settlements)
