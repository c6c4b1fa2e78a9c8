"""What holds of everything that is kept, whatever was asked."""

from collections import defaultdict

from core.domain.account import held_ledger_account
from core.domain.bank import (
    BankOrder,
    DepositState,
    HoldState,
    OpenDeposit,
    TermDeposit,
    TransferShare,
    WithdrawShare,
    deposit_ledger_account,
    expense_ledger_account,
    interest_ledger_account,
    tax_ledger_account,
)
from core.domain.campaign import ENDED, Campaign, CampaignState
from core.domain.deposit import ShareState
from core.domain.ids import CampaignId, LedgerAccountId
from core.domain.ledger import EntryKind, Posting
from core.domain.payout import PayoutState
from core.domain.pledge import Pledge, PledgeState
from tests.support.memory import MemoryStore


def check_invariants(store: MemoryStore) -> None:
    """Raises AssertionError for the first that is broken."""
    check_ledger(store)
    check_money(store)
    check_pools(store)
    check_holds(store)
    check_deposits(store)


def check_ledger(store: MemoryStore) -> None:
    """Entries balance; balances are the sums of their postings, which follow each other without a gap."""
    postings: dict[LedgerAccountId, list[Posting]] = defaultdict(list)
    for entry in store.entries.values():
        assert len(entry.postings) >= 2
        assert sum(posting.amount_minor for posting in entry.postings) == 0, entry
        for posting in entry.postings:
            postings[posting.account_id].append(posting)
    assert postings.keys() <= store.ledger.keys()
    for account in store.ledger.values():
        balance_minor = 0
        for version, posting in enumerate(postings[account.id], start=1):
            balance_minor += posting.amount_minor
            assert (posting.version, posting.balance_after_minor) == (version, balance_minor), posting
        assert (account.version, account.balance_minor) == (len(postings[account.id]), balance_minor)
        assert balance_minor >= 0 or not account.floored, account


def check_money(store: MemoryStore) -> None:
    """What came in from outside, or as interest, is available, held, in a deposit, on its way, or in suspense."""
    came_in_minor = sum(
        posting.amount_minor
        for entry in store.entries.values()
        if entry.kind in (EntryKind.CREDIT, EntryKind.BANK_FIGURE)
        for posting in entry.postings
        if not posting.account_id.endswith(":cash")
    )
    in_deposits_minor = sum(deposit.outstanding_minor for deposit in store.deposits.values())
    at_customers_minor = sum(
        store.ledger[ledger_account_id].balance_minor
        for account in store.accounts.values()
        for ledger_account_id in (account.available, account.held)
    )
    in_suspense_minor = sum(
        account.balance_minor for account in store.ledger.values() if account.id.startswith("suspense:")
    )
    anywhere_minor = sum(
        account.balance_minor for account in store.ledger.values() if not account.id.endswith(":cash")
    )
    of_interest_minor = sum(
        account.balance_minor
        for account in store.ledger.values()
        if account.id.endswith((":interest", ":expense", ":tax", ":payable"))
    )
    places_minor = at_customers_minor + in_deposits_minor + in_suspense_minor + of_interest_minor
    assert came_in_minor == anywhere_minor == places_minor


def check_pools(store: MemoryStore) -> None:
    """Each campaign counts exactly its live pledges, and no more than its terms allow."""
    members: dict[CampaignId, list[Pledge]] = defaultdict(list)
    for pledge in store.pledges.values():
        if pledge.live:
            members[pledge.campaign_id].append(pledge)
    for campaign in store.campaigns.values():
        _check_pool(campaign, members[campaign.id])
        owners = {
            share.participant_id
            for share in store.shares.values()
            if share.deposit_id == campaign.deposit_id and share.state is ShareState.ACTIVE
        }
        pledgers = {pledge.participant_id for pledge in members[campaign.id]}
        assert not {*campaign.waiting.line} & (owners if campaign.deposit_id else pledgers)


