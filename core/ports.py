"""What handlers, routes and jobs are given: protocols that the storage and the edges fulfil."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from core.commands import Command, Receipt
from core.domain.account import BankCustomer
from core.domain.account_statement import StatementSource
from core.domain.alarm import AlarmGroup, ToldAlarm
from core.domain.audit import AuditRecord, TrailKeys, TrailSearch
from core.domain.bank import BankOrder, Confirmed, InProgress, OrderState, Rejected, Reply
from core.domain.campaign import Campaign
from core.domain.correction import Correction
from core.domain.erasure import Obstacle
from core.domain.export import ExportKind, Line
from core.domain.facts import CustomerFacts, Statement
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    DeliveryId,
    EndpointId,
    EntryId,
    MismatchId,
    OrderReference,
    ParticipantId,
    PartnerId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.moment import Moment
from core.domain.partner import Partner
from core.domain.payout import Payout
from core.domain.product import Product
from core.domain.reconciliation import Look, OurBooks, ReconcilingDue, RecordedMismatch
from core.domain.retention import Fleeting
from core.domain.seal import ChainCheck, Head
from core.domain.standstill import Standstill
from core.domain.webhook import WebhookEndpoint
from core.views import (
    AccountView,
    BankView,
    CampaignView,
    Card,
    CertificateStanding,
    CertificateView,
    Circle,
    Colleague,
    CorrectionView,
    DeliveryView,
    DesignationView,
    Draft,
    Due,
    EndpointHealth,
    EntryView,
    Figures,
    LinkedCampaign,
    MismatchView,
    MoneyOn,
    NumberedCertificate,
    OrderView,
    Outgoing,
    OutOfReach,
    Overview,
    ParticipantView,
    PartnerCampaignView,
    PartnerSearch,
    PartnerShareView,
    PartnersPayoutView,
    PartnersPledgeView,
    PersonalData,
    Pulse,
    Recipient,
    ReminderAhead,
    ReminderDue,
    SetAsideUpdate,
    ShareView,
    StoredUpdate,
    Turn,
    WaitingDelivery,
    WaitingNotice,
)

R = TypeVar("R")


class Teller(Protocol):
    """Takes commands, gives receipts; a receipt is given only once it is committed."""

    async def submit(self, command: Command[R], *, closes: Draft | None = None) -> Receipt[R]:
        """The command's receipt. `closes` names the draft that is deleted in the same transaction if it is accepted."""
        ...


class Clock(Protocol):
    """The business clock: it only moves forward."""

    def now(self) -> Moment:
        """The instant and the business day now."""
        ...


class BankSilent(Exception):
    """No answer came that can be believed: whether the bank acted is unknown. The message says what came."""


class BankContradicts(BankSilent):
    """The bank answered for something else than it was asked: people have to look, for asking again may not help."""


class BankGateway(Protocol):
    """The way to a bank elsewhere. Every call may raise BankSilent; none is repeated by the gateway itself."""

    async def send(self, order: BankOrder) -> Confirmed | Rejected | InProgress:
        """Ask the bank to carry the order out, wholly or not at all, and once however often it is asked."""
        ...

    async def look_up(self, order: BankOrder) -> Reply:
        """What became of the order, by its reference."""
        ...

    async def customer(self, phone: str) -> CustomerFacts | None:
        """The customer whose verified number this is (E.164), None if there is none."""
        ...

    async def statement(self) -> Statement:
        """The holds and term deposits that stand at the bank for us now."""
        ...


class Books(Protocol):
    """Our side of a comparison with the bank."""

    async def ours(self) -> OurBooks:
        """The holds and deposits that stand by our books, and the unanswered orders, at one moment."""
        ...


class Looks(Protocol):
    """Both sides of a comparison."""

    async def look(self) -> Look:
        """Our books, and the bank's statement of the same moment or a later one. May raise BankSilent."""
        ...


class Hearing(StrEnum):
    """What came of asking the bank about a customer."""

    HEARD = "heard"
    """Our record is as the bank told just now."""
    KNOWN = "known"
    """Nothing was asked: our record is as good as what the bank would tell."""
    SILENT = "silent"
    """The bank does not answer; our record is what it told earlier."""


