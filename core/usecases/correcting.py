"""Corrections of money: one admin proposes an entry, another one posts it, and the member concerned is told why."""

from dataclasses import replace

from core.book import Book
from core.commands import (
    ActorKind,
    DecideCorrection,
    Done,
    ProposeCorrection,
    Proposed,
    ProposeReversal,
)
from core.domain.account import held_ledger_account
from core.domain.audit import stated
from core.domain.bank import HoldState, deposit_ledger_account
from core.domain.correction import (
    CORRECTION_LIFETIME,
    Correction,
    CorrectionState,
    Decision,
    correction_of,
    reversal_reference,
    reversing,
    through_suspense,
)
from core.domain.errors import (
    BelowZero,
    ComparisonDue,
    CorrectionOutdated,
    CorrectionPending,
    CorrectionUnknown,
    EntryFixed,
    EntryReversed,
    EntryUnknown,
    MismatchUnknown,
    NothingToCorrect,
    ProposerVouched,
)
from core.domain.ids import CorrectionId, DepositId, HoldId, LedgerAccountId, OrderReference
from core.domain.ledger import LedgerAccount
from core.domain.moment import Moment
from core.domain.notice import CorrectionDecided, CorrectionProposed, DepositCorrected, MoneyCorrected
from core.domain.reconciliation import Mismatch, MismatchKind, Point
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.reconciling import THE_ROW, ask_for_comparison, reconciling_due
from core.usecases.registry import check_role, use_case
from core.usecases.staffing import THE_ROLL, met

ACTIONS = {
    Decision.APPROVE: "approve_correction",
    Decision.REFUSE: "refuse_correction",
    Decision.TAKE_BACK: "take_back_correction",
}
"""How the audit trail calls each decision."""


def remedy(mismatch: Mismatch) -> tuple[LedgerAccountId, int] | None:
    """The ledger account whose balance is wrong, and by how much it has to change; None if no entry puts it right.

    Where the bank's word is our own ledger, the ledger is brought to what holds and deposits say; where the bank is
    elsewhere, our record is brought to the bank's word. What only the bank knows, only the bank can put right.
    """
    match mismatch:
        case Mismatch(kind=MismatchKind.HELD_DIFFERS, account_id=account_id) if account_id is not None:
            return held_ledger_account(account_id), mismatch.gap_minor
        case (
            Mismatch(kind=MismatchKind.DEPOSIT_MISSING, on_ledger=True)
            | Mismatch(kind=MismatchKind.DEPOSIT_DIFFERS, on_ledger=True, points=(Point.AMOUNT,))
        ):
            return deposit_ledger_account(DepositId(mismatch.subject)), mismatch.gap_minor
        case (
            Mismatch(kind=MismatchKind.HOLD_MISSING)
            | Mismatch(kind=MismatchKind.HOLD_DIFFERS, points=(Point.AMOUNT,))
        ) if mismatch.account_id is not None:
            return held_ledger_account(mismatch.account_id), -mismatch.gap_minor
    return None


def _of_hold(mismatch: Mismatch) -> HoldId | None:
    """The hold of which our record is to follow the bank's word."""
    follows = mismatch.kind in (MismatchKind.HOLD_MISSING, MismatchKind.HOLD_DIFFERS)
    return HoldId(mismatch.subject) if follows else None


@use_case(
    ProposeCorrection,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(
        mismatches=frozenset({command.subject}),
        accounts=frozenset(filter(None, [command.account_id])),
        ledger_accounts=frozenset({deposit_ledger_account(DepositId(command.subject))}),
    ),
)
def propose_correction(book: Book, command: ProposeCorrection, now: Moment) -> Proposed:
    """Propose what would end a mismatch: an entry between the account concerned and suspense.

    Raises ReasonMissing, MismatchUnknown, CorrectionPending, NothingToCorrect, or BelowZero.
    """
    reason = stated(command.reason)
    recorded = book.mismatches[command.subject]
    if recorded is None or not recorded.open or recorded.mismatch.account_id != command.account_id:
        raise MismatchUnknown
    pending = None if recorded.correction_id is None else book.corrections[recorded.correction_id]
    if pending is not None and pending.waiting(now.at):
        raise CorrectionPending
    cure = remedy(recorded.mismatch)
    account = None if cure is None else book.ledger[cure[0]]
    if cure is None or account is None:
        raise NothingToCorrect
    campaign_ids = recorded.mismatch.campaign_ids if recorded.mismatch.account_id is None else ()
    correction = Correction(
        id=CorrectionId(book.ids.mint("cor")),
        legs=through_suspense(*cure, account.currency),
        reason=reason,
        proposed_by=command.actor.id,
        proposed_at=now.at,
        expires_at=now.at + CORRECTION_LIFETIME,
        subject=command.subject,
        hold_id=_of_hold(recorded.mismatch),
        campaign_id=campaign_ids[0] if campaign_ids else None,
    )
    book.mismatches.put(recorded.subject, replace(recorded, correction_id=correction.id))
    book.record_use(command.actor, "propose_correction", command.subject, reason, now)
    return _propose(book, command, correction)


