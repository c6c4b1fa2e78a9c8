"""Selling a share: to the other members first, then to who waits in line; who buys it owns it from that day."""

from collections.abc import Iterable

from core.book import Book
from core.commands import ActorKind, BuyShare, Done, MoveOfferOn, OfferShare, TakeBackOffer
from core.domain.bank import TermDeposit, TransferShare
from core.domain.buying import check_buyable, other_members, transfer_debit
from core.domain.campaign import Campaign
from core.domain.conditions import FailedCondition
from core.domain.deposit import Share, ShareState, certificate_number
from core.domain.errors import AmountChanged, ShareUnknown
from core.domain.exiting import check_leavable, transfer_price_minor
from core.domain.ids import CampaignId, ParticipantId, PayoutId, ShareId
from core.domain.leaving import Buyer
from core.domain.moment import Moment
from core.domain.notice import OfferUntaken, PurchaseRejected, ShareBought, ShareForSale, ShareSold
from core.domain.payout import Payout, PayoutCause
from core.reach import Reach
from core.usecases.exiting import leave, left, share_to_leave
from core.usecases.maturing import active_deposit, order_payment, own_share
from core.usecases.pooling import check_consent, known_campaign, linked_account
from core.usecases.registry import use_case


def _share_in_its_deposit(command: OfferShare | TakeBackOffer | MoveOfferOn) -> Reach:
    return Reach(shares=frozenset({command.share_id}), whole_deposits=frozenset({command.deposit_id}))


@use_case(
    OfferShare,
    actors={ActorKind.PARTICIPANT},
    reach=_share_in_its_deposit,
)
def offer_share(book: Book, command: OfferShare, now: Moment) -> Done:
    """Offer a share to the other members, who hear of it.

    Raises ShareUnknown, ShareFixed also if it is for sale already, LockedIn, and NotDue while the campaign is paused.
    """
    share, deposit, campaign = share_to_leave(book, command)
    check_leavable(deposit, share, campaign.terms, now.day)
    offered = share.offered(now)
    book.put_share(offered)
    _tell_of_sale(book, campaign, offered, other_members(offered, book.active_shares(deposit.id)))
    return Done()


@use_case(TakeBackOffer, actors={ActorKind.PARTICIPANT}, reach=_share_in_its_deposit)
def take_back_offer(book: Book, command: TakeBackOffer, now: Moment) -> Done:
    """Keep a share after all.

    Raises ShareUnknown, OfferOver if it is not for sale any more, or ShareLeaving while somebody is buying it.
    """
    book.put_share(own_share(book, command.share_id, command.actor.id).taken_back())
    return Done()


@use_case(MoveOfferOn, actors={ActorKind.SYSTEM}, settles=True, reach=_share_in_its_deposit)
def move_offer_on(book: Book, command: MoveOfferOn, now: Moment) -> Done:
    """Offer a share to the line too, or end its offer untaken, and say so. Raises NotDue before its time."""
    share = book.shares[command.share_id]
    if share is None:
        raise ShareUnknown
    moved = share.moved_on(now)
    book.put_share(moved)
    deposit = active_deposit(book, share.deposit_id)
    if moved.untaken:
        book.tell(OfferUntaken(share.participant_id, deposit.campaign_id, share.id))
    else:
        campaign = known_campaign(book, deposit.campaign_id)
        members = other_members(share, book.active_shares(deposit.id))
        waiting = [each for each in campaign.waiting.line if each not in members]
        _tell_of_sale(book, campaign, moved, waiting)
    return Done()