def _check_pool(campaign: Campaign, members: list[Pledge]) -> None:
    terms = campaign.terms
    pledged_minor = sum(pledge.counted_minor for pledge in members)
    assert campaign.pledged_minor == pledged_minor <= terms.target_minor
    assert campaign.checking_count == sum(pledge.state is PledgeState.RESERVED for pledge in members)
    assert campaign.member_count == len(members) <= terms.head_count_max
    assert len({pledge.participant_id for pledge in members}) == len(members)
    seats = [seat for pledge in members for seat in _seats_of(pledge)]
    assert campaign.taken_seats == sum(1 << seat for seat in seats)
    assert len(set(seats)) == len(seats)
    for pledge in members:
        assert terms.member_minimum_minor <= pledge.amount_minor <= terms.member_maximum_minor
        assert pledge.seat is None or terms.seat_amounts_minor[pledge.seat] == pledge.amount_minor
        assert pledge.consent.terms_digest == terms.digest
        assert not pledge.ailing or campaign.state is CampaignState.REPAIRING
    waiting = campaign.waiting
    assert len({*waiting.line}) == len(waiting.line)
    assert not waiting.line or campaign.state not in (CampaignState.EXPIRED, CampaignState.CANCELLED)
    if waiting.kept_until is not None:
        assert waiting.line
        assert campaign.state is CampaignState.OPEN
        assert campaign.remaining_minor
        assert waiting.kept_until <= campaign.closes_at
    mending = [pledge for pledge in members if pledge.prior is not None and pledge.prior.ailing]
    assert campaign.ailing_count == sum(bool(pledge.ailing) for pledge in members) + len(mending)
    repairing = campaign.state is CampaignState.REPAIRING
    assert repairing == bool(campaign.ailing_count)
    assert (campaign.mend_until is not None) == repairing or (
        repairing and len(mending) == campaign.ailing_count
    )
    if campaign.state is CampaignState.OPEN:
        assert campaign.remaining_minor
    elif campaign.state in ENDED - {CampaignState.SETTLED}:
        assert not members
    elif not repairing:
        assert not campaign.remaining_minor


def _seats_of(pledge: Pledge) -> set[int]:
    """The seats kept for a pledge: its own, and the one it may fall back to."""
    kept = {pledge.seat} | ({pledge.prior.seat} if pledge.prior is not None else set())
    return {seat for seat in kept if seat is not None}


_STATE_OF_HOLD = {
    PledgeState.HELD: HoldState.PLACED,
    PledgeState.CAPTURED: HoldState.CAPTURED,
    PledgeState.WITHDRAWN: HoldState.RELEASED,
    PledgeState.RELEASED: HoldState.RELEASED,
    PledgeState.DROPPED: HoldState.RELEASED,
}


def check_holds(store: MemoryStore) -> None:
    """Each pledge has the hold that its state says; an account's held balance is the sum of its holds.

    What the bank has not answered yet may differ: a hold that is not there yet, or not given back yet.
    """
    asked = {order.pledge_id for order in store.orders.values() if not order.answered}
    needed = set()
    for pledge in store.pledges.values():
        if pledge.state is PledgeState.HELD:
            needed.add(pledge.hold_id)
        elif pledge.state is PledgeState.RESERVED and pledge.prior is not None:
            needed.add(pledge.prior.hold_id)
        if pledge.id not in asked and pledge.state is not PledgeState.REJECTED:
            _check_hold(store, pledge)
    placed = [hold for hold in store.holds.values() if hold.state is HoldState.PLACED]
    given_back_soon = {
        hold_id
        for pledge in store.pledges.values()
        if pledge.id in asked and not pledge.live
        for hold_id in pledge.hold_ids
    }
    assert needed <= {hold.id for hold in placed} <= needed | given_back_soon
    held_minor: dict[LedgerAccountId, int] = defaultdict(int)
    for hold in placed:
        held_minor[held_ledger_account(hold.account_id)] += hold.amount_minor
    for account in store.accounts.values():
        assert store.ledger[account.held].balance_minor == held_minor[account.held]


