"""How each kind of domain value becomes a row and comes back: both directions side by side."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Row, Select, Table, bindparam, delete, select, update

from core.domain.account import (
    AccountClass,
    AccountStatus,
    BankAccount,
    BankCustomer,
    DayLimit,
    Debit,
    DebitAmountType,
)
from core.domain.audit import AuditRecord
from core.domain.bank import (
    BankOrder,
    DepositState,
    Hold,
    HoldState,
    MaturityStage,
    OrderState,
    RateChange,
    TermDeposit,
)
from core.domain.campaign import Campaign, CampaignState, Origin
from core.domain.conditions import FailedCondition
from core.domain.correction import Correction, CorrectionState, Leg
from core.domain.deposit import MaturityChoice, Share, ShareState
from core.domain.designation import Designation, Designee
from core.domain.event import Delivery, Event
from core.domain.ids import CampaignId, ParticipantId, PartnerId
from core.domain.interest import Compounding, DayCount, Rounding
from core.domain.leaving import Buyer, Leaving
from core.domain.ledger import Entry, EntryKind, LedgerAccount, Posting
from core.domain.notifications import DeadlineLead, Notifications, QuietHours
from core.domain.offer import OfferState, ShareOffer
from core.domain.participant import (
    AccountLink,
    Invitation,
    NameShown,
    OneTimeCode,
    Participant,
    TelegramIdentity,
)
from core.domain.partner import Partner, PartnerKey, Permissions
from core.domain.payout import Payout, PayoutCause, PayoutState
from core.domain.pledge import Consent, Pledge, PledgeAmount, PledgeState, Prior
from core.domain.product import Product
from core.domain.reconciliation import Mismatch, Reconciliation, ReconcilingDue, RecordedMismatch
from core.domain.reminding import ReminderWish, Reminding
from core.domain.staff import Nomination, Role, StaffMember
from core.domain.standstill import Standstill
from core.domain.waiting import NOBODY_WAITS, WaitingList
from core.domain.webhook import EndpointState, SigningSecret, WebhookEndpoint
from core.views import Recipient
from storage import rows
from storage.codec import (
    decode,
    decode_instruction,
    decode_terms,
    encode,
    encode_named,
    instant,
    microseconds,
    optional_instant,
    optional_microseconds,
)
from storage.dialects.keys import among

V = TypeVar("V")
AnyRow = Row[Any]


class Versioned(Protocol):
    """A value of which one wants to know whether it is still as it was loaded."""

    @property
    def version(self) -> int:
        """Counts its changes."""


class Translation(Generic[V]):
    """One kind of value, its table, and the statements that load and save it, built once.

    `unmanaged` columns belong to the conversation, not to the value: commands leave them as they are.
    """

    def __init__(
        self,
        row_type: type[rows.Base],
        to_row: Callable[[V], dict[str, Any]],
        from_row: Callable[[AnyRow], V],
        unmanaged: Collection[str] = (),
    ) -> None:
        table = rows.table_of(row_type)
        self.table: Table = table
        self.to_row = to_row
        self.from_row = from_row
        self.key = next(iter(table.primary_key.columns))
        self.select = select(table)
        self.select_by_key = self.select.where(among(self.key))
        # Rows are locked in the order of their keys by everybody, so nobody waits in a circle. SQLite locks the file.
        self.delete_by_key = delete(table).where(among(self.key))
        self.lock_by_key = self.select_by_key.order_by(self.key).with_for_update(key_share=True)
        if "version" in table.columns:
            written: dict[str, Any] = {
                column.name: bindparam(column.name)
                for column in table.columns
                if column is not self.key and column.name not in unmanaged
            }
            guard = (
                self.key == bindparam("guard_key"),
                table.columns["version"] == bindparam("guard_version"),
            )
            self.update = update(table).where(*guard).values(written)

    def updated_row(self, loaded: Versioned, value: V) -> dict[str, Any]:
        """The parameters of `update`: the version guards, and moves on by one unless the domain counts it itself."""
        row = self.to_row(value)
        if row["version"] == loaded.version:
            row["version"] += 1
        row["guard_key"], row["guard_version"] = row.pop(self.key.name), loaded.version
        return row


# People


def _identity_to_row(identity: TelegramIdentity) -> dict[str, Any]:
    return {
        "telegram_user_id": identity.telegram_user_id,
        "participant_id": identity.participant_id,
        "version": identity.version,
    }


def _identity_from_row(row: AnyRow) -> TelegramIdentity:
    return TelegramIdentity(row.telegram_user_id, row.participant_id, row.version)


IDENTITIES = Translation(rows.IdentityRow, _identity_to_row, _identity_from_row, unmanaged=["reachable"])


def _participant_to_row(participant: Participant) -> dict[str, Any]:
    return {
        "id": participant.id,
        "name": participant.name,
        "locale": participant.locale,
        "locale_chosen": participant.locale_chosen,
        "look_ups": participant.look_ups,
        "look_ups_since": optional_microseconds(participant.look_ups_since),
        "stray_links": participant.stray_links,
        "stray_links_since": optional_microseconds(participant.stray_links_since),
        "name_shown": participant.name_shown.value,
        "name_in_groups": participant.name_in_groups.value,
        **_notifications_to_row(participant.notifications),
        "name_to_members": participant.name_to_members.value,
        "amount_to_members": participant.amount_to_members,
        "erased_at": optional_microseconds(participant.erased_at),
        "version": participant.version,
    }


def _participant_from_row(row: AnyRow) -> Participant:
    return Participant(
        id=row.id,
        name=row.name,
        locale=row.locale,
        locale_chosen=bool(row.locale_chosen),
        look_ups=row.look_ups,
        look_ups_since=optional_instant(row.look_ups_since),
        stray_links=row.stray_links,
        stray_links_since=optional_instant(row.stray_links_since),
        name_shown=NameShown(row.name_shown),
        name_in_groups=NameShown(row.name_in_groups),
        notifications=notifications_from_row(row),
        name_to_members=NameShown(row.name_to_members),
        amount_to_members=bool(row.amount_to_members),
        erased_at=optional_instant(row.erased_at),
        version=row.version,
    )


def _notifications_to_row(chosen: Notifications) -> dict[str, Any]:
    return {
        "zone": chosen.zone,
        "quiet_begin_minute": None if chosen.quiet is None else chosen.quiet.begin_minute,
        "quiet_end_minute": None if chosen.quiet is None else chosen.quiet.end_minute,
        "deadline_lead": chosen.deadline_lead.value,
        "nudges_stopped": chosen.nudges_stopped,
    }


def notifications_from_row(row: AnyRow) -> Notifications:
    """What a participant's row says of when they want to hear of what."""
    begin_minute, end_minute = row.quiet_begin_minute, row.quiet_end_minute
    return Notifications(
        zone=row.zone,
        quiet=None if begin_minute is None else QuietHours(begin_minute, end_minute),
        deadline_lead=DeadlineLead(row.deadline_lead),
        nudges_stopped=bool(row.nudges_stopped),
    )


