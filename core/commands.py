"""What can be asked: plain frozen values with an intent and an actor, and what each is answered with.

A command carries no minted ids and no clock, so one that is handled again after a crash is equal to the first.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Generic, TypeVar

from core.domain.account import AccountClass, AccountStatus, DebitAmountType, DebitPurpose
from core.domain.bank import Outcome
from core.domain.campaign import Origin, Proposal
from core.domain.correction import Decision
from core.domain.deposit import MaturityChoice
from core.domain.designation import Designee
from core.domain.errors import DomainError
from core.domain.facts import CustomerFacts
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    CustomerId,
    DeliveryId,
    DepositId,
    DesignationId,
    EndpointId,
    IntentId,
    OrderReference,
    ParticipantId,
    PartnerId,
    PartnerKeyId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.notice import Alarm
from core.domain.notifications import DeadlineLead, QuietHours
from core.domain.participant import Audience, CodeVerdict, NameShown
from core.domain.partner import Permissions
from core.domain.pledge import Consent, PledgeAmount
from core.domain.product import Product, RateTier
from core.domain.reconciliation import Mismatch
from core.domain.reminding import ReminderWish
from core.domain.staff import Role

R = TypeVar("R", covariant=True)


class ActorKind(StrEnum):
    """On whose behalf something is asked."""

    PARTICIPANT = "participant"
    ADMIN = "admin"
    BANK = "bank"
    SYSTEM = "system"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. The edge vouches for it; the core decides what it may."""

    kind: ActorKind
    id: str

    @classmethod
    def participant(cls, participant_id: ParticipantId) -> "Actor":
        """A participant asking for themselves."""
        return cls(ActorKind.PARTICIPANT, participant_id)

    @classmethod
    def admin(cls, telegram_user_id: int) -> "Actor":
        """A member of this deployment's staff; what their role allows, the book says."""
        return cls(ActorKind.ADMIN, str(telegram_user_id))

    @property
    def staff_id(self) -> int | None:
        """The Telegram user who asks as one of the staff; None for all others."""
        return int(self.id) if self.kind is ActorKind.ADMIN and self.id.isdecimal() else None

    @classmethod
    def bank(cls, clerk: str) -> "Actor":
        """The embedded bank's staff, at the command line."""
        return cls(ActorKind.BANK, clerk)

    @classmethod
    def partner(cls, partner_id: PartnerId) -> "Actor":
        """A third-party server that showed one of its keys."""
        return cls(ActorKind.PARTNER, partner_id)

    @classmethod
    def system(cls, part: str) -> "Actor":
        """A part of this program, such as a job."""
        return cls(ActorKind.SYSTEM, part)

    @classmethod
    def recorded_as(cls, name: str) -> "Actor":
        """Whom the audit trail means by this name."""
        kind, _, actor_id = name.partition(":")
        return cls(ActorKind(kind), actor_id)

    @property
    def name(self) -> str:
        """What the audit trail calls them: `admin:42`."""
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[R]):
    """A request to change something. `intent` names the intention: asked twice, it is done once and answered twice."""

    intent: IntentId
    actor: Actor

    def fingerprint(self) -> str:
        """A digest of the whole content, by which a repeated intent is told from a reused one."""
        return blake2b(_canonical(self).encode(), digest_size=16).hexdigest()


def _canonical(value: object) -> str:
    """The whole value as text that is the same in every process: sets sorted, fields that a repr hides included."""
    names = getattr(value, "__dataclass_fields__", None)
    if names is not None:
        inner = ",".join([_canonical(getattr(value, name)) for name in names])
        return f"{type(value).__name__}({inner})"
    if isinstance(value, tuple):
        return f"({','.join(map(_canonical, value))})"
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_canonical, value)))}}}"
    return repr(value)


