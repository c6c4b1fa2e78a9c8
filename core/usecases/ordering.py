"""What becomes of bank orders: sent, unanswered, answered; and what follows from the bank's answers.

The embedded bank answers while the command that ordered still runs; then only `apply_outcome` is needed, and a hold
that is refused refuses that command. The use cases here are those of a courier, who takes orders to a remote bank.
"""

from dataclasses import replace

from core.book import Book
from core.bookkeeping import keep_books
from core.commands import ActorKind, Done, RecordNotReceived, RecordOutcome, RecordSilence, SendOrder
from core.domain.bank import (
    BankOrder,
    CloseDeposit,
    Confirmed,
    FailingHold,
    OpenDeposit,
    OrderState,
    Outcome,
    PayOut,
    PlaceHold,
    Rejected,
    ReleaseHold,
    ReplaceHold,
    TransferShare,
    WithdrawShare,
)
from core.domain.campaign import Campaign
from core.domain.conditions import FailedCondition
from core.domain.deposit import Share, certificate_number, check_register
from core.domain.errors import AccountNotValid, NotDue
from core.domain.ids import DepositId, HoldId, OrderReference, ParticipantId, ShareId
from core.domain.moment import Moment
from core.domain.notice import (
    ChangeRejected,
    OwnPoolSettled,
    PledgeHeld,
    PledgeRejected,
    PoolDeclined,
    PoolReopened,
    PoolSettled,
    RepairAwaited,
    RepairNeeded,
)
from core.domain.pledge import Pledge, PledgeState
from core.reach import Reach
from core.usecases.exiting import share_withdrawn, withdrawal_declined
from core.usecases.maturing import deposit_closed, payout_paid, payout_refused
from core.usecases.pooling import known_campaign, put_after_repair, release_all
from core.usecases.registry import THE_SWITCH, use_case
from core.usecases.settling import drop
from core.usecases.transferring import purchase_rejected, share_transferred

BANK_DECLINED = "bank_declined"
"""The reason kept when the bank will not open a deposit at all."""


def _order_alone(command: SendOrder | RecordSilence | RecordNotReceived) -> Reach:
    return Reach(orders=frozenset({command.reference}))


def _order_and_what_it_is_about(command: RecordOutcome) -> Reach:
    order = frozenset({command.reference})
    if command.pledge_id is not None:
        return Reach(
            orders=order,
            campaigns=frozenset({command.campaign_id}),
            pledges=frozenset({command.pledge_id}),
        )
    if command.payout_id is not None:
        return Reach(orders=order, payouts=frozenset({command.payout_id}))
    if command.deposit_id is not None:
        return Reach(orders=order, whole_deposits=frozenset({command.deposit_id}))
    return Reach(orders=order, whole_campaigns=frozenset({command.campaign_id}))


@use_case(
    SendOrder,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(orders=frozenset({command.reference}), standstill=THE_SWITCH),
)
def send_order(book: Book, command: SendOrder, now: Moment) -> Done:
    """Mark an order as sent, before it is: a courier that dies then leaves a question, never a second attempt.

    Raises NotDue unless the order is ready, and SettlementPaused for one that waits with all settlement.
    """
    order = _known_order(book, command.reference)
    book.standstill_now().check_may_send(order.instruction)
    _put(book, order.sent(now.at))
    return Done()


@use_case(RecordSilence, actors={ActorKind.SYSTEM}, reach=_order_alone)
def record_silence(book: Book, command: RecordSilence, now: Moment) -> Done:
    """Mark a sent order as unknown: it is looked up from now on. Raises NotDue unless it was sent."""
    _put(book, _known_order(book, command.reference).unanswered())
    return Done()


@use_case(RecordNotReceived, actors={ActorKind.SYSTEM}, reach=_order_alone)
def record_not_received(book: Book, command: RecordNotReceived, now: Moment) -> Done:
    """Make an order ready again that the bank never had. Raises NotDue unless its outcome was in question."""
    _put(book, _known_order(book, command.reference).not_received())
    return Done()