PARTICIPANTS = Translation(rows.ParticipantRow, _participant_to_row, _participant_from_row)


def _staff_to_row(member: StaffMember) -> dict[str, Any]:
    nomination = member.nomination
    return {
        "telegram_user_id": member.telegram_user_id,
        "granted": None if member.granted is None else member.granted.value,
        "vouched_by": member.vouched_by,
        "named": member.named,
        "nominated_by": None if nomination is None else nomination.by,
        "nominated_because": None if nomination is None else nomination.reason,
        "nominated_until": None if nomination is None else microseconds(nomination.expires_at),
        "version": member.version,
    }


def _staff_from_row(row: AnyRow) -> StaffMember:
    nominated = row.nominated_by is not None
    return StaffMember(
        telegram_user_id=row.telegram_user_id,
        granted=None if row.granted is None else Role(row.granted),
        vouched_by=row.vouched_by,
        named=bool(row.named),
        nomination=Nomination(row.nominated_by, row.nominated_because, instant(row.nominated_until))
        if nominated
        else None,
        version=row.version,
    )


STAFF = Translation(rows.StaffRow, _staff_to_row, _staff_from_row)


def with_role(recipients: Select[Any]) -> Select[Any]:
    """A query of people and their Telegram ids, with what they may do at the admin desk beside."""
    staff = rows.StaffRow
    return recipients.add_columns(staff.granted, staff.named).outerjoin(
        staff, staff.telegram_user_id == rows.IdentityRow.telegram_user_id
    )


def recipient_from_row(row: AnyRow) -> Recipient:
    """Somebody who is spoken to, from a row of such a query."""
    granted = None if row.granted is None else Role(row.granted)
    role = Role.APPROVER if row.named else granted
    return Recipient(PARTICIPANTS.from_row(row), row.telegram_user_id, bool(row.reachable), role)


def _code_to_row(code: OneTimeCode) -> dict[str, Any]:
    return {
        "participant_id": code.participant_id,
        "customer_id": code.customer_id,
        "phone": code.phone,
        "digest": code.digest,
        "expires_at": microseconds(code.expires_at),
        "tries_left": code.tries_left,
        "issued": code.issued,
        "window_since": microseconds(code.window_since),
        "version": code.version,
    }


def _code_from_row(row: AnyRow) -> OneTimeCode:
    return OneTimeCode(
        participant_id=row.participant_id,
        customer_id=row.customer_id,
        phone=row.phone,
        digest=row.digest,
        expires_at=instant(row.expires_at),
        tries_left=row.tries_left,
        issued=row.issued,
        window_since=instant(row.window_since),
        version=row.version,
    )


CODES = Translation(rows.CodeRow, _code_to_row, _code_from_row)


