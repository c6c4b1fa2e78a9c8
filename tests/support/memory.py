"""A store in plain dictionaries: it loads what the reaches name, runs the batch, and keeps what changed.

It is as strict about reach as the database's (`storage/slices.py`): a row that no command of the batch reaches for
is not in the book, so looking at it raises NotLoaded. Its tables can be compared, copied and searched.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from core.batch import Bank, reach_of, run_batch
from core.book import Book, Membership, RecordedReceipt, Shelf, partners_of
from core.commands import Command, Receipt
from core.domain.account import BankAccount, BankCustomer, available_ledger_account, held_ledger_account
from core.domain.audit import AuditRecord
from core.domain.bank import BankOrder, Hold, TermDeposit
from core.domain.campaign import Campaign
from core.domain.correction import Correction, reversal_reference
from core.domain.deposit import Share, ShareState
from core.domain.designation import Designation, phone_key
from core.domain.erasure import UNPAID, UNSETTLED, Belongings
from core.domain.event import Delivery
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    CustomerId,
    DeliveryId,
    DepositId,
    DesignationId,
    EndpointId,
    EntryId,
    HoldId,
    IntentId,
    LedgerAccountId,
    OrderReference,
    ParticipantId,
    PartnerId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.ledger import Entry, LedgerAccount
from core.domain.moment import Moment
from core.domain.notice import Notice
from core.domain.participant import AccountLink, Invitation, OneTimeCode, Participant, TelegramIdentity
from core.domain.partner import Partner
from core.domain.payout import Payout, PayoutState
from core.domain.pledge import Pledge
from core.domain.product import Product
from core.domain.reconciliation import Reconciliation, ReconcilingDue, RecordedMismatch
from core.domain.reminding import Reminding, reminding_id
from core.domain.staff import StaffMember
from core.domain.standstill import Standstill
from core.domain.webhook import EndpointState, WebhookEndpoint
from core.house_bank import HouseBank
from core.reach import Reach, ledger_accounts_of_deposits, reach_of_people
from tests.support.states import check_step, drawn

K = TypeVar("K")
V = TypeVar("V")

ENTROPY = bytes(range(32))


class ConstraintBroken(AssertionError):
    """What was saved breaks a constraint that the database has too."""


def _buyer_of(share: Share) -> ParticipantId | None:
    """Who is buying the share while a bank elsewhere checks that."""
    buyer = None if share.leaving is None else share.leaving.buyer
    return None if buyer is None else buyer.participant_id


def same_but_for_versions(one: dict[str, dict[Any, Any]], other: dict[str, dict[Any, Any]]) -> bool:
    """Whether two stores' tables are equal but for how often a row was written.

    Rows count the batches they were changed in, so versions tell batches from single commands; nothing else does.
    The ledger's versions count postings, and must be equal too.
    """
    return one.keys() == other.keys() and all(
        table.keys() == other[name].keys()
        and all(
            value == other[name][key]
            or (name != "ledger" and _as_if_unchanged(value) == _as_if_unchanged(other[name][key]))
            for key, value in table.items()
        )
        for name, table in one.items()
    )


def _as_if_unchanged(value: Any) -> Any:
    return replace(value, version=0) if hasattr(value, "version") else value


class MemoryStore:
    """One dictionary per kind of value, under the names of the book's shelves; versions move on as those of rows do.

    The same commands at the same moments mint the same ids, since the entropy is always the same.
    """

    def __init__(self, bank: Bank | None = None) -> None:
        self.bank: Bank = bank or HouseBank()
        self.receipts: dict[IntentId, RecordedReceipt] = {}
        self.staff: dict[int, StaffMember] = {}
        self.standstill: dict[int, Standstill] = {}
        self.identities: dict[int, TelegramIdentity] = {}
        self.participants: dict[ParticipantId, Participant] = {}
        self.codes: dict[ParticipantId, OneTimeCode] = {}
        self.customers: dict[CustomerId, BankCustomer] = {}
        self.accounts: dict[AccountId, BankAccount] = {}
        self.links: dict[AccountId, AccountLink] = {}
        self.ledger: dict[LedgerAccountId, LedgerAccount] = {}
        self.products: dict[str, Product] = {}
        self.campaigns: dict[CampaignId, Campaign] = {}
        self.invitations: dict[Membership, Invitation] = {}
        self.pledges: dict[PledgeId, Pledge] = {}
        self.holds: dict[HoldId, Hold] = {}
        self.deposits: dict[DepositId, TermDeposit] = {}
        self.shares: dict[ShareId, Share] = {}
        self.payouts: dict[PayoutId, Payout] = {}
        self.orders: dict[OrderReference, BankOrder] = {}
        self.entries: dict[EntryId, Entry] = {}
        self.notices: dict[str, Notice] = {}
        self.audit: dict[str, AuditRecord] = {}
        self.mismatches: dict[str, RecordedMismatch] = {}
        self.corrections: dict[CorrectionId, Correction] = {}
        self.reconciling: dict[int, ReconcilingDue] = {}
        self.reconciliations: dict[str, Reconciliation] = {}
        self.partners: dict[PartnerId, Partner] = {}
        self.campaign_keys: dict[str, CampaignId | None] = {}
        self.designations: dict[DesignationId, Designation] = {}
        self.endpoints: dict[EndpointId, WebhookEndpoint] = {}
        self.deliveries: dict[DeliveryId, Delivery] = {}
        self.remindings: dict[str, Reminding] = {}

    def tables(self) -> dict[str, dict[Any, Any]]:
        """A copy of everything that is kept, by kind; two stores that hold the same are equal here."""
        return {name: dict(table) for name, table in self._tables()}

    def _tables(self) -> list[tuple[str, dict[Any, Any]]]:
        return [(name, table) for name, table in vars(self).items() if isinstance(table, dict)]

    def copy(self) -> "MemoryStore":
        """Another store that holds the same."""
        other = MemoryStore(self.bank)
        for name, table in self.tables().items():
            setattr(other, name, table)
        return other

    def run(self, commands: Sequence[Command[Any]], now: Moment) -> list[Receipt[Any]]:
        """One batch: load, apply, keep. Nothing is kept if applying raises."""
        book = self.load_book(commands)
        receipts = run_batch(book, commands, now, self.bank, ENTROPY)
        self.save_book(book)
        return receipts

    # Loading

    def load_book(self, commands: Sequence[Command[Any]]) -> Book:
        """Everything that the commands may look at, and nothing else. Keys flow down as `core/reach.py` says."""
        book, reach = Book(), Reach.union(*map(reach_of, commands))
        reach = Reach.union(reach, self._load_people(book, reach))
        _load(book.standstill, self.standstill, reach.standstill)
        _load(book.staff, self.staff, reach.staff)
        for roll in reach.roll:
            _load(book.staff, self.staff, self.staff)
            book.roll.load(roll, tuple(sorted(self.staff)))
        enrolled = self.staff.keys() if reach.roll else ()
        identities = _load(book.identities, self.identities, reach.telegram_users.union(enrolled))
        known = {identity.participant_id for identity in identities}
        _load(book.participants, self.participants, reach.participants | known)
        _load(book.codes, self.codes, reach.codes)
        _load(book.partners, self.partners, reach.partners)
        campaign_ids = {campaign_id for campaign_id, _ in reach.memberships}
        named = [self.pledges[pledge_id] for pledge_id in reach.pledges if pledge_id in self.pledges]
        recorded = _load(book.mismatches, self.mismatches, reach.mismatches)
        campaign_ids.update(*(each.campaign_ids for each in recorded))
        proposed = {each.correction_id for each in recorded if each.correction_id is not None}
        corrections = _load(book.corrections, self.corrections, proposed | reach.corrections)
        campaign_ids |= reach.campaigns | reach.whole_campaigns | reach.designees | reach.invitees
        campaign_ids |= {campaign_id for campaign_id, _ in reach.remindings}
        _load(book.campaigns, self.campaigns, campaign_ids)
        self._load_campaign_keys(book, reach)
        pledges = self._load_pledges(book, reach) + named
        for pledge in named:
            book.pledges.load(pledge.id, pledge)
        account_ids = self._load_customers(book, reach)
        account_ids |= {account_id for pledge in pledges for account_id in pledge.account_ids}
        for correction in corrections:
            account_ids |= correction.account_ids
        account_ids |= self._load_deposits(book, reach)
        self._load_accounts(book, account_ids | reach.accounts)
        self._load_pledged(book, reach)
        self._load_designations(book, reach)
        self._load_remindings(book, reach)
        hold_ids = {hold_id for pledge in pledges for hold_id in pledge.hold_ids}
        _load(book.holds, self.holds, hold_ids | {each.hold_id for each in corrections if each.hold_id})
        _load(book.orders, self.orders, reach.orders)
        subjects = {each.subject for each in corrections if each.subject is not None}
        _load(book.mismatches, self.mismatches, subjects)
        entries = self._load_journal(book, reach.entries, corrections)
        legs = {posting.account_id for entry in entries for posting in entry.postings}
        legs |= {ledger_account_id for each in corrections for ledger_account_id, _ in each.legs}
        _load(book.ledger, self.ledger, reach.ledger_accounts | legs | ledger_accounts_of_deposits(reach))
        if reach.whole_campaigns:
            self._load_doubts(book, account_ids | reach.accounts)
        _load(book.reconciling, self.reconciling, reach.reconciling)
        for partner_id in reach.endpoints_of | reach.partners | partners_of(book):
            theirs = [
                each.id
                for each in sorted(self.endpoints.values(), key=lambda each: each.id)
                if each.partner_id == partner_id and each.state is not EndpointState.DELETED
            ]
            book.partner_endpoints.load(partner_id, tuple(theirs))
            _load(book.endpoints, self.endpoints, theirs)
        _load(book.deliveries, self.deliveries, reach.deliveries)
        _load(book.receipts, self.receipts, {command.intent for command in commands})
        return book

    def _load_people(self, book: Book, reach: Reach) -> Reach:
        """What is a person's; the reach that it makes."""
        theirs = {who: self._belongings(who) for who in reach.whole_people}
        for who, belongings in theirs.items():
            book.belongings.load(who, belongings)
            _load(book.invitations, self.invitations, {(each, who) for each in belongings.invitations})
        return reach_of_people(theirs)

    def _belongings(self, who: ParticipantId) -> Belongings:
        links = [each for each in self.links.values() if each.participant_id == who]
        telegram_user_ids = tuple(
            each.telegram_user_id for each in self.identities.values() if each.participant_id == who
        )
        return Belongings(
            telegram_user_ids=telegram_user_ids,
            staff_ids=tuple(
                each for each in telegram_user_ids if each in self.staff and self.staff[each].role is not None
            ),
            account_ids=tuple(link.account_id for link in links),
            customer_ids=tuple({link.customer_id for link in links}),
            campaign_ids=tuple(
                each.id
                for each in self.campaigns.values()
                if who in (each.initiator_id, each.taken_over_by, *each.waiting.line)
            ),
            pledge_ids=tuple(
                each.id
                for each in self.pledges.values()
                if each.participant_id == who and each.state in UNSETTLED
            ),
            share_ids=tuple(
                each.id
                for each in self.shares.values()
                if each.state in UNPAID and who in (each.participant_id, _buyer_of(each))
            ),
            payout_ids=tuple(
                each.id
                for each in self.payouts.values()
                if each.participant_id == who and each.state is not PayoutState.PAID
            ),
            invitations=tuple(campaign_id for campaign_id, each in self.invitations if each == who),
            designations=tuple(
                (each.campaign_id, each.id)
                for each in self.designations.values()
                if each.participant_id == who
            ),
        )

    def _load_deposits(self, book: Book, reach: Reach) -> set[AccountId]:
        """Deposits, shares and payouts with what hangs on them; the ids of the accounts their money goes to."""
        whole = [self.deposits[each] for each in reach.whole_deposits if each in self.deposits]
        _load(book.campaigns, self.campaigns, {deposit.campaign_id for deposit in whole})
        _load(book.products, self.products, reach.products | {deposit.product_code for deposit in whole})
        payouts = _load(book.payouts, self.payouts, reach.payouts)
        _load(book.campaigns, self.campaigns, {payout.campaign_id for payout in payouts})
        named = _load(book.shares, self.shares, reach.shares | {payout.share_id for payout in payouts})
        _load(
            book.deposits,
            self.deposits,
            reach.deposits.union(reach.whole_deposits, (share.deposit_id for share in named)),
        )
        active = [
            share
            for share in self.shares.values()
            if share.deposit_id in reach.whole_deposits and share.state is ShareState.ACTIVE
        ]
        _load(book.shares, self.shares, {share.id for share in active})
        for deposit_id in reach.whole_deposits:
            register = sorted(share.id for share in active if share.deposit_id == deposit_id)
            book.registers.load(deposit_id, tuple(register))
        of_shares = {account_id for share in active for account_id in share.account_ids}
        return of_shares | {payout.account_id for payout in payouts}

    def _load_campaign_keys(self, book: Book, reach: Reach) -> None:
        if not reach.campaign_keys:
            return
        for digest, participant_id in reach.campaign_keys:
            campaign_id = self.campaign_keys.get(digest)
            book.campaign_keys.load(digest, campaign_id)
            if campaign_id is not None:
                _load(book.invitations, self.invitations, {(campaign_id, participant_id)})
                _load(book.campaigns, self.campaigns, {campaign_id})

    def _load_designations(self, book: Book, reach: Reach) -> None:
        proving = {phone_key(self.codes[key].phone) for key in reach.codes if key in self.codes}
        proving |= set(map(phone_key, reach.phones))
        every = sorted(self.designations.values(), key=lambda each: each.id)
        looking = set(reach.designated)
        for digest, participant_id in reach.campaign_keys:
            if digest in self.campaign_keys:
                looking.add((CampaignId(self.campaign_keys[digest] or ""), participant_id))
        for campaign_id, participant_id in reach.memberships:
            if campaign_id in self.campaigns and self.campaigns[campaign_id].designated_only:
                looking.add((campaign_id, participant_id))
        for key in reach.awaited | proving:
            waiting = [each for each in every if each.designee.key == key and each.participant_id is None]
            book.awaited.load(key, tuple(each.id for each in waiting))
            _load(book.designations, self.designations, {each.id for each in waiting})
            _load(book.campaigns, self.campaigns, {each.campaign_id for each in waiting})
            if key in proving:
                looking |= {(each.campaign_id, who) for each in waiting for who in reach.codes}
        for campaign_id in reach.designees | reach.invitees:
            designees = [each for each in every if each.campaign_id == campaign_id]
            book.designees.load(campaign_id, tuple(each.id for each in designees))
            _load(book.designations, self.designations, {each.id for each in designees})
            looking |= {(campaign_id, each.participant_id) for each in designees if each.participant_id}
        for membership in looking:
            theirs = [each.id for each in every if (each.campaign_id, each.participant_id) == membership]
            book.designated.load(membership, theirs[0] if theirs else None)
            _load(book.designations, self.designations, theirs)

    def _load_remindings(self, book: Book, reach: Reach) -> None:
        ids = {reminding_id(*membership) for membership in reach.remindings}
        ids |= {each.id for each in self.remindings.values() if each.campaign_id in reach.invitees}
        _load(book.remindings, self.remindings, ids)
        for campaign_id in reach.invitees:
            came = [each for each in self.invitations.values() if each.campaign_id == campaign_id]
            came.sort(key=lambda each: each.participant_id)
            book.lookers.load(campaign_id, tuple(each.participant_id for each in came))
            invited = {each.participant_id for each in came}
            invited |= {
                each.participant_id
                for each in self.designations.values()
                if each.campaign_id == campaign_id and each.participant_id is not None
            }
            _load(book.participants, self.participants, invited)
            for pledge in self.pledges.values():
                if pledge.campaign_id == campaign_id and pledge.live:
                    book.memberships.load((campaign_id, pledge.participant_id), pledge.id)

    def _load_journal(
        self, book: Book, references: Iterable[str], corrections: Iterable[Correction]
    ) -> list[Entry]:
        """Entries by reference, with those that reverse them, and whatever has a correction's reference."""
        wanted = {
            *references,
            *map(reversal_reference, references),
            *(each.reference for each in corrections),
        }
        if not wanted:
            return []
        by_reference = {entry.reference: entry for entry in self.entries.values()}
        return [entry for entry in _load(book.journal, by_reference, wanted) if entry.reference in references]

    def _load_doubts(self, book: Book, account_ids: Iterable[AccountId]) -> None:
        """The open mismatches of accounts."""
        for account_id in account_ids:
            subjects = sorted(
                subject
                for subject, each in self.mismatches.items()
                if each.open and each.mismatch.doubted_account_id == account_id
            )
            book.account_mismatches.load(account_id, tuple(subjects))
            _load(book.mismatches, self.mismatches, subjects)

    def _load_pledges(self, book: Book, reach: Reach) -> list[Pledge]:
        for membership in reach.memberships:
            book.memberships.load(membership, None)
        pledges = []
        rosters: dict[CampaignId, list[PledgeId]] = {campaign_id: [] for campaign_id in reach.whole_campaigns}
        for pledge in sorted(self.pledges.values(), key=lambda pledge: pledge.id):
            membership = (pledge.campaign_id, pledge.participant_id)
            whole = pledge.campaign_id in rosters
            if not pledge.live or not (whole or membership in reach.memberships):
                continue
            if whole:
                rosters[pledge.campaign_id].append(pledge.id)
            book.memberships.load(membership, pledge.id)
            book.pledges.load(pledge.id, pledge)
            pledges.append(pledge)
        for campaign_id, roster in rosters.items():
            book.rosters.load(campaign_id, tuple(roster))
        return pledges

    def _load_pledged(self, book: Book, reach: Reach) -> None:
        for participant_id in reach.pledgers:
            live = [
                each for each in self.pledges.values() if each.live and each.participant_id == participant_id
            ]
            book.pledged.load(participant_id, tuple(sorted(pledge.id for pledge in live)))
            for pledge in live:
                if pledge.id not in book.pledges:
                    book.pledges.load(pledge.id, pledge)

    def _load_customers(self, book: Book, reach: Reach) -> set[AccountId]:
        """Customers named by id, phone or pending code; the ids of all their accounts."""
        customer_ids = set(reach.customers)
        customer_ids |= {self.codes[key].customer_id for key in reach.codes if key in self.codes}
        by_phone = {customer.phone: customer.id for customer in self.customers.values()}
        for phone in reach.phones:
            book.phones.load(phone, by_phone.get(phone))
        customer_ids |= {by_phone[phone] for phone in reach.phones if phone in by_phone}
        _load(book.customers, self.customers, customer_ids)
        all_account_ids: set[AccountId] = set()
        for customer_id in customer_ids:
            account_ids = sorted(
                account.id for account in self.accounts.values() if account.customer_id == customer_id
            )
            book.customer_accounts.load(customer_id, tuple(account_ids))
            all_account_ids.update(account_ids)
        return all_account_ids

    def _load_accounts(self, book: Book, account_ids: set[AccountId]) -> None:
        accounts = _load(book.accounts, self.accounts, account_ids)
        _load(book.customers, self.customers, {account.customer_id for account in accounts})
        _load(book.links, self.links, account_ids)
        _load(book.ledger, self.ledger, map(available_ledger_account, account_ids))
        _load(book.ledger, self.ledger, map(held_ledger_account, account_ids))

    # Saving

    def save_book(self, book: Book) -> None:
        """Keep what the batch changed. Raises ConstraintBroken for what the database would refuse."""
        for name, table in self._tables():
            shelf: Shelf[Any, Any] = getattr(book, name)
            kept = dict(shelf.inserted_items())
            if already := kept.keys() & table.keys():
                raise ConstraintBroken(f"{name} {already} exist already")
            if name in drawn():
                for value in kept.values():
                    check_step(name, None, value)
                for loaded, value in shelf.updated():
                    check_step(name, loaded, value)
            for loaded, value in shelf.updated():
                key = next(key for key, row in table.items() if row is loaded)
                kept[key] = _one_version_on(loaded, value)
            table.update(kept)
            for key in shelf.removed():
                del table[key]
        self._check_constraints()

    def _check_constraints(self) -> None:
        campaigns = self.campaigns.values()
        for campaign in campaigns:
            if not 0 <= campaign.pledged_minor <= campaign.terms.target_minor:
                raise ConstraintBroken(f"{campaign.id} is over its target or below zero")
            if not 0 <= campaign.member_count <= campaign.terms.head_count_max:
                raise ConstraintBroken(f"{campaign.id} is over its head count or below zero")
        for account in self.ledger.values():
            if account.floored and account.balance_minor < 0:
                raise ConstraintBroken(f"{account.id} is below zero")
        if any(pledge.amount_minor <= 0 for pledge in self.pledges.values()):
            raise ConstraintBroken("a pledge is not positive")
        live = [pledge for pledge in self.pledges.values() if pledge.live]
        entries = self.entries.values()
        postings = [posting for entry in entries for posting in entry.postings]
        unique: dict[str, list[Any]] = {
            "live pledge": [(pledge.campaign_id, pledge.participant_id) for pledge in live],
            "designee": [(each.campaign_id, each.designee.key) for each in self.designations.values()],
            "link token": [campaign.link_token for campaign in campaigns],
            "short code": [campaign.short_code for campaign in campaigns],
            "phone": [customer.phone for customer in self.customers.values()],
            "account number": [account.number for account in self.accounts.values()],
            "entry reference": [entry.reference for entry in entries],
            "posting version": [(posting.account_id, posting.version) for posting in postings],
            "certificate": [share.certificate_number for share in self.shares.values()],
        }
        for what, keys in unique.items():
            if twice := [key for key, times in Counter(keys).items() if times > 1]:
                raise ConstraintBroken(f"{what} {twice} is there twice")


def _load(shelf: Shelf[K, V], table: dict[K, V], keys: Iterable[K]) -> list[V]:
    """Load the rows under `keys`, None for those that do not exist; the values found."""
    found = []
    for key in keys:
        value = table.get(key)
        shelf.load(key, value)
        if value is not None:
            found.append(value)
    return found


def _one_version_on(loaded: Any, value: Any) -> Any:
    """The value with the next version, unless it has none or the domain counts it, as it does for the ledger."""
    if getattr(value, "version", None) == getattr(loaded, "version", -1):
        return replace(value, version=value.version + 1)
    return value
