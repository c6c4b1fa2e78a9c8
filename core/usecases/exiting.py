"""Leaving a deposit before it matures, without breaking it for the others."""

from core.book import Book
from core.commands import ActorKind, Done, WithdrawEarly
from core.domain.bank import WithdrawShare
from core.domain.deposit import ShareState
from core.domain.errors import AmountChanged, ShareUnknown
from core.domain.exiting import check_withdrawable_early, early_withdrawal
from core.domain.ids import CampaignId, PayoutId
from core.domain.moment import Moment
from core.domain.notice import RateLowered
from core.domain.payout import Payout, PayoutCause
from core.reach import Reach
from core.usecases.maturing import active_deposit, dissolve_line, order_payment, own_share
from core.usecases.pooling import known_campaign
from core.usecases.registry import use_case


@use_case(
    WithdrawEarly,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(
        shares=frozenset({command.share_id}), whole_deposits=frozenset({command.deposit_id})
    ),
    # Answered later, a second withdrawal or the maturity could overtake it: its share would be paid twice.
    embedded_bank_only=True,
)
def withdraw_early(book: Book, command: WithdrawEarly, now: Moment) -> Done:
    """Take a share out of its deposit at the demand rate; it is paid to its account.

    Raises ShareUnknown, ShareFixed, LockedIn, EarlyWithdrawalsUsedUp, OfferFirst, AmountChanged if it brings another
    amount by now, and NotDue while the campaign is paused.
    """
    share = own_share(book, command.share_id, command.actor.id)
    if share.deposit_id != command.deposit_id:
        raise ShareUnknown
    share.check_active()
    deposit = active_deposit(book, share.deposit_id)
    campaign = known_campaign(book, deposit.campaign_id)
    campaign.check_not_paused()
    check_withdrawable_early(deposit, share, campaign.terms, now.day)
    product = book.products[deposit.product_code]
    assert product is not None, "a product is never deleted"
    brings = early_withdrawal(deposit, share, campaign.terms, product, now.day)
    if brings.amount_minor != command.amount_minor:
        raise AmountChanged(brings.amount_minor)
    withdrawing = WithdrawShare(
        deposit_id=deposit.id,
        share_id=share.id,
        payout_id=PayoutId(book.ids.mint("pay")),
        principal_minor=brings.principal_minor,
        interest_minor=brings.interest_minor,
        tax_minor=brings.tax_minor,
        currency=deposit.currency,
        rest_rate_percent=brings.rest_rate_percent,
    )
    book.order(campaign.id, withdrawing, deposit_id=deposit.id)
    return Done()


# What follows from the bank's answers


def share_withdrawn(book: Book, campaign_id: CampaignId, withdrawn: WithdrawShare, now: Moment) -> None:
    """The share has left: its money is ordered to its account, and the others hear if their rate fell."""
    share = book.shares[withdrawn.share_id]
    assert share is not None, "a share is never deleted"
    book.put_share(share.ended(ShareState.WITHDRAWN_EARLY, withdrawn.interest_minor, withdrawn.tax_minor))
    payout = Payout(
        id=withdrawn.payout_id,
        share_id=share.id,
        deposit_id=share.deposit_id,
        campaign_id=campaign_id,
        participant_id=share.participant_id,
        account_id=share.account_id,
        cause=PayoutCause.EARLY_WITHDRAWAL,
        principal_minor=withdrawn.principal_minor,
        interest_minor=withdrawn.interest_minor,
        tax_minor=withdrawn.tax_minor,
        ordered_at=now.at,
    )
    order_payment(book, payout, withdrawn.currency)
    if not book.active_shares(share.deposit_id):
        dissolve_line(book, campaign_id)
    if withdrawn.rest_rate_percent is not None:
        others = dict.fromkeys(each.participant_id for each in book.active_shares(share.deposit_id))
        book.tell(*(RateLowered(to, campaign_id, withdrawn.rest_rate_percent) for to in others))