def _link_to_row(link: AccountLink) -> dict[str, Any]:
    return {
        "account_id": link.account_id,
        "participant_id": link.participant_id,
        "customer_id": link.customer_id,
        "phone": link.phone,
        "linked_at": microseconds(link.linked_at),
        "active": link.active,
        "version": link.version,
    }


def _link_from_row(row: AnyRow) -> AccountLink:
    return AccountLink(
        account_id=row.account_id,
        participant_id=row.participant_id,
        customer_id=row.customer_id,
        phone=row.phone,
        linked_at=instant(row.linked_at),
        active=bool(row.active),
        version=row.version,
    )


LINKS = Translation(rows.LinkRow, _link_to_row, _link_from_row)


# The embedded bank


def _customer_to_row(customer: BankCustomer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "name": customer.name,
        "phone": customer.phone,
        "version": customer.version,
        "told_at": optional_microseconds(customer.told_at),
    }


def _customer_from_row(row: AnyRow) -> BankCustomer:
    return BankCustomer(row.id, row.name, row.phone, row.version, optional_instant(row.told_at))


CUSTOMERS = Translation(rows.CustomerRow, _customer_to_row, _customer_from_row)


def _account_to_row(account: BankAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "customer_id": account.customer_id,
        "number": account.number,
        "currency": account.currency,
        "account_class": account.account_class.value,
        "status": account.status.value,
        "debit_amount_types": ",".join(sorted(account.debit_amount_types)),
        "day_limits": encode(account.day_limits) if account.day_limits else "",
        "version": account.version,
    }


def _account_from_row(row: AnyRow) -> BankAccount:
    return BankAccount(
        id=row.id,
        customer_id=row.customer_id,
        number=row.number,
        currency=row.currency,
        account_class=AccountClass(row.account_class),
        status=AccountStatus(row.status),
        debit_amount_types=_debit_amount_types(row.debit_amount_types),
        day_limits=decode(tuple[DayLimit, ...], row.day_limits) if row.day_limits else (),
        version=row.version,
    )


def _debit_amount_types(stored: str) -> frozenset[DebitAmountType]:
    return frozenset(map(DebitAmountType, filter(None, stored.split(","))))


ACCOUNTS = Translation(rows.AccountRow, _account_to_row, _account_from_row)


def _hold_to_row(hold: Hold) -> dict[str, Any]:
    return {
        "id": hold.id,
        "account_id": hold.account_id,
        "amount_minor": hold.amount_minor,
        "debit": encode(hold.debit),
        "state": hold.state.value,
        "placed_on": hold.placed_on,
        "version": hold.version,
    }


def _hold_from_row(row: AnyRow) -> Hold:
    return Hold(
        id=row.id,
        account_id=row.account_id,
        debit=decode(Debit, row.debit),
        state=HoldState(row.state),
        placed_on=row.placed_on,
        version=row.version,
    )


HOLDS = Translation(rows.HoldRow, _hold_to_row, _hold_from_row)


def _order_to_row(order: BankOrder) -> dict[str, Any]:
    kind, body = encode_named(order.instruction)
    return {
        "reference": order.reference,
        "campaign_id": order.campaign_id,
        "pledge_id": order.pledge_id,
        "kind": kind,
        "body": body,
        "state": order.state.value,
        "sent_at": optional_microseconds(order.sent_at),
        "attempts": order.attempts,
        "answered_at": optional_microseconds(order.answered_at),
        "deposit_id": order.deposit_id,
        "payout_id": order.payout_id,
        "version": order.version,
    }


def _order_from_row(row: AnyRow) -> BankOrder:
    return BankOrder(
        reference=row.reference,
        campaign_id=row.campaign_id,
        instruction=decode_instruction(row.kind, row.body),
        pledge_id=row.pledge_id,
        state=OrderState(row.state),
        sent_at=optional_instant(row.sent_at),
        attempts=row.attempts,
        answered_at=optional_instant(row.answered_at),
        deposit_id=row.deposit_id,
        payout_id=row.payout_id,
        version=row.version,
    )


ORDERS = Translation(rows.OrderRow, _order_to_row, _order_from_row)


# The ledger


def _ledger_account_to_row(account: LedgerAccount) -> dict[str, Any]:
    return {
        "id": account.id,
        "currency": account.currency,
        "floored": account.floored,
        "balance_minor": account.balance_minor,
        "version": account.version,
    }


def _ledger_account_from_row(row: AnyRow) -> LedgerAccount:
    return LedgerAccount(row.id, row.currency, bool(row.floored), row.balance_minor, row.version)


LEDGER = Translation(rows.LedgerAccountRow, _ledger_account_to_row, _ledger_account_from_row)


def entry_to_row(entry: Entry) -> dict[str, Any]:
    """An entry without its postings."""
    return {
        "id": entry.id,
        "reference": entry.reference,
        "kind": entry.kind.value,
        "currency": entry.currency,
        "posted_at": microseconds(entry.posted_at),
    }


