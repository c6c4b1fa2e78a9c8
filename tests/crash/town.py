"""The town on which processes die: what its people tap next, and what must hold of it when all is quiet again."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from core.commands import (
    BuyShare,
    CancelCampaign,
    ChangePledge,
    ChooseMaturity,
    Command,
    CreditAccount,
    OfferShare,
    OpenCampaign,
    PlacePledge,
    PutProduct,
    RedirectPayout,
    Refused,
    SetAccountStatus,
    WithdrawEarly,
    WithdrawPledge,
)
from core.domain.account import AccountStatus
from core.domain.bank import (
    STANDING,
    Confirmed,
    HoldState,
    OrderState,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.campaign import Campaign, CampaignState
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.exiting import early_withdrawal, transfer_price_minor
from core.domain.ids import AccountId, CampaignId, IntentId, ParticipantId
from core.domain.ledger import EntryKind
from core.domain.payout import PayoutState
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState
from storage import open_store
from storage.verification import verify_ledger
from tests.crash.world import Elsewhere, Outside, unpacked
from tests.model.invariants import check_invariants
from tests.storage import tables
from tests.storage.books import Books, Wall, same_ids
from tests.support.house import (
    ADMIN,
    CLERK,
    FREE_AMOUNT,
    OPENING,
    REMAINDER,
    SYSTEM,
    TD12M,
    YUAN,
    ZONE,
    Person,
    moment,
    proposal,
)
from tests.support.maturing import TD01M
from tests.support.memory import MemoryStore

FRIENDS = 6
BALANCE_MINOR = 30_000 * YUAN
AT_THE_COUNTER = 0
"""The person of those updates that are really the bank's clerks' and the admins'."""
_NOT_ORDERED = (EntryKind.CREDIT, EntryKind.ACCRUAL)


