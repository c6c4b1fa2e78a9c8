"""What happens when a pool fills, fails or runs out of time, and what follows from the bank's answers."""

from dataclasses import replace

from core.book import Book
from core.commands import ActorKind, Done, DropAiling, ExpireCampaign, SettleCampaign
from core.domain.bank import (
    BankOrder,
    Confirmed,
    FailingHold,
    OpenDeposit,
    OrderState,
    Outcome,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
    TermDeposit,
)
from core.domain.campaign import Campaign, CampaignState
from core.domain.conditions import FailedCondition
from core.domain.deposit import Share, certificate_number, check_register
from core.domain.errors import AccountNotValid, NotDue
from core.domain.ids import CampaignId, DepositId, HoldId, ParticipantId, ShareId
from core.domain.moment import Moment
from core.domain.notice import (
    OwnPoolSettled,
    PledgeDropped,
    PoolExpired,
    PoolReopened,
    PoolSettled,
    RepairAwaited,
    RepairNeeded,
)
from core.domain.participant import link_conditions
from core.domain.pledge import Pledge, PledgeState
from core.reach import Reach
from core.usecases.pooling import known_campaign, release_all
from core.usecases.registry import use_case


def _whole_campaign(command: SettleCampaign | ExpireCampaign | DropAiling) -> Reach:
    return Reach(whole_campaigns=frozenset({command.campaign_id}))


@use_case(SettleCampaign, actors={ActorKind.SYSTEM}, reach=_whole_campaign)
def settle_campaign(book: Book, command: SettleCampaign, now: Moment) -> Done:
    """Order the deposit of a funded campaign (S8): one order that captures all holds and opens the deposit, or neither.

    Links are validated again here, accounts and holds by the bank. Raises NotDue unless the campaign is funded.
    """
    campaign = known_campaign(book, command.campaign_id).settling()
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
        ),
    )
    return Done()


def _unproved(book: Book, pledges: tuple[Pledge, ...]) -> tuple[FailingHold, ...]:
    """The holds on accounts that are no longer proved to be their members'."""
    failing = []
    for pledge in pledges:
        account, link = book.accounts[pledge.account_id], book.links[pledge.account_id]
        assert account is not None, "an account is never deleted"
        assert link is not None, "a link is never deleted"
        if failed := link_conditions(link, book.customers[account.customer_id]):
            failing.append(FailingHold(pledge.hold_id, failed))
    return tuple(failing)


@use_case(ExpireCampaign, actors={ActorKind.SYSTEM}, reach=_whole_campaign)
def expire_campaign(book: Book, command: ExpireCampaign, now: Moment) -> Done:
    """End a campaign whose time ran out unfilled, and give every hold back. Raises NotDue unless that is so."""
    campaign = known_campaign(book, command.campaign_id)
    expired = campaign.expired(now)
    released = release_all(book, campaign)
    book.put_campaign(expired)
    for participant_id, released_minor in {campaign.initiator_id: 0, **released}.items():
        book.tell(PoolExpired(participant_id, campaign.id, released_minor))
    return Done()


@use_case(DropAiling, actors={ActorKind.SYSTEM}, reach=_whole_campaign)
def drop_ailing(book: Book, command: DropAiling, now: Moment) -> Done:
    """End the mend window: who did not mend is dropped, and the campaign opens again for the places that fell free.

    Raises NotDue unless the campaign is repairing and its window has passed.
    """
    campaign = known_campaign(book, command.campaign_id)
    if (
        campaign.state is not CampaignState.REPAIRING
        or campaign.mend_until is None
        or now.at < campaign.mend_until
    ):
        raise NotDue(campaign.state.value)
    dropped = [pledge for pledge in book.live_pledges(campaign.id) if pledge.ailing]
    for pledge in dropped:
        book.put_pledge(pledge.ended(PledgeState.DROPPED))
        book.order(campaign.id, ReleaseHold(pledge.hold_id))
        book.tell(PledgeDropped(pledge.participant_id, campaign.id, pledge.amount_minor))
        campaign = campaign.left(pledge.amount_minor, pledge.seat).mended()
    campaign = campaign.after_repair(now)
    book.put_campaign(campaign)
    told = dict.fromkeys(
        [campaign.initiator_id, *(pledge.participant_id for pledge in book.live_pledges(campaign.id))]
    )
    for participant_id in told:
        book.tell(PoolReopened(participant_id, campaign.id, campaign.closes_at))
    return Done()