def postings_to_rows(entry: Entry) -> list[dict[str, Any]]:
    """The legs of an entry."""
    return [
        {
            "entry_id": entry.id,
            "leg": leg,
            "account_id": posting.account_id,
            "amount_minor": posting.amount_minor,
            "balance_after_minor": posting.balance_after_minor,
            "version": posting.version,
        }
        for leg, posting in enumerate(entry.postings)
    ]


def entry_from_rows(row: AnyRow, postings: Collection[AnyRow]) -> Entry:
    """An entry with its legs, given in order."""
    return Entry(
        id=row.id,
        reference=row.reference,
        kind=EntryKind(row.kind),
        currency=row.currency,
        posted_at=instant(row.posted_at),
        postings=tuple(
            Posting(leg.account_id, leg.amount_minor, leg.balance_after_minor, leg.version)
            for leg in postings
        ),
    )


# Pooling


def _product_to_row(product: Product) -> dict[str, Any]:
    return {
        "code": product.code,
        "term_months": product.term_months,
        "body": encode(product),
        "version": product.version,
    }


def _product_from_row(row: AnyRow) -> Product:
    return replace(decode(Product, row.body), version=row.version)


PRODUCTS = Translation(rows.ProductRow, _product_to_row, _product_from_row)


def _due_at(campaign: Campaign) -> datetime | None:
    """When time will have something to do with the campaign; queries find what is due by it.

    What was due while it was paused is due when it was resumed: another instant, so another intent of the jobs.
    """
    due_at = _due_by_state(campaign)
    if due_at is None or campaign.paused:
        return None
    return due_at if campaign.resumed_at is None else max(due_at, campaign.resumed_at)


def _due_by_state(campaign: Campaign) -> datetime | None:
    match campaign.state:
        case CampaignState.OPEN:
            return campaign.waiting.kept_until or campaign.closes_at
        case CampaignState.FUNDED if not campaign.checking_count:
            return campaign.funded_at
        case CampaignState.REPAIRING:
            return campaign.mend_until
    return None


def _campaign_to_row(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "initiator_id": campaign.initiator_id,
        "product_code": campaign.terms.product_code,
        "terms": campaign.terms.canonical_bytes.decode(),
        "terms_digest": campaign.terms.digest,
        "target_minor": campaign.terms.target_minor,
        "head_count_max": campaign.terms.head_count_max,
        "state": campaign.state.value,
        "opened_at": microseconds(campaign.opened_at),
        "closes_at": microseconds(campaign.closes_at),
        "link_token": campaign.link_token,
        "short_code": campaign.short_code,
        "pledged_minor": campaign.pledged_minor,
        "member_count": campaign.member_count,
        "taken_seats": f"{campaign.taken_seats:x}",
        "ailing_count": campaign.ailing_count,
        "checking_count": campaign.checking_count,
        "mismatch_count": campaign.mismatch_count,
        "resumed_at": optional_microseconds(campaign.resumed_at),
        "mend_until": optional_microseconds(campaign.mend_until),
        "settlements": campaign.settlements,
        "funded_at": optional_microseconds(campaign.funded_at),
        "deposit_id": campaign.deposit_id,
        "ended_reason": campaign.ended_reason,
        "waiting": encode(campaign.waiting.line) if campaign.waiting.line else None,
        "taken_over_by": campaign.taken_over_by,
        "place_kept_until": optional_microseconds(campaign.waiting.kept_until),
        "designated_only": campaign.designated_only,
        "due_at": optional_microseconds(_due_at(campaign)),
        "external_reference": campaign.origin.reference if campaign.origin else None,
        "partner_metadata": encode(campaign.origin.metadata) if campaign.origin else None,
        "version": campaign.version,
    }


def _campaign_from_row(row: AnyRow) -> Campaign:
    return Campaign(
        id=row.id,
        initiator_id=row.initiator_id,
        terms=decode_terms(row.terms),
        state=CampaignState(row.state),
        opened_at=instant(row.opened_at),
        closes_at=instant(row.closes_at),
        link_token=row.link_token,
        short_code=row.short_code,
        pledged_minor=row.pledged_minor,
        member_count=row.member_count,
        taken_seats=int(row.taken_seats, 16),
        ailing_count=row.ailing_count,
        checking_count=row.checking_count,
        mismatch_count=row.mismatch_count,
        resumed_at=optional_instant(row.resumed_at),
        mend_until=optional_instant(row.mend_until),
        settlements=row.settlements,
        funded_at=optional_instant(row.funded_at),
        deposit_id=row.deposit_id,
        ended_reason=row.ended_reason,
        origin=None
        if row.partner_metadata is None
        else Origin(row.external_reference, decode(tuple[tuple[str, str], ...], row.partner_metadata)),
        waiting=_waiting_from_row(row) if row.waiting else NOBODY_WAITS,
        designated_only=bool(row.designated_only),
        taken_over_by=row.taken_over_by,
        version=row.version,
    )


def _waiting_from_row(row: AnyRow) -> WaitingList:
    return WaitingList(decode(tuple[ParticipantId, ...], row.waiting), optional_instant(row.place_kept_until))


