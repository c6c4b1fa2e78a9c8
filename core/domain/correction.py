"""Corrections: entries that two admins answer for; never an edit, never one person's decision, never in silence."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.account import account_of
from core.domain.errors import CorrectionClosed, OwnCorrection
from core.domain.ids import AccountId, CampaignId, CorrectionId, HoldId, LedgerAccountId
from core.domain.ledger import Entry, EntryKind

CORRECTION_LIFETIME = timedelta(days=3)
"""How long a proposal waits for a second admin."""


class CorrectionState(StrEnum):
    """`proposed → approved | refused | taken_back`; a proposal that nobody decided in time is over too."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class Decision(StrEnum):
    """What can become of a proposal. The first two are another admin's, the last is the proposer's."""

    APPROVE = "approve"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


_DECIDED = {
    Decision.APPROVE: CorrectionState.APPROVED,
    Decision.REFUSE: CorrectionState.REFUSED,
    Decision.TAKE_BACK: CorrectionState.TAKEN_BACK,
}

_CORRECTION = "correction:"
_REVERSAL = "reversal:"

Leg = tuple[LedgerAccountId, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """A balanced entry that is posted under `reference` once a second admin agrees; `legs` in minor units.

    It corrects what the mismatch with `subject` is about, or reverses the entry with the reference `reverses`.
    `hold_id` is a hold of which our record follows the money: by the leg on its account, down to released.
    `campaign_id` is the campaign whose deposit it concerns. `proposed_by` and `decided_by` are admins' Telegram ids.
    """

    id: CorrectionId
    legs: tuple[Leg, ...]
    reason: str
    proposed_by: str
    proposed_at: datetime
    expires_at: datetime
    subject: str | None = None
    reverses: str | None = None
    hold_id: HoldId | None = None
    campaign_id: CampaignId | None = None
    state: CorrectionState = CorrectionState.PROPOSED
    decided_by: str | None = None
    decided_at: datetime | None = None
    version: int = 0

    @property
    def kind(self) -> EntryKind:
        """What its entry will record."""
        return EntryKind.CORRECTION if self.reverses is None else EntryKind.REVERSAL

    @property
    def reference(self) -> str:
        """What its entry is posted under: a reversal under what it reverses, for that can happen only once."""
        return f"{_CORRECTION}{self.id}" if self.reverses is None else reversal_reference(self.reverses)

    @property
    def account_ids(self) -> frozenset[AccountId]:
        """The customers' accounts among its legs."""
        return frozenset(filter(None, (account_of(ledger_account_id) for ledger_account_id, _ in self.legs)))

    def waiting(self, at: datetime) -> bool:
        """Whether it can still be decided."""
        return self.state is CorrectionState.PROPOSED and at < self.expires_at

    def decided(self, decision: Decision, admin_id: str, at: datetime) -> "Correction":
        """The correction once decided. Raises CorrectionClosed when it is too late, OwnCorrection for the wrong one."""
        if not self.waiting(at):
            raise CorrectionClosed
        if (admin_id == self.proposed_by) != (decision is Decision.TAKE_BACK):
            raise OwnCorrection
        return replace(self, state=_DECIDED[decision], decided_by=admin_id, decided_at=at)


def correction_of(reference: str) -> CorrectionId | None:
    """The correction whose entry has this reference; None if it is none's."""
    corrects = reference.startswith(_CORRECTION)
    return CorrectionId(reference.removeprefix(_CORRECTION)) if corrects else None


def reversal_reference(reference: str) -> str:
    """The one reference under which an entry can be reversed."""
    return f"{_REVERSAL}{reference}"


def reversed_by(reference: str) -> str | None:
    """The reference of the entry that the entry with this one reversed; None if it reversed none."""
    return reference.removeprefix(_REVERSAL) if reference.startswith(_REVERSAL) else None


def suspense_ledger_account(currency: str) -> LedgerAccountId:
    """Where the other side of a correction waits to be cleared up; the one account of its kind per currency."""
    return LedgerAccountId(f"suspense:{currency}")


def through_suspense(ledger_account_id: LedgerAccountId, amount_minor: int, currency: str) -> tuple[Leg, ...]:
    """The legs that give an account so much, or take it, and leave the other side in suspense."""
    return ((ledger_account_id, amount_minor), (suspense_ledger_account(currency), -amount_minor))


def reversing(entry: Entry) -> tuple[Leg, ...]:
    """The legs that undo an entry, all of them."""
    return tuple((posting.account_id, -posting.amount_minor) for posting in entry.postings)