@dataclass
class Town:
    """Its books, its world, and the clock by which it lives."""

    url: str
    folder: Path
    remote: bool
    people: list[Person]
    at: datetime = OPENING

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._outside = Outside(self.folder)
        self._elsewhere = Elsewhere(self.folder)
        self._store = MemoryStore()
        self._unsealed = 0
        self._statuses: dict[AccountId, AccountStatus] = {}
        self.look()
        if self.remote:
            for person in self.people:
                customer = self._store.customers[person.customer_id]
                account = self._store.accounts[person.account_id]
                self._elsewhere.open_account(customer, account, BALANCE_MINOR, moment(self.at))

    # What people do

    def tap(self, chance: Random, taps: int) -> None:
        """So many taps, most of which may succeed on the books as they were seen last."""
        for _ in range(taps):
            act = chance.choices(
                [
                    *(self._open, self._pledge, self._change, self._withdraw, self._cancel),
                    *(self._at_the_counter, self._choose, self._redirect),
                    *(self._offer, self._buy, self._leave),
                ],
                [2, 10, 3, 2, 1, 2, 2, 2, 3, 3, 2],
            )[0]
            act(chance)

    def _ask(self, person: int, kind: type[Command[Any]], **details: Any) -> None:
        update_id = next(self._numbers)
        command = kind(intent=IntentId(f"tap:{update_id}"), **details)
        self._outside.ask(update_id, person, command)

    def _open(self, chance: Random) -> None:
        number, person = self._somebody(chance)
        deadline = self.at + timedelta(hours=chance.choice([6, 24, 70]))
        types = chance.choice([frozenset({FREE_AMOUNT}), frozenset({FREE_AMOUNT, REMAINDER})])
        product_code = chance.choice([TD01M.code, TD01M.code, TD12M.code])
        terms = proposal(deadline=deadline, debit_amount_types=types, product_code=product_code)
        self._ask(number, OpenCampaign, actor=person.actor, proposal=terms)

    def _pledge(self, chance: Random) -> None:
        number, person = self._somebody(chance)
        campaigns = [c for c in self._store.campaigns.values() if c.state is CampaignState.OPEN]
        if campaigns:
            campaign = chance.choice(campaigns)
            amount = _amount(chance, campaign)
            self._ask(number, PlacePledge, actor=person.actor, **_terms(campaign, person, amount))

    def _change(self, chance: Random) -> None:
        if pledge := self._live_pledge(chance):
            number, person = self._member(pledge)
            campaign = self._store.campaigns[pledge.campaign_id]
            amount = pledge.amount if pledge.ailing else _amount(chance, campaign)
            self._ask(number, ChangePledge, actor=person.actor, **_terms(campaign, person, amount))

    def _withdraw(self, chance: Random) -> None:
        if pledge := self._live_pledge(chance):
            number, person = self._member(pledge)
            self._ask(number, WithdrawPledge, actor=person.actor, campaign_id=pledge.campaign_id)

    def _cancel(self, chance: Random) -> None:
        campaign_id = CampaignId(chance.choice([*self._store.campaigns, "cmp_unknown"]))
        details = {"campaign_id": campaign_id, "reason": "asked to"}
        self._ask(AT_THE_COUNTER, CancelCampaign, actor=ADMIN, **details)

    def _choose(self, chance: Random) -> None:
        if share := self._share(chance):
            number, person = self._who(share.participant_id)
            choice = chance.choice(list(MaturityChoice))
            self._ask(number, ChooseMaturity, actor=person.actor, share_id=share.id, choice=choice)

    def _offer(self, chance: Random) -> None:
        if share := self._share(chance):
            number, person = self._who(share.participant_id)
            self._ask(number, OfferShare, actor=person.actor, share_id=share.id, deposit_id=share.deposit_id)

    def _buy(self, chance: Random) -> None:
        """A share that is for sale, at the price of the day on which the books were seen."""
        for_sale = [share for share in self._store.shares.values() if share.offer is not None]
        if for_sale:
            share = chance.choice(for_sale)
            number, person = self._somebody(chance)
            deposit = self._store.deposits[share.deposit_id]
            terms = self._store.campaigns[deposit.campaign_id].terms
            self._ask(
                number,
                BuyShare,
                actor=person.actor,
                share_id=share.id,
                deposit_id=deposit.id,
                account_id=person.account_id,
                price_minor=transfer_price_minor(deposit, share, terms, moment(self.at).day),
                consent=Consent(terms.digest, "en", "disclosure-1"),
            )

    def _leave(self, chance: Random) -> None:
        share = self._share(chance)
        if share is None:
            return
        number, person = self._who(share.participant_id)
        deposit = self._store.deposits[share.deposit_id]
        campaign, day = self._store.campaigns[deposit.campaign_id], moment(self.at).day
        product = self._store.products[deposit.product_code]
        brings = early_withdrawal(deposit, share, campaign.terms, product, max(day, deposit.value_date))
        self._ask(
            number,
            WithdrawEarly,
            actor=person.actor,
            share_id=share.id,
            deposit_id=deposit.id,
            amount_minor=brings.amount_minor,
        )

    def _share(self, chance: Random) -> Share | None:
        shares = [share for share in self._store.shares.values() if share.state is ShareState.ACTIVE]
        return chance.choice(shares) if shares else None

    def _redirect(self, chance: Random) -> None:
        """To the same account, which may be in order again."""
        payouts = [each for each in self._store.payouts.values() if each.state is PayoutState.WAITING]
        if payouts:
            payout = chance.choice(payouts)
            number, person = self._who(payout.participant_id)
            details = {"payout_id": payout.id, "account_id": person.account_id}
            self._ask(number, RedirectPayout, actor=person.actor, **details)

    def _at_the_counter(self, chance: Random) -> None:
        """A cent arrives, or an account is frozen or let go: at the bank elsewhere, if that is where it is."""
        _, person = self._somebody(chance)
        if self.remote:
            status = chance.choices([AccountStatus.NORMAL, AccountStatus.FROZEN], [4, 1])[0]
            if self._statuses.get(person.account_id, AccountStatus.NORMAL) is not status:
                self._statuses[person.account_id] = status
                self._elsewhere.set_status(person.account_id, status, moment(self.at))
            return
        if chance.random() < 0.5:
            self._ask(
                AT_THE_COUNTER, CreditAccount, actor=CLERK, account_id=person.account_id, amount_minor=1
            )
            return
        frozen = self._store.accounts[person.account_id].status is AccountStatus.FROZEN
        if not frozen and chance.random() < 0.7:
            return
        status = AccountStatus.NORMAL if frozen else AccountStatus.FROZEN
        details = {"account_id": person.account_id, "status": status, "reason": "asked to"}
        self._ask(AT_THE_COUNTER, SetAccountStatus, actor=CLERK, **details)

    def _somebody(self, chance: Random) -> tuple[int, Person]:
        number = chance.randrange(len(self.people))
        return number + 1, self.people[number]

    def _live_pledge(self, chance: Random) -> Pledge | None:
        live = [pledge for pledge in self._store.pledges.values() if pledge.live]
        open_to = (CampaignState.OPEN, CampaignState.REPAIRING)
        movable = [p for p in live if self._store.campaigns[p.campaign_id].state in open_to]
        return chance.choice(movable) if movable else None

    def _member(self, pledge: Pledge) -> tuple[int, Person]:
        return self._who(pledge.participant_id)

    def _who(self, participant_id: ParticipantId) -> tuple[int, Person]:
        number = [person.participant_id for person in self.people].index(participant_id)
        return number + 1, self.people[number]

    # What must hold

    def tally(self) -> Counter[str]:
        """How often what was asked, and how it was answered."""
        told = dict(self._outside.told)
        commands = [unpacked(update.payload) for update in self._outside.asked.values()]
        return Counter(f"{type(each).__name__} {told.get(each.intent)}" for each in commands)

    def look(self) -> None:
        """Read the books, and the world."""
        self._outside.look()
        held = tables.values(self.url)
        for name, table in held.items():
            setattr(self._store, name, table)

    def check(self, *, deaths: int) -> None:
        """What holds at any moment: the books are clean, and no receipt was given that is not there."""
        self.look()
        verification = asyncio.run(verify_ledger(self.url))
        assert verification.findings == ()
        self._unsealed = verification.unsealed
        check_invariants(self._store)
        self._check_receipts()
        times_sent = Counter(self._outside.sent)
        assert times_sent.total() - len(times_sent) <= deaths, "more than one send was repeated by one death"

    def check_quiet(self, *, deaths: int) -> None:
        """What holds too when a process found nothing left to do: all that was asked has happened, once."""
        self.check(deaths=deaths)
        updates = dict(tables.every(self.url, "SELECT update_id, state FROM updates"))
        assert updates == dict.fromkeys(self._outside.asked, "handled")
        assert {f"tap:{update_id}" for update_id in self._outside.asked} == dict(self._outside.told).keys()
        notices = dict(tables.every(self.url, "SELECT id, state FROM notices"))
        assert notices == dict.fromkeys(self._outside.sent, "sent")
        assert [order for order in self._store.orders.values() if not order.answered] == []
        assert self._unsealed == 0
        self._check_each_once()
        if self.remote:
            self._check_against_the_bank()

    def _check_receipts(self) -> None:
        """Every receipt that somebody was given is kept, and says the same."""
        kept = {
            intent: recorded.receipt.error.code if isinstance(recorded.receipt, Refused) else "accepted"
            for intent, recorded in self._store.receipts.items()
        }
        assert [told for told in self._outside.told if kept.get(IntentId(told[0])) != told[1]] == []

    def _check_each_once(self) -> None:
        """Every command that was accepted has had its effect, and no other effects are there."""
        told = dict(self._outside.told)
        commands = [unpacked(update.payload) for update in self._outside.asked.values()]
        accepted = Counter(type(each) for each in commands if told[each.intent] == "accepted")
        store = self._store
        entries = Counter(entry.kind for entry in store.entries.values())
        assert len(store.campaigns) == accepted[OpenCampaign]
        assert len(store.pledges) == accepted[PlacePledge]
        assert sum(pledge.changes for pledge in store.pledges.values()) == accepted[ChangePledge]
        withdrawn = [pledge for pledge in store.pledges.values() if pledge.state is PledgeState.WITHDRAWN]
        assert len(withdrawn) == accepted[WithdrawPledge]
        asked = Counter(type(order.instruction) for order in store.orders.values())
        assert asked[WithdrawShare] == accepted[WithdrawEarly]
        assert asked[TransferShare] == accepted[BuyShare]
        payouts = store.payouts.values()
        assert sum(payout.redirects for payout in payouts) == accepted[RedirectPayout]
        assert sum(payout.state is PayoutState.PAID for payout in payouts) == entries[EntryKind.PAYOUT]
        assert entries.pop(EntryKind.CREDIT) == FRIENDS + accepted[CreditAccount]
        confirmed = {ref: order for ref, order in store.orders.items() if order.state is OrderState.CONFIRMED}
        moved = {entry.reference for entry in store.entries.values() if entry.kind not in _NOT_ORDERED}
        assert moved <= confirmed.keys()
        # A hold replaced by an equal one on the same account moves nothing.
        unmoved = [confirmed[reference] for reference in confirmed.keys() - moved]
        assert all(isinstance(order.instruction, ReplaceHold) for order in unmoved)

    def _check_against_the_bank(self) -> None:
        """The bank elsewhere has done what our books say, and nothing else."""
        bank, store = self._elsewhere.bank(), self._store
        statement = bank.statement(moment(self.at))
        assert {(hold.hold_id, hold.account_id, hold.amount_minor) for hold in statement.holds} == {
            (hold.id, hold.account_id, hold.amount_minor)
            for hold in store.holds.values()
            if hold.state is HoldState.PLACED
        }
        assert {(each.deposit_id, each.principal_minor) for each in statement.deposits} == {
            (each.id, each.outstanding_minor) for each in store.deposits.values() if each.state in STANDING
        }
        assert bank.owed_minor() == sum(
            payout.amount_minor for payout in store.payouts.values() if payout.state is not PayoutState.PAID
        )
        assert len(bank.effects) == len(set(bank.effects))
        for reference, outcome in bank.answers.items():
            confirmed = store.orders[reference].state is OrderState.CONFIRMED
            assert confirmed == isinstance(outcome, Confirmed)