@dataclass(frozen=True, slots=True)
class Accepted(Generic[R]):
    """It was done, once; this is the answer, now and whenever the intent comes again."""

    result: R


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule said no; nothing changed but this receipt."""

    error: DomainError


Receipt = Accepted[R] | Refused


# Linking


@dataclass(frozen=True, slots=True)
class Met:
    """The participant this Telegram user is."""

    participant_id: ParticipantId


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetParticipant(Command[Met]):
    """A Telegram user shows up, perhaps for the first time, perhaps with a new name or language."""

    telegram_user_id: int
    name: str
    locale: str


@dataclass(frozen=True, slots=True)
class Done:
    """It was done; there is nothing more to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLocale(Command[Done]):
    """The participant chooses the language they are spoken to in."""

    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseNameShown(Command[Done]):
    """The participant chooses how much of their name an audience sees from now on."""

    audience: Audience
    shown: NameShown


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAmountShown(Command[Done]):
    """The participant chooses whether the people of their campaigns see what they are in with; not until they do."""

    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson(Command[Done]):
    """The participant wants to be forgotten, as far as the law lets that be."""


@dataclass(frozen=True, slots=True)
class LinkingStarted:
    """A one-time code is on its way to the customer's phone."""

    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StartLinking(Command[LinkingStarted]):
    """The participant shared a contact in Telegram; the two Telegram ids must be the same person's."""

    telegram_user_id: int
    contact_user_id: int | None
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LinkingChecked:
    """What became of one try; when right, the accounts linked now and those linked to somebody else."""

    verdict: CodeVerdict
    tries_left: int
    linked: tuple[AccountId, ...] = ()
    elsewhere: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmLinking(Command[LinkingChecked]):
    """The participant typed a one-time code. A wrong one counts, so it is accepted with an answer that says no."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAtCounter(Command[LinkingChecked]):
    """The bank's staff know who the participant is: their accounts are linked, without a code."""

    participant_id: ParticipantId
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkAccount(Command[Done]):
    """The participant no longer wants to pledge from this account."""

    account_id: AccountId


# Pooling


@dataclass(frozen=True, slots=True)
class Opened:
    """The campaign that was opened."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCampaign(Command[Opened]):
    """An initiator asks to open a campaign (S1 of the method)."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Pledged:
    """The pledge that was placed or changed."""

    pledge_id: PledgeId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePledge(Command[Pledged]):
    """A participant commits an amount from one account to one campaign (S6, S7)."""

    campaign_id: CampaignId
    account_id: AccountId
    amount: PledgeAmount
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePledge(Command[Pledged]):
    """A participant changes the amount or the account of their pledge in one act; in repair this mends it."""

    campaign_id: CampaignId
    account_id: AccountId
    amount: PledgeAmount
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPledge(Command[Done]):
    """A participant takes their pledge back, while the campaign is open or in repair."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCampaign(Command[Done]):
    """The organiser, a partner too, or an admin calls the campaign off; an admin gives a reason."""

    campaign_id: CampaignId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOrganising(Command[Done]):
    """The organiser hands the buttons on to the longest-standing other member."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class RelieveOrganiser(Command[Done]):
    """The organiser cannot be reached any more; `successor_id` is the longest-standing member who can."""

    campaign_id: CampaignId
    organiser_id: ParticipantId
    successor_id: ParticipantId