@use_case(
    ProposeReversal,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(
        entries=frozenset({command.reference}),
        orders=frozenset({OrderReference(command.reference)}),
        corrections=frozenset(filter(None, [correction_of(command.reference)])),
    ),
)
def propose_reversal(book: Book, command: ProposeReversal, now: Moment) -> Proposed:
    """Propose to undo an entry, all its legs; not one that a bank order made, nor one that changed a hold.

    Raises ReasonMissing, EntryUnknown, EntryFixed, EntryReversed, or BelowZero.
    """
    reason = stated(command.reason)
    entry = book.journal[command.reference]
    if entry is None:
        raise EntryUnknown
    correction_id = correction_of(command.reference)
    corrected = None if correction_id is None else book.corrections[correction_id]
    by_order = book.orders[OrderReference(command.reference)] is not None
    if by_order or (corrected is not None and corrected.hold_id is not None):
        raise EntryFixed
    if book.journal[reversal_reference(command.reference)] is not None:
        raise EntryReversed
    correction = Correction(
        id=CorrectionId(book.ids.mint("cor")),
        legs=reversing(entry),
        reason=reason,
        proposed_by=command.actor.id,
        proposed_at=now.at,
        expires_at=now.at + CORRECTION_LIFETIME,
        reverses=entry.reference,
    )
    book.record_use(command.actor, "propose_reversal", entry.reference, reason, now)
    return _propose(book, command, correction)


def _propose(book: Book, command: ProposeCorrection | ProposeReversal, correction: Correction) -> Proposed:
    _check_floors(book, correction)
    book.corrections.put(correction.id, correction)
    for participant_id in sorted(command.tell):
        book.tell(CorrectionProposed(participant_id, correction.id))
    return Proposed(correction.id)


def _check_floors(book: Book, correction: Correction) -> None:
    """Raises BelowZero if the correction would take an account below its floor."""
    for ledger_account_id, amount_minor in correction.legs:
        if ledger_account_id not in book.ledger:  # suspense, which has no floor, when it is only proposed
            continue
        account = book.ledger[ledger_account_id]
        if account is not None and account.floored and account.balance_minor + amount_minor < 0:
            raise BelowZero(account.balance_minor)


@use_case(
    DecideCorrection,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda command: Reach(
        corrections=frozenset({command.correction_id}),
        whole_campaigns=frozenset(filter(None, [command.campaign_id])),
        reconciling=THE_ROW,
        roll=THE_ROLL,
    ),
)
def decide_correction(book: Book, command: DecideCorrection, now: Moment) -> Done:
    """Approve, refuse or take back a correction; approved, its entry is posted and the member is told the reason.

    Approved is only what still is as it was when it was proposed: two ways to correct one thing are not both posted.
    Raises RoleMissing unless an approver decides on what another proposed, ProposerVouched if that other has their role
    from this approver alone; CorrectionUnknown, CorrectionClosed, OwnCorrection, ComparisonDue, CorrectionOutdated,
    EntryReversed, or BelowZero.
    """
    correction = book.corrections[command.correction_id]
    if correction is None or correction.campaign_id != command.campaign_id:
        raise CorrectionUnknown
    if command.decision is not Decision.TAKE_BACK:
        _check_second(book, command, correction)
    decided = correction.decided(command.decision, command.actor.id, now.at)
    book.corrections.put(decided.id, decided)
    detail = f"admin:{decided.proposed_by}: {decided.reason}"
    book.record_use(command.actor, ACTIONS[command.decision], decided.id, detail, now)
    if decided.state is CorrectionState.APPROVED:
        _check_current(book, decided, now)
        _post(book, decided, now)
        _tell_members(book, decided)
        ask_for_comparison(book, now)
    if decided.state is not CorrectionState.TAKEN_BACK:
        _tell_proposer(book, decided)
    return Done()