@use_case(RecordOutcome, actors={ActorKind.SYSTEM}, reach=_order_and_what_it_is_about)
def record_outcome(book: Book, command: RecordOutcome, now: Moment) -> Done:
    """Record what the bank says became of an order, once. Raises NotDue unless the order was sent and is unanswered."""
    order = _known_order(book, command.reference)
    if order.state not in (OrderState.SENT, OrderState.UNKNOWN):
        raise NotDue(order.state.value)
    if isinstance(command.outcome, Confirmed):
        keep_books(book, order, command.outcome, now)
    apply_outcome(book, order, command.outcome, now)
    return Done()


def _known_order(book: Book, reference: OrderReference) -> BankOrder:
    order = book.orders[reference]
    if order is None:
        raise NotDue("missing")
    return order


def _put(book: Book, order: BankOrder) -> None:
    book.orders.put(order.reference, order)


# What follows from the bank's answers


def apply_outcome(book: Book, order: BankOrder, outcome: Outcome, now: Moment) -> None:
    """Record the bank's answer to an order, and do what follows from it.

    What a member asked for, and is refused while that command still runs, refuses it: raises AccountNotValid for a
    hold or a purchase, AccountCannotReceive for a payment.
    """
    at_once = order.state is OrderState.READY
    match order.instruction, outcome:
        case (PlaceHold() | ReplaceHold(), Rejected(conditions)):
            if at_once:
                raise AccountNotValid(conditions)
            _hold_refused(book, _pledge_of(book, order), conditions, now)
        case (PlaceHold() | ReplaceHold(), Confirmed()):
            _hold_placed(book, _pledge_of(book, order), now, told=not at_once)
        case (OpenDeposit() as opening, Confirmed()):
            _issue_shares(book, known_campaign(book, order.campaign_id), opening.deposit_id, now)
        case (OpenDeposit(), Rejected(failing=failing)):
            campaign = known_campaign(book, order.campaign_id)
            _repair(book, campaign, failing, now) if failing else _call_off(book, campaign)
        case (CloseDeposit() | WithdrawShare() | TransferShare() | PayOut(), _):
            _apply_to_deposit(book, order, outcome, now, at_once=at_once)
        case (ReleaseHold(), _):
            pass  # a release that is refused has nothing to release; reconciliation looks into it
        case _:
            raise AssertionError(f"{order.reference}: {outcome} does not answer {order.instruction}")
    state = OrderState.CONFIRMED if isinstance(outcome, Confirmed) else OrderState.REJECTED
    _put(book, replace(order, state=state, answered_at=now.at))


def _apply_to_deposit(book: Book, order: BankOrder, outcome: Outcome, now: Moment, *, at_once: bool) -> None:
    """The same for what a deposit's life brings."""
    match order.instruction, outcome:
        case (CloseDeposit() as closing, Confirmed()):
            deposit_closed(book, order.campaign_id, closing, now)
        case (WithdrawShare() as withdrawing, Confirmed()):
            share_withdrawn(book, order.campaign_id, withdrawing, now)
        case (WithdrawShare() as withdrawing, Rejected()):
            withdrawal_declined(book, order.campaign_id, withdrawing, now)
        case (TransferShare() as transferring, Confirmed()):
            share_transferred(book, order.campaign_id, transferring, now)
        case (TransferShare() as transferring, Rejected(conditions)):
            if at_once:
                raise AccountNotValid(conditions)
            purchase_rejected(book, order.campaign_id, transferring, conditions, now)
        case (PayOut(payout_id=payout_id), Confirmed()):
            payout_paid(book, payout_id, now)
        case (PayOut(payout_id=payout_id), Rejected(conditions)):
            payout_refused(book, payout_id, conditions, at_once=at_once)
        case _:
            raise AssertionError(f"{order.reference}: {outcome} does not answer {order.instruction}")


def _pledge_of(book: Book, order: BankOrder) -> Pledge:
    assert order.pledge_id is not None, "a hold is some pledge's"
    pledge = book.pledges[order.pledge_id]
    assert pledge is not None, "a pledge is never deleted"
    return pledge


def _hold_placed(book: Book, pledge: Pledge, now: Moment, *, told: bool) -> None:
    """The pledge is held now. One that ended while the bank was checking gets the money back at once."""
    if pledge.state is not PledgeState.RESERVED:
        book.order(pledge.campaign_id, ReleaseHold(pledge.hold_id), pledge.id)
        return
    campaign = known_campaign(book, pledge.campaign_id).checked()
    if pledge.prior is not None:
        moved = pledge.prior.seat != pledge.seat
        campaign = campaign.freed(pledge.spare_minor, pledge.prior.seat if moved else None)
        if pledge.prior.ailing:
            campaign = campaign.mended()
    book.put_pledge(pledge.confirmed())
    _put_as_it_is_now(book, campaign, now)
    if told:
        book.tell(PledgeHeld(pledge.participant_id, campaign.id, pledge.amount_minor))