# What follows from the bank's answers


def apply_outcome(book: Book, order: BankOrder, outcome: Outcome, now: Moment) -> None:
    """Record the bank's answer to an order, and do what follows from it.

    A hold that is refused while the command that asked for it still runs refuses that command: raises AccountNotValid.
    """
    match order.instruction, outcome:
        case (PlaceHold() | ReplaceHold(), Rejected(conditions)):
            raise AccountNotValid(conditions)
        case (PlaceHold(hold_id=hold_id) | ReplaceHold(placed=PlaceHold(hold_id=hold_id)), Confirmed()):
            _hold_confirmed(book, order.campaign_id, hold_id)
        case (OpenDeposit(), Confirmed(deposit)) if deposit is not None:
            _issue_shares(book, known_campaign(book, order.campaign_id), deposit, now)
        case (OpenDeposit(), Rejected(failing=failing)):
            _repair(book, known_campaign(book, order.campaign_id), failing, now)
        case (ReleaseHold(), Confirmed()):
            pass
        case _:
            raise AssertionError(f"{order.reference}: {outcome} does not answer {order.instruction}")
    state = OrderState.CONFIRMED if isinstance(outcome, Confirmed) else OrderState.REJECTED
    book.orders.put(order.reference, replace(order, state=state))


def _hold_confirmed(book: Book, campaign_id: CampaignId, hold_id: HoldId) -> None:
    for pledge in book.pledges.page():
        if pledge.hold_id == hold_id:
            book.put_pledge(replace(pledge, state=PledgeState.HELD))
            return
    raise AssertionError(f"{hold_id} belongs to no pledge of {campaign_id}")


def _issue_shares(book: Book, campaign: Campaign, deposit: TermDeposit, now: Moment) -> None:
    """Capture every pledge, write the share register, and tell everyone."""
    shares: list[Share] = []
    for position, pledge in enumerate(book.live_pledges(campaign.id), start=1):
        share = Share(
            id=ShareId(book.ids.mint("shr")),
            deposit_id=deposit.id,
            pledge_id=pledge.id,
            participant_id=pledge.participant_id,
            account_id=pledge.account_id,
            principal_minor=pledge.amount_minor,
            certificate_number=certificate_number(deposit.number, position),
            issued_at=now.at,
        )
        shares.append(share)
        book.shares.put(share.id, share)
        book.put_pledge(pledge.ended(PledgeState.CAPTURED))
        book.tell(PoolSettled(pledge.participant_id, campaign.id, share.id))
    check_register(shares, deposit.principal_minor)
    book.put_campaign(campaign.settled(deposit.id))
    if all(share.participant_id != campaign.initiator_id for share in shares):
        book.tell(OwnPoolSettled(campaign.initiator_id, campaign.id))


def _repair(book: Book, campaign: Campaign, failing: tuple[FailingHold, ...], now: Moment) -> None:
    """Keep the places of those whose accounts failed for the mend window; only they learn why."""
    conditions: dict[HoldId, tuple[FailedCondition, ...]] = {
        hold.hold_id: hold.conditions for hold in failing
    }
    campaign = campaign.repairing(len(conditions), now)
    assert campaign.mend_until is not None
    book.put_campaign(campaign)
    others: dict[ParticipantId, None] = {campaign.initiator_id: None}
    for pledge in book.live_pledges(campaign.id):
        if pledge.hold_id not in conditions:
            others[pledge.participant_id] = None
            continue
        ailing = replace(pledge, ailing=conditions[pledge.hold_id])
        book.put_pledge(ailing)
        book.tell(
            RepairNeeded(pledge.participant_id, campaign.id, pledge.id, ailing.ailing, campaign.mend_until)
        )
        others.pop(pledge.participant_id, None)
    for participant_id in others:
        book.tell(RepairAwaited(participant_id, campaign.id, campaign.mend_until))