CAMPAIGNS = Translation(rows.CampaignRow, _campaign_to_row, _campaign_from_row)


def campaign_key_to_row(key_digest: str, campaign_id: CampaignId | None) -> dict[str, Any]:
    """The row by which a campaign is found."""
    return {"digest": key_digest, "campaign_id": campaign_id}


def invitation_to_row(invitation: Invitation) -> dict[str, Any]:
    """The row of an invitation, which never changes."""
    return {
        "campaign_id": invitation.campaign_id,
        "participant_id": invitation.participant_id,
        "invited_at": microseconds(invitation.invited_at),
    }


def invitation_from_row(row: AnyRow) -> Invitation:
    """The invitation of a row."""
    return Invitation(row.campaign_id, row.participant_id, instant(row.invited_at))


def _designation_to_row(designation: Designation) -> dict[str, Any]:
    return {
        "id": designation.id,
        "campaign_id": designation.campaign_id,
        "designee": designation.designee.key,
        "telegram_user_id": designation.designee.telegram_user_id,
        "phone": designation.designee.phone,
        "name": designation.designee.name,
        "designated_at": microseconds(designation.designated_at),
        "participant_id": designation.participant_id,
        "notice_id": designation.notice_id,
        "opened_at": optional_microseconds(designation.opened_at),
        "version": designation.version,
    }


def _designation_from_row(row: AnyRow) -> Designation:
    return Designation(
        id=row.id,
        campaign_id=row.campaign_id,
        designee=Designee(row.telegram_user_id, row.phone, row.name),
        designated_at=instant(row.designated_at),
        participant_id=row.participant_id,
        notice_id=row.notice_id,
        opened_at=optional_instant(row.opened_at),
        version=row.version,
    )


DESIGNATIONS = Translation(rows.DesignationRow, _designation_to_row, _designation_from_row)


def _reminding_to_row(reminding: Reminding) -> dict[str, Any]:
    return {
        "id": reminding.id,
        "campaign_id": reminding.campaign_id,
        "participant_id": reminding.participant_id,
        "declined_at": optional_microseconds(reminding.declined_at),
        "nudged_at": optional_microseconds(reminding.nudged_at),
        "reminded_at": optional_microseconds(reminding.reminded_at),
        "wish": None if reminding.wish is None else reminding.wish.value,
        "wished_at": optional_microseconds(reminding.wished_at),
        "version": reminding.version,
    }


def reminding_from_row(row: AnyRow) -> Reminding:
    """How it stands between a campaign and somebody invited."""
    return Reminding(
        campaign_id=row.campaign_id,
        participant_id=row.participant_id,
        declined_at=optional_instant(row.declined_at),
        nudged_at=optional_instant(row.nudged_at),
        reminded_at=optional_instant(row.reminded_at),
        wish=None if row.wish is None else ReminderWish(row.wish),
        wished_at=optional_instant(row.wished_at),
        version=row.version,
    )


REMINDINGS = Translation(rows.RemindingRow, _reminding_to_row, reminding_from_row)


def _pledge_to_row(pledge: Pledge) -> dict[str, Any]:
    return {
        "id": pledge.id,
        "campaign_id": pledge.campaign_id,
        "participant_id": pledge.participant_id,
        "account_id": pledge.account_id,
        "hold_id": pledge.hold_id,
        "debit_amount_type": pledge.amount.debit_amount_type.value,
        "amount_minor": pledge.amount.amount_minor,
        "seat": pledge.seat,
        "state": pledge.state.value,
        "live": pledge.live,
        "terms_digest": pledge.consent.terms_digest,
        "consent_locale": pledge.consent.locale,
        "disclosure": pledge.consent.disclosure,
        "pledged_at": microseconds(pledge.pledged_at),
        "changes": pledge.changes,
        "ailing": encode(pledge.ailing) if pledge.ailing else None,
        "prior": encode(pledge.prior) if pledge.prior else None,
        "prior_hold_id": pledge.prior.hold_id if pledge.prior else None,
        "counted_minor": pledge.counted_minor,
        "version": pledge.version,
    }


def _pledge_from_row(row: AnyRow) -> Pledge:
    return Pledge(
        id=row.id,
        campaign_id=row.campaign_id,
        participant_id=row.participant_id,
        account_id=row.account_id,
        hold_id=row.hold_id,
        amount=PledgeAmount(DebitAmountType(row.debit_amount_type), row.amount_minor),
        seat=row.seat,
        state=PledgeState(row.state),
        consent=Consent(row.terms_digest, row.consent_locale, row.disclosure),
        pledged_at=instant(row.pledged_at),
        changes=row.changes,
        ailing=decode(tuple[FailedCondition, ...], row.ailing) if row.ailing else (),
        prior=decode(Prior, row.prior) if row.prior else None,
        version=row.version,
    )


PLEDGES = Translation(rows.PledgeRow, _pledge_to_row, _pledge_from_row)