def _amount(chance: Random, campaign: Campaign) -> PledgeAmount:
    remaining_minor = campaign.remaining_minor
    if chance.random() < 0.4 and REMAINDER in campaign.terms.debit_amount_types:
        return PledgeAmount(REMAINDER, remaining_minor)
    return PledgeAmount(FREE_AMOUNT, chance.choice([1_000, 2_500, 4_000, remaining_minor // YUAN]) * YUAN)


def _terms(campaign: Campaign, person: Person, amount: PledgeAmount) -> dict[str, Any]:
    consent = Consent(campaign.terms.digest, "en", "disclosure-1")
    return {
        "campaign_id": campaign.id,
        "account_id": person.account_id,
        "amount": amount,
        "consent": consent,
    }


async def found(url: str, folder: Path, *, remote: bool) -> Town:
    """A town of friends with an account each, in an empty database."""
    wall = Wall()
    async with open_store(url, zone=ZONE, wall=wall) as store:
        with same_ids():
            books = Books(store, wall)
            # Only the bank elsewhere knows what is on an account; our record of it is no limit.
            balance_minor = 10**9 if remote else BALANCE_MINOR
            names = [f"Friend {number}" for number in range(FRIENDS)]
            put = PutProduct(intent=books.house.intent(), actor=SYSTEM, product=TD01M)
            books.house.accepted(put)
            people = [books.house.person(name, balance_minor=balance_minor) for name in names]
            await books.follow()
    return Town(url, folder, remote, people)
