"""Small read-only values that cards, lists and reports are made of: what is committed, as one person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.domain.account import BankAccount, BankCustomer
from core.domain.bank import BankOrder, TermDeposit
from core.domain.campaign import Campaign, CampaignState
from core.domain.conditions import FailedCondition
from core.domain.correction import Correction
from core.domain.deposit import Share, ShareState
from core.domain.designation import Designation
from core.domain.event import Delivery
from core.domain.ids import CampaignId, DeliveryId, DepositId, ParticipantId, ShareId
from core.domain.ledger import Entry
from core.domain.notice import Notice
from core.domain.notifications import Notifications
from core.domain.participant import AccountLink, Participant, link_conditions
from core.domain.payout import Payout
from core.domain.pledge import Pledge
from core.domain.portfolio import Holding
from core.domain.privacy import SeenMember
from core.domain.product import Product
from core.domain.reconciliation import RecordedMismatch
from core.domain.reminding import Invitee, Reminding
from core.domain.staff import Role, StaffMember
from core.domain.standstill import MOVING, Standstill
from core.domain.webhook import WebhookEndpoint


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign as one viewer sees it: members as they let themselves be seen; only the viewer's pledge.

    `own_shares` are all that the viewer ever had of its deposits, oldest first: none, or several, of one pledge too,
    since shares are bought and sold. `for_sale` are those of its newest deposit that somebody may buy.
    `invited` says whether it is the viewer's to see: who opened it, ever pledged in it, came by its link or code, or is
    designated.
    `organiser_name` is that of whoever took over from the initiator, if anybody did. `waits_with_all` says that it is
    full and waits because all settlement is paused. `reminding` says when a viewer who has no pledge was reminded of
    it, and whether they want to be, if they ever said.
    """

    campaign: Campaign
    product: Product
    initiator_name: str
    members: tuple[SeenMember, ...]
    own_pledge: Pledge | None
    own_shares: tuple[Share, ...]
    deposit: TermDeposit | None
    for_sale: tuple[Share, ...] = ()
    invited: bool = False
    organiser_name: str = ""
    reminding: Reminding | None = None
    waits_with_all: bool = False

    @property
    def declined(self) -> bool:
        """Whether the viewer said that it is not for them, and has no pledge."""
        return self.reminding is not None and self.reminding.declined_at is not None

    @property
    def member_names(self) -> tuple[str, ...]:
        """The names of members as far as they are seen."""
        return tuple(member.name for member in self.members)

    @property
    def active_shares(self) -> tuple[Share, ...]:
        """The viewer's parts of the deposit as it is now."""
        return tuple(share for share in self.own_shares if share.state is ShareState.ACTIVE)


@dataclass(frozen=True, slots=True)
class LinkedCampaign:
    """The campaign that a link opens, or opened until it was `revoked`, as somebody sees it whom nobody knows.

    `insured_cap_minor` is what is insured of a person's money at the bank, if anything is.
    """

    campaign: Campaign
    deposit: TermDeposit | None
    revoked: bool
    insured_cap_minor: int | None


class DesignationState(StrEnum):
    """What has become of an invitation, as far as its initiator may know."""

    AWAITED = "awaited"
    """The person has never come: they will be told when they do."""
    ON_ITS_WAY = "on_its_way"
    UNREACHABLE = "unreachable"
    """The person does not let the bot write to them; when they come back, they find it among their campaigns."""
    TOLD = "told"
    OPENED = "opened"
    PLEDGED = "pledged"


@dataclass(frozen=True, slots=True)
class DesignationView:
    """A designation as its initiator sees it; `name` is the participant's own once they have come."""

    designation: Designation
    name: str
    state: DesignationState


