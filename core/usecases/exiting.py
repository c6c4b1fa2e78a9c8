"""Leaving a deposit before it matures, without breaking it for the others."""

from core.book import Book
from core.commands import ActorKind, Done, OfferShare, WithdrawEarly
from core.domain.bank import TermDeposit, WithdrawShare
from core.domain.campaign import Campaign
from core.domain.deposit import Share, ShareState
from core.domain.errors import AmountChanged, AnotherLeaving, ShareUnknown
from core.domain.exiting import check_withdrawable_early, early_withdrawal
from core.domain.ids import CampaignId, DepositId, OrderReference, PayoutId, ShareId
from core.domain.leaving import Buyer, Leaving
from core.domain.moment import Moment
from core.domain.notice import RateLowered, WithdrawalDeclined
from core.domain.payout import Payout, PayoutCause
from core.reach import Reach
from core.usecases.maturing import active_deposit, dissolve_line, order_payment, own_share
from core.usecases.pooling import known_campaign
from core.usecases.registry import use_case


@use_case(
    WithdrawEarly,
    actors={ActorKind.PARTICIPANT},
    settles=True,
    reach=lambda command: Reach(
        shares=frozenset({command.share_id}), whole_deposits=frozenset({command.deposit_id})
    ),
)
def withdraw_early(book: Book, command: WithdrawEarly, now: Moment) -> Done:
    """Have the bank take a share out of its deposit at the demand rate; it is paid to its account.

    What was reviewed is what is paid, however late the bank answers: as of today. One share after the other, because
    what the rest will earn depends on how much stays. Raises ShareUnknown, ShareFixed, ShareLeaving, AnotherLeaving,
    LockedIn, EarlyWithdrawalsUsedUp, OfferFirst, AmountChanged if it brings another amount by now, and NotDue while the
    campaign is paused.
    """
    share, deposit, campaign = share_to_leave(book, command)
    check_withdrawable_early(deposit, share, campaign.terms, now.day)
    if any(
        each.leaving is not None and each.leaving.buyer is None for each in book.active_shares(deposit.id)
    ):
        raise AnotherLeaving
    product = book.products[deposit.product_code]
    assert product is not None, "a product is never deleted"
    brings = early_withdrawal(deposit, share, campaign.terms, product, now.day)
    if brings.amount_minor != command.amount_minor:
        raise AmountChanged(brings.amount_minor)
    withdrawing = WithdrawShare(
        deposit_id=deposit.id,
        share_id=share.id,
        payout_id=PayoutId(book.ids.mint("pay")),
        effective_date=now.day,
        principal_minor=brings.principal_minor,
        interest_minor=brings.interest_minor,
        tax_minor=brings.tax_minor,
        currency=deposit.currency,
        rest_rate_percent=brings.rest_rate_percent,
    )
    leave(book, share, book.order(campaign.id, withdrawing, deposit_id=deposit.id), now)
    return Done()


def share_to_leave(book: Book, command: WithdrawEarly | OfferShare) -> tuple[Share, TermDeposit, Campaign]:
    """The share that its owner wants to leave with, the deposit it is in, and their campaign.

    Raises ShareUnknown, ShareFixed, ShareLeaving, or NotDue unless the deposit is active, and while the campaign is
    paused.
    """
    share = own_share(book, command.share_id, command.actor.id)
    if share.deposit_id != command.deposit_id:
        raise ShareUnknown
    share.check_active()
    deposit = active_deposit(book, share.deposit_id)
    campaign = known_campaign(book, deposit.campaign_id)
    campaign.check_not_paused()
    return share, deposit, campaign


def leave(book: Book, share: Share, order: OrderReference, now: Moment, buyer: Buyer | None = None) -> None:
    """The bank is asked to let a share go: until it answers nothing else is done with it, nor does its deposit end."""
    book.put_share(share.asked_to_leave(Leaving(order, now.at, buyer)))
    deposit = active_deposit(book, share.deposit_id)
    book.deposits.put(deposit.id, deposit.exit_asked())


# What follows from the bank's answers


def left(book: Book, deposit_id: DepositId, share_id: ShareId) -> Share:
    """The bank has answered whether the share may go; the share as it is until then."""
    share, deposit = book.shares[share_id], book.deposits[deposit_id]
    assert share is not None, "a share is never deleted"
    assert share.leaving is not None, f"{share_id} is not leaving"
    assert deposit is not None, "a deposit is never deleted"
    book.deposits.put(deposit.id, deposit.exit_answered())
    return share


def withdrawal_declined(book: Book, campaign_id: CampaignId, declined: WithdrawShare, now: Moment) -> None:
    """The bank will not let the share go early: it stays as it was, and its owner hears that."""
    share = left(book, declined.deposit_id, declined.share_id)
    book.put_share(share.stays(now))
    book.tell(WithdrawalDeclined(share.participant_id, campaign_id, share.id))


def share_withdrawn(book: Book, campaign_id: CampaignId, withdrawn: WithdrawShare, now: Moment) -> None:
    """The share has left: its money is ordered to its account, and the others hear if their rate fell."""
    share = left(book, withdrawn.deposit_id, withdrawn.share_id)
    book.put_share(share.ended(ShareState.WITHDRAWN_EARLY, withdrawn.interest_minor, withdrawn.tax_minor))
    payout = Payout.of_share(
        share,
        withdrawn.payout_id,
        campaign_id,
        PayoutCause.EARLY_WITHDRAWAL,
        now.at,
        principal_minor=withdrawn.principal_minor,
        interest_minor=withdrawn.interest_minor,
        tax_minor=withdrawn.tax_minor,
    )
    order_payment(book, payout, withdrawn.currency)
    if not book.active_shares(share.deposit_id):
        dissolve_line(book, campaign_id)
    if withdrawn.rest_rate_percent is not None:
        others = dict.fromkeys(each.participant_id for each in book.active_shares(share.deposit_id))
        rate_percent, from_date = withdrawn.rest_rate_percent, withdrawn.effective_date
        book.tell(*(RateLowered(to, campaign_id, rate_percent, from_date) for to in others))