class CustomerDirectory(Protocol):
    """What the bank knows of its customers, brought to our books where it is kept elsewhere."""

    async def refresh(self, phone: str, *, older_than: timedelta = timedelta(minutes=1)) -> Hearing:
        """Have the customer with this number (E.164) in our books, not older than so; takes two seconds at most."""
        ...


class CodeDelivery(Protocol):
    """The bank's own way to a customer's phone."""

    async def deliver(self, phone: str, code: str, expires_at: datetime, locale: str) -> None:
        """Send a one-time code; raises OSError when it could not be handed over, and it will be tried again."""
        ...


class Drafts(Protocol):
    """Wizards' states, kept so that a restart loses none; one draft per person and kind."""

    async def get(self, telegram_user_id: int, kind: str) -> Draft | None:
        """The draft as it was saved last."""
        ...

    async def latest(self, telegram_user_id: int) -> Draft | None:
        """The person's draft saved last, of whatever kind: the one that typed text belongs to."""
        ...

    async def save(self, draft: Draft) -> None:
        """Keep this state."""
        ...

    async def discard(self, draft: Draft) -> None:
        """Forget the draft."""
        ...


class Cards(Protocol):
    """Which messages show which campaign, so that they can be kept true."""

    async def remember(self, card: Card) -> None:
        """From now on this message is edited when the campaign changes; it replaces the earlier card in its place.

        A private card's place is its viewer, a shared one's the group, or the inline message.
        """
        ...

    async def in_group(self, campaign_id: CampaignId, chat_id: int) -> Card | None:
        """The campaign's card in a group."""
        ...

    async def in_private(self, campaign_id: CampaignId, viewer_id: ParticipantId) -> Card | None:
        """The campaign's card in its viewer's private chat."""
        ...

    async def stale(self, shown_before: datetime, shared_before: datetime, limit: int = 50) -> Sequence[Card]:
        """Cards older than their campaign and last drawn before then: people with money in it first.

        Shared ones have a time of their own; of one group there are none while any card there was drawn since.
        """
        ...

    async def shown(self, card: Card, version: int, at: datetime) -> None:
        """The card shows this version now, unless it was to be drawn anew meanwhile."""
        ...

    async def forget(self, card: Card) -> None:
        """The message is gone, or cannot be edited any more."""
        ...

    async def leave_group(self, chat_id: int) -> None:
        """The bot is not in this group any more: its cards there are forgotten."""
        ...

    async def move_group(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group is another chat now: its cards are to be sent there anew. Saying so twice changes nothing."""
        ...

    async def rename(self, participant_id: ParticipantId) -> None:
        """Cards that may name this participant are to be drawn anew."""
        ...


class AlarmBoard(Protocol):
    """The admins' group, and which alarms were told in one."""

    async def group(self) -> AlarmGroup | None:
        """Where alarms are told; None while each admin is told."""
        ...

    async def choose(self, group: AlarmGroup) -> None:
        """From now on alarms are told there, and in no group that was chosen before."""
        ...

    async def leave_group(self, chat_id: int) -> None:
        """No alarms are told in this group any more: the bot is not there, or they are not wanted."""
        ...

    async def move_group(self, old_chat_id: int, new_chat_id: int) -> None:
        """The group is another chat now, without topics. Saying so twice changes nothing."""
        ...

    async def was_told(self, name: str) -> bool:
        """Whether the alarm with this name was ever told in a group."""
        ...

    async def told(self, alarm: ToldAlarm) -> None:
        """It was told."""
        ...

    async def standing(self) -> Sequence[ToldAlarm]:
        """What was told in groups and is not over as far as they know, oldest first."""
        ...

    async def over(self, name: str, at: datetime) -> None:
        """It is over, and those who were told know it."""
        ...


class Inbox(Protocol):
    """Updates, kept from before they are acknowledged until they are handled."""

    async def store(self, bot_id: int, updates: Sequence[StoredUpdate]) -> None:
        """Keep these; one that is there already is left as it is. Returns once they are committed."""
        ...

    async def claim(self, bot_id: int, holder: str, seconds: int, limit: int = 100) -> Sequence[Turn]:
        """The turns of people whose updates wait and whom no worker attends to: from now on they are the holder's.

        Who waits longest comes first. A turn ends by `next` or `end`, or by itself after `seconds` unless it is kept.
        What is stored while a turn ends may be seen by neither: claim once more after every turn that ended.
        """
        ...

    async def keep(self, bot_id: int, holder: str, seconds: int) -> frozenset[int]:
        """Prolong all turns that the holder still has; the people whose turns those are."""
        ...

    async def next(self, turn: Turn, handled: int | None = None) -> Turn | None:
        """The turn with what waits now, prolonged. If nothing does, it ends; None also if it was lost.

        With `handled`, the id of an update, its handling is over first, as by `handled`, in the same transaction.
        """
        ...

    async def end(self, turn: Turn) -> None:
        """Let another worker have what still waits at once."""
        ...

    async def begin(self, bot_id: int, update_id: int, turn: Turn) -> bool:
        """Count one more attempt before handling, and prolong the turn; False if that was lost to another worker."""
        ...

    async def handled(self, bot_id: int, update_id: int, turn: Turn) -> None:
        """Handling is over: the payload is blanked, unless the turn was lost to another worker."""
        ...

    async def set_aside(self, bot_id: int, update_id: int, reason: str, turn: Turn) -> None:
        """Handling failed for good; kept for people to look at, unless the turn was lost to another worker."""
        ...


class SetAside(Protocol):
    """Updates that could not be handled, for people to look at."""

    async def take_up(self, bot_id: int, update_id: int) -> bool:
        """Have an update handled again, as if for the first time; False unless it was set aside."""
        ...


UNREACHABLE = "unreachable"
"""Why a notice was given up that its recipient did not let the bot send."""


class Outbox(Protocol):
    """Notices that were committed, until they are sent."""

    async def waiting(self, at: datetime, limit: int = 100) -> Sequence[WaitingNotice]:
        """Notices that may be sent now, oldest first."""
        ...

    async def sent(self, notice_id: str) -> None:
        """It was sent: its content is blanked."""
        ...

    async def postpone(self, notice_id: str, until: datetime) -> None:
        """It could not be sent now; try again then."""
        ...

    async def hold(self, notice_id: str, until: datetime) -> None:
        """It is not to be sent before then; that is no failure."""
        ...

    async def look_again(self, participant_id: ParticipantId) -> None:
        """What waits for this participant may be sent now: what held it may hold no more."""
        ...

    async def give_up(self, notice_id: str, reason: str) -> None:
        """It cannot be sent at all: its content is blanked, the reason kept."""
        ...

    async def set_reachable(self, telegram_user_id: int, reachable: bool) -> None:
        """Whether this person lets the bot write to them."""
        ...

    async def came_back(self, telegram_user_id: int) -> int:
        """They let the bot write to them again: how many notices were given up as `UNREACHABLE` meanwhile.

        Each is told of once.
        """
        ...


class Sealer(Protocol):
    """Seals the journal: any number may try, one at a time succeeds."""

    async def seal(self, limit: int) -> Head | None:
        """Seal the oldest entries that wait, at most `limit`; the new head.

        None if nothing waited, or another sealer was faster. A sealer that dies leaves nothing half sealed.
        """
        ...


class ChainChecks(Protocol):
    """Checks of the chain of seals, each of which goes on where the one before it was sound."""

    async def last(self) -> ChainCheck:
        """What the last check came to; `NEVER_CHECKED` before the first."""
        ...

    async def check(self, at: datetime, limit: int) -> ChainCheck:
        """Check at most so many links beyond the last that were sound; what it came to is recorded."""
        ...


class Leases(Protocol):
    """Who may do what only one may do at a time."""

    async def take(self, name: str, holder: str, at: datetime, seconds: int) -> bool:
        """Take or prolong the lease for the holder; False while somebody else has it."""
        ...

    async def give_back(self, name: str, holder: str) -> None:
        """Let the next one have it at once."""
        ...

    async def inherit(self) -> None:
        """End all leases and turns of processes that cannot be alive, for only one can use this database: us.

        Nothing ends where several share it: there, what a dead process held runs out.
        """
        ...


class Retention(Protocol):
    """Forgets what only the conversation needed."""

    async def forget(self, what: Fleeting, before: datetime, limit: int) -> int:
        """Forget at most so many that were over before then; how many it were."""
        ...


class Queries(Protocol):
    """What has been committed, in small read-only values."""

    async def recipient(self, telegram_user_id: int) -> Recipient | None:
        """The participant a Telegram user is, None before the first meeting."""
        ...

    async def recipient_of(self, participant_id: ParticipantId) -> Recipient | None:
        """Where and how a participant is spoken to; nowhere (0) any more if they were erased."""
        ...

    async def standstill(self) -> Standstill:
        """Whether settlement is paused, since when and why."""
        ...

    async def staff(self) -> tuple[Colleague, ...]:
        """Everybody with a role at the admin desk, or a nomination, be it over; those who may most first."""
        ...

    async def campaign(self, campaign_id: CampaignId, viewer: ParticipantId) -> CampaignView | None:
        """A campaign as the viewer sees it."""
        ...

    async def shared_campaign(self, campaign_id: CampaignId, shared_by: ParticipantId) -> CampaignView | None:
        """A campaign as everybody in a chat sees it into which `shared_by` put it.

        There is nothing of any one viewer's, and of the members' names as much as each lets groups see; the initiator
        is named too if it was they who put it there.
        """
        ...

    async def campaign_by_link(self, link_token: str, viewer: ParticipantId) -> CampaignView | None:
        """The campaign that a link opens."""
        ...

    async def linked_campaign(self, link_token: str) -> LinkedCampaign | None:
        """The campaign that a link opens, or opened until it was revoked, for whoever asks; None if it never did."""
        ...

    async def campaigns_of(
        self, participant_id: ParticipantId, limit: int = 20, skip: int = 0
    ) -> tuple[CampaignView, ...]:
        """Campaigns that are the participant's own in any way, newest first: at most so many after the first `skip`.

        They opened it, ever pledged in it, are designated, had a share of its deposit, or wait in its line.
        """
        ...

    async def designations(self, campaign_id: CampaignId) -> tuple[DesignationView, ...]:
        """Whom the initiator designated, in that order, and what has become of it."""
        ...

    async def circle(self, campaign: Campaign) -> Circle:
        """Who was invited to a campaign, and which of its members cannot be written to."""
        ...

    async def reminders_due(self, at: datetime, limit: int = 100) -> Sequence[ReminderDue]:
        """Who is to be reminded by their own choice by now, of which campaign that takes pledges."""
        ...

    async def reminders_ahead(self, at: datetime) -> Sequence[ReminderAhead]:
        """Who is to be reminded within the next day, less than a day before the campaign closes."""
        ...

    async def personal_data(self, participant_id: ParticipantId) -> PersonalData:
        """Everything that is kept about the participant, as far as it is theirs to know."""
        ...

    async def in_the_way(self, participant_id: ParticipantId) -> tuple[Obstacle, ...]:
        """What would keep the participant from being erased now."""
        ...

    async def accounts_of(self, participant_id: ParticipantId) -> tuple[AccountView, ...]:
        """The accounts linked to the participant now."""
        ...

    async def account(self, account_id: AccountId) -> AccountView | None:
        """One account of the bank."""
        ...

    async def products(self) -> tuple[Product, ...]:
        """The catalogue, by term."""
        ...

    async def certificate(self, share_id: ShareId) -> CertificateView | None:
        """What the certificate of a share shows."""
        ...

    async def certificates_of(self, participant_id: ParticipantId) -> tuple[CertificateView, ...]:
        """The participant's certificates, newest first."""
        ...

    async def share(self, share_id: ShareId) -> ShareView | None:
        """A share with its whole deposit's register."""
        ...

    async def payout(self, payout_id: PayoutId) -> Payout | None:
        """One payout."""
        ...

    async def standing(self, certificate_number: str) -> CertificateStanding | None:
        """What becomes known of a certificate to whoever has its number; None if there is no such certificate."""
        ...

    async def numbered_certificate(self, certificate_number: str) -> NumberedCertificate | None:
        """The certificate of a number, for whoever proves by its key that it was shown to them."""
        ...

    async def member_movements(self, participant_id: ParticipantId) -> StatementSource:
        """The entries that a participant's statement of account is made of."""
        ...

    async def campaign_movements(self, campaign_id: CampaignId) -> StatementSource:
        """The entries that a campaign's statement of account is made of."""
        ...

    async def deposit_movements(self, campaign_id: CampaignId) -> StatementSource:
        """The same, told as all members may know it: what became of their deposit, and nothing of one of them."""
        ...

    async def due(self, until: datetime, limit: int = 100) -> Sequence[Due]:
        """What has to happen by `until`, earliest first."""
        ...

    async def next_due(self) -> Due | None:
        """What has to happen next, however far away."""
        ...

    async def next_event(self) -> Due | None:
        """The same, but for what comes every day, the interest of deposits."""
        ...

    async def organisers_out_of_reach(self, limit: int = 100) -> Sequence[OutOfReach]:
        """Campaigns whose organiser cannot be written to while there is something to organise, and somebody can be."""
        ...

    async def ready_orders(self, limit: int = 100) -> Sequence[BankOrder]:
        """Bank orders that wait to be sent, oldest first."""
        ...

    async def orders_in_question(self, limit: int = 1_000) -> Sequence[BankOrder]:
        """Bank orders that were sent and are not answered, oldest first."""
        ...

    async def customer_by_phone(self, phone: str) -> BankCustomer | None:
        """The customer whose number this is, as far as we know."""
        ...

    async def customer_of_pledge(self, pledge_id: PledgeId) -> BankCustomer | None:
        """The customer whose account a pledge debits."""
        ...

    async def count_under_way(self, product_code: str) -> int:
        """How many campaigns of a product have not ended: they keep the rate they were opened with."""
        ...

    async def overview(self) -> Overview:
        """Figures of the whole deployment."""
        ...

    async def pulse(self) -> Pulse:
        """What is to be done still; costs little, however much is done."""
        ...

    async def find_campaigns(self, text: str, limit: int = 10) -> tuple[CampaignView, ...]:
        """Campaigns by id, short code or initiator's name."""
        ...

    async def find_participants(self, text: str, limit: int = 10) -> tuple[ParticipantView, ...]:
        """Participants by id, Telegram id or name."""
        ...

    async def find_accounts(self, text: str, limit: int = 10) -> tuple[AccountView, ...]:
        """Accounts by id, the last digits of the number (at least four), phone number or holder's name."""
        ...

    async def search_trail(
        self, search: TrailSearch, before: str | None = None, limit: int = 20
    ) -> tuple[AuditRecord, ...]:
        """At most so many records that the search finds, older than the record `before`, newest first."""
        ...

    async def trail_keys(self, text: str) -> TrailKeys:
        """Whom and what a typed text may mean on the trail: by id, name, short code, phone or the end of a number."""
        ...

    async def trail_actions(self) -> tuple[str, ...]:
        """Every action that was ever recorded."""
        ...

    async def trail_record(self, record_id: str) -> AuditRecord | None:
        """One record of the trail."""
        ...

    async def bank_view(self, entries_limit: int = 50) -> BankView:
        """The embedded bank's books."""
        ...

    async def reconciling(self) -> ReconcilingDue:
        """When our books are to be compared with the bank's next."""
        ...

    async def open_mismatches(self) -> tuple[RecordedMismatch, ...]:
        """What our books and the bank disagree about, as far as is known, oldest first."""
        ...

    async def mismatch(self, mismatch_id: MismatchId) -> MismatchView | None:
        """One mismatch, open or not."""
        ...

    async def corrections(self, limit: int = 20) -> tuple[Correction, ...]:
        """The newest corrections."""
        ...

    async def correction(self, correction_id: CorrectionId) -> CorrectionView | None:
        """One correction."""
        ...

    async def entry(self, entry_id: EntryId) -> EntryView | None:
        """One entry of the journal."""
        ...


class OperatingQueries(Protocol):
    """What has been committed, as the deployment's operators see it."""

    async def bank_orders(self, state: OrderState | None, limit: int, skip: int = 0) -> tuple[OrderView, ...]:
        """Orders in a state: unanswered ones oldest first, answered ones newest first.

        Of all states (None) those that are not answered: the unknown ones, then those sent, then those ready.
        """
        ...

    async def bank_order(self, reference: OrderReference) -> OrderView | None:
        """One order."""
        ...

    async def figures(self, now: Moment) -> Figures:
        """The figures of the last week and month, and what needs somebody's look."""
        ...

    async def outgoing(self, now: Moment) -> Outgoing:
        """What is on its way to people, and what did not reach them in the last week."""
        ...

    async def updates_set_aside(self, limit: int = 10) -> tuple[SetAsideUpdate, ...]:
        """Updates that could not be handled, newest first."""
        ...

    async def money_by_day(self, now: Moment, days: int) -> tuple[MoneyOn, ...]:
        """The money at the end of each of the last so many days, today the last."""
        ...

    async def find_orders(self, text: str, limit: int = 10) -> tuple[OrderView, ...]:
        """Orders by their reference, of which the first ten symbols are enough, or of a campaign by its short code."""
        ...


class OrderInquiry(Protocol):
    """Asks a bank elsewhere what became of an order, beside the courier."""

    async def look_up(self, order: BankOrder) -> None:
        """Ask now, and record the answer if there is one; an order that was sent may be asked about at any time."""
        ...


class Exports(Protocol):
    """What the books hold of a kind in a period."""

    def lines(self, kind: ExportKind, since: datetime, until: datetime) -> AsyncIterator[Sequence[Line]]:
        """The lines from `since` to before `until`, a page at a time, all as of one moment."""
        ...


class Deliveries(Protocol):
    """Events on their way to partners' endpoints."""

    async def due(self, at: datetime, limit: int) -> Sequence[WaitingDelivery]:
        """What may be sent now: of each campaign the oldest for each endpoint, if that is to be sent anything.

        Nothing is sent to an endpoint that is disabled, or whose partner is suspended. After a pause, and at another
        address, what had failed before need not wait for its time.
        """
        ...

    async def delivered(self, delivery: WaitingDelivery, at: datetime, status: int) -> None:
        """The endpoint has taken it."""
        ...

    async def postpone(
        self, delivery: WaitingDelivery, at: datetime, until: datetime, status: int | None, why: str
    ) -> None:
        """The endpoint has not taken it; try again then."""
        ...

    async def give_up(self, delivery: WaitingDelivery, at: datetime, status: int | None, why: str) -> None:
        """The endpoint has not taken it, and what comes after it has waited long enough."""
        ...


class PartnerQueries(Protocol):
    """What has been committed, as partners and their keepers may see it."""

    async def partner_by_key(self, digest: str) -> Partner | None:
        """The partner that was issued a key with this digest, whether the key can be used or not."""
        ...

    async def partner(self, partner_id: PartnerId) -> Partner | None:
        """One partner."""
        ...

    async def partners(self, limit: int = 100, skip: int = 0) -> tuple[Partner, ...]:
        """The partners, newest first: at most so many after the first `skip`."""
        ...

    async def look_by_key(
        self, digest: str, campaign_id: CampaignId
    ) -> tuple[Partner | None, PartnerCampaignView | None]:
        """Who was issued the key, and the campaign if that partner opened it, by one query."""
        ...

    async def partners_campaign(
        self, partner_id: PartnerId, campaign_id: CampaignId
    ) -> PartnerCampaignView | None:
        """A campaign that this partner opened."""
        ...

    async def partners_campaigns(
        self, partner_id: PartnerId, search: PartnerSearch, before: CampaignId | None, limit: int
    ) -> tuple[PartnerCampaignView, ...]:
        """This partner's campaigns, newest first: at most so many of those older than `before`."""
        ...

    async def pledges_for_partner(self, campaign_id: CampaignId) -> tuple[PartnersPledgeView, ...]:
        """All pledges that were ever placed in a campaign, oldest first."""
        ...

    async def shares_for_partner(self, campaign: Campaign) -> tuple[PartnerShareView, ...]:
        """The shares in a campaign's deposit, by certificate number; none before it is settled."""
        ...

    async def payouts_for_partner(self, campaign_id: CampaignId) -> tuple[PartnersPayoutView, ...]:
        """All payouts from a campaign's deposits, oldest first."""
        ...

    async def endpoints(self, partner_id: PartnerId) -> tuple[WebhookEndpoint, ...]:
        """The partner's webhook endpoints that are not deleted, oldest first."""
        ...

    async def endpoint_health(self, partner_id: PartnerId) -> tuple[EndpointHealth, ...]:
        """How each of these endpoints fares."""
        ...

    async def endpoint(self, endpoint_id: EndpointId) -> EndpointHealth | None:
        """One endpoint that is not deleted, and how it fares."""
        ...

    async def deliveries_to(
        self, endpoint_id: EndpointId, before: int | None, limit: int
    ) -> tuple[DeliveryView, ...]:
        """What was sent to an endpoint, or is to be, newest first: at most so many of those before a position."""
        ...

    async def delivery(self, delivery_id: DeliveryId) -> DeliveryView | None:
        """One delivery."""
        ...
