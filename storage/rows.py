"""The tables. Instants are microseconds since 1970 in UTC; amounts are minor units; rates are exact decimals as text.

Every mutable row carries a `version`, which each update must name. What the domain forbids is forbidden here once more.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


# Compared byte by byte in every database, whatever language a server speaks: ids sort alike, and soon.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Base(DeclarativeBase):
    """The schema's metadata, with constraint names that are the same in every database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {int: BigInteger, str: TEXT}  # noqa: RUF012  # SQLAlchemy reads it from the class


# What the partial indexes hold. Queries say it in these very words: as a parameter, no database would see that such an
# index serves, and SQLite does not even see that "live" serves for "live = 1".
_LIVE = "live"
_UNANSWERED = "state IN ('ready', 'sent', 'unknown')"
_REJECTED = "state = 'rejected'"
_WAITED_FOR = "waiting IS NOT NULL"
_WAITING = "state = 'waiting'"
_NOT_WAITING = "state <> 'waiting'"
_RECEIVED = "state = 'received'"
_NOT_RECEIVED = "state <> 'received'"
_SET_ASIDE = "state = 'set_aside'"
_IN_GROUP = "chat_id < 0"
_NOT_OVER = "over_at IS NULL"

LIVE_PLEDGE = text(f"pledges.{_LIVE}")
UNANSWERED_ORDER = text(f"bank_orders.{_UNANSWERED}")
REJECTED_ORDER = text(f"bank_orders.{_REJECTED}")
WAITING_NOTICE = text(f"notices.{_WAITING}")
WAITING_DELIVERY = text(f"webhook_deliveries.{_WAITING}")
NOTICE_OVER = text(f"notices.{_NOT_WAITING}")
DELIVERY_OVER = text(f"webhook_deliveries.{_NOT_WAITING}")
WAITING_UPDATE = text(f"updates.{_RECEIVED}")
UPDATE_OVER = text(f"updates.{_NOT_RECEIVED}")
ALARM_STANDING = text(f"told_alarms.{_NOT_OVER}")
UPDATE_SET_ASIDE = text(f"updates.{_SET_ASIDE}")


def table_of(row_type: type[Base]) -> Table:
    """The table of a kind of row."""
    table = row_type.__table__
    assert isinstance(table, Table)
    return table


# Asked and answered


class ReceiptRow(Base):
    """What each intent was answered."""

    __tablename__ = "receipts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    intent: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    outcome: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    decided_at: Mapped[int]


# People


class IdentityRow(Base):
    """Which participant a Telegram user is, and whether they let the bot write to them."""

    __tablename__ = "telegram_identities"

    telegram_user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    participant_id: Mapped[str] = mapped_column(unique=True)
    reachable: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int]


class ParticipantRow(Base):
    """People whose money it is."""

    __tablename__ = "participants"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    locale: Mapped[str]
    locale_chosen: Mapped[bool]
    look_ups: Mapped[int]
    look_ups_since: Mapped[int | None]
    stray_links: Mapped[int] = mapped_column(server_default=text("0"))
    stray_links_since: Mapped[int | None]
    name_shown: Mapped[str] = mapped_column(server_default=text("'full'"))
    name_in_groups: Mapped[str] = mapped_column(server_default=text("'hidden'"))
    zone: Mapped[str | None]
    quiet_begin_minute: Mapped[int | None]
    quiet_end_minute: Mapped[int | None]
    deadline_lead: Mapped[str] = mapped_column(server_default=text("'one_day'"))
    nudges_stopped: Mapped[bool] = mapped_column(server_default=text("false"))
    name_to_members: Mapped[str] = mapped_column(server_default=text("'full'"))
    amount_to_members: Mapped[bool] = mapped_column(server_default=text("false"))
    erased_at: Mapped[int | None]
    version: Mapped[int]


class StaffRow(Base):
    """Who may do what at the admin desk: what was granted, whether the settings name them, and a nomination if any."""

    __tablename__ = "staff"

    telegram_user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    granted: Mapped[str | None]
    vouched_by: Mapped[str | None]
    named: Mapped[bool]
    nominated_by: Mapped[str | None]
    nominated_because: Mapped[str | None]
    nominated_until: Mapped[int | None]
    version: Mapped[int]