def _deposit_to_row(deposit: TermDeposit) -> dict[str, Any]:
    return {
        "id": deposit.id,
        "number": deposit.number,
        "campaign_id": deposit.campaign_id,
        "product_code": deposit.product_code,
        "principal_minor": deposit.principal_minor,
        "currency": deposit.currency,
        "annual_rate_percent": str(deposit.annual_rate_percent),
        "day_count": deposit.day_count.value,
        "compounding": deposit.compounding.value,
        "rounding": deposit.rounding.value,
        "value_date": deposit.value_date,
        "maturity_date": deposit.maturity_date,
        "payout_date": deposit.payout_date,
        "outstanding_minor": deposit.outstanding_minor,
        "accrued_to": deposit.accrued_to,
        "accrued_minor": deposit.accrued_minor,
        "rate_changes": encode(deposit.rate_changes) if deposit.rate_changes else "",
        "announced": deposit.announced.value if deposit.announced else None,
        "register_size": deposit.register_size,
        "owed_count": deposit.owed_count,
        "renews": deposit.renews,
        "early_withdrawals": deposit.early_withdrawals,
        "exits_asked": deposit.exits_asked,
        "exits_answered": deposit.exits_answered,
        "due_on": deposit.due[1] if deposit.due else None,
        "event_on": deposit.event[1] if deposit.event else None,
        "state": deposit.state.value,
        "version": deposit.version,
    }


def _deposit_from_row(row: AnyRow) -> TermDeposit:
    return TermDeposit(
        id=row.id,
        number=row.number,
        campaign_id=row.campaign_id,
        product_code=row.product_code,
        principal_minor=row.principal_minor,
        currency=row.currency,
        annual_rate_percent=Decimal(row.annual_rate_percent),
        day_count=DayCount(row.day_count),
        compounding=Compounding(row.compounding),
        rounding=Rounding(row.rounding),
        value_date=row.value_date,
        maturity_date=row.maturity_date,
        payout_date=row.payout_date,
        outstanding_minor=row.outstanding_minor,
        accrued_to=row.accrued_to,
        accrued_minor=row.accrued_minor,
        rate_changes=decode(tuple[RateChange, ...], row.rate_changes) if row.rate_changes else (),
        announced=MaturityStage(row.announced) if row.announced else None,
        register_size=row.register_size,
        owed_count=row.owed_count,
        renews=row.renews,
        early_withdrawals=row.early_withdrawals,
        exits_asked=row.exits_asked,
        exits_answered=row.exits_answered,
        state=DepositState(row.state),
        version=row.version,
    )


DEPOSITS = Translation(rows.DepositRow, _deposit_to_row, _deposit_from_row)


def _offer_to_row(share: Share) -> dict[str, Any]:
    offer = share.offer
    if offer is None:
        return {"offer_state": None, "offer_since": None, "offer_due_at": None}
    stands_still = share.leaving is not None
    return {
        "offer_state": offer.state.value,
        "offer_since": microseconds(offer.since),
        "offer_due_at": None if stands_still else optional_microseconds(offer.due_at),
    }


def _offer_from_row(row: AnyRow) -> ShareOffer | None:
    if row.offer_state is None:
        return None
    return ShareOffer(OfferState(row.offer_state), instant(row.offer_since))


def _leaving_to_row(leaving: Leaving | None) -> dict[str, Any]:
    buyer = None if leaving is None else leaving.buyer
    return {
        "leaving_order": None if leaving is None else leaving.order,
        "leaving_since": None if leaving is None else microseconds(leaving.since),
        "buyer_id": None if buyer is None else buyer.participant_id,
        "buyer_account_id": None if buyer is None else buyer.account_id,
    }


def _leaving_from_row(row: AnyRow) -> Leaving | None:
    if row.leaving_order is None:
        return None
    buyer = None if row.buyer_id is None else Buyer(row.buyer_id, row.buyer_account_id)
    return Leaving(row.leaving_order, instant(row.leaving_since), buyer)


def _share_to_row(share: Share) -> dict[str, Any]:
    return {
        "id": share.id,
        "deposit_id": share.deposit_id,
        "pledge_id": share.pledge_id,
        "participant_id": share.participant_id,
        "account_id": share.account_id,
        "principal_minor": share.principal_minor,
        "certificate_number": share.certificate_number,
        "issued_at": microseconds(share.issued_at),
        "owned_from": share.owned_from,
        "maturity_choice": share.maturity_choice.value,
        "acquired_from": share.acquired_from,
        **_offer_to_row(share),
        **_leaving_to_row(share.leaving),
        "interest_minor": share.interest_minor,
        "tax_minor": share.tax_minor,
        "state": share.state.value,
        "version": share.version,
    }


