"""What happens when a pool fills, fails or runs out of time."""

from core.book import Book
from core.bookkeeping import placed_hold
from core.commands import ActorKind, Done, DropAiling, ExpireCampaign, SettleCampaign
from core.domain.bank import (
    FailingHold,
    OpenDeposit,
    ReleaseHold,
)
from core.domain.campaign import Campaign, CampaignState
from core.domain.conditions import ConditionCode, FailedCondition
from core.domain.errors import NotDue
from core.domain.ids import DepositId
from core.domain.moment import Moment
from core.domain.notice import (
    PledgeDropped,
    PoolExpired,
    PoolReopened,
)
from core.domain.participant import link_conditions
from core.domain.pledge import Pledge, PledgeState
from core.reach import Reach
from core.usecases.pooling import known_campaign, put_campaign, release_all
from core.usecases.reconciling import paused_by_an_account
from core.usecases.registry import use_case


def _whole_campaign(command: SettleCampaign | ExpireCampaign | DropAiling) -> Reach:
    return Reach(whole_campaigns=frozenset({command.campaign_id}))


@use_case(SettleCampaign, actors={ActorKind.SYSTEM}, settles=True, reach=_whole_campaign)
def settle_campaign(book: Book, command: SettleCampaign, now: Moment) -> Done:
    """Order the deposit of a funded campaign (S8): one order that captures all holds and opens the deposit, or neither.

    Links are validated again here, accounts and holds by the bank. Raises NotDue unless the campaign is funded, and
    while it is paused; if it is to be paused now, nothing is ordered.
    """
    funded = known_campaign(book, command.campaign_id)
    campaign = funded.settling()
    if paused_by_an_account(book, funded):
        return Done()
    pledges = book.live_pledges(campaign.id)
    assert sum(pledge.amount_minor for pledge in pledges) == campaign.terms.target_minor, (
        "funded, but not full"
    )
    book.put_campaign(campaign)
    terms = campaign.terms
    book.order(
        campaign.id,
        OpenDeposit(
            deposit_id=DepositId(book.ids.mint("dep")),
            hold_ids=tuple(pledge.hold_id for pledge in pledges),
            unproved=_unproved(book, pledges),
            principal_minor=terms.target_minor,
            currency=terms.currency,
            product_code=terms.product_code,
            term_months=terms.term_months,
            annual_rate_percent=terms.annual_rate_percent,
            day_count=terms.day_count,
            compounding=terms.compounding,
            rounding=terms.rounding,
            business_day_rule=terms.later.business_day_rule,
        ),
    )
    return Done()


def _unproved(book: Book, pledges: tuple[Pledge, ...]) -> tuple[FailingHold, ...]:
    """The holds on accounts that are no longer proved to be their members', or that a correction has changed."""
    failing = []
    for pledge in pledges:
        account, link = book.accounts[pledge.account_id], book.links[pledge.account_id]
        assert account is not None, "an account is never deleted"
        assert link is not None, "a link is never deleted"
        failed = link_conditions(link, book.customers[account.customer_id])
        hold = placed_hold(book, pledge.hold_id)
        if hold is None or hold.amount_minor != pledge.amount_minor:
            failed += (FailedCondition(ConditionCode.HOLD_MISSING),)
        if failed:
            failing.append(FailingHold(pledge.hold_id, failed))
    return tuple(failing)


@use_case(ExpireCampaign, actors={ActorKind.SYSTEM}, reach=_whole_campaign)
def expire_campaign(book: Book, command: ExpireCampaign, now: Moment) -> Done:
    """End a campaign whose time ran out unfilled, and give every hold back.

    Raises NotDue unless that is so, and while it is paused.
    """
    campaign = known_campaign(book, command.campaign_id)
    expired = campaign.expired(now)
    if paused_by_an_account(book, campaign):
        return Done()
    released = release_all(book, campaign)
    book.put_campaign(expired)
    for participant_id, released_minor in released.items():
        book.tell(PoolExpired(participant_id, campaign.id, released_minor))
    return Done()


@use_case(DropAiling, actors={ActorKind.SYSTEM}, reach=_whole_campaign)
def drop_ailing(book: Book, command: DropAiling, now: Moment) -> Done:
    """End the mend window: who did not mend is dropped, and the campaign opens again for the places that fell free.

    Whose mending the bank still checks stays until it has answered. Raises NotDue unless the campaign is repairing and
    its window has passed.
    """
    campaign = known_campaign(book, command.campaign_id)
    campaign.check_not_paused()
    if (
        campaign.state is not CampaignState.REPAIRING
        or campaign.mend_until is None
        or now.at < campaign.mend_until
    ):
        raise NotDue(campaign.state.value)
    if paused_by_an_account(book, campaign):
        return Done()
    for pledge in book.live_pledges(campaign.id):
        if pledge.ailing:
            campaign = drop(book, campaign, pledge)
    campaign = campaign.mend_window_over().after_repair(now)
    put_campaign(book, campaign, now)
    if campaign.state is CampaignState.OPEN:
        told = dict.fromkeys(
            [
                *campaign.organiser_in_chat,
                *(pledge.participant_id for pledge in book.live_pledges(campaign.id)),
            ]
        )
        for participant_id in told:
            book.tell(PoolReopened(participant_id, campaign.id, campaign.closes_at))
    return Done()


def drop(book: Book, campaign: Campaign, pledge: Pledge) -> Campaign:
    """End the pledge of somebody who did not mend, and give the money back; the campaign without it."""
    book.put_pledge(pledge.ended(PledgeState.DROPPED))
    book.order(campaign.id, ReleaseHold(pledge.hold_id), pledge.id)
    book.tell(PledgeDropped(pledge.participant_id, campaign.id, pledge.amount_minor))
    return campaign.left(pledge.amount_minor, pledge.seat).mended()
