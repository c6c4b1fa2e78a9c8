"""What the people of the city want: each method is one of their moves, and `chance` makes their choices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from core.commands import Command, OpenCampaign
from core.domain.campaign import Campaign, CampaignState
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.ids import AccountId, CampaignId, ParticipantId
from core.domain.notice import (
    ChangeRejected,
    MaturityAhead,
    Notice,
    OfferUntaken,
    PayoutWaiting,
    PledgeRejected,
    PoolReopened,
    PurchaseRejected,
    RepairNeeded,
    ShareForSale,
)
from core.domain.payout import PayoutState
from core.domain.pledge import Pledge
from tests.support.house import (
    ADMIN,
    ALL_TYPES,
    EQUAL_SHARE,
    FREE_AMOUNT,
    OPENING,
    REMAINDER,
    YUAN,
    House,
    Person,
)
from tests.support.maturing import (
    buying,
    choosing,
    offering,
    redirecting,
    taking_back,
    waiting_for_share,
    withdrawing_early,
)

CAMPAIGNS_AT_A_TIME = 6
LAST_ORDERS = timedelta(days=345)
"""From then on nobody begins anything, so that everything can end within the year."""
TERMS: tuple[dict[str, Any], ...] = (
    {},
    {"target_minor": 5_000 * YUAN, "product_code": "TD01M"},
    {"target_minor": 7_000 * YUAN, "product_code": "TD01M"},
    {"target_minor": 5_000 * YUAN, "product_code": "TD03M", "head_count_max": 3},
    {"target_minor": 10_000 * YUAN, "product_code": "TD03M-F"},
    {"debit_amount_types": frozenset({EQUAL_SHARE}), "seats": 3},
    {"debit_amount_types": frozenset({EQUAL_SHARE, REMAINDER}), "seats": 4},
    {"debit_amount_types": ALL_TYPES, "seats": 4, "head_count_max": 4},
    {"target_minor": 6_000 * YUAN, "member_maximum_minor": 3_000 * YUAN, "product_code": "TD24M"},
)


class People:
    """Everybody who lives here, with two accounts each."""

    def __init__(self, house: House, chance: Random, count: int) -> None:
        self._house = house
        self._chance = chance
        self.people = [house.person(f"Citizen {number}", balance_minor=0) for number in range(count)]
        self.accounts: dict[ParticipantId, tuple[AccountId, AccountId]] = {}
        for person in self.people:
            second = house.account(person.customer_id, balance_minor=0)
            house.link(person.participant_id, person.telegram_user_id, person.phone)
            self.accounts[person.participant_id] = (person.account_id, second)
        self._by_id = {person.participant_id: person for person in self.people}

    def moves(self) -> Iterator[Command[Any]]:
        """What somebody does of their own accord."""
        person = self._chance.choice(self.people)
        open_now = self._campaigns(CampaignState.OPEN)
        if len(open_now) < CAMPAIGNS_AT_A_TIME and self._chance.random() < 0.3:
            yield self._opening(person)
        elif open_now:
            yield from self._joining(person, self._chance.choice(open_now))
        if self._chance.random() < 0.15:
            yield from self._second_thoughts()
        if self._chance.random() < 0.3:
            yield from self._leaving(person)

    def hears(self, notice: Notice) -> Iterator[Command[Any]]:
        """What somebody does about what they are told, if anything."""
        match notice:
            case RepairNeeded(to=to, campaign_id=campaign_id) if self._chance.random() < 0.8:
                yield from self._mending(self._by_id[to], campaign_id)
            case (
                PledgeRejected(to=to, campaign_id=campaign_id) | PoolReopened(to=to, campaign_id=campaign_id)
            ):
                yield from self._joining(self._by_id[to], self._house.campaign(campaign_id))
            case ChangeRejected(to=to, campaign_id=campaign_id):
                yield self._house.withdrawing(self._by_id[to], campaign_id)
            case MaturityAhead(to=to, share_id=share_id):
                choice = self._chance.choice(list(MaturityChoice))
                yield choosing(self._house, self._by_id[to], share_id, choice)
            case ShareForSale(to=to, share_id=share_id) if self._chance.random() < 0.5:
                yield from self._buying(self._by_id[to], self._house.store.shares[share_id])
            case OfferUntaken(to=to, share_id=share_id) if self._chance.random() < 0.7:
                yield from self._withdrawing_early(self._by_id[to], self._house.store.shares[share_id])
            case PurchaseRejected(to=to, share_id=share_id):
                yield from self._buying(self._by_id[to], self._house.store.shares[share_id])
            case PayoutWaiting(to=to, payout_id=payout_id):
                yield redirecting(
                    self._house, self._by_id[to], payout_id, self._chance.choice(self.accounts[to])
                )

    def _leaving(self, person: Person) -> Iterator[Command[Any]]:
        """Somebody wants out of a deposit, or no longer; somebody else wants in."""
        store = self._house.store
        shares = [each for each in store.shares.values() if each.state is ShareState.ACTIVE]
        own = [each for each in shares if each.participant_id == person.participant_id]
        for_sale = [each for each in shares if each.offer is not None]
        match self._chance.choice(["offer", "offer", "withdraw", "buy", "take back", "wait"]):
            case "offer" if own:
                yield offering(self._house, person, self._chance.choice(own))
            case "withdraw" if own:
                yield from self._withdrawing_early(person, self._chance.choice(own))
            case "buy" if for_sale:
                yield from self._buying(person, self._chance.choice(for_sale))
            case "take back" if own and self._chance.random() < 0.3:
                yield taking_back(self._house, person, self._chance.choice(own))
            case "wait" if shares:
                deposit = store.deposits[self._chance.choice(shares).deposit_id]
                yield waiting_for_share(self._house, person, deposit)

    def _withdrawing_early(self, person: Person, share: Share) -> Iterator[Command[Any]]:
        begun = self._house.store.deposits[share.deposit_id].value_date <= self._house.now.day
        if begun and self._house.at < OPENING + LAST_ORDERS:
            yield withdrawing_early(self._house, person, share)

    def _buying(self, person: Person, share: Share) -> Iterator[Command[Any]]:
        account_id = self._chance.choice(self.accounts[person.participant_id])
        if self._house.at < OPENING + LAST_ORDERS:
            yield replace(buying(self._house, person, share), account_id=account_id)

    def wants_their_money(self) -> Iterator[Command[Any]]:
        """Somebody whose money waits does not leave it at that."""
        payouts = self._house.store.payouts.values()
        waiting = [payout for payout in payouts if payout.state is PayoutState.WAITING]
        if waiting:
            payout = self._chance.choice(waiting)
            account_id = self._chance.choice(self.accounts[payout.participant_id])
            yield redirecting(self._house, self._by_id[payout.participant_id], payout.id, account_id)

    def account_of_a_share(self) -> AccountId | None:
        """One to which money will come back, if any will."""
        shares = [share for share in self._house.store.shares.values() if share.state is ShareState.ACTIVE]
        return self._chance.choice(shares).account_id if shares else None

    def pledged_account(self) -> AccountId | None:
        """One from which somebody has pledged in a campaign that is open, if anybody has."""
        pledges = [
            pledge for each in self._campaigns(CampaignState.OPEN) for pledge in self._pledges(each.id)
        ]
        return self._chance.choice(pledges).account_id if pledges else None

    def _campaigns(self, *states: CampaignState) -> list[Campaign]:
        return [campaign for campaign in self._house.store.campaigns.values() if campaign.state in states]

    def _opening(self, person: Person) -> OpenCampaign:
        hours = self._chance.choice([1, 12, 48, 120, 240])
        terms = {"deadline": self._house.at + timedelta(hours=hours), **self._chance.choice(TERMS)}
        return self._house.opening(person, **terms)

    def _joining(self, person: Person, campaign: Campaign) -> Iterator[Command[Any]]:
        amounts = list(_amounts(campaign))
        if amounts:
            amount_minor, amount_type = self._chance.choice(amounts)
            account_id = self._chance.choice(self.accounts[person.participant_id])
            asking = self._house.changing if self._is_in(person, campaign) else self._house.placing
            yield asking(person, campaign.id, amount_minor, amount_type, account_id)

    def _is_in(self, person: Person, campaign: Campaign) -> bool:
        return any(pledge.participant_id == person.participant_id for pledge in self._pledges(campaign.id))

    def _pledges(self, campaign_id: CampaignId) -> list[Pledge]:
        pledges = self._house.store.pledges.values()
        return [pledge for pledge in pledges if pledge.campaign_id == campaign_id and pledge.live]

    def _second_thoughts(self) -> Iterator[Command[Any]]:
        movable = self._campaigns(CampaignState.OPEN, CampaignState.REPAIRING)
        if not movable:
            return
        campaign = self._chance.choice(movable)
        if self._chance.random() < 0.1:
            actor = self._chance.choice([ADMIN, self._by_id[ParticipantId(campaign.initiator_id)].actor])
            yield self._house.cancelling(actor, campaign.id, "second thoughts")
        elif pledges := self._pledges(campaign.id):
            yield self._house.withdrawing(
                self._by_id[self._chance.choice(pledges).participant_id], campaign.id
            )

    def _mending(self, person: Person, campaign_id: CampaignId) -> Iterator[Command[Any]]:
        """Mostly from the other account, or from the same, which may be in order again."""
        for pledge in self._pledges(campaign_id):
            if pledge.participant_id == person.participant_id:
                accounts = self.accounts[person.participant_id]
                account_id = self._chance.choice([*accounts, *set(accounts) - {pledge.account_id}])
                amount = pledge.amount
                yield self._house.changing(
                    person, campaign_id, amount.amount_minor, amount.debit_amount_type, account_id
                )


def _amounts(campaign: Campaign) -> Iterator[tuple[int, Any]]:
    """Amounts that may fit; the rest more often than others, so that pools fill."""
    terms, rest_minor = campaign.terms, campaign.remaining_minor
    if REMAINDER in terms.debit_amount_types:
        yield from [(rest_minor, REMAINDER)] * 2
    if FREE_AMOUNT in terms.debit_amount_types:
        for amount_minor in (rest_minor, rest_minor // 2 // YUAN * YUAN, 500 * YUAN, 2_000 * YUAN):
            yield amount_minor, FREE_AMOUNT
    for seat in campaign.free_seats():
        yield terms.seat_amounts_minor[seat], EQUAL_SHARE
