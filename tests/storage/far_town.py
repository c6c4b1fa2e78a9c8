"""A town whose bank is elsewhere: people, workers and a bank on a line on which things go wrong, all by one seed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

from aiohttp import ClientSession

from bot.bank.directory import RemoteDirectory
from bot.bank.gateway import HttpBankGateway
from bot.jobs.alarms import Alarms
from bot.jobs.courier import Courier
from bot.jobs.due import DueJobs
from bot.jobs.errands import Errands
from bot.jobs.patience import Patience
from bot.stopping import Stop
from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Actor,
    BuyShare,
    CancelCampaign,
    ChangePledge,
    ConfirmLinking,
    MeetParticipant,
    OfferShare,
    OpenCampaign,
    PlacePledge,
    PutProduct,
    StartLinking,
    WithdrawEarly,
    WithdrawPledge,
)
from core.domain.campaign import ENDED
from core.domain.exiting import early_withdrawal, transfer_price_minor
from core.domain.ids import AccountId, CampaignId, IntentId, ParticipantId
from core.domain.notice import CodeIssued
from core.domain.pledge import Consent, PledgeAmount
from core.ports import Hearing
from core.remote_bank import RemoteBank
from core.views import CampaignView
from storage import Store, open_store
from tests.bank.bank import BankElsewhere
from tests.bank.clock import TurnedClock
from tests.bank.server import KEY, BankServer
from tests.storage.asking import accepted
from tests.support.faults import FaultPlan
from tests.support.house import FREE_AMOUNT, REMAINDER, SYSTEM, YUAN, ZONE, proposal
from tests.support.maturing import TD01M

BALANCE_MINOR = 20_000 * YUAN
# Real seconds: what is delayed on purpose is waited for so long, and then what became of it is looked up.
LINE_TIMEOUT_SECONDS = 0.5
COURIER_TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Townsman:
    """A participant with one linked account at the bank elsewhere."""

    participant_id: ParticipantId
    account_id: AccountId

    @property
    def actor(self) -> Actor:
        return Actor.participant(self.participant_id)


class FarTown:
    """Everything that acts; two couriers, as two workers have them."""

    def __init__(
        self, store: Store, bank: BankElsewhere, clock: TurnedClock, gateway: HttpBankGateway
    ) -> None:
        self.store = store
        self.bank = bank
        self.clock = clock
        self.directory = RemoteDirectory(store.teller, store.queries, store.clock, gateway, self._seconds)
        self.due = DueJobs(store.teller, store.queries, store.clock, Stop())
        self.couriers = [self._courier(gateway) for _ in range(2)]
        self.people: list[Townsman] = []
        self._numbers = count(1)

    def _courier(self, gateway: HttpBankGateway) -> Courier:
        store, patience = self.store, Patience(self._seconds)
        alarms = Alarms(store.teller, store.queries)
        errands = Errands(store.teller, store.queries, store.clock, gateway, self.directory, alarms, patience)
        return Courier(
            errands,
            store.queries,
            store.clock,
            alarms,
            patience,
            Stop(),
            timeout_seconds=COURIER_TIMEOUT_SECONDS,
        )

    def _seconds(self) -> float:
        return self.clock.now().at.timestamp()

    def intent(self) -> IntentId:
        return IntentId(f"town-{next(self._numbers)}")

    # People

    async def settle_in(self, number: int) -> None:
        """One more person, who links the account: again and again, until the bank has told of it."""
        phone, store, now = f"+86139{number:08d}", self.store, self.clock.now()
        name, telegram_user_id = f"Person {number}", 9_000 + number
        customer_id = self.bank.register(phone, name, now)
        account_id = self.bank.open_account(customer_id, now, BALANCE_MINOR)
        meeting = MeetParticipant(
            intent=self.intent(), actor=SYSTEM, telegram_user_id=telegram_user_id, name=name, locale="en"
        )
        participant_id = (await accepted(store, meeting)).participant_id
        while await self.directory.refresh(phone) is not Hearing.HEARD:
            await self.clock.turn(minutes=10)
        actor = Actor.participant(participant_id)
        starting = StartLinking(
            intent=self.intent(),
            actor=actor,
            telegram_user_id=telegram_user_id,
            contact_user_id=telegram_user_id,
            phone=phone,
        )
        await accepted(store, starting)
        issued = [waiting.notice for waiting in await store.outbox.waiting(self.clock.now().at, 1_000)]
        (code,) = (each.code for each in issued if isinstance(each, CodeIssued) and each.phone == phone)
        linked = await accepted(store, ConfirmLinking(intent=self.intent(), actor=actor, code=code))
        assert linked.linked == (account_id,)
        self.people.append(Townsman(participant_id, account_id))

    async def open(self, initiator: Townsman, **terms_given: Any) -> CampaignId:
        terms = proposal(deadline=self.clock.now().at + timedelta(days=3), **terms_given)
        opening = OpenCampaign(intent=self.intent(), actor=initiator.actor, proposal=terms)
        return (await accepted(self.store, opening)).campaign_id

    async def look(self, campaign_id: CampaignId, person: Townsman) -> CampaignView:
        view = await self.store.queries.campaign(campaign_id, person.participant_id)
        assert view is not None
        return view

    async def act(self, campaign_id: CampaignId, random: Random) -> None:
        """Somebody does something about a campaign; whether it may be done is for the house to say."""
        person = random.choice(self.people)
        view = await self.look(campaign_id, person)
        asked: dict[str, Any] = {
            "intent": self.intent(),
            "actor": person.actor,
            "campaign_id": campaign_id,
        }
        what = random.choices(["pledge", "change", "withdraw", "cancel"], [10, 4, 2, 1])[0]
        if what == "withdraw":
            await self.store.teller.submit(WithdrawPledge(**asked))
        elif what == "cancel":
            await self.store.teller.submit(CancelCampaign(**asked, reason=""))
        else:
            rest_minor = view.campaign.remaining_minor
            amount_minor = random.choice([500 * YUAN, 1_000 * YUAN, 2_500 * YUAN, 4_000 * YUAN, rest_minor])
            amount_type = REMAINDER if amount_minor == rest_minor else FREE_AMOUNT
            asked |= {
                "account_id": person.account_id,
                "amount": PledgeAmount(amount_type, max(1, amount_minor)),
                "consent": Consent(view.campaign.terms.digest, "en", "disclosure-1"),
            }
            await self.store.teller.submit(
                PlacePledge(**asked) if what == "pledge" else ChangePledge(**asked)
            )

    async def pledge(self, campaign_id: CampaignId, person: Townsman, amount_minor: int) -> None:
        """The person pledges the amount, or all that is left if it is that."""
        campaign = (await self.look(campaign_id, person)).campaign
        amount_type = REMAINDER if amount_minor == campaign.remaining_minor else FREE_AMOUNT
        pledging = PlacePledge(
            intent=self.intent(),
            actor=person.actor,
            campaign_id=campaign_id,
            account_id=person.account_id,
            amount=PledgeAmount(amount_type, amount_minor),
            consent=Consent(campaign.terms.digest, "en", "disclosure-1"),
        )
        await accepted(self.store, pledging)

    async def leave(self, person: Townsman, buyer: Townsman | None = None) -> None:
        """The person's only share is sold to the buyer, or withdrawn early if there is none."""
        (campaign_view,) = await self.store.queries.campaigns_of(person.participant_id)
        (share,) = campaign_view.own_shares
        view = await self.store.queries.share(share.id)
        assert view is not None
        deposit, terms, day = view.deposit, view.campaign.terms, self.store.clock.now().day
        asked: dict[str, Any] = {"share_id": share.id, "deposit_id": deposit.id}
        if buyer is None:
            amount_minor = early_withdrawal(deposit, share, terms, view.product, day).amount_minor
            leaving = WithdrawEarly(
                intent=self.intent(), actor=person.actor, **asked, amount_minor=amount_minor
            )
            await accepted(self.store, leaving)
            return
        await accepted(self.store, OfferShare(intent=self.intent(), actor=person.actor, **asked))
        price_minor = transfer_price_minor(deposit, share, terms, day)
        buying = BuyShare(
            intent=self.intent(),
            actor=buyer.actor,
            **asked,
            account_id=buyer.account_id,
            price_minor=price_minor,
            consent=Consent(terms.digest, "en", "disclosure-1"),
        )
        await accepted(self.store, buying)

    # Time

    async def work(self, random: Random, **later: float) -> None:
        """Time passes; the workers do what is due, and their couriers what waits."""
        await self.clock.turn(**later)
        await self.due.do_what_is_due()
        await random.choice(self.couriers).make_round()

    async def come_to_an_end(self, campaign_ids: list[CampaignId], random: Random) -> None:
        """Nobody does anything any more but the workers."""
        for _ in range(400):
            await self.work(random, minutes=random.choice([1, 20, 120]))
            views = [await self.look(campaign_id, self.people[0]) for campaign_id in campaign_ids]
            queries = self.store.queries
            open_orders = [*await queries.ready_orders(), *await queries.orders_in_question()]
            if not open_orders and all(view.campaign.state in ENDED for view in views):
                return
        raise AssertionError("it goes on for ever")


@asynccontextmanager
async def far_town(url: str, faults: FaultPlan) -> AsyncIterator[FarTown]:
    """The town, with nobody in it yet."""
    bank, clock = BankElsewhere(str(faults.seed)), TurnedClock()
    async with (
        BankServer(bank, faults, clock).open() as address,
        ClientSession() as session,
        open_store(url, zone=ZONE, wall=lambda: clock.now().at, bank=RemoteBank()) as store,
    ):
        gateway = HttpBankGateway(session, address, KEY, LINE_TIMEOUT_SECONDS)
        town = FarTown(store, bank, clock, gateway)
        for product in (*DEFAULT_PRODUCTS, TD01M):
            await accepted(store, PutProduct(intent=town.intent(), actor=SYSTEM, product=product))
        yield town