def _check_hold(store: MemoryStore, pledge: Pledge) -> None:
    hold = store.holds.get(pledge.hold_id)
    if hold is None:  # it ended while the bank was checking, and the bank said no
        assert pledge.state in (PledgeState.RELEASED, PledgeState.WITHDRAWN)
        return
    assert hold.state is _STATE_OF_HOLD[pledge.state]
    assert (hold.account_id, hold.amount_minor) == (pledge.account_id, pledge.amount_minor)
    assert hold.debit.debit_amount_type is pledge.amount.debit_amount_type


def check_deposits(store: MemoryStore) -> None:
    """Each settled campaign has a first deposit of its target, which its pledges own; each deposit's books hold."""
    settled = {
        campaign.id: campaign.deposit_id
        for campaign in store.campaigns.values()
        if campaign.state is CampaignState.SETTLED
    }
    followed = {deposit.renews for deposit in store.deposits.values()}
    newest = {
        deposit.campaign_id: deposit.id for deposit in store.deposits.values() if deposit.id not in followed
    }
    assert settled == newest
    captured = {pledge.id for pledge in store.pledges.values() if pledge.state is PledgeState.CAPTURED}
    assert captured == {share.pledge_id for share in store.shares.values()}
    for deposit in store.deposits.values():
        if deposit.renews is None:
            assert deposit.principal_minor == store.campaigns[deposit.campaign_id].terms.target_minor
        _check_deposit(store, deposit)
    for share in store.shares.values():
        if share.acquired_from is None:
            pledge = store.pledges[share.pledge_id]
            assert (share.participant_id, share.account_id) == (pledge.participant_id, pledge.account_id)
            assert share.principal_minor == pledge.amount_minor
    for payout in store.payouts.values():
        owed_minor = 0 if payout.state is PayoutState.PAID else payout.amount_minor
        assert _balance_minor(store, payout.payable) == owed_minor
    opening = {order.campaign_id for order in store.orders.values() if _is_open_question(order)}
    settling = {
        campaign.id for campaign in store.campaigns.values() if campaign.state is CampaignState.SETTLING
    }
    assert opening == settling


def _check_deposit(store: MemoryStore, deposit: TermDeposit) -> None:
    """Active shares and money are what is outstanding; the expense is what members got, tax, and what is owed."""
    shares = [share for share in store.shares.values() if share.deposit_id == deposit.id]
    active_minor = sum(share.principal_minor for share in shares if share.state is ShareState.ACTIVE)
    money_minor = _balance_minor(store, deposit_ledger_account(deposit.id))
    assert active_minor == money_minor == deposit.outstanding_minor
    assert len(shares) == deposit.register_size
    leaving = {share.leaving.order for share in shares if share.leaving is not None}
    exits = (WithdrawShare, TransferShare)
    assert leaving == {
        order.reference
        for order in store.orders.values()
        if order.deposit_id == deposit.id and isinstance(order.instruction, exits) and not order.answered
    }
    assert len(leaving) == deposit.leaving_count
    assert not leaving or deposit.state is DepositState.ACTIVE
    assert all(share.state is ShareState.ACTIVE for share in shares if share.leaving is not None)
    owed_minor = _balance_minor(store, interest_ledger_account(deposit.id))
    assert owed_minor == deposit.accrued_minor
    net_minor = sum(share.interest_minor - share.tax_minor for share in shares)
    tax_minor = _balance_minor(store, tax_ledger_account(deposit.id))
    expense_minor = -_balance_minor(store, expense_ledger_account(deposit.id))
    assert expense_minor == owed_minor + net_minor + tax_minor
    unpaid = [
        payout
        for payout in store.payouts.values()
        if payout.deposit_id == deposit.id and payout.state is not PayoutState.PAID
    ]
    assert len(unpaid) == deposit.owed_count
    assert (deposit.state is DepositState.CLOSED) <= (not unpaid and not money_minor)


def _balance_minor(store: MemoryStore, account: LedgerAccountId) -> int:
    """What is on a ledger account; nothing on one that was never opened."""
    kept = store.ledger.get(account)
    return 0 if kept is None else kept.balance_minor


def _is_open_question(order: BankOrder) -> bool:
    return isinstance(order.instruction, OpenDeposit) and not order.answered
