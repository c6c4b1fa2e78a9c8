"""The book: the slice of state that a batch of commands works on, in memory, with what they changed.

Every kind of value has a shelf. A shelf is three layers, read from the top: the page of the command that is running,
what earlier commands of the batch kept, and what was loaded. A refused command's page is discarded, so it changed
nothing. Values are immutable, so a layer is a dictionary and nothing has to be copied or compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from core.commands import Actor, Receipt
from core.domain.account import BankAccount, BankCustomer
from core.domain.audit import AuditRecord
from core.domain.bank import BankOrder, Hold, Instruction, OrderState, TermDeposit
from core.domain.campaign import ENDED, Campaign
from core.domain.correction import Correction
from core.domain.deposit import Share, ShareState
from core.domain.designation import Designation
from core.domain.erasure import Belongings
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
    IdStream,
    IntentId,
    LedgerAccountId,
    OrderReference,
    ParticipantId,
    PartnerId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.ledger import Entry, EntryKind, LedgerAccount, Posting, check_balanced, posted
from core.domain.moment import Moment
from core.domain.notice import InvitedToPool, Notice
from core.domain.participant import AccountLink, Invitation, OneTimeCode, Participant, TelegramIdentity
from core.domain.partner import Partner
from core.domain.payout import Payout
from core.domain.pledge import Pledge, PledgeState
from core.domain.product import Product
from core.domain.reconciliation import Reconciliation, ReconcilingDue, RecordedMismatch
from core.domain.reminding import Invited, Invitee, Reminding, invited, reminding_id
from core.domain.staff import ROLL, StaffMember
from core.domain.standstill import MOVING, STANDSTILL, Standstill
from core.domain.webhook import EndpointState, WebhookEndpoint

K = TypeVar("K")
V = TypeVar("V")


class NotLoaded(AssertionError):
    """A command looked at a key outside its reach: a bug, never an answer to a person."""


class Shelf(Generic[K, V]):
    """Values of one kind by key: page over kept over loaded. What does not exist, or no longer, is None."""

    __slots__ = ("_kept", "_loaded", "_name", "_page")

    def __init__(self, name: str) -> None:
        self._name = name
        self._loaded: dict[K, V | None] = {}
        self._kept: dict[K, V | None] = {}
        self._page: dict[K, V | None] = {}

    def load(self, key: K, value: V | None) -> None:
        """Put what the store holds under `key`, None if nothing."""
        self._loaded[key] = value

    def __getitem__(self, key: K) -> V | None:
        """The value as this command sees it, None if there is none. Raises NotLoaded outside the reach."""
        for layer in (self._page, self._kept):
            if key in layer:
                return layer[key]
        try:
            return self._loaded[key]
        except KeyError:
            raise NotLoaded(f"{self._name} {key}") from None

    def __contains__(self, key: K) -> bool:
        """Whether the key lies within what was loaded or made."""
        return key in self._page or key in self._kept or key in self._loaded

    def put(self, key: K, value: V) -> None:
        """Write to the running command's page."""
        self._page[key] = value

    def remove(self, key: K) -> None:
        """Let the running command's page say that it is gone."""
        self._page[key] = None

    def page(self) -> Iterator[V]:
        """What the running command wrote, in order."""
        return (value for value in self._page.values() if value is not None)

    def loaded(self) -> Iterator[V]:
        """What the store holds of what was loaded."""
        return (value for value in self._loaded.values() if value is not None)

    def changes(self) -> Iterator[tuple[V | None, V]]:
        """What the running command wrote, in order, and what was there before."""
        for key, value in self._page.items():
            if value is None:
                continue
            before = self._kept[key] if key in self._kept else self._loaded.get(key)
            yield before, value

    def keep(self) -> None:
        """The running command was accepted."""
        if self._page:
            self._kept.update(self._page)
            self._page.clear()

    def discard(self) -> None:
        """The running command was refused."""
        self._page.clear()

    def inserted_items(self) -> Iterator[tuple[K, V]]:
        """What was kept under keys that did not exist."""
        return (
            (key, value)
            for key, value in self._kept.items()
            if value is not None and self._loaded.get(key) is None
        )

    def inserted(self) -> Iterator[V]:
        """The values kept under keys that did not exist."""
        return (value for _, value in self.inserted_items())

    def updated(self) -> Iterator[tuple[V, V]]:
        """What was kept over a loaded value: (loaded, kept)."""
        for key, value in self._kept.items():
            loaded = self._loaded.get(key)
            if loaded is not None and value is not None and loaded is not value:
                yield loaded, value

    def removed(self) -> Iterator[K]:
        """The keys of loaded values that are gone."""
        return (
            key for key, value in self._kept.items() if value is None and self._loaded.get(key) is not None
        )


