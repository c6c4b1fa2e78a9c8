"""A town of savers in a fresh database, for storms and benchmarks to pledge with."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    Accepted,
    Actor,
    Command,
    CreditAccount,
    MeetParticipant,
    OpenAccount,
    OpenCampaign,
    PlacePledge,
    PutProduct,
    RegisterCustomer,
    SettleCampaign,
)
from core.domain.account import AccountClass, DebitAmountType
from core.domain.campaign import Campaign, Proposal
from core.domain.ids import AccountId, CampaignId, CustomerId, IntentId, ParticipantId
from core.domain.participant import AccountLink
from core.domain.pledge import Consent, PledgeAmount
from core.domain.product import Channel, Product
from storage import Store, open_store
from storage.clock import wall_clock
from storage.migrations import upgrade
from storage.teller import Write
from storage.translations import LINKS

R = TypeVar("R")

PLEDGE_MINOR = 10_000
SAVERS = 500
_BALANCE_MINOR = 100_000_000_00
_INSERT_LINK = insert(LINKS.table)


def free_amount(amount_minor: int) -> PledgeAmount:
    """An amount of one's own choice."""
    return PledgeAmount(DebitAmountType.FREE_AMOUNT, amount_minor)


def remainder(amount_minor: int) -> PledgeAmount:
    """All that is left, if it is this much."""
    return PledgeAmount(DebitAmountType.REMAINDER, amount_minor)


A_PLEDGE = free_amount(PLEDGE_MINOR)


@dataclass(frozen=True)
class Saver:
    """A participant with one linked account that is never short of money."""

    telegram_user_id: int
    name: str
    participant_id: ParticipantId
    account_id: AccountId
    customer_id: CustomerId

    @property
    def actor(self) -> Actor:
        """The saver, asking."""
        return Actor.participant(self.participant_id)


class Town:
    """Savers, and campaigns for them to pledge in."""

    def __init__(self, store: Store, product: Product, savers: list[Saver]) -> None:
        self.store = store
        self.savers = savers
        self._product = product
        self._intents = count()

    def intent(self) -> IntentId:
        """An intent nobody has had yet."""
        return IntentId(f"bench:{next(self._intents)}")

    async def do(self, command: Command[R]) -> R:
        """Submit a command that must be accepted."""
        receipt = await self.store.teller.submit(command)
        assert isinstance(receipt, Accepted), receipt
        result: R = receipt.result
        return result

    async def open_campaign(self, target_minor: int) -> Campaign:
        """An open campaign that takes free amounts, and the rest."""
        [opened] = await self.open_campaigns(target_minor, 1)
        return opened

    async def open_campaigns(self, target_minor: int, many: int) -> list[Campaign]:
        """Open campaigns that take free amounts, and the rest."""
        proposal = Proposal(
            product_code=self._product.code,
            channel=Channel.TELEGRAM,
            target_minor=target_minor,
            debit_amount_types=frozenset({DebitAmountType.FREE_AMOUNT, DebitAmountType.REMAINDER}),
            member_minimum_minor=self._product.member_minimum_minor,
            deadline=self.store.clock.now().at + timedelta(days=7),
        )
        return list(await asyncio.gather(*(self._open(proposal) for _ in range(many))))

    async def _open(self, proposal: Proposal) -> Campaign:
        initiator = self.savers[0]
        opened = await self.do(OpenCampaign(intent=self.intent(), actor=initiator.actor, proposal=proposal))
        view = await self.store.queries.campaign(opened.campaign_id, initiator.participant_id)
        assert view is not None
        return view.campaign

    def pledge(self, saver: Saver, campaign: Campaign, amount: PledgeAmount = A_PLEDGE) -> PlacePledge:
        """A saver's pledge in a campaign."""
        return PlacePledge(
            intent=self.intent(),
            actor=saver.actor,
            campaign_id=campaign.id,
            account_id=saver.account_id,
            amount=amount,
            consent=Consent(campaign.terms.digest, "en", "1"),
        )

    def settle(self, campaign_id: CampaignId) -> SettleCampaign:
        """What the job asks when a campaign is full."""
        return SettleCampaign(intent=self.intent(), actor=Actor.system("bench"), campaign_id=campaign_id)


@asynccontextmanager
async def town(
    url: str, savers: int = SAVERS, wall: Callable[[], datetime] = wall_clock
) -> AsyncIterator[Town]:
    """A town in a new database."""
    upgrade(url)
    product = replace(DEFAULT_PRODUCTS[2], code="BENCH", head_count_max=500, maximum_minor=10**12)
    async with open_store(url, zone=ZoneInfo("Asia/Shanghai"), wall=wall) as store:
        place = Town(store, product, [])
        await place.do(PutProduct(intent=place.intent(), actor=Actor.system("bench"), product=product))
        place.savers += await asyncio.gather(*(_settle_in(place, number) for number in range(savers)))
        yield place


async def _settle_in(place: Town, number: int) -> Saver:
    clerk = Actor.bank("bench")
    phone = f"+86139{number:08d}"
    met = await place.do(
        MeetParticipant(
            intent=place.intent(),
            actor=Actor.system("bench"),
            telegram_user_id=number + 1,
            name=f"Saver {number}",
            locale="en",
        )
    )
    registered = await place.do(
        RegisterCustomer(intent=place.intent(), actor=clerk, name=f"Saver {number}", phone=phone)
    )
    opened = await place.do(
        OpenAccount(
            intent=place.intent(),
            actor=clerk,
            customer_id=registered.customer_id,
            currency="CNY",
            account_class=AccountClass.I,
            debit_amount_types=frozenset(DebitAmountType),
        )
    )
    await place.do(
        CreditAccount(
            intent=place.intent(), actor=clerk, account_id=opened.account_id, amount_minor=_BALANCE_MINOR
        )
    )
    link = AccountLink(
        opened.account_id, met.participant_id, registered.customer_id, phone, place.store.clock.now().at
    )
    await place.store.teller.write(Write(_INSERT_LINK, LINKS.to_row(link)))
    return Saver(number + 1, f"Saver {number}", met.participant_id, opened.account_id, registered.customer_id)
