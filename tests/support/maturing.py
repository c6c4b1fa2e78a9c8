"""Deposits that live: opened by friends, left to earn, ended, and looked into."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from core.catalogue import DEFAULT_PRODUCTS
from core.commands import (
    AccrueInterest,
    AnnounceMaturity,
    BuyShare,
    ChooseMaturity,
    JoinWaitingList,
    MatureDeposit,
    MoveOfferOn,
    OfferShare,
    RedirectPayout,
    TakeBackOffer,
    WithdrawEarly,
)
from core.domain.bank import TermDeposit
from core.domain.calendar import BusinessDayRule
from core.domain.deposit import MaturityChoice, Share
from core.domain.exiting import EarlyWithdrawal, early_withdrawal, transfer_price_minor
from core.domain.ids import AccountId, CampaignId, DepositId, LedgerAccountId, PayoutId, ShareId
from core.domain.payout import Payout
from core.domain.pledge import Consent
from core.domain.product import RemainderRate
from core.domain.tax import DatedTax
from tests.model.invariants import check_invariants
from tests.support.house import FREE_AMOUNT, REMAINDER, SYSTEM, YUAN, ZONE, House, Person

TD01M = replace(
    next(product for product in DEFAULT_PRODUCTS if product.code == "TD03M"),
    code="TD01M",
    term_months=1,
    business_day_rule=BusinessDayRule.FOLLOWING,
    interest_tax=(DatedTax(date(2026, 1, 1), Decimal("12.5")),),
)
"""A month, so that a year sees many deposits live out their lives; taxed, and paid out on business days."""
TD03M_FALLING = replace(
    next(product for product in DEFAULT_PRODUCTS if product.code == "TD03M"),
    code="TD03M-F",
    remainder_rate=RemainderRate.FALLS_TO_TIER,
    early_withdrawals_max=9,
)
"""Three months, left early as often as anybody likes; what stays earns what it reaches."""
NAMES = ("Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal")


def pool(house: House, *yuan: int, **terms: object) -> tuple[CampaignId, tuple[Person, ...]]:
    """A settled campaign of so many friends with so many yuan each."""
    people = tuple(
        house.person(name, balance_minor=each * YUAN) for name, each in zip(NAMES, yuan, strict=False)
    )
    campaign_id = house.open(people[0], target_minor=sum(yuan) * YUAN, **terms)
    for person, each in zip(people, yuan, strict=True):
        last = person is people[-1]
        house.later(seconds=1)  # certificates are numbered in the order of pledges
        house.pledge(person, campaign_id, each * YUAN, REMAINDER if last else FREE_AMOUNT)
    house.accepted(house.settling(campaign_id))
    return campaign_id, people


def deposit_of(house: House, campaign_id: CampaignId) -> TermDeposit:
    """The campaign's newest deposit."""
    deposit_id = house.campaign(campaign_id).deposit_id
    assert deposit_id is not None
    return house.store.deposits[deposit_id]


def share_of(house: House, person: Person, deposit_id: DepositId) -> Share:
    """The person's share of a deposit."""
    shares = house.store.shares.values()
    [share] = [
        each
        for each in shares
        if (each.participant_id, each.deposit_id) == (person.participant_id, deposit_id)
    ]
    return share


def payouts_of(house: House, person: Person) -> list[Payout]:
    """The person's payouts, oldest first."""
    return [each for each in house.store.payouts.values() if each.participant_id == person.participant_id]


def until(house: House, day: date) -> None:
    """Let the clock read noon of a business day."""
    house.at = max(house.at, datetime.combine(day, time(12), ZONE).astimezone(UTC))


def accruing(house: House, deposit_id: DepositId) -> AccrueInterest:
    """The command that books the interest so far."""
    return AccrueInterest(intent=house.intent(), actor=SYSTEM, deposit_id=deposit_id)


def announcing(house: House, deposit_id: DepositId) -> AnnounceMaturity:
    """The command that tells members what is coming."""
    return AnnounceMaturity(intent=house.intent(), actor=SYSTEM, deposit_id=deposit_id)


def maturing(house: House, deposit_id: DepositId) -> MatureDeposit:
    """The command that ends a deposit."""
    return MatureDeposit(intent=house.intent(), actor=SYSTEM, deposit_id=deposit_id)


def choosing(house: House, person: Person, share_id: ShareId, choice: MaturityChoice) -> ChooseMaturity:
    """The command with which somebody chooses."""
    return ChooseMaturity(intent=house.intent(), actor=person.actor, share_id=share_id, choice=choice)