@dataclass(frozen=True, slots=True)
class Waiting:
    """The participant's position in the line, 1 for the first."""

    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWaitingList(Command[Waiting]):
    """A participant would like a place of a full campaign, should one fall free, or a share of its deposit.

    `deposit_id` names the campaign's newest deposit once there is one.
    """

    campaign_id: CampaignId
    deposit_id: DepositId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveWaitingList(Command[Done]):
    """A participant waits no longer; a place that is kept for them is passed on."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True)
class ShortCodeLookedUp:
    """The campaign that a short code opens, or None; `allowed` is False after too many look-ups."""

    campaign_id: CampaignId | None
    allowed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUpShortCode(Command[ShortCodeLookedUp]):
    """A participant typed a short code. Each look-up counts toward a limit, so finding nothing is an answer too."""

    short_code: str = field(repr=False)


class Shut(StrEnum):
    """Why a link that once opened a campaign, or opens it to others, does not open it to this participant."""

    REVOKED = "revoked"
    BY_INVITATION = "by_invitation"


@dataclass(frozen=True, slots=True)
class LinkFollowed:
    """The campaign that a link opens, or None; `allowed` is False after too many links that led nowhere.

    `shut` says why a campaign's link opens nothing; a short code never says so, for it could be guessed.
    """

    campaign_id: CampaignId | None
    allowed: bool = True
    shut: Shut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowLink(Command[LinkFollowed]):
    """A participant followed a link. One that leads nowhere counts toward a limit, so it is an answer too."""

    link_token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateCampaignKeys(Command[Done]):
    """The organiser wants another link and another short code; the old ones end at once, and who came by them stays."""

    campaign_id: CampaignId


# Designating people, step S5 of the method


@dataclass(frozen=True, slots=True)
class PeopleDesignated:
    """How many were designated that were not before, and how many of those use the bot and are told now."""

    added: int
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignatePeople(Command[PeopleDesignated]):
    """The organiser wants these people in the campaign; who is designated already stays so."""

    campaign_id: CampaignId
    designees: tuple[Designee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDesignation(Command[Done]):
    """The organiser takes somebody off the list of designated people; a pledge they have stays."""

    campaign_id: CampaignId
    designation_id: DesignationId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation(Command[Done]):
    """A participant looks at a campaign; if they are designated, the initiator may know."""

    campaign_id: CampaignId


# Reminding people


@dataclass(frozen=True, slots=True)
class PeopleReminded:
    """How many were sent a reminder."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindInvited(Command[PeopleReminded]):
    """The organiser has those reminded who were invited and have neither pledged nor said no."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInvitation(Command[Done]):
    """A participant says that a campaign is not for them; they may pledge later all the same."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class WishReminder(Command[Done]):
    """A participant says when to be reminded of one campaign, whatever they chose for all."""

    campaign_id: CampaignId
    wish: ReminderWish


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindAsWished(Command[Done]):
    """It is time to remind somebody of a campaign, as they wanted to be.

    `awake_until` is when quiet hours of theirs begin that would hold it past the closing, if such do.
    """

    campaign_id: CampaignId
    participant_id: ParticipantId
    awake_until: datetime | None = None


# What people want to hear of, and when


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseZone(Command[Done]):
    """The participant's time zone by its IANA name, None for the bank's."""

    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseQuietHours(Command[Done]):
    """When the participant hears only what cannot wait."""

    quiet: QuietHours


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseDeadlineLead(Command[Done]):
    """How long before campaigns close the participant is reminded of those they looked at."""

    lead: DeadlineLead


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNudges(Command[Done]):
    """Whether the participant is sent nothing any more that only wants them to join."""

    stopped: bool


# Settling


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleCampaign(Command[Done]):
    """Order the deposit of a funded campaign (S8)."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireCampaign(Command[Done]):
    """End a campaign whose time ran out, and give every hold back."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAiling(Command[Done]):
    """End the mend window: drop the pledges that were not mended."""

    campaign_id: CampaignId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlaceOffer(Command[Done]):
    """Pass a place on that was kept for the first in line for long enough."""

    campaign_id: CampaignId


# Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrueInterest(Command[Done]):
    """Book a deposit's interest of each day up to today that the books miss."""

    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceMaturity(Command[Done]):
    """Tell a deposit's members what will happen at maturity."""

    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class MatureDeposit(Command[Done]):
    """Order the closing of a deposit whose payout date has come."""

    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseMaturity(Command[Done]):
    """A member says what is to become of a share at maturity."""

    share_id: ShareId
    choice: MaturityChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEarly(Command[Done]):
    """A member takes a share out of its deposit before it matures; `amount_minor` is what the review said it brings."""

    share_id: ShareId
    deposit_id: DepositId
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShare(Command[Done]):
    """A member offers a share for sale: to the other members first, then to who waits in line, too."""

    share_id: ShareId
    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackOffer(Command[Done]):
    """A member would rather keep a share that is for sale."""

    share_id: ShareId
    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOfferOn(Command[Done]):
    """A share has been for sale to the members, or to the line, for long enough."""

    share_id: ShareId
    deposit_id: DepositId


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyShare(Command[Done]):
    """A member, or who waits in line, buys a share that is for sale, at the price that the review said."""

    share_id: ShareId
    deposit_id: DepositId
    account_id: AccountId
    price_minor: int
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectPayout(Command[Done]):
    """A member names another of their accounts, or the same one once it is in order, for money that waits."""

    payout_id: PayoutId
    account_id: AccountId