class CodeRow(Base):
    """One-time codes pending."""

    __tablename__ = "one_time_codes"

    participant_id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str]
    phone: Mapped[str]
    digest: Mapped[str]
    expires_at: Mapped[int]
    tries_left: Mapped[int]
    issued: Mapped[int]
    window_since: Mapped[int]
    version: Mapped[int]


class LinkRow(Base):
    """Accounts that participants proved to be theirs: one participant per account."""

    __tablename__ = "account_links"

    account_id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(index=True)
    customer_id: Mapped[str]
    phone: Mapped[str]
    linked_at: Mapped[int]
    active: Mapped[bool]
    version: Mapped[int]


# The bank


class CustomerRow(Base):
    """Customers of the embedded bank, or what a bank elsewhere told of its own, and when it was asked."""

    __tablename__ = "bank_customers"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    told_at: Mapped[int | None]


class AccountRow(Base):
    """Demand accounts at the bank; their money, or our record of it, is in `ledger_accounts`."""

    __tablename__ = "bank_accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(index=True)
    number: Mapped[str] = mapped_column(unique=True)
    currency: Mapped[str]
    account_class: Mapped[str]
    status: Mapped[str]
    debit_amount_types: Mapped[str]
    day_limits: Mapped[str]
    version: Mapped[int]