def redirecting(house: House, person: Person, payout_id: PayoutId, account_id: AccountId) -> RedirectPayout:
    """The command with which somebody names another account."""
    return RedirectPayout(
        intent=house.intent(), actor=person.actor, payout_id=payout_id, account_id=account_id
    )


def brings(house: House, person: Person, campaign_id: CampaignId, day: date | None = None) -> EarlyWithdrawal:
    """What withdrawing the person's share early brings, today or on a day."""
    deposit = deposit_of(house, campaign_id)
    terms, product = house.campaign(campaign_id).terms, house.store.products[deposit.product_code]
    return early_withdrawal(
        deposit, share_of(house, person, deposit.id), terms, product, day or house.now.day
    )


def leaving(house: House, person: Person, campaign_id: CampaignId) -> WithdrawEarly:
    """The command with which somebody withdraws the only share early, as reviewed just now."""
    return withdrawing_early(house, person, share_of(house, person, deposit_of(house, campaign_id).id))


def withdrawing_early(house: House, person: Person, share: Share) -> WithdrawEarly:
    """The command with which somebody withdraws a share early, as reviewed just now."""
    deposit = house.store.deposits[share.deposit_id]
    terms, product = house.campaign(deposit.campaign_id).terms, house.store.products[deposit.product_code]
    return WithdrawEarly(
        intent=house.intent(),
        actor=person.actor,
        share_id=share.id,
        deposit_id=deposit.id,
        amount_minor=early_withdrawal(deposit, share, terms, product, house.now.day).amount_minor,
    )


def waiting_for_share(house: House, person: Person, deposit: TermDeposit) -> JoinWaitingList:
    """The command with which somebody waits for a share of a deposit."""
    return JoinWaitingList(
        intent=house.intent(),
        actor=person.actor,
        campaign_id=deposit.campaign_id,
        deposit_id=deposit.id,
    )


def joining_line(house: House, person: Person, campaign_id: CampaignId) -> JoinWaitingList:
    """The command with which somebody waits for a share of the campaign's deposit."""
    return JoinWaitingList(
        intent=house.intent(),
        actor=person.actor,
        campaign_id=campaign_id,
        deposit_id=house.campaign(campaign_id).deposit_id,
    )


def offering(house: House, person: Person, share: Share) -> OfferShare:
    """The command with which somebody offers a share for sale."""
    return OfferShare(
        intent=house.intent(), actor=person.actor, share_id=share.id, deposit_id=share.deposit_id
    )


def taking_back(house: House, person: Person, share: Share) -> TakeBackOffer:
    """The command with which somebody keeps a share after all."""
    return TakeBackOffer(
        intent=house.intent(), actor=person.actor, share_id=share.id, deposit_id=share.deposit_id
    )


def moving_on(house: House, share: Share) -> MoveOfferOn:
    """The command with which time brings an offer further."""
    return MoveOfferOn(intent=house.intent(), actor=SYSTEM, share_id=share.id, deposit_id=share.deposit_id)


def buying(house: House, person: Person, share: Share) -> BuyShare:
    """The command with which somebody buys a share, as reviewed just now."""
    deposit = house.store.deposits[share.deposit_id]
    terms = house.campaign(deposit.campaign_id).terms
    return BuyShare(
        intent=house.intent(),
        actor=person.actor,
        share_id=share.id,
        deposit_id=share.deposit_id,
        account_id=person.account_id,
        price_minor=transfer_price_minor(deposit, share, terms, house.now.day),
        consent=Consent(terms.digest, "en", "1"),
    )


def bought_from(house: House, share: Share) -> Share:
    """The share that a sold one became."""
    [share] = [each for each in house.store.shares.values() if each.acquired_from == share.id]
    return share


def matured(house: House, campaign_id: CampaignId) -> TermDeposit:
    """Let a campaign's deposit reach its payout date and end; as it was just before."""
    deposit = deposit_of(house, campaign_id)
    until(house, deposit.payout_date)
    house.accepted(maturing(house, deposit.id))
    return deposit


def balance_minor(house: House, account: LedgerAccountId) -> int:
    """What is on a ledger account; nothing on one that was never opened."""
    kept = house.store.ledger.get(account)
    return 0 if kept is None else kept.balance_minor


def check_books(house: House) -> None:
    """Every rule that holds whatever happened."""
    check_invariants(house.store)
