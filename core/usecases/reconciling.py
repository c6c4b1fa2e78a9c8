"""What was found to differ from the bank's word: recorded, told to the admins once, and cleared when it is gone.

While a mismatch stands, the campaigns it concerns are paused: nothing is done to them because time passes. They are
not settled, they do not expire, and nobody is dropped from them; once the last mismatch is gone, what was due is done.
"""

from dataclasses import replace

from core.book import Book
from core.commands import ActorKind, AskReconciliation, Done, Reconciled, RecordReconciliation
from core.domain.campaign import Campaign
from core.domain.errors import NotDue
from core.domain.ids import AccountId, CampaignId, MismatchId
from core.domain.moment import Moment
from core.domain.notice import MismatchesFound
from core.domain.reconciliation import (
    FIRST_RECONCILING,
    RECONCILING,
    Mismatch,
    Reconciliation,
    ReconcilingDue,
    RecordedMismatch,
)
from core.domain.staff import Role
from core.reach import Reach
from core.usecases.registry import use_case

THE_ROW = frozenset({RECONCILING})
"""Reaches the row that says when to compare."""


@use_case(
    RecordReconciliation,
    actors={ActorKind.SYSTEM},
    reach=lambda command: Reach(
        reconciling=THE_ROW,
        mismatches=command.gone.union(mismatch.subject for mismatch in command.found),
        campaigns=frozenset().union(*(mismatch.campaign_ids for mismatch in command.found)),
    ),
)
def record_reconciliation(book: Book, command: RecordReconciliation, now: Moment) -> Reconciled:
    """Record a comparison, once per round. Raises NotDue if another one was recorded, or asked for, meanwhile."""
    due = reconciling_due(book)
    if due.round != command.round:
        raise NotDue("overtaken")
    new = sum(_found(book, mismatch, now) for mismatch in command.found)
    resolved = sum(_gone(book, subject, now) for subject in sorted(command.gone))
    run = Reconciliation(
        id=book.ids.mint("rec"),
        round=due.round,
        at=now.at,
        compared=command.compared,
        left_out=command.left_out,
        found=len(command.found),
        new=new,
        resolved=resolved,
    )
    book.reconciliations.put(run.id, run)
    book.reconciling.put(due.id, due.done(command.next_at))
    if new:
        for participant_id in sorted(command.tell):
            book.tell(MismatchesFound(participant_id, new, run.id))
    return Reconciled(new, resolved)


@use_case(
    AskReconciliation,
    actors={ActorKind.ADMIN},
    role=Role.OPERATOR,
    reach=lambda _: Reach(reconciling=THE_ROW),
)
def ask_reconciliation(book: Book, command: AskReconciliation, now: Moment) -> Done:
    """Have the books compared at once."""
    ask_for_comparison(book, now)
    book.record_use(command.actor, "ask_reconciliation", "", "", now)
    return Done()


def ask_for_comparison(book: Book, now: Moment) -> None:
    """Make a comparison due at once; one that is under way does not count any more."""
    due = reconciling_due(book)
    book.reconciling.put(due.id, due.asked(now.at))


def reconciling_due(book: Book) -> ReconcilingDue:
    """When the books are to be compared next."""
    return book.reconciling[RECONCILING] or FIRST_RECONCILING


def _found(book: Book, mismatch: Mismatch, now: Moment) -> bool:
    """Record it, and pause what it concerns; whether it is new."""
    recorded = book.mismatches[mismatch.subject]
    known = recorded is not None and recorded.open
    if recorded is None:
        recorded = RecordedMismatch(MismatchId(book.ids.mint("mis")), mismatch, now.at, ())
    elif not known:
        recorded = recorded.found_again(mismatch, now.at)
    _put(book, _concerning(book, replace(recorded, mismatch=mismatch), mismatch.campaign_ids, now))
    return not known


def _gone(book: Book, subject: str, now: Moment) -> bool:
    """Resolve it, and let what it paused go on; whether it was open."""
    recorded = book.mismatches[subject]
    if recorded is None or not recorded.open:
        return False
    _put(book, replace(_concerning(book, recorded, (), now), resolved_at=now.at))
    return True


def _concerning(
    book: Book, recorded: RecordedMismatch, campaign_ids: tuple[CampaignId, ...], now: Moment
) -> RecordedMismatch:
    """The mismatch with exactly these campaigns paused by it."""
    for campaign_id in recorded.campaign_ids:
        if campaign_id not in campaign_ids:
            book.put_campaign(_campaign(book, campaign_id).cleared(now.at))
    for campaign_id in campaign_ids:
        if campaign_id not in recorded.campaign_ids:
            book.put_campaign(_campaign(book, campaign_id).doubted())
    return replace(recorded, campaign_ids=campaign_ids)


def _campaign(book: Book, campaign_id: CampaignId) -> Campaign:
    campaign = book.campaigns[campaign_id]
    assert campaign is not None, "a campaign is never deleted"
    return campaign


def _put(book: Book, recorded: RecordedMismatch) -> None:
    """Write a mismatch, findable by the account it casts doubt on."""
    book.mismatches.put(recorded.subject, recorded)
    account_id = recorded.mismatch.doubted_account_id
    if account_id is not None and account_id in book.account_mismatches:
        others = (
            subject for subject in book.account_mismatches[account_id] or () if subject != recorded.subject
        )
        book.account_mismatches.put(account_id, (*others, recorded.subject) if recorded.open else (*others,))


def paused_by_an_account(book: Book, campaign: Campaign) -> bool:
    """Pause a campaign, loaded whole, that has come upon a mismatch since it was found; whether it did.

    A pledge can be placed on an account after that was found to differ. Then what is due is not done, but the campaign
    waits like those that had a pledge there before.
    """
    account_ids: dict[AccountId, None] = {}
    for pledge in book.live_pledges(campaign.id):
        account_ids.update(dict.fromkeys(pledge.account_ids))
    paused = campaign
    for account_id in account_ids:
        for subject in book.account_mismatches[account_id] or ():
            recorded = book.mismatches[subject]
            assert recorded is not None, "what an account is found by is there"
            if recorded.open and campaign.id not in recorded.campaign_ids:
                book.mismatches.put(subject, recorded.pausing(campaign.id))
                paused = paused.doubted()
    if paused is not campaign:
        book.put_campaign(paused)
    return paused is not campaign
