"""A house whose books are compared with its ledger, and whose ledger goes wrong when a test wants it to."""

from collections.abc import Mapping
from datetime import timedelta

from core.commands import (
    Actor,
    AskReconciliation,
    DecideCorrection,
    ProposeCorrection,
    ProposeReversal,
    Reconciled,
    RecordReconciliation,
)
from core.domain.bank import HoldState
from core.domain.correction import Correction, Decision
from core.domain.facts import StatedDeposit, StatedHeld, StatedHold, StatedPayout, Statement
from core.domain.ids import AccountId, CorrectionId, EntryId, LedgerAccountId, ParticipantId, PayoutId
from core.domain.ledger import Entry, EntryKind, Posting, posted
from core.domain.payout import PayoutState
from core.domain.reconciliation import (
    FIRST_RECONCILING,
    RECONCILING,
    Comparison,
    Look,
    OurBooks,
    OurHold,
    OurPayout,
    compare,
)
from tests.support.house import SYSTEM, House

ADA, BEA = Actor.admin(7), Actor.admin(8)
WHY = "the ledger lost it"


def books(house: House) -> OurBooks:
    """What stands by the house's books."""
    store = house.store
    whose = {hold_id: pledge for pledge in store.pledges.values() for hold_id in pledge.hold_ids}
    return OurBooks(
        holds=tuple(
            OurHold(hold.id, hold.account_id, hold.amount_minor, pledge.id, pledge.campaign_id)
            for hold in store.holds.values()
            if hold.state is HoldState.PLACED
            for pledge in [whose[hold.id]]
        ),
        deposits=tuple(store.deposits.values()),
        unanswered=tuple(order for order in store.orders.values() if not order.answered),
        payouts=tuple(
            OurPayout(payout.id, payout.campaign_id, payout.amount_minor)
            for payout in store.payouts.values()
            if payout.state is not PayoutState.PAID
        ),
    )


def ledger(house: House) -> Statement:
    """What the embedded bank's ledger says."""
    balances = {
        key: account.balance_minor for key, account in house.store.ledger.items() if account.balance_minor
    }
    return Statement(
        at=house.at,
        holds=(),
        deposits=tuple(
            StatedDeposit(
                each.id,
                each.number,
                balances[LedgerAccountId(f"{each.id}:principal")],
                each.currency,
                each.rate_percent_now,
                each.value_date,
                each.maturity_date,
            )
            for each in house.store.deposits.values()
            if f"{each.id}:principal" in balances
        ),
        held=tuple(
            StatedHeld(AccountId(key.removesuffix(":held")), minor)
            for key, minor in balances.items()
            if key.endswith(":held")
        ),
        payouts=tuple(
            StatedPayout(PayoutId(key.removesuffix(":payable")), minor)
            for key, minor in balances.items()
            if key.endswith(":payable")
        ),
    )


def elsewhere(house: House, **changed: int | None) -> Statement:
    """What a bank elsewhere says: our holds, but for those that are told here, by id; None is one it does not have."""
    holds = {
        hold.hold_id: StatedHold(hold.hold_id, hold.account_id, hold.amount_minor)
        for hold in books(house).holds
    }
    return Statement(
        at=house.at,
        holds=tuple(
            StatedHold(hold.hold_id, hold.account_id, minor)
            for hold in holds.values()
            if (minor := changed.get(hold.hold_id, hold.amount_minor)) is not None
        ),
        deposits=(),
    )


def reconciling(
    house: House, statement: Statement | None = None, tell: frozenset[ParticipantId] = frozenset()
) -> RecordReconciliation:
    """The command that records a comparison of the books as they are."""
    comparison = compare(Look(books(house), statement or ledger(house)))
    return recording(house, comparison, tell)


def recording(
    house: House, comparison: Comparison, tell: frozenset[ParticipantId] = frozenset()
) -> RecordReconciliation:
    """The command that records a comparison, in the round that is due."""
    still_open = {subject for subject, each in house.store.mismatches.items() if each.open}
    due = house.store.reconciling.get(RECONCILING, FIRST_RECONCILING)
    return RecordReconciliation(
        intent=house.intent(),
        actor=SYSTEM,
        round=due.round,
        found=comparison.found,
        gone=frozenset(
            still_open
            - {mismatch.subject for mismatch in comparison.found}
            - {each.subject for each in comparison.left_out}
        ),
        compared=comparison.compared,
        left_out=len(comparison.left_out),
        tell=tell,
        next_at=house.at + timedelta(days=1),
    )


def reconcile(house: House, statement: Statement | None = None) -> Reconciled:
    """Compare, and record it."""
    return house.accepted(reconciling(house, statement))


def go_wrong(house: House, legs: Mapping[LedgerAccountId, int], reference: str = "rogue") -> Entry:
    """An entry that no order made and nobody asked for."""
    store = house.store
    postings = []
    for ledger_account_id, amount_minor in legs.items():
        account = posted(store.ledger[ledger_account_id], amount_minor)
        store.ledger[ledger_account_id] = account
        postings.append(Posting(account.id, amount_minor, account.balance_minor, account.version))
    entry = Entry(EntryId(f"ent_{reference}"), reference, EntryKind.CREDIT, "CNY", house.at, tuple(postings))
    store.entries[entry.id] = entry
    return entry


def slip(house: House, account_id: AccountId, amount_minor: int) -> Entry:
    """What is held on an account slips back to what is available, though its holds stand."""
    account = house.store.accounts[account_id]
    return go_wrong(house, {account.held: -amount_minor, account.available: amount_minor})


def asking(house: House, actor: Actor = ADA) -> AskReconciliation:
    """The command by which an admin has the books compared now."""
    return AskReconciliation(intent=house.intent(), actor=actor)


def proposing(
    house: House, subject: str, actor: Actor = ADA, reason: str = WHY, tell: tuple[ParticipantId, ...] = ()
) -> ProposeCorrection:
    """The command by which an admin proposes to correct what a mismatch is about."""
    recorded = house.store.mismatches.get(subject)
    return ProposeCorrection(
        intent=house.intent(),
        actor=actor,
        subject=subject,
        account_id=None if recorded is None else recorded.mismatch.account_id,
        reason=reason,
        tell=frozenset(tell),
    )


def reversing(house: House, reference: str, actor: Actor = ADA, reason: str = WHY) -> ProposeReversal:
    """The command by which an admin proposes to reverse an entry."""
    return ProposeReversal(
        intent=house.intent(), actor=actor, reference=reference, reason=reason, tell=frozenset()
    )


def deciding(
    house: House, correction_id: CorrectionId, decision: Decision = Decision.APPROVE, actor: Actor = BEA
) -> DecideCorrection:
    """The command that decides a correction."""
    correction: Correction | None = house.store.corrections.get(correction_id)
    return DecideCorrection(
        intent=house.intent(),
        actor=actor,
        correction_id=correction_id,
        campaign_id=None if correction is None else correction.campaign_id,
        decision=decision,
    )