# What becomes of bank orders, when the bank is not the embedded one


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOrder(Command[Done]):
    """An order is about to be sent to the bank: whoever is told *done*, and nobody else, sends it now."""

    reference: OrderReference


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSilence(Command[Done]):
    """An order was sent and no answer came: what became of it is unknown."""

    reference: OrderReference


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNotReceived(Command[Done]):
    """Asked about an order, the bank says that it never had it: it may be sent again, under the same reference."""

    reference: OrderReference


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome(Command[Done]):
    """The bank has said what became of an order; what it is about, by id, is the order's own."""

    reference: OrderReference
    campaign_id: CampaignId
    pledge_id: PledgeId | None
    outcome: Outcome
    deposit_id: DepositId | None = None
    payout_id: PayoutId | None = None


# What a bank elsewhere tells, and what people have to look into


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCustomerFacts(Command[Done]):
    """Asked at `asked_at` whose verified number this is (E.164), the bank told of a customer, or knows of none."""

    asked_at: datetime
    phone: str = field(repr=False)
    facts: CustomerFacts | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellAdmins(Command[Done]):
    """Something needs a person's look; each notice is to one admin."""

    notices: tuple[Alarm, ...]


# Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class NameApprovers(Command[Done]):
    """The settings name exactly these approvers, by their Telegram ids."""

    telegram_user_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """Whether it holds now, or waits until a second approver agrees."""

    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole(Command[RoleGranted]):
    """Somebody is to have this role, in place of any other; to a nomination, this is how a second approver agrees."""

    telegram_user_id: int
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole(Command[Done]):
    """Somebody is to have no role any more."""

    telegram_user_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropNomination(Command[Done]):
    """An approver does not agree to a nomination, or takes back their own."""

    telegram_user_id: int


# Administering