class HoldRow(Base):
    """Holds at the bank."""

    __tablename__ = "holds"
    __table_args__ = (CheckConstraint("amount_minor > 0", name="amount"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(index=True)
    amount_minor: Mapped[int]
    debit: Mapped[str]
    state: Mapped[str]
    placed_on: Mapped[date]
    version: Mapped[int]


class OrderRow(Base):
    """Everything that was asked of the bank."""

    __tablename__ = "bank_orders"
    __table_args__ = (
        Index(
            "ix_bank_orders_unanswered",
            "reference",
            sqlite_where=text(_UNANSWERED),
            postgresql_where=text(_UNANSWERED),
        ),
        Index(
            "ix_bank_orders_rejected",
            "reference",
            sqlite_where=text(_REJECTED),
            postgresql_where=text(_REJECTED),
        ),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(index=True)
    pledge_id: Mapped[str | None]
    kind: Mapped[str]
    body: Mapped[str]
    state: Mapped[str]
    sent_at: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    answered_at: Mapped[int | None]
    deposit_id: Mapped[str | None]
    payout_id: Mapped[str | None]
    version: Mapped[int]


# The ledger


class LedgerAccountRow(Base):
    """Accounts of the ledger: the balance is the sum of the postings, the version their count."""

    __tablename__ = "ledger_accounts"
    __table_args__ = (CheckConstraint("balance_minor >= 0 OR NOT floored", name="floor"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    currency: Mapped[str]
    floored: Mapped[bool]
    balance_minor: Mapped[int]
    version: Mapped[int]


class EntryRow(Base):
    """Journal entries. Their postings are written first; a trigger on the insert here sums them."""

    __tablename__ = "entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    currency: Mapped[str]
    posted_at: Mapped[int]


class PostingRow(Base):
    """Legs of entries; append-only."""

    __tablename__ = "postings"
    __table_args__ = (
        UniqueConstraint("account_id", "version"),
        CheckConstraint("amount_minor <> 0", name="amount"),
        {"sqlite_with_rowid": False},
    )

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("entries.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    leg: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("ledger_accounts.id"))
    amount_minor: Mapped[int]
    balance_after_minor: Mapped[int]
    version: Mapped[int]


class ChainCheckRow(Base):
    """How far the chain was checked last, and where it broke then; one row at most."""

    __tablename__ = "chain_check"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]
    sequence: Mapped[int]
    link: Mapped[str]
    broken_at: Mapped[int | None]


class UnsealedEntryRow(Base):
    """Entries that wait to be sealed, whenever they were committed: a trigger notes them as they are inserted."""

    __tablename__ = "unsealed_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entry_id: Mapped[str] = mapped_column(primary_key=True)


class SealRow(Base):
    """The chain of hashes over the entries, without a gap; append-only."""

    __tablename__ = "seals"
    __table_args__ = ({"sqlite_with_rowid": False},)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id"), unique=True)
    link: Mapped[str]


# Pooling


class ProductRow(Base):
    """The catalogue; `body` is the product with its dated rates."""

    __tablename__ = "products"

    code: Mapped[str] = mapped_column(primary_key=True)
    term_months: Mapped[int]
    body: Mapped[str]
    version: Mapped[int]


class CampaignRow(Base):
    """Campaigns; `terms` are the canonical bytes that pledgers consented to.

    `partner_metadata` is there, empty too, exactly if a partner opened it; `initiator_id` is then that partner's.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        CheckConstraint("pledged_minor BETWEEN 0 AND target_minor", name="not_over_target"),
        CheckConstraint("member_count BETWEEN 0 AND head_count_max", name="not_over_head_count"),
        Index("ix_campaigns_due", "state", "due_at"),
        Index(
            "ix_campaigns_waited_for",
            "id",
            sqlite_where=text(_WAITED_FOR),
            postgresql_where=text(_WAITED_FOR),
        ),
        Index(
            "ix_campaigns_of_partners",
            "initiator_id",
            "id",
            sqlite_where=text("partner_metadata IS NOT NULL"),
            postgresql_where=text("partner_metadata IS NOT NULL"),
        ),
        Index(
            "ix_campaigns_by_reference",
            "initiator_id",
            "external_reference",
            sqlite_where=text("external_reference IS NOT NULL"),
            postgresql_where=text("external_reference IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    initiator_id: Mapped[str] = mapped_column(index=True)
    product_code: Mapped[str]
    terms: Mapped[str]
    terms_digest: Mapped[str]
    target_minor: Mapped[int]
    head_count_max: Mapped[int]
    state: Mapped[str]
    opened_at: Mapped[int]
    closes_at: Mapped[int]
    link_token: Mapped[str] = mapped_column(unique=True)
    short_code: Mapped[str] = mapped_column(unique=True)
    pledged_minor: Mapped[int]
    member_count: Mapped[int]
    taken_seats: Mapped[str]
    ailing_count: Mapped[int]
    checking_count: Mapped[int] = mapped_column(server_default=text("0"))
    mismatch_count: Mapped[int] = mapped_column(server_default=text("0"))
    resumed_at: Mapped[int | None]
    mend_until: Mapped[int | None]
    settlements: Mapped[int]
    funded_at: Mapped[int | None]
    deposit_id: Mapped[str | None]
    ended_reason: Mapped[str | None]
    waiting: Mapped[str | None]
    place_kept_until: Mapped[int | None]
    designated_only: Mapped[bool] = mapped_column(server_default=text("false"))
    taken_over_by: Mapped[str | None]
    due_at: Mapped[int | None]
    external_reference: Mapped[str | None]
    partner_metadata: Mapped[str | None]
    version: Mapped[int]


class CampaignKeyRow(Base):
    """What opens a campaign, its link token and its short code, each as a digest; and what once did."""

    __tablename__ = "campaign_keys"

    digest: Mapped[str] = mapped_column(primary_key=True)
    campaign_id: Mapped[str]


class InvitationRow(Base):
    """Who came by a campaign's link or short code."""

    __tablename__ = "invitations"

    campaign_id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str] = mapped_column(primary_key=True)
    invited_at: Mapped[int]


class DesignationRow(Base):
    """Whom initiators designated: by whom they are (`designee`), and which participant that turned out to be."""

    __tablename__ = "designations"
    __table_args__ = (
        UniqueConstraint("campaign_id", "designee"),
        Index(
            "ix_designations_awaited",
            "designee",
            sqlite_where=text("participant_id IS NULL"),
            postgresql_where=text("participant_id IS NULL"),
        ),
        Index("ix_designations_met", "participant_id", "campaign_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    designee: Mapped[str]
    telegram_user_id: Mapped[int | None]
    phone: Mapped[str | None]
    name: Mapped[str]
    designated_at: Mapped[int]
    participant_id: Mapped[str | None]
    notice_id: Mapped[str | None]
    opened_at: Mapped[int | None]
    version: Mapped[int]


class RemindingRow(Base):
    """How it stands between a campaign and somebody invited: when they were reminded, and whether they want to be."""

    __tablename__ = "remindings"
    __table_args__ = (UniqueConstraint("campaign_id", "participant_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    participant_id: Mapped[str]
    declined_at: Mapped[int | None]
    nudged_at: Mapped[int | None]
    reminded_at: Mapped[int | None]
    wish: Mapped[str | None]
    wished_at: Mapped[int | None]
    version: Mapped[int]


class PledgeRow(Base):
    """Pledges; one live pledge per participant and campaign."""

    __tablename__ = "pledges"
    __table_args__ = (
        Index(
            "uq_pledges_live",
            "campaign_id",
            "participant_id",
            unique=True,
            sqlite_where=text(_LIVE),
            postgresql_where=text(_LIVE),
        ),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    participant_id: Mapped[str] = mapped_column(index=True)
    account_id: Mapped[str]
    hold_id: Mapped[str]
    debit_amount_type: Mapped[str]
    amount_minor: Mapped[int]
    seat: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str]
    live: Mapped[bool]
    terms_digest: Mapped[str]
    consent_locale: Mapped[str]
    disclosure: Mapped[str]
    pledged_at: Mapped[int]
    changes: Mapped[int]
    ailing: Mapped[str | None]
    prior: Mapped[str | None]
    prior_hold_id: Mapped[str | None]
    counted_minor: Mapped[int] = mapped_column(server_default=text("0"))
    version: Mapped[int]


class DepositRow(Base):
    """Term deposits at the bank.

    `due_on` is the day from which something is to be done with one, `event_on` the day on which its members hear of it
    next.
    """

    __tablename__ = "term_deposits"
    __table_args__ = (
        CheckConstraint("outstanding_minor BETWEEN 0 AND principal_minor", name="outstanding"),
        CheckConstraint("owed_count >= 0", name="owed"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), index=True)
    product_code: Mapped[str]
    principal_minor: Mapped[int]
    currency: Mapped[str]
    annual_rate_percent: Mapped[str] = mapped_column(String)
    day_count: Mapped[str]
    compounding: Mapped[str]
    rounding: Mapped[str]
    value_date: Mapped[date]
    maturity_date: Mapped[date]
    payout_date: Mapped[date]
    outstanding_minor: Mapped[int]
    accrued_to: Mapped[date]
    accrued_minor: Mapped[int]
    rate_changes: Mapped[str]
    announced: Mapped[str | None]
    register_size: Mapped[int]
    owed_count: Mapped[int]
    renews: Mapped[str | None]
    early_withdrawals: Mapped[int] = mapped_column(server_default=text("0"))
    exits_asked: Mapped[int] = mapped_column(server_default=text("0"))
    exits_answered: Mapped[int] = mapped_column(server_default=text("0"))
    due_on: Mapped[date | None] = mapped_column(index=True)
    event_on: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[str]
    version: Mapped[int]


class ShareRow(Base):
    """The share register: who holds a share, and who held it."""

    __tablename__ = "shares"
    __table_args__ = (
        CheckConstraint("principal_minor > 0", name="principal"),
        CheckConstraint("tax_minor BETWEEN 0 AND interest_minor", name="tax"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    deposit_id: Mapped[str] = mapped_column(ForeignKey("term_deposits.id"), index=True)
    pledge_id: Mapped[str] = mapped_column(index=True)
    participant_id: Mapped[str] = mapped_column(index=True)
    account_id: Mapped[str]
    principal_minor: Mapped[int]
    certificate_number: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[int]
    owned_from: Mapped[date]
    state: Mapped[str]
    maturity_choice: Mapped[str]
    acquired_from: Mapped[str | None]
    offer_state: Mapped[str | None]
    offer_since: Mapped[int | None]
    offer_due_at: Mapped[int | None] = mapped_column(index=True)
    leaving_order: Mapped[str | None]
    leaving_since: Mapped[int | None]
    buyer_id: Mapped[str | None]
    buyer_account_id: Mapped[str | None]
    interest_minor: Mapped[int]
    tax_minor: Mapped[int]
    version: Mapped[int]


class PayoutRow(Base):
    """Money on its way back to members, and what was paid."""

    __tablename__ = "payouts"
    __table_args__ = (CheckConstraint("principal_minor + interest_minor > tax_minor", name="amount"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    share_id: Mapped[str] = mapped_column(ForeignKey("shares.id"), index=True)
    deposit_id: Mapped[str] = mapped_column(index=True)
    campaign_id: Mapped[str]
    participant_id: Mapped[str] = mapped_column(index=True)
    account_id: Mapped[str]
    cause: Mapped[str]
    principal_minor: Mapped[int]
    interest_minor: Mapped[int]
    tax_minor: Mapped[int]
    ordered_at: Mapped[int]
    state: Mapped[str]
    conditions: Mapped[str | None]
    redirects: Mapped[int]
    paid_at: Mapped[int | None]
    version: Mapped[int]


# Said and recorded


class NoticeRow(Base):
    """The outbox: what others must hear. Once sent, or given up, the body is blanked."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(
            "ix_notices_waiting",
            "due_at",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(
            "ix_notices_over",
            "due_at",
            sqlite_where=text(_NOT_WAITING),
            postgresql_where=text(_NOT_WAITING),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    participant_id: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    due_at: Mapped[int]
    reason: Mapped[str | None]


class AuditRow(Base):
    """The audit trail; append-only. Searched by whom, on what and what was done."""

    __tablename__ = "audit_trail"
    __table_args__ = (Index(None, "actor", "id"), Index(None, "subject", "id"), Index(None, "action", "id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    at: Mapped[int]


# Partners


class PartnerRow(Base):
    """Third-party servers; `permissions` and `keys` are stored whole, of each key its digest only."""

    __tablename__ = "partners"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    permissions: Mapped[str]
    keys: Mapped[str]
    suspended: Mapped[bool]
    registered_at: Mapped[int]
    opened_on: Mapped[date | None]
    opened_count: Mapped[int]
    version: Mapped[int]


class PartnerKeyRow(Base):
    """Whose key has which digest; whether it can be used, its partner's row says."""

    __tablename__ = "partner_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    digest: Mapped[str] = mapped_column(primary_key=True)
    partner_id: Mapped[str]


class WebhookEndpointRow(Base):
    """Where partners want events sent; `failing_since` is the post's: since when it has taken nothing."""

    __tablename__ = "webhook_endpoints"
    __table_args__ = (Index("ix_webhook_endpoints_partner_id", "partner_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    partner_id: Mapped[str]
    url: Mapped[str]
    event_types: Mapped[str]
    secrets: Mapped[str]
    registered_at: Mapped[int]
    active_since: Mapped[int] = mapped_column(server_default=text("0"))
    state: Mapped[str]
    failing_since: Mapped[int | None]
    version: Mapped[int]


class DeliveryRow(Base):
    """Events on their way to endpoints, numbered in the order in which they were written.

    What follows `due_at` is the post's: an entry says how far it has come.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_endpoint_id", "endpoint_id", "position"),
        Index(
            "ix_webhook_deliveries_waiting",
            "position",
            sqlite_where=text(_WAITING),
            postgresql_where=text(_WAITING),
        ),
        Index(
            "ix_webhook_deliveries_over",
            "due_at",
            sqlite_where=text(_NOT_WAITING),
            postgresql_where=text(_NOT_WAITING),
        ),
    )

    position: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    endpoint_id: Mapped[str] = mapped_column(ForeignKey("webhook_endpoints.id"))
    event_id: Mapped[str]
    type: Mapped[str]
    campaign_id: Mapped[str]
    subject_id: Mapped[str]
    occurred_at: Mapped[int]
    reference: Mapped[str | None]
    requested_at: Mapped[int]
    due_at: Mapped[int]
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    attempted_at: Mapped[int | None]
    ended_at: Mapped[int | None]
    last_status: Mapped[int | None]
    last_failure: Mapped[str | None]


# Reconciled and corrected


class MismatchRow(Base):
    """What our books and the bank disagree about, by what it concerns; open while it is not resolved."""

    __tablename__ = "mismatches"
    __table_args__ = (
        Index(
            "ix_mismatches_open",
            "doubted_account_id",
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    subject: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    body: Mapped[str]
    doubted_account_id: Mapped[str | None]
    campaign_ids: Mapped[str]
    found_at: Mapped[int]
    resolved_at: Mapped[int | None]
    correction_id: Mapped[str | None]
    version: Mapped[int]


class CorrectionRow(Base):
    """Corrections of money: proposed by one admin, decided by another."""

    __tablename__ = "corrections"
    __table_args__ = (
        CheckConstraint(
            "state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)", name="two_admins"
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    legs: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[int]
    expires_at: Mapped[int]
    subject: Mapped[str | None]
    reverses: Mapped[str | None]
    hold_id: Mapped[str | None]
    campaign_id: Mapped[str | None]
    state: Mapped[str]
    decided_by: Mapped[str | None]
    decided_at: Mapped[int | None]
    version: Mapped[int]


class StandstillRow(Base):
    """Whether all settlement is paused."""

    __tablename__ = "standstill"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paused_at: Mapped[int | None]
    reason: Mapped[str]
    resumed_at: Mapped[int | None]
    version: Mapped[int]


class ReconcilingRow(Base):
    """When our books are to be compared with the bank's next."""

    __tablename__ = "reconciling"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[int]
    round: Mapped[int]
    version: Mapped[int]


class ReconciliationRow(Base):
    """The comparisons that were made."""

    __tablename__ = "reconciliations"

    id: Mapped[str] = mapped_column(primary_key=True)
    round: Mapped[int] = mapped_column(unique=True)
    at: Mapped[int]
    compared: Mapped[int]
    left_out: Mapped[int]
    found: Mapped[int]
    new: Mapped[int]
    resolved: Mapped[int]


# The conversation


class UpdateRow(Base):
    """The inbox: updates from before they are acknowledged until they are handled; then the payload is blanked."""

    __tablename__ = "updates"
    __table_args__ = (
        Index(
            "ix_updates_waiting",
            "bot_id",
            "person",
            "received_at",
            "update_id",
            sqlite_where=text(_RECEIVED),
            postgresql_where=text(_RECEIVED),
        ),
        Index(
            "ix_updates_over",
            "received_at",
            sqlite_where=text(_NOT_RECEIVED),
            postgresql_where=text(_NOT_RECEIVED),
        ),
        Index(
            "ix_updates_set_aside",
            "update_id",
            sqlite_where=text(_SET_ASIDE),
            postgresql_where=text(_SET_ASIDE),
        ),
    )

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int]
    payload: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default=text("'received'"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    received_at: Mapped[int]
    reason: Mapped[str | None]


class TurnRow(Base):
    """Which worker attends to whom: `fence` counts the turns, so that one that was lost can be told apart."""

    __tablename__ = "turns"

    bot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str | None]
    until: Mapped[int] = mapped_column(server_default=text("0"))
    fence: Mapped[int] = mapped_column(server_default=text("0"))


class DraftRow(Base):
    """Wizards' states."""

    __tablename__ = "drafts"

    telegram_user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    nonce: Mapped[str]
    step: Mapped[str]
    answers: Mapped[str]
    message_id: Mapped[int | None]
    saved_at: Mapped[int]


class CardRow(Base):
    """Which messages show which campaign: the newest in each place, which is a viewer, a group or an inline message."""

    __tablename__ = "cards"
    __table_args__ = (
        Index(
            "ix_cards_in_groups",
            "chat_id",
            "shown_at",
            sqlite_where=text(_IN_GROUP),
            postgresql_where=text(_IN_GROUP),
        ),
    )

    campaign_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    viewer_id: Mapped[str]
    chat_id: Mapped[int | None]
    message_id: Mapped[int | None]
    inline_message_id: Mapped[str | None]
    shown_version: Mapped[int]
    shown_at: Mapped[int]


class AlarmGroupRow(Base):
    """The group that an admin chose for alarms; one row at most."""

    __tablename__ = "alarm_group"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    locale: Mapped[str]
    set_by: Mapped[str]


class ToldAlarmRow(Base):
    """Alarms that were told in a group, until its people know that they are over."""

    __tablename__ = "told_alarms"
    __table_args__ = (
        Index(
            "ix_told_alarms_standing",
            "told_at",
            sqlite_where=text(_NOT_OVER),
            postgresql_where=text(_NOT_OVER),
        ),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    message_id: Mapped[int]
    told_at: Mapped[int]
    over_at: Mapped[int | None]


class LeaseRow(Base):
    """Who may do what only one may do at a time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[int]


class ClockRow(Base):
    """The business clock: the last instant that decided something, and how far it runs ahead of the wall clock."""

    __tablename__ = "business_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]
    ahead_microseconds: Mapped[int]