@use_case(
    BuyShare,
    actors={ActorKind.PARTICIPANT},
    settles=True,
    reach=lambda command: Reach(
        shares=frozenset({command.share_id}),
        whole_deposits=frozenset({command.deposit_id}),
        accounts=frozenset({command.account_id}),
    ),
)
def buy_share(book: Book, command: BuyShare, now: Moment) -> Done:
    """Buy a share that is for sale, first come; it is owned from the day on which the bank has debited its price.

    A member may hold several shares of one deposit: each has its certificate, its account and its choice at maturity,
    and the bounds of the terms are those of a pledge, not of what friends hand on among themselves later.
    Raises ShareUnknown, OfferOver, ShareLeaving while the bank is checking another buyer, NotPermitted for the seller
    and for who is neither member nor, once it is their turn, in line, TermsNotConsented, AmountChanged if the price is
    another by now, AccountNotLinked, AccountNotValid with all that failed, or NotDue while the campaign is paused.
    """
    share = book.shares[command.share_id]
    if share is None or share.deposit_id != command.deposit_id:
        raise ShareUnknown
    share.standing_offer()
    buyer_id = ParticipantId(command.actor.id)
    deposit = active_deposit(book, share.deposit_id)
    campaign = known_campaign(book, deposit.campaign_id)
    campaign.check_not_paused()
    active_shares = book.active_shares(deposit.id)
    check_buyable(share, deposit, active_shares, campaign.waiting, buyer_id, now.day)
    check_consent(campaign, command.consent)
    price_minor = transfer_price_minor(deposit, share, campaign.terms, now.day)
    if price_minor != command.price_minor:
        raise AmountChanged(price_minor)
    account, link = linked_account(book, command.account_id, buyer_id)
    debit = transfer_debit(campaign.terms, link.customer_id, price_minor)
    transferring = TransferShare(
        deposit_id=deposit.id,
        share_id=share.id,
        payout_id=PayoutId(book.ids.mint("pay")),
        bought_id=ShareId(book.ids.mint("shr")),
        account_id=account.id,
        buyer_id=buyer_id,
        debit=debit,
    )
    order = book.order(campaign.id, transferring, deposit_id=deposit.id)
    leave(book, share, order, now, Buyer(buyer_id, account.id))
    return Done()


def _tell_of_sale(book: Book, campaign: Campaign, share: Share, to: Iterable[ParticipantId]) -> None:
    until = share.standing_offer().due_at
    assert until is not None, "an offer that stands ends by time"
    book.tell(*(ShareForSale(each, campaign.id, share.id, until) for each in to))


# What follows from the bank's answers


def share_transferred(book: Book, campaign_id: CampaignId, transferred: TransferShare, now: Moment) -> None:
    """The share is its buyer's, under a certificate of its own; its price is ordered to the seller's account."""
    share = left(book, transferred.deposit_id, transferred.share_id)
    deposit = book.deposits[transferred.deposit_id]
    assert deposit is not None, "a deposit is never deleted"
    bought = _bought(share, deposit, transferred, now)
    book.put_share(share.ended(ShareState.SOLD))
    book.put_share(bought)
    campaign = known_campaign(book, campaign_id)
    if campaign.waiting.position(bought.participant_id) is not None:
        book.put_campaign(campaign.no_longer_waited_for_by(bought.participant_id))
    book.tell(
        ShareBought(bought.participant_id, campaign_id, bought.id),
        ShareSold(share.participant_id, campaign_id, transferred.price_minor),
    )
    payout = Payout.of_share(
        share,
        transferred.payout_id,
        campaign_id,
        PayoutCause.SALE,
        now.at,
        principal_minor=share.principal_minor,
        interest_minor=transferred.price_minor - share.principal_minor,
        tax_minor=0,
    )
    order_payment(book, payout, deposit.currency)


def purchase_rejected(
    book: Book,
    campaign_id: CampaignId,
    rejected: TransferShare,
    conditions: tuple[FailedCondition, ...],
    now: Moment,
) -> None:
    """The buyer's account does not allow it: they hear why, and the share is for sale as it was."""
    share = left(book, rejected.deposit_id, rejected.share_id)
    book.put_share(share.stays(now))
    book.tell(PurchaseRejected(rejected.buyer_id, campaign_id, share.id, conditions))


def _bought(share: Share, deposit: TermDeposit, transferred: TransferShare, now: Moment) -> Share:
    return Share(
        id=transferred.bought_id,
        deposit_id=deposit.id,
        pledge_id=share.pledge_id,
        participant_id=transferred.buyer_id,
        account_id=transferred.account_id,
        principal_minor=share.principal_minor,
        certificate_number=certificate_number(deposit.number, deposit.register_size),
        issued_at=now.at,
        owned_from=now.day,
        acquired_from=share.id,
    )