def _share_from_row(row: AnyRow) -> Share:
    return Share(
        id=row.id,
        deposit_id=row.deposit_id,
        pledge_id=row.pledge_id,
        participant_id=row.participant_id,
        account_id=row.account_id,
        principal_minor=row.principal_minor,
        certificate_number=row.certificate_number,
        issued_at=instant(row.issued_at),
        owned_from=row.owned_from,
        maturity_choice=MaturityChoice(row.maturity_choice),
        acquired_from=row.acquired_from,
        offer=_offer_from_row(row),
        leaving=_leaving_from_row(row),
        interest_minor=row.interest_minor,
        tax_minor=row.tax_minor,
        state=ShareState(row.state),
        version=row.version,
    )


SHARES = Translation(rows.ShareRow, _share_to_row, _share_from_row)


def _payout_to_row(payout: Payout) -> dict[str, Any]:
    return {
        "id": payout.id,
        "share_id": payout.share_id,
        "deposit_id": payout.deposit_id,
        "campaign_id": payout.campaign_id,
        "participant_id": payout.participant_id,
        "account_id": payout.account_id,
        "cause": payout.cause.value,
        "principal_minor": payout.principal_minor,
        "interest_minor": payout.interest_minor,
        "tax_minor": payout.tax_minor,
        "ordered_at": microseconds(payout.ordered_at),
        "state": payout.state.value,
        "conditions": encode(payout.conditions) if payout.conditions else None,
        "redirects": payout.redirects,
        "paid_at": optional_microseconds(payout.paid_at),
        "version": payout.version,
    }


def _payout_from_row(row: AnyRow) -> Payout:
    return Payout(
        id=row.id,
        share_id=row.share_id,
        deposit_id=row.deposit_id,
        campaign_id=row.campaign_id,
        participant_id=row.participant_id,
        account_id=row.account_id,
        cause=PayoutCause(row.cause),
        principal_minor=row.principal_minor,
        interest_minor=row.interest_minor,
        tax_minor=row.tax_minor,
        ordered_at=instant(row.ordered_at),
        state=PayoutState(row.state),
        conditions=decode(tuple[FailedCondition, ...], row.conditions) if row.conditions else (),
        redirects=row.redirects,
        paid_at=optional_instant(row.paid_at),
        version=row.version,
    )


PAYOUTS = Translation(rows.PayoutRow, _payout_to_row, _payout_from_row)


# Recorded


def _audit_to_row(record: AuditRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "detail": record.detail,
        "at": microseconds(record.at),
    }


def _audit_from_row(row: AnyRow) -> AuditRecord:
    return AuditRecord(row.id, row.actor, row.action, row.subject, row.detail, instant(row.at))


AUDIT = Translation(rows.AuditRow, _audit_to_row, _audit_from_row)


# Partners


def _partner_to_row(partner: Partner) -> dict[str, Any]:
    return {
        "id": partner.id,
        "name": partner.name,
        "permissions": encode(partner.permissions),
        "keys": encode(partner.keys),
        "suspended": partner.suspended,
        "registered_at": microseconds(partner.registered_at),
        "opened_on": partner.opened_on,
        "opened_count": partner.opened_count,
        "version": partner.version,
    }


def _partner_from_row(row: AnyRow) -> Partner:
    return Partner(
        id=row.id,
        name=row.name,
        permissions=decode(Permissions, row.permissions),
        registered_at=instant(row.registered_at),
        keys=decode(tuple[PartnerKey, ...], row.keys),
        suspended=bool(row.suspended),
        opened_on=row.opened_on,
        opened_count=row.opened_count,
        version=row.version,
    )


PARTNERS = Translation(rows.PartnerRow, _partner_to_row, _partner_from_row)


def partner_key_to_row(digest: str, partner_id: PartnerId) -> dict[str, Any]:
    """The row by which a partner is found."""
    return {"digest": digest, "partner_id": partner_id}


def _endpoint_to_row(endpoint: WebhookEndpoint) -> dict[str, Any]:
    return {
        "id": endpoint.id,
        "partner_id": endpoint.partner_id,
        "url": endpoint.url,
        "event_types": encode(endpoint.event_types),
        "secrets": encode(endpoint.secrets),
        "registered_at": microseconds(endpoint.registered_at),
        "active_since": microseconds(endpoint.active_since),
        "state": endpoint.state.value,
        "version": endpoint.version,
    }


def _endpoint_from_row(row: AnyRow) -> WebhookEndpoint:
    return WebhookEndpoint(
        id=row.id,
        partner_id=row.partner_id,
        url=row.url,
        event_types=decode(tuple[str, ...], row.event_types),
        secrets=decode(tuple[SigningSecret, ...], row.secrets),
        registered_at=instant(row.registered_at),
        active_since=instant(row.active_since),
        state=EndpointState(row.state),
        version=row.version,
    )


ENDPOINTS = Translation(
    rows.WebhookEndpointRow, _endpoint_to_row, _endpoint_from_row, unmanaged=["failing_since"]
)