@dataclass(frozen=True, slots=True, kw_only=True)
class PutProduct(Command[Done]):
    """Take a product into the catalogue, unless its code is there."""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class AddProduct(Command[Done]):
    """Take a new product into the catalogue, as it was reviewed."""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRates(Command[Done]):
    """Date a new rate schedule for a product; open campaigns keep the rate they were opened with."""

    product_code: str
    effective_from: date
    tiers: tuple[RateTier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedateRates(Command[Done]):
    """Move a rate schedule that is not in force yet to another day."""

    product_code: str
    effective_from: date
    new_effective_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackRates(Command[Done]):
    """Take back a rate schedule that is not in force yet, as if it had never been dated."""

    product_code: str
    effective_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProductOffered(Command[Done]):
    """Offer a product, or stop: then nothing new begins with it, no campaign and no renewal; what runs goes on."""

    product_code: str
    offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdminUse(Command[Done]):
    """An admin looked something up; looking is recorded too."""

    action: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAccountStatus(Command[Done]):
    """The bank's staff or an admin changes what an account may do."""

    account_id: AccountId
    status: AccountStatus
    reason: str


@dataclass(frozen=True, slots=True)
class CustomerRegistered:
    """The customer's id at the bank."""

    customer_id: CustomerId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCustomer(Command[CustomerRegistered]):
    """The bank takes on a customer whose phone number (E.164) it has verified."""

    name: str
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCustomerPhone(Command[Done]):
    """The bank has verified a customer's new phone number (E.164)."""

    customer_id: CustomerId
    old_phone: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """The account's id at the bank."""

    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount(Command[AccountOpened]):
    """The bank opens an account for a customer; day limits are minor units per debit purpose."""

    customer_id: CustomerId
    currency: str
    account_class: AccountClass
    debit_amount_types: frozenset[DebitAmountType]
    day_limits_minor: tuple[tuple[DebitPurpose, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditAccount(Command[Done]):
    """Money arrives on an account from outside."""

    account_id: AccountId
    amount_minor: int


# Pausing


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseSettlement(Command[Done]):
    """Nothing is to be settled, paid out, renewed or sold until it is resumed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeSettlement(Command[Done]):
    """What was paused is to go on."""


# Partners


@dataclass(frozen=True, slots=True)
class PartnerRegistered:
    """The partner's id."""

    partner_id: PartnerId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPartner(Command[PartnerRegistered]):
    """Take on a third-party server; it can ask for nothing before a key is issued."""

    name: str
    permissions: Permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePartnerPermissions(Command[Done]):
    """From now on the partner may this, and nothing else."""

    partner_id: PartnerId
    permissions: Permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPartnerSuspended(Command[Done]):
    """Keep a partner from everything, or no longer; its campaigns go on either way, and its events wait meanwhile."""

    partner_id: PartnerId
    suspended: bool


@dataclass(frozen=True, slots=True)
class PartnerKeyIssued:
    """The key's id, and until when the partner's other keys can be used; None if that did not change."""

    key_id: PartnerKeyId
    others_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePartnerKey(Command[PartnerKeyIssued]):
    """Let a partner use a new key, of which the edge tells only the digest and the beginning.

    With `overlap_seconds` this is a rotation: its other keys can be used that much longer.
    """

    partner_id: PartnerId
    digest: str = field(repr=False)
    hint: str
    overlap_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePartnerKey(Command[Done]):
    """End a partner's key at once."""

    partner_id: PartnerId
    key_id: PartnerKeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPartnerCampaign(Command[Opened]):
    """A partner asks to open a campaign (S1 and S2 of the method), and wants these people in it."""

    proposal: Proposal
    origin: Origin
    designees: tuple[Designee, ...] = ()


# Webhooks


@dataclass(frozen=True, slots=True)
class EndpointRegistered:
    """The endpoint's id; its secret is read where it is kept, and in no receipt."""

    endpoint_id: EndpointId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEndpoint(Command[EndpointRegistered]):
    """A partner wants events of these types sent to an address from now on, of all types if there are none."""

    url: str = field(repr=False)
    event_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEndpoint(Command[Done]):
    """A partner wants it otherwise: an address, types or a pause; what is None stays."""

    endpoint_id: EndpointId
    url: str | None = field(default=None, repr=False)
    event_types: tuple[str, ...] | None = None
    disabled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateEndpointSecret(Command[Done]):
    """Sign with a new secret, and with the old one as well for so long."""

    endpoint_id: EndpointId
    overlap_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteEndpoint(Command[Done]):
    """Nothing is sent there any more."""

    endpoint_id: EndpointId


@dataclass(frozen=True, slots=True)
class RedeliveryRequested:
    """The id of the new delivery."""

    delivery_id: DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeliver(Command[RedeliveryRequested]):
    """Send an event there once more."""

    endpoint_id: EndpointId
    delivery_id: DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetEndpointDisabled(Command[Done]):
    """Whoever keeps partners has an endpoint sent nothing for a while, or sent again what has waited."""

    partner_id: PartnerId
    endpoint_id: EndpointId
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeliverForPartner(Command[RedeliveryRequested]):
    """Whoever keeps partners has an event sent to an endpoint once more."""

    partner_id: PartnerId
    endpoint_id: EndpointId
    delivery_id: DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableEndpoint(Command[Done]):
    """An endpoint has taken nothing for long: it is sent no more, and the admins hear it."""

    partner_id: PartnerId
    endpoint_id: EndpointId
    failing_since: datetime
    admins: tuple[ParticipantId, ...] = ()


# Reconciling and correcting


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many mismatches are new since the last run, and how many were resolved."""

    new: int
    resolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReconciliation(Command[Reconciled]):
    """A comparison of our books with the bank's has been made, in this round.

    `gone` are subjects of open mismatches that it no longer found; `left_out` counts what was in question. Each admin
    in `tell` hears of what is new. The next comparison is due at `next_at`.
    """

    round: int
    found: tuple[Mismatch, ...]
    gone: frozenset[str]
    compared: int
    left_out: int
    tell: frozenset[ParticipantId]
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReconciliation(Command[Done]):
    """An admin wants our books compared with the bank's now."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The correction that now waits for a second admin."""

    correction_id: CorrectionId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCorrection(Command[Proposed]):
    """An admin proposes the entry that would end an open mismatch; the admins in `tell` hear of it.

    `subject` and `account_id` are the mismatch's.
    """

    subject: str
    account_id: AccountId | None
    reason: str
    tell: frozenset[ParticipantId]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeReversal(Command[Proposed]):
    """An admin proposes to reverse the entry with this reference; the admins in `tell` hear of it."""

    reference: str
    reason: str
    tell: frozenset[ParticipantId]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCorrection(Command[Done]):
    """A second admin approves or refuses a correction, or its proposer takes it back.

    `campaign_id` is the correction's own.
    """

    correction_id: CorrectionId
    campaign_id: CampaignId | None
    decision: Decision