@dataclass(frozen=True, slots=True)
class Circle:
    """Who was invited to a campaign, its organiser aside, with what those call themselves whom its list shows.

    `members_out_of_reach` are the members whom the bot cannot write to, each with as much of their name as they let the
    people of their campaigns see; empty for nothing of it.
    """

    invitees: tuple[Invitee, ...]
    names: Mapping[ParticipantId, str]
    members_out_of_reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """Somebody who wanted to be reminded of a campaign by `due_at`, and was not yet."""

    campaign_id: CampaignId
    participant_id: ParticipantId
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ReminderAhead:
    """Somebody who wants to be reminded of a campaign within a day, so shortly before it closes that quiet hours may
    hold it past that."""

    reminding: Reminding
    notifications: Notifications
    closes_at: datetime

    def due_at(self, awake_until: datetime | None = None) -> datetime | None:
        """When that is, as `Reminding.due_at` says."""
        return self.reminding.due_at(self.closes_at, self.notifications, awake_until)


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its holder sees it."""

    account: BankAccount
    customer: BankCustomer
    link: AccountLink | None
    available_minor: int
    held_minor: int

    @property
    def link_conditions(self) -> tuple[FailedCondition, ...]:
        """What the proof of ownership no longer meets."""
        return () if self.link is None else link_conditions(self.link, self.customer)


@dataclass(frozen=True, slots=True)
class CertificateView:
    """Everything a certificate shows."""

    holding: Holding
    campaign: Campaign
    holder: Participant

    @property
    def share(self) -> Share:
        """The share that it evidences."""
        return self.holding.share

    @property
    def deposit(self) -> TermDeposit:
        """The deposit that the share is a part of."""
        return self.holding.deposit


@dataclass(frozen=True, slots=True)
class ShareView:
    """A share as its owner sees it, with all that its figures follow from.

    `register` has every share that its deposit ever had, in certificate order; `payout` is its newest; `following` is
    the share of the next deposit that it was renewed into.
    """

    share: Share
    deposit: TermDeposit
    campaign: Campaign
    product: Product
    register: tuple[Share, ...]
    payout: Payout | None = None
    following: Share | None = None

    @property
    def active_shares(self) -> tuple[Share, ...]:
        """Those of the register that are outstanding."""
        return tuple(share for share in self.register if share.state is ShareState.ACTIVE)

    @property
    def holding(self) -> Holding:
        """The share with its figures."""
        return Holding(self.share, self.deposit, self.product, self.active_shares)


@dataclass(frozen=True, slots=True)
class CertificateStanding:
    """What a certificate's number stands for now, as anybody may know who has the number: no name and no amount."""

    certificate_number: str
    share_state: ShareState
    issued_at: datetime
    maturity_date: date
    reissued_as: tuple[str, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the certificate still evidences a share of the deposit."""
        return self.share_state is ShareState.ACTIVE


@dataclass(frozen=True, slots=True)
class NumberedCertificate:
    """A certificate that was looked up by its number: how it stands, which anybody may know, and all that it shows."""

    standing: CertificateStanding
    view: CertificateView


@dataclass(frozen=True, slots=True)
class HeldView:
    """A hold as the bank's staff sees it."""

    reference: str
    amount_minor: int
    state: str
    short_code: str


@dataclass(frozen=True, slots=True)
class BankView:
    """The embedded bank's books: customers, accounts with holds, deposits with registers, newest entries.

    `orders` are the newest, each with its campaign's short code. `payouts` are all, newest first; `expenses_minor` says
    what the interest of a deposit has cost the bank so far.
    """

    accounts: tuple[tuple[AccountView, tuple[HeldView, ...]], ...]
    customers: tuple[BankCustomer, ...]
    deposits: tuple[tuple[TermDeposit, tuple[tuple[Share, str], ...]], ...]
    entries: tuple[Entry, ...]
    orders: tuple[tuple[BankOrder, str], ...]
    payouts: tuple[Payout, ...]
    expenses_minor: Mapping[DepositId, int]
    available_minor: int
    held_minor: int
    deposited_minor: int


@dataclass(frozen=True, slots=True)
class PartnerCampaignView:
    """A campaign as the partner that opened it sees it."""

    campaign: Campaign
    deposit: TermDeposit | None


@dataclass(frozen=True, slots=True)
class PartnerSearch:
    """Which of its campaigns a partner looks for: all of what is named holds."""

    state: CampaignState | None = None
    reference: str | None = None
    product_code: str | None = None


@dataclass(frozen=True, slots=True)
class PartnersPledgeView:
    """A pledge in a partner's campaign; the name is masked, and the amount left out, where this is shown."""

    pledge: Pledge
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PartnerShareView:
    """A share in the deposit of a partner's campaign; masked as a pledge is."""

    share: Share
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PartnersPayoutView:
    """A payout from a partner's campaign; masked as a pledge is."""

    payout: Payout
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WaitingDelivery:
    """A delivery that is due, where it goes, how often that was tried, and since when nothing was taken there.

    Both count from when its endpoint became active at its address.
    """

    id: DeliveryId
    delivery: Delivery
    endpoint: WebhookEndpoint
    attempts: int
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class EndpointHealth:
    """A webhook endpoint, since when it has taken nothing of what it was sent, and how many deliveries wait for it."""

    endpoint: WebhookEndpoint
    failing_since: datetime | None
    waiting: int


class DeliveryState(StrEnum):
    """`waiting → delivered | failed`; a failed one was tried for a day."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How far a delivery has come. `position` numbers deliveries in the order in which they were written."""

    position: int
    delivery: Delivery
    state: DeliveryState
    attempts: int
    due_at: datetime
    ended_at: datetime | None
    last_status: int | None
    last_failure: str | None


class DueKind(StrEnum):
    """What time, or a state, makes due."""

    SETTLE = "settle"
    EXPIRE = "expire"
    DROP_AILING = "drop_ailing"
    END_PLACE_OFFER = "end_place_offer"
    ACCRUE = "accrue"
    ANNOUNCE = "announce"
    MATURE = "mature"
    MOVE_OFFER_ON = "move_offer_on"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due at an instant, for a campaign, its deposit, or a share of that.

    `round` tells repeated settlements of one campaign apart, and the times at which a deposit may end: before and after
    each exit that it had to wait for.
    """

    at: datetime
    kind: DueKind
    campaign_id: CampaignId
    round: int = 0
    deposit_id: DepositId | None = None
    share_id: ShareId | None = None


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """An organiser who lets the bot write to them no more, and the longest-standing member who does.

    `version` is the campaign's.
    """

    campaign_id: CampaignId
    version: int
    organiser_id: ParticipantId
    successor_id: ParticipantId


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of the whole deployment, for admins, and whether settlement is paused.

    `reconciled_at` is when the books were last compared; `out_of_reach` counts participants whom the bot cannot write
    to.
    """

    campaigns_by_state: tuple[tuple[str, int], ...]
    participants: int
    linked_accounts: int
    held_minor: int
    deposited_minor: int
    deposits: int
    updates_set_aside: int
    notices_waiting: int
    notices_failed: int
    mismatches: int = 0
    reconciled_at: datetime | None = None
    out_of_reach: int = 0
    standstill: Standstill = MOVING


@dataclass(frozen=True, slots=True)
class Recently:
    """What happened in so many days, and which deposits mature in as many to come; amounts in minor units."""

    days: int
    pledges: int
    pledged_minor: int
    newcomers: int
    maturing: int
    maturing_minor: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a deployment is run by, beside its overview: the last days, and what needs somebody's look.

    `chain_broken_at` is the entry at which the last check found the chain of seals broken.
    """

    recently: tuple[Recently, ...]
    orders_unknown: int
    endpoints_failing: int
    corrections_waiting: int
    chain_broken_at: int | None


@dataclass(frozen=True, slots=True)
class MoneyOn:
    """What was held and what lay in term deposits when a day ended, in minor units; on the last day, by now."""

    day: date
    held_minor: int
    deposited_minor: int


@dataclass(frozen=True, slots=True)
class OrderView:
    """A bank order as an operator sees it, with its campaign's short code."""

    order: BankOrder
    short_code: str


@dataclass(frozen=True, slots=True)
class MismatchView:
    """A mismatch as an admin sees it, with what it concerns.

    `entries` are the newest on the ledger account in doubt; `ordered` names those of them that bank orders made.
    `correction` is the newest that was proposed.
    """

    recorded: RecordedMismatch
    account: AccountView | None
    campaigns: tuple[CampaignView, ...]
    correction: Correction | None
    entries: tuple[Entry, ...]
    ordered: frozenset[str]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as an admin sees it, with the customers' accounts among its legs."""

    correction: Correction
    accounts: tuple[AccountView, ...]
    mismatch: RecordedMismatch | None


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry that may be reversed, with the customers' accounts among its postings."""

    entry: Entry
    accounts: tuple[AccountView, ...]
    reversible: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Commands that were committed as one, each with "accepted" or its refusal's code, and how long that took."""

    outcomes: tuple[tuple[str, str], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many there are of something, and since when the oldest of them waits; None if there is none."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is to be done still: updates to handle, notices to send, orders that the bank has not answered, by state."""

    updates: Waiting
    updates_set_aside: int
    notices: Waiting
    orders: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Notices on their way to people; `postponed` ones failed at least once, and wait for another try.

    `given_up` says why, and how many lately, most first; `out_of_reach` are the people who let the bot not write.
    """

    waiting: Waiting
    postponed: int
    given_up: tuple[tuple[str, int], ...]
    out_of_reach: int


@dataclass(frozen=True, slots=True)
class SetAsideUpdate:
    """An update that could not be handled, as an operator sees it; `name` is empty if nobody has met that person."""

    update_id: int
    person: int
    name: str
    received_at: datetime
    attempts: int
    reason: str


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participant as an admin sees them; account numbers are masked where this is shown."""

    participant: Participant
    telegram_user_id: int
    reachable: bool
    accounts: tuple[AccountView, ...]
    campaigns: tuple[CampaignView, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where and how a participant is spoken to, and what they may do at the admin desk; None: nothing."""

    participant: Participant
    telegram_user_id: int
    reachable: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff, or somebody who may become one; `known` is who they are, None before they have met the bot.

    `called` is what Telegram said that they are called when they were picked, if they were just now.
    """

    member: StaffMember
    known: Recipient | None
    called: str = ""


Personal = None | bool | int | str | Sequence["Personal"] | Mapping[str, "Personal"]
"""What JSON can say."""
PersonalRow = Mapping[str, Personal]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Everything that a person is told of what is kept about them: rows by the table they are in, columns by name.

    `cut` names the tables of which there is more than is told here.
    """

    participant_id: ParticipantId
    sections: Mapping[str, Sequence[PersonalRow]] = field(repr=False)
    cut: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A wizard's state: what has been answered so far (`answers`, JSON-able), in which step, in which message.

    `nonce` is random and names the intent of the command that will close the draft.
    """

    telegram_user_id: int
    kind: str
    nonce: str
    step: str
    answers: dict[str, str | int | list[str] | None] = field(default_factory=dict)
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message that stays true: which campaign it shows, to whom, and which version of the campaign.

    In a private chat it is its viewer's own. In a group, or sent by way of the bot into any chat (then known by its
    `inline_message_id` alone), it is shared: everybody there sees it, in the language of `viewer_id`, who put it there.
    A shared card without a message is still to be sent.
    """

    chat_id: int | None
    message_id: int | None
    campaign_id: CampaignId
    viewer_id: ParticipantId
    shown_version: int
    inline_message_id: str | None = None

    @property
    def is_shared(self) -> bool:
        """Whether others than the viewer see it."""
        return self.chat_id is None or self.chat_id < 0


NEVER_SHOWN = -1
"""The version that a card shows which has to be drawn whatever the campaign's is; so does any below it."""


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update from Telegram as it was received; `attempts` counts how often handling was begun."""

    update_id: int
    person: int
    payload: str = field(repr=False)
    attempts: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A person's turn at one worker: what waits of theirs, oldest received first; nobody else attends to them.

    It lasts `seconds` and can be prolonged. Whoever lost it is told by the `fence`, which counts the person's turns.
    """

    bot_id: int
    person: int
    fence: int
    seconds: int
    updates: tuple[StoredUpdate, ...]


@dataclass(frozen=True, slots=True)
class WaitingNotice:
    """A notice that has still to be sent, with whom it is for."""

    id: str
    notice: Notice
    recipient: Recipient
    attempts: int