def _tell_proposer(book: Book, correction: Correction) -> None:
    """Whoever proposed it hears what another one decided, if they still have a role at the desk."""
    proposers = [
        member.telegram_user_id
        for member in book.staff_members()
        if member.role is not None and str(member.telegram_user_id) == correction.proposed_by
    ]
    for participant_id in met(book, proposers):
        book.tell(CorrectionDecided(participant_id, correction.id))


def _check_second(book: Book, command: DecideCorrection, correction: Correction) -> None:
    """Raises RoleMissing or ProposerVouched unless whoever decides is an approver, and two people have their say."""
    check_role(book, command.actor, Role.APPROVER)
    for member in book.staff_members():
        proposer = str(member.telegram_user_id) == correction.proposed_by
        if proposer and member.vouched_by == command.actor.id and command.decision is Decision.APPROVE:
            raise ProposerVouched


def _check_current(book: Book, correction: Correction, now: Moment) -> None:
    """Raises ComparisonDue or CorrectionOutdated unless what is to be corrected is known to be as it was."""
    if reconciling_due(book).due_at <= now.at:
        raise ComparisonDue
    if correction.subject is None:
        return
    recorded = book.mismatches[correction.subject]
    if recorded is None or not recorded.open or remedy(recorded.mismatch) != correction.legs[0]:
        raise CorrectionOutdated


def _post(book: Book, correction: Correction, now: Moment) -> None:
    if correction.reverses is not None and book.journal[correction.reference] is not None:
        raise EntryReversed
    _check_floors(book, correction)
    _open_suspense(book, correction)
    book.post(correction.reference, correction.kind, dict(correction.legs), now)
    if correction.hold_id is not None:
        _follow(book, correction, correction.hold_id)


def _open_suspense(book: Book, correction: Correction) -> None:
    """The first correction in a currency opens its suspense account; all other legs have been posted to before."""
    known = [account for leg, _ in correction.legs if (account := book.ledger[leg]) is not None]
    for ledger_account_id, _ in correction.legs:
        if book.ledger[ledger_account_id] is None:
            book.open_ledger_account(LedgerAccount(ledger_account_id, known[0].currency, floored=False))


def _follow(book: Book, correction: Correction, hold_id: HoldId) -> None:
    """Let our record of a hold be what the corrected balance says of it."""
    hold = book.holds[hold_id]
    assert hold is not None, "a hold that was compared is in the books"
    amount_minor = hold.amount_minor + dict(correction.legs)[held_ledger_account(hold.account_id)]
    if amount_minor:
        book.holds.put(hold.id, replace(hold, debit=replace(hold.debit, amount_minor=amount_minor)))
    else:
        book.holds.put(hold.id, replace(hold, state=HoldState.RELEASED))


def _tell_members(book: Book, correction: Correction) -> None:
    """Whose account was changed hears how, and why; of a deposit, every member."""
    for account_id in sorted(correction.account_ids):
        account, link = book.accounts[account_id], book.links[account_id]
        if account is None or link is None or not link.active:
            continue
        for ledger_account_id, amount_minor in correction.legs:
            if ledger_account_id in (account.available, account.held):
                book.tell(
                    MoneyCorrected(
                        to=link.participant_id,
                        account_id=account.id,
                        held=ledger_account_id == account.held,
                        amount_minor=amount_minor,
                        currency=account.currency,
                        reason=correction.reason,
                    )
                )
    if correction.campaign_id is not None:
        _, amount_minor = correction.legs[0]
        for pledge in book.live_pledges(correction.campaign_id):
            notice = DepositCorrected(
                pledge.participant_id, correction.campaign_id, amount_minor, correction.reason
            )
            book.tell(notice)