@dataclass(frozen=True, slots=True)
class RecordedReceipt:
    """A receipt beside the fingerprint of the command it answered."""

    fingerprint: str
    receipt: "Receipt[Any]"


Membership = tuple[CampaignId, ParticipantId]


class Book:
    """One shelf per kind of value, and what the running command adds to the journal, the orders and the notices."""

    def __init__(self) -> None:  # noqa: PLR0915 - a line for each kind of value
        self.receipts: Shelf[IntentId, RecordedReceipt] = Shelf("receipt")
        self.staff: Shelf[int, StaffMember] = Shelf("staff")
        self.standstill: Shelf[int, Standstill] = Shelf("standstill")
        self.identities: Shelf[int, TelegramIdentity] = Shelf("identity")
        self.participants: Shelf[ParticipantId, Participant] = Shelf("participant")
        self.codes: Shelf[ParticipantId, OneTimeCode] = Shelf("code")
        self.customers: Shelf[CustomerId, BankCustomer] = Shelf("customer")
        self.accounts: Shelf[AccountId, BankAccount] = Shelf("account")
        self.links: Shelf[AccountId, AccountLink] = Shelf("link")
        self.ledger: Shelf[LedgerAccountId, LedgerAccount] = Shelf("ledger account")
        self.products: Shelf[str, Product] = Shelf("product")
        self.campaigns: Shelf[CampaignId, Campaign] = Shelf("campaign")
        self.invitations: Shelf[Membership, Invitation] = Shelf("invitation")
        self.pledges: Shelf[PledgeId, Pledge] = Shelf("pledge")
        self.holds: Shelf[HoldId, Hold] = Shelf("hold")
        self.deposits: Shelf[DepositId, TermDeposit] = Shelf("deposit")
        self.shares: Shelf[ShareId, Share] = Shelf("share")
        self.payouts: Shelf[PayoutId, Payout] = Shelf("payout")
        self.orders: Shelf[OrderReference, BankOrder] = Shelf("order")
        self.entries: Shelf[EntryId, Entry] = Shelf("entry")
        self.notices: Shelf[str, Notice] = Shelf("notice")
        self.audit: Shelf[str, AuditRecord] = Shelf("audit")
        self.mismatches: Shelf[str, RecordedMismatch] = Shelf("mismatch")
        self.corrections: Shelf[CorrectionId, Correction] = Shelf("correction")
        self.reconciling: Shelf[int, ReconcilingDue] = Shelf("reconciling")
        self.reconciliations: Shelf[str, Reconciliation] = Shelf("reconciliation")
        self.partners: Shelf[PartnerId, Partner] = Shelf("partner")
        self.designations: Shelf[DesignationId, Designation] = Shelf("designation")
        self.endpoints: Shelf[EndpointId, WebhookEndpoint] = Shelf("webhook endpoint")
        self.deliveries: Shelf[DeliveryId, Delivery] = Shelf("delivery")
        self.remindings: Shelf[str, Reminding] = Shelf("reminding")
        # Finding aids, never saved: they follow from the values above and change on the same page.
        self.roll: Shelf[int, tuple[int, ...]] = Shelf("roll of the staff")
        self.phones: Shelf[str, CustomerId | None] = Shelf("phone")
        self.customer_accounts: Shelf[CustomerId, tuple[AccountId, ...]] = Shelf("customer's accounts")
        self.campaign_keys: Shelf[str, CampaignId | None] = Shelf("campaign key")
        self.memberships: Shelf[Membership, PledgeId | None] = Shelf("membership")
        self.rosters: Shelf[CampaignId, tuple[PledgeId, ...]] = Shelf("roster")
        self.pledged: Shelf[ParticipantId, tuple[PledgeId, ...]] = Shelf("pledger")
        self.registers: Shelf[DepositId, tuple[ShareId, ...]] = Shelf("register")
        self.journal: Shelf[str, Entry] = Shelf("entry by reference")
        self.partner_keys: Shelf[str, PartnerId] = Shelf("partner key")
        self.account_mismatches: Shelf[AccountId, tuple[str, ...]] = Shelf("account's open mismatches")
        self.awaited: Shelf[str, tuple[DesignationId, ...]] = Shelf("awaited designations")
        self.designees: Shelf[CampaignId, tuple[DesignationId, ...]] = Shelf("campaign's designations")
        self.designated: Shelf[Membership, DesignationId | None] = Shelf("designated")
        self.belongings: Shelf[ParticipantId, Belongings] = Shelf("belongings")
        self.partner_endpoints: Shelf[PartnerId, tuple[EndpointId, ...]] = Shelf("partner's endpoints")
        self.lookers: Shelf[CampaignId, tuple[ParticipantId, ...]] = Shelf("campaign's lookers")
        self.unreachable: Shelf[ParticipantId, bool] = Shelf("who cannot be reached")
        self._shelves: tuple[Shelf[Any, Any], ...] = tuple(
            shelf for shelf in vars(self).values() if isinstance(shelf, Shelf)
        )
        self.posted: dict[IntentId, tuple[str, ...]] = {}
        """References of the entries that each accepted command posted, by its intent."""
        self._ids: IdStream | None = None

    # The page of the running command

    def open_page(self, ids: IdStream) -> None:
        """A command begins; `ids` is its own stream."""
        self._ids = ids

    def keep_page(self) -> None:
        """The command was accepted: what it wrote is there for the next one."""
        if references := tuple(entry.reference for entry in self.entries.page()):
            self.posted[self.ids.intent] = references
        for shelf in self._shelves:
            shelf.keep()

    def discard_page(self) -> None:
        """The command was refused: what it wrote was never there."""
        for shelf in self._shelves:
            shelf.discard()

    @property
    def ids(self) -> IdStream:
        """The running command's id stream."""
        assert self._ids is not None, "no command is running"
        return self._ids

    # Writing

    def put_staff(self, member: StaffMember) -> None:
        """Write what somebody may do at the admin desk, and keep the roll in step with it."""
        self.staff.put(member.telegram_user_id, member)
        self.roll.put(ROLL, tuple(dict.fromkeys((*(self.roll[ROLL] or ()), member.telegram_user_id))))

    def put_pledge(self, pledge: Pledge) -> None:
        """Write a pledge, and keep membership and roster in step with it."""
        self.pledges.put(pledge.id, pledge)
        self.memberships.put((pledge.campaign_id, pledge.participant_id), pledge.id if pledge.live else None)
        if pledge.campaign_id in self.rosters:
            roster = self.rosters[pledge.campaign_id] or ()
            if pledge.id not in roster:
                self.rosters.put(pledge.campaign_id, (*roster, pledge.id))
        if pledge.participant_id in self.pledged:
            pledged = self.pledged[pledge.participant_id] or ()
            self.pledged.put(pledge.participant_id, tuple(dict.fromkeys((*pledged, pledge.id))))

    def put_share(self, share: Share) -> None:
        """Write a share, and keep its deposit's register in step with it."""
        self.shares.put(share.id, share)
        if share.deposit_id in self.registers:
            register = self.registers[share.deposit_id] or ()
            if share.id not in register:
                self.registers.put(share.deposit_id, (*register, share.id))

    def put_campaign(self, campaign: Campaign) -> None:
        """Write a campaign that stands already."""
        self.campaigns.put(campaign.id, campaign)

    def add_campaign(self, campaign: Campaign) -> None:
        """Write a campaign under keys that are new. Earlier keys of it still lead there, and open it no more."""
        self.campaigns.put(campaign.id, campaign)
        for key_digest in campaign.key_digests:
            self.campaign_keys.put(key_digest, campaign.id)

    def designate(self, designation: Designation, participant_id: ParticipantId | None) -> Designation:
        """Write a new designation; whoever is known to be the designee is told, whoever is not is awaited."""
        self._put_designation(designation)
        of_campaign = self.designees[designation.campaign_id] or ()
        self.designees.put(designation.campaign_id, (*of_campaign, designation.id))
        if participant_id is not None:
            return self._meet(designation, participant_id)
        key = designation.designee.key
        if key in self.awaited:
            self.awaited.put(key, (*(self.awaited[key] or ()), designation.id))
        return designation

    def welcome(self, key: str, participant_id: ParticipantId) -> None:
        """Somebody has come who may have been awaited: wherever they are designated, they are told."""
        for designation_id in self.awaited[key] or ():
            designation = self.designations[designation_id]
            if designation is not None:  # it may have been revoked while this waited for its lock
                self._meet(designation, participant_id)
        self.awaited.put(key, ())

    def revoke_designation(self, designation: Designation) -> None:
        """Take a designation away; who was awaited by it is so no more."""
        self.designations.remove(designation.id)
        of_campaign = self.designees[designation.campaign_id] or ()
        self.designees.put(
            designation.campaign_id, tuple(each for each in of_campaign if each != designation.id)
        )
        key = designation.designee.key
        if key in self.awaited:
            awaited = self.awaited[key] or ()
            self.awaited.put(key, tuple(each for each in awaited if each != designation.id))
        if designation.participant_id is not None:
            self.designated.remove((designation.campaign_id, designation.participant_id))

    def _meet(self, designation: Designation, participant_id: ParticipantId) -> Designation:
        """Write who the designee is, and tell them once per campaign, unless it is over."""
        membership = (designation.campaign_id, participant_id)
        campaign = self.campaigns[designation.campaign_id]
        assert campaign is not None, "a campaign is never deleted"
        told = membership in self.designated and self.designated[membership] is not None
        notice_id = None
        if campaign.state not in ENDED and not told:
            notice_id = self.tell(InvitedToPool(participant_id, designation.campaign_id))[0]
        met = designation.met(participant_id, notice_id)
        self._put_designation(met)
        return met

    def _put_designation(self, designation: Designation) -> None:
        self.designations.put(designation.id, designation)
        if designation.participant_id is not None:
            membership = (designation.campaign_id, designation.participant_id)
            if membership not in self.designated or self.designated[membership] is None:
                self.designated.put(membership, designation.id)

    def invite(self, campaign_id: CampaignId, participant_id: ParticipantId, now: Moment) -> None:
        """Write, once, that the participant came by the campaign's link or short code."""
        membership = (campaign_id, participant_id)
        # A campaign of this very batch was not there when invitations were loaded: nobody can have one yet.
        if membership not in self.invitations or self.invitations[membership] is None:
            self.invitations.put(membership, Invitation(campaign_id, participant_id, now.at))
            if campaign_id in self.lookers:
                self.lookers.put(campaign_id, (*(self.lookers[campaign_id] or ()), participant_id))

    def put_reminding(self, reminding: Reminding) -> None:
        """Write how it stands between a campaign and somebody invited."""
        self.remindings.put(reminding.id, reminding)

    def put_partner_key(self, digest: str, partner_id: PartnerId) -> None:
        """Write whose key has this digest, for whoever asks by the key."""
        self.partner_keys.put(digest, partner_id)

    def add_endpoint(self, endpoint: WebhookEndpoint) -> None:
        """Write a new webhook endpoint, among its partner's."""
        self.endpoints.put(endpoint.id, endpoint)
        others = self.partner_endpoints[endpoint.partner_id] or ()
        self.partner_endpoints.put(endpoint.partner_id, (*others, endpoint.id))

    def put_customer(self, customer: BankCustomer) -> None:
        """Write a customer, findable by phone."""
        self.customers.put(customer.id, customer)
        self.phones.put(customer.phone, customer.id)

    def post(self, reference: str, kind: EntryKind, legs: Mapping[LedgerAccountId, int], now: Moment) -> None:
        """Append a balanced entry under a reference that can occur once. Raises LedgerBroken if a rule would break."""
        check_balanced(legs)
        postings = []
        currencies = set()
        for account_id, amount_minor in legs.items():
            account = self.ledger[account_id]
            assert account is not None, f"{account_id} was never opened"
            account = posted(account, amount_minor)
            self.ledger.put(account_id, account)
            postings.append(Posting(account_id, amount_minor, account.balance_minor, account.version))
            currencies.add(account.currency)
        assert len(currencies) == 1, f"an entry has one currency, not {currencies}"
        entry = Entry(
            EntryId(self.ids.mint("ent")), reference, kind, currencies.pop(), now.at, tuple(postings)
        )
        self.entries.put(entry.id, entry)
        self.journal.put(reference, entry)

    def open_ledger_account(self, account: LedgerAccount) -> None:
        """Start an account of the ledger with nothing on it."""
        self.ledger.put(account.id, account)

    def open_if_new(self, account_id: LedgerAccountId, currency: str, *, floored: bool) -> None:
        """Start an account of the ledger that is opened by its first posting."""
        if account_id not in self.ledger or self.ledger[account_id] is None:
            self.open_ledger_account(LedgerAccount(account_id, currency, floored))

    def order(
        self,
        campaign_id: CampaignId,
        instruction: Instruction,
        pledge_id: PledgeId | None = None,
        *,
        deposit_id: DepositId | None = None,
        payout_id: PayoutId | None = None,
    ) -> OrderReference:
        """Ask the bank for something, under a reference minted now; a hold is some pledge's, money some payout's."""
        reference = OrderReference(self.ids.mint("ord"))
        order = BankOrder(
            reference, campaign_id, instruction, pledge_id, deposit_id=deposit_id, payout_id=payout_id
        )
        self.orders.put(reference, order)
        return reference

    def tell(self, *notices: Notice) -> tuple[str, ...]:
        """Say something to somebody once this is committed; the notices' ids."""
        notice_ids = tuple(self.ids.mint("ntc") for _ in notices)
        for notice_id, notice in zip(notice_ids, notices, strict=True):
            self.notices.put(notice_id, notice)
        return notice_ids

    def record_use(self, actor: Actor, action: str, subject: str, detail: str, now: Moment) -> None:
        """Put one use of an admin's or the bank staff's power on the audit trail."""
        record = AuditRecord(self.ids.mint("aud"), actor.name, action, subject, detail, now.at)
        self.audit.put(record.id, record)

    # Reading

    def staff_members(self) -> tuple[StaffMember, ...]:
        """All staff, and who once were."""
        members = (self.staff[each] for each in self.roll[ROLL] or ())
        return tuple(member for member in members if member is not None)

    def standstill_now(self) -> Standstill:
        """Whether settlement is paused."""
        return self.standstill[STANDSTILL] or MOVING

    def endpoints_of(self, partner_id: PartnerId) -> tuple[WebhookEndpoint, ...]:
        """The partner's webhook endpoints that are not deleted, oldest first."""
        endpoints = (self.endpoints[each] for each in self.partner_endpoints[partner_id] or ())
        return tuple(each for each in endpoints if each and each.state is not EndpointState.DELETED)

    def designation_of(self, campaign_id: CampaignId, participant_id: ParticipantId) -> Designation | None:
        """The participant's designation in the campaign."""
        membership = (campaign_id, participant_id)
        if membership not in self.designated:
            return None  # a campaign of this very batch was not there when designations were loaded
        designation_id = self.designated[membership]
        return None if designation_id is None else self.designations[designation_id]

    def reminding(self, campaign_id: CampaignId, participant_id: ParticipantId) -> Reminding:
        """How it stands between the campaign and the participant; a blank one where nothing was written yet."""
        known = self.remindings[reminding_id(campaign_id, participant_id)]
        return known or Reminding(campaign_id, participant_id)

    def invited(self, campaign_id: CampaignId) -> tuple[Invitee, ...]:
        """Everybody invited to a campaign of which that was loaded but its organiser, as it stands now, by id."""
        campaign = self.campaigns[campaign_id]
        assert campaign is not None, "a campaign is never deleted"
        designations = (self.designations[each] for each in self.designees[campaign_id] or ())
        opened = (
            (each.participant_id, each.opened_at is not None)
            for each in designations
            if each is not None and each.participant_id is not None
        )
        found = invited(campaign, opened, self.lookers[campaign_id] or ())
        return tuple(self._invitee(campaign_id, who, found[who]) for who in sorted(found))

    def _invitee(self, campaign_id: CampaignId, participant_id: ParticipantId, came: Invited) -> Invitee:
        participant = self.participants[participant_id]
        assert participant is not None, "a participant is never deleted"
        key, membership = reminding_id(campaign_id, participant_id), (campaign_id, participant_id)
        known = key in self.remindings
        # Whoever came in this very batch was not there when it was loaded who pledged, who answered, who is reachable.
        return Invitee(
            participant_id,
            designated=came.designated,
            looked=came.looked,
            pledged=membership in self.memberships and self.memberships[membership] is not None,
            reachable=participant_id not in self.unreachable or not self.unreachable[participant_id],
            notifications=participant.notifications,
            reminding=self.reminding(*membership) if known else Reminding(*membership),
        )

    def live_pledge(self, campaign_id: CampaignId, participant_id: ParticipantId) -> Pledge | None:
        """The participant's live pledge in the campaign."""
        pledge_id = self.memberships[(campaign_id, participant_id)]
        return None if pledge_id is None else self.pledges[pledge_id]

    def live_pledges(self, campaign_id: CampaignId) -> tuple[Pledge, ...]:
        """All live pledges of a campaign that was loaded whole, by id, which is by the time they were placed."""
        pledges = (self.pledges[pledge_id] for pledge_id in sorted(self.rosters[campaign_id] or ()))
        return tuple(pledge for pledge in pledges if pledge is not None and pledge.live)

    def active_shares(self, deposit_id: DepositId) -> tuple[Share, ...]:
        """The active shares of a deposit that was loaded whole, in certificate order."""
        shares = (self.shares[share_id] for share_id in self.registers[deposit_id] or ())
        active = [share for share in shares if share is not None and share.state is ShareState.ACTIVE]
        return tuple(sorted(active, key=lambda share: share.certificate_number))

    def checked_minor(self, participant_id: ParticipantId, account_id: AccountId) -> int:
        """How much of the participant's the bank is checking on the account."""
        pledges = (self.pledges[pledge_id] for pledge_id in self.pledged[participant_id] or ())
        return sum(
            pledge.amount_minor
            for pledge in pledges
            if pledge is not None and pledge.state is PledgeState.RESERVED and pledge.account_id == account_id
        )

    def ready_orders(self) -> Iterable[BankOrder]:
        """The orders the running command has written for the bank to carry out, in order."""
        return tuple(order for order in self.orders.page() if order.state is OrderState.READY)


def partners_of(book: Book) -> frozenset[PartnerId]:
    """The partners that opened any of the campaigns that were loaded."""
    return frozenset(
        PartnerId(campaign.initiator_id)
        for campaign in book.campaigns.loaded()
        if campaign.origin is not None
    )