def delivery_to_row(delivery: Delivery) -> dict[str, Any]:
    """A delivery that waits; how far it has come is written by the post."""
    event = delivery.event
    return {
        "id": delivery.id,
        "endpoint_id": delivery.endpoint_id,
        "event_id": event.id,
        "type": event.type,
        "campaign_id": event.campaign_id,
        "subject_id": event.subject_id,
        "occurred_at": microseconds(event.at),
        "reference": event.reference,
        "requested_at": microseconds(delivery.requested_at),
        "due_at": microseconds(delivery.requested_at),
    }


def delivery_from_row(row: AnyRow) -> Delivery:
    """What is sent where."""
    event = Event(
        id=row.event_id,
        type=row.type,
        campaign_id=row.campaign_id,
        subject_id=row.subject_id,
        at=instant(row.occurred_at),
        reference=row.reference,
    )
    return Delivery(row.id, row.endpoint_id, event, instant(row.requested_at))


# Reconciled and corrected


def _mismatch_to_row(recorded: RecordedMismatch) -> dict[str, Any]:
    return {
        "subject": recorded.subject,
        "id": recorded.id,
        "body": encode(recorded.mismatch),
        "doubted_account_id": recorded.mismatch.doubted_account_id,
        "campaign_ids": encode(recorded.campaign_ids),
        "found_at": microseconds(recorded.found_at),
        "resolved_at": optional_microseconds(recorded.resolved_at),
        "correction_id": recorded.correction_id,
        "version": recorded.version,
    }


def _mismatch_from_row(row: AnyRow) -> RecordedMismatch:
    return RecordedMismatch(
        id=row.id,
        mismatch=decode(Mismatch, row.body),
        found_at=instant(row.found_at),
        campaign_ids=decode(tuple[CampaignId, ...], row.campaign_ids),
        resolved_at=optional_instant(row.resolved_at),
        correction_id=row.correction_id,
        version=row.version,
    )


MISMATCHES = Translation(rows.MismatchRow, _mismatch_to_row, _mismatch_from_row)


def _correction_to_row(correction: Correction) -> dict[str, Any]:
    return {
        "id": correction.id,
        "legs": encode(correction.legs),
        "reason": correction.reason,
        "proposed_by": correction.proposed_by,
        "proposed_at": microseconds(correction.proposed_at),
        "expires_at": microseconds(correction.expires_at),
        "subject": correction.subject,
        "reverses": correction.reverses,
        "hold_id": correction.hold_id,
        "campaign_id": correction.campaign_id,
        "state": correction.state.value,
        "decided_by": correction.decided_by,
        "decided_at": optional_microseconds(correction.decided_at),
        "version": correction.version,
    }


def _correction_from_row(row: AnyRow) -> Correction:
    return Correction(
        id=row.id,
        legs=decode(tuple[Leg, ...], row.legs),
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=instant(row.proposed_at),
        expires_at=instant(row.expires_at),
        subject=row.subject,
        reverses=row.reverses,
        hold_id=row.hold_id,
        campaign_id=row.campaign_id,
        state=CorrectionState(row.state),
        decided_by=row.decided_by,
        decided_at=optional_instant(row.decided_at),
        version=row.version,
    )


CORRECTIONS = Translation(rows.CorrectionRow, _correction_to_row, _correction_from_row)


def _standstill_to_row(standstill: Standstill) -> dict[str, Any]:
    return {
        "id": standstill.id,
        "paused_at": optional_microseconds(standstill.paused_at),
        "reason": standstill.reason,
        "resumed_at": optional_microseconds(standstill.resumed_at),
        "version": standstill.version,
    }


def _standstill_from_row(row: AnyRow) -> Standstill:
    return Standstill(
        row.id, optional_instant(row.paused_at), row.reason, optional_instant(row.resumed_at), row.version
    )


STANDSTILL = Translation(rows.StandstillRow, _standstill_to_row, _standstill_from_row)


def _reconciling_to_row(due: ReconcilingDue) -> dict[str, Any]:
    return {"id": due.id, "due_at": microseconds(due.due_at), "round": due.round, "version": due.version}


def _reconciling_from_row(row: AnyRow) -> ReconcilingDue:
    return ReconcilingDue(row.id, instant(row.due_at), row.round, row.version)


RECONCILING = Translation(rows.ReconcilingRow, _reconciling_to_row, _reconciling_from_row)


def _reconciliation_to_row(run: Reconciliation) -> dict[str, Any]:
    return {
        "id": run.id,
        "round": run.round,
        "at": microseconds(run.at),
        "compared": run.compared,
        "left_out": run.left_out,
        "found": run.found,
        "new": run.new,
        "resolved": run.resolved,
    }


def _reconciliation_from_row(row: AnyRow) -> Reconciliation:
    return Reconciliation(
        id=row.id,
        round=row.round,
        at=instant(row.at),
        compared=row.compared,
        left_out=row.left_out,
        found=row.found,
        new=row.new,
        resolved=row.resolved,
    )


RECONCILIATIONS = Translation(rows.ReconciliationRow, _reconciliation_to_row, _reconciliation_from_row)