def _hold_refused(book: Book, pledge: Pledge, conditions: tuple[FailedCondition, ...], now: Moment) -> None:
    """The pledge is rejected, or stands as before if a change was refused; what the pool kept for it is free again."""
    if pledge.state is not PledgeState.RESERVED:
        if pledge.prior is not None:
            book.order(pledge.campaign_id, ReleaseHold(pledge.prior.hold_id), pledge.id)
        return
    campaign = known_campaign(book, pledge.campaign_id).checked()
    if pledge.prior is None:
        book.put_pledge(pledge.ended(PledgeState.REJECTED))
        campaign = campaign.left(pledge.amount_minor, pledge.seat)
        book.tell(PledgeRejected(pledge.participant_id, campaign.id, conditions))
    else:
        campaign = _fall_back(book, campaign, pledge, conditions, now)
    _put_as_it_is_now(book, campaign, now)


def _put_as_it_is_now(book: Book, campaign: Campaign, now: Moment) -> None:
    """Write a campaign after the bank's answer, which may have left a full one short; its initiator hears of that."""
    after = campaign.short_again(now)
    put_after_repair(book, after, now)
    if after.state is not campaign.state:
        book.tell(*(PoolReopened(to, campaign.id, after.closes_at) for to in campaign.organiser_in_chat))


def _fall_back(
    book: Book, campaign: Campaign, pledge: Pledge, conditions: tuple[FailedCondition, ...], now: Moment
) -> Campaign:
    """Undo a change; a mending that was refused after its window has passed is the end of the pledge."""
    before = pledge.reverted()
    moved = before.seat != pledge.seat
    campaign = campaign.freed(
        max(0, pledge.amount_minor - before.amount_minor), pledge.seat if moved else None
    )
    in_time = campaign.mend_until is not None and now.at < campaign.mend_until
    if before.ailing and not in_time:
        return drop(book, campaign, before)
    book.put_pledge(before)
    book.tell(ChangeRejected(pledge.participant_id, campaign.id, before.amount_minor, conditions))
    return campaign


def _issue_shares(book: Book, campaign: Campaign, deposit_id: DepositId, now: Moment) -> None:
    """Capture every pledge, write the share register, and tell everyone."""
    deposit = book.deposits[deposit_id]
    assert deposit is not None, "its opening is in the books"
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
            owned_from=deposit.value_date,
        )
        shares.append(share)
        book.put_share(share)
        book.put_pledge(pledge.ended(PledgeState.CAPTURED))
        book.tell(PoolSettled(pledge.participant_id, campaign.id, share.id))
    check_register(shares, deposit.principal_minor)
    book.deposits.put(deposit.id, replace(deposit, register_size=len(shares)))
    book.put_campaign(campaign.settled(deposit.id))
    members = {share.participant_id for share in shares}
    book.tell(*(OwnPoolSettled(to, campaign.id) for to in campaign.initiator_in_chat if to not in members))


def _repair(book: Book, campaign: Campaign, failing: tuple[FailingHold, ...], now: Moment) -> None:
    """Keep the places of those whose accounts failed for the mend window; only they learn why."""
    conditions: dict[HoldId, tuple[FailedCondition, ...]] = {
        hold.hold_id: hold.conditions for hold in failing
    }
    campaign = campaign.repairing(len(conditions), now)
    assert campaign.mend_until is not None
    book.put_campaign(campaign)
    others: dict[ParticipantId, None] = dict.fromkeys(campaign.organiser_in_chat)
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


def _call_off(book: Book, campaign: Campaign) -> None:
    """The bank will not open the deposit, and names no hold that fails: everybody gets their money back."""
    released = release_all(book, campaign)
    book.put_campaign(campaign.declined(BANK_DECLINED))
    for participant_id, released_minor in released.items():
        book.tell(PoolDeclined(participant_id, campaign.id, released_minor))
