"""Scenes that several tests play: each leaves the house in a state worth looking at."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from core.catalogue import DEFAULT_PRODUCTS
from core.domain.account import AccountStatus
from core.domain.deposit import MaturityChoice
from core.domain.ids import CampaignId, DepositId
from core.domain.tax import DatedTax
from tests.support.house import ADMIN, REMAINDER, YUAN, House, Person
from tests.support.maturing import (
    accruing,
    announcing,
    choosing,
    deposit_of,
    matured,
    pool,
    share_of,
    until,
)


@dataclass(frozen=True, slots=True)
class Lively:
    """Campaigns in all the states a campaign rests in, and those who are in them."""

    ann: Person
    bob: Person
    cat: Person
    open: CampaignId
    settled: CampaignId
    repairing: CampaignId
    expired: CampaignId
    cancelled: CampaignId
    funded: CampaignId


def lively(house: House) -> Lively:
    """Ann opens one campaign after the other; Bob and Cat join, change, leave, fail, and are refused."""
    ann, bob, cat = (house.person(name, balance_minor=90_000 * YUAN) for name in ("Ann", "Bob", "Cat"))
    house.later(minutes=1)
    spare = house.account(cat.customer_id, balance_minor=20_000 * YUAN)
    house.link(cat.participant_id, cat.telegram_user_id, cat.phone)

    house.later(minutes=1)
    expired = house.open(ann)
    house.pledge(bob, expired, 2_000 * YUAN)
    house.later(days=3)
    house.accepted(house.expiring(expired))

    cancelled = house.open(ann)
    house.pledge(ann, cancelled, 1_000 * YUAN)
    house.pledge(bob, cancelled, 1_000 * YUAN)
    house.later(minutes=1)
    house.accepted(house.cancelling(ADMIN, cancelled, "a test"))

    settled = house.open(ann)
    house.later(minutes=1)
    house.pledge(ann, settled, 5_000 * YUAN)
    house.later(minutes=1)
    house.pledge(bob, settled, 3_000 * YUAN)
    house.accepted(house.changing(bob, settled, 2_000 * YUAN))
    house.later(minutes=1)
    house.pledge(cat, settled, 3_000 * YUAN, REMAINDER)
    house.accepted(house.settling(settled))

    repairing = house.open(bob)
    house.pledge(ann, repairing, 5_000 * YUAN)
    house.accepted(house.placing(cat, repairing, 5_000 * YUAN, account_id=spare))
    house.set_status(spare, AccountStatus.FROZEN)
    house.later(minutes=1)
    house.accepted(house.settling(repairing))

    funded = house.open(cat)
    house.pledge(cat, funded, 10_000 * YUAN)

    house.later(minutes=1)
    open_ = house.open(ann)
    house.pledge(bob, open_, 2_500 * YUAN)
    house.pledge(cat, open_, 1_500 * YUAN)
    house.accepted(house.withdrawing(cat, open_))
    house.refused(house.placing(bob, open_, 1_000 * YUAN))
    for link_token in (house.campaign(funded).link_token, "nowhere"):
        house.accepted(house.following(bob.participant_id, link_token))
    house.later(minutes=1)
    return Lively(ann, bob, cat, open_, settled, repairing, expired, cancelled, funded)


@dataclass(frozen=True, slots=True)
class Lived:
    """A pool whose deposit has ended: one renewed all, one the principal, one was paid, one's money waits."""

    ann: Person
    bob: Person
    cat: Person
    dan: Person
    campaign: CampaignId
    first: DepositId
    second: DepositId


TAXED = replace(
    next(product for product in DEFAULT_PRODUCTS if product.code == "TD03M"),
    interest_tax=(DatedTax(date(2020, 1, 1), Decimal(20)),),
)
"""A product of three months whose interest is taxed."""


def lived(house: House) -> Lived:
    """Four friends' money from the pool to the second deposit, of which some interest is in the books."""
    campaign, people = pool(house, 9_001, 6_003, 5_007, 3_000, product_code=TAXED.code)
    ann, bob, cat, dan = people
    first = deposit_of(house, campaign)
    house.later(days=1)
    house.accepted(accruing(house, first.id))
    for person, choice in ((ann, MaturityChoice.RENEW_ALL), (bob, MaturityChoice.RENEW_PRINCIPAL)):
        house.accepted(choosing(house, person, share_of(house, person, first.id).id, choice))
    until(house, first.payout_date - timedelta(days=1))
    house.accepted(announcing(house, first.id))
    house.set_status(dan.account_id, AccountStatus.FROZEN)
    matured(house, campaign)
    second = deposit_of(house, campaign)
    house.later(days=20)
    house.accepted(accruing(house, second.id))
    house.refused(choosing(house, cat, share_of(house, cat, first.id).id, MaturityChoice.RENEW_ALL))
    return Lived(ann, bob, cat, dan, campaign, first.id, second.id)
