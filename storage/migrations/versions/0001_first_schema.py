"""The first schema.

The ledger's rules stand here once more, for whoever writes to the file past the program: an entry must balance when
it is inserted, and neither entries, postings, receipts nor the audit trail can be changed or deleted afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Compared byte by byte in every database, whatever language a server speaks.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

APPEND_ONLY = ("entries", "postings", "receipts", "audit_trail")

BALANCED_SQLITE = """
CREATE TRIGGER entries_balance BEFORE INSERT ON entries
WHEN (SELECT count(*) < 2 OR sum(amount_minor) <> 0 FROM postings WHERE entry_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the entry does not balance'); END
"""
NO_LATE_POSTING_SQLITE = """
CREATE TRIGGER postings_before_entry BEFORE INSERT ON postings
WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'the entry is closed'); END
"""
APPEND_ONLY_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
NO_REPLACING_SQLITE = """
CREATE TRIGGER {table}_no_REPLACE BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
SAME = {
    "entries": "id = NEW.id OR reference = NEW.reference",
    "postings": "entry_id = NEW.entry_id AND leg = NEW.leg OR account_id = NEW.account_id AND version = NEW.version",
    "receipts": "intent = NEW.intent",
    "audit_trail": "id = NEW.id",
}

# Summed when the transaction commits; but as in SQLite, no posting joins an entry that stands.
BALANCED_POSTGRESQL = """
CREATE FUNCTION check_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) < 2 OR sum(amount_minor) <> 0 FROM postings WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'the entry does not balance' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
BALANCE_POSTGRESQL = """
CREATE CONSTRAINT TRIGGER entries_balance AFTER INSERT ON entries
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry_balances()
"""
NO_LATE_POSTING_POSTGRESQL = """
CREATE FUNCTION refuse_late_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM inserted JOIN entries ON entries.id = inserted.entry_id) THEN
        RAISE EXCEPTION 'the entry is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
POSTINGS_FIRST_POSTGRESQL = """
CREATE TRIGGER postings_before_entry AFTER INSERT ON postings
REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_posting()
"""
REFUSE_CHANGE_POSTGRESQL = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$
"""
APPEND_ONLY_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    """Make the tables, then the triggers, then the clock's one row."""
    op.create_table(
        "account_links",
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("customer_id", TEXT, nullable=False),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_account_links")),
    )
    op.create_index(
        op.f("ix_account_links_participant_id"), "account_links", ["participant_id"], unique=False
    )
    op.create_table(
        "audit_trail",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_trail")),
    )
    op.create_table(
        "bank_accounts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("customer_id", TEXT, nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("account_class", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("debit_amount_types", TEXT, nullable=False),
        sa.Column("day_limits", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_accounts_number")),
    )
    op.create_index(op.f("ix_bank_accounts_customer_id"), "bank_accounts", ["customer_id"], unique=False)
    op.create_table(
        "bank_customers",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_customers")),
        sa.UniqueConstraint("phone", name=op.f("uq_bank_customers_phone")),
    )
    op.create_table(
        "bank_orders",
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_bank_orders")),
    )
    op.create_index(op.f("ix_bank_orders_campaign_id"), "bank_orders", ["campaign_id"], unique=False)
    op.create_table(
        "business_clock",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ahead_microseconds", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_clock")),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("initiator_id", TEXT, nullable=False),
        sa.Column("product_code", TEXT, nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        sa.Column("terms_digest", TEXT, nullable=False),
        sa.Column("target_minor", sa.BigInteger(), nullable=False),
        sa.Column("head_count_max", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("link_token", TEXT, nullable=False),
        sa.Column("short_code", TEXT, nullable=False),
        sa.Column("pledged_minor", sa.BigInteger(), nullable=False),
        sa.Column("member_count", sa.BigInteger(), nullable=False),
        sa.Column("taken_seats", TEXT, nullable=False),
        sa.Column("ailing_count", sa.BigInteger(), nullable=False),
        sa.Column("mend_until", sa.BigInteger(), nullable=True),
        sa.Column("settlements", sa.BigInteger(), nullable=False),
        sa.Column("funded_at", sa.BigInteger(), nullable=True),
        sa.Column("deposit_id", TEXT, nullable=True),
        sa.Column("ended_reason", TEXT, nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "member_count BETWEEN 0 AND head_count_max", name=op.f("ck_campaigns_not_over_head_count")
        ),
        sa.CheckConstraint(
            "pledged_minor BETWEEN 0 AND target_minor", name=op.f("ck_campaigns_not_over_target")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("link_token", name=op.f("uq_campaigns_link_token")),
        sa.UniqueConstraint("short_code", name=op.f("uq_campaigns_short_code")),
    )
    op.create_index("ix_campaigns_due", "campaigns", ["state", "due_at"], unique=False)
    op.create_index(op.f("ix_campaigns_initiator_id"), "campaigns", ["initiator_id"], unique=False)
    op.create_table(
        "cards",
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("viewer_id", TEXT, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("shown_version", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "viewer_id", name=op.f("pk_cards")),
    )
    op.create_table(
        "drafts",
        sa.Column("telegram_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("nonce", TEXT, nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("answers", TEXT, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_user_id", "kind", name=op.f("pk_drafts")),
    )
    op.create_table(
        "entries",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("reference", name=op.f("uq_entries_reference")),
    )
    op.create_table(
        "holds",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("debit", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_holds_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_account_id"), "holds", ["account_id"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "ledger_accounts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("floored", sa.Boolean(), nullable=False),
        sa.Column("balance_minor", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("balance_minor >= 0 OR NOT floored", name=op.f("ck_ledger_accounts_floor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_accounts")),
    )
    op.create_table(
        "notices",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=True),
        sa.Column("state", TEXT, server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(
        "ix_notices_waiting",
        "notices",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "one_time_codes",
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("customer_id", TEXT, nullable=False),
        sa.Column("phone", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries_left", sa.BigInteger(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=False),
        sa.Column("window_since", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "participants",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("locale", TEXT, nullable=False),
        sa.Column("locale_chosen", sa.Boolean(), nullable=False),
        sa.Column("look_ups", sa.BigInteger(), nullable=False),
        sa.Column("look_ups_since", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
    )
    op.create_table(
        "products",
        sa.Column("code", TEXT, nullable=False),
        sa.Column("term_months", sa.BigInteger(), nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_products")),
    )
    op.create_table(
        "receipts",
        sa.Column("intent", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("intent", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "telegram_identities",
        sa.Column("telegram_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("reachable", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_user_id", name=op.f("pk_telegram_identities")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_telegram_identities_participant_id")),
    )
    op.create_table(
        "updates",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("payload", TEXT, nullable=True),
        sa.Column("state", TEXT, server_default=sa.text("'received'"), nullable=False),
        sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_updates")),
    )
    op.create_index(
        "ix_updates_unhandled",
        "updates",
        ["bot_id", "update_id"],
        unique=False,
        sqlite_where=sa.text("state = 'received'"),
        postgresql_where=sa.text("state = 'received'"),
    )
    op.create_table(
        "pledges",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("hold_id", TEXT, nullable=False),
        sa.Column("debit_amount_type", TEXT, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("terms_digest", TEXT, nullable=False),
        sa.Column("consent_locale", TEXT, nullable=False),
        sa.Column("disclosure", TEXT, nullable=False),
        sa.Column("pledged_at", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("ailing", TEXT, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_pledges_amount")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_pledges_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
    )
    op.create_index(op.f("ix_pledges_participant_id"), "pledges", ["participant_id"], unique=False)
    op.create_index(
        "uq_pledges_live",
        "pledges",
        ["campaign_id", "participant_id"],
        unique=True,
        sqlite_where=sa.text("live"),
        postgresql_where=sa.text("live"),
    )
    op.create_table(
        "postings",
        sa.Column("entry_id", TEXT, nullable=False),
        sa.Column("leg", sa.Integer(), nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("balance_after_minor", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_postings_amount")),
        sa.ForeignKeyConstraint(["account_id"], ["ledger_accounts.id"], name=op.f("fk_postings_account_id")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entries.id"],
            name=op.f("fk_postings_entry_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("entry_id", "leg", name=op.f("pk_postings")),
        sa.UniqueConstraint("account_id", "version", name=op.f("uq_postings_account_id_version")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "term_deposits",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("number", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("product_code", TEXT, nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", TEXT, nullable=False),
        sa.Column("annual_rate_percent", sa.String(), nullable=False),
        sa.Column("day_count", TEXT, nullable=False),
        sa.Column("compounding", TEXT, nullable=False),
        sa.Column("rounding", TEXT, nullable=False),
        sa.Column("value_date", sa.Date(), nullable=False),
        sa.Column("maturity_date", sa.Date(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_term_deposits_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_deposits")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_term_deposits_campaign_id")),
        sa.UniqueConstraint("number", name=op.f("uq_term_deposits_number")),
    )
    op.create_table(
        "shares",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("deposit_id", TEXT, nullable=False),
        sa.Column("pledge_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("certificate_number", TEXT, nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("principal_minor > 0", name=op.f("ck_shares_principal")),
        sa.ForeignKeyConstraint(["deposit_id"], ["term_deposits.id"], name=op.f("fk_shares_deposit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("certificate_number", name=op.f("uq_shares_certificate_number")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_shares_pledge_id")),
    )
    op.create_index(op.f("ix_shares_deposit_id"), "shares", ["deposit_id"], unique=False)
    op.create_index(op.f("ix_shares_participant_id"), "shares", ["participant_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()
    op.execute("INSERT INTO business_clock (id, at, ahead_microseconds) VALUES (1, 0, 0)")


def _guard_sqlite() -> None:
    op.execute(BALANCED_SQLITE)
    op.execute(NO_LATE_POSTING_SQLITE)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(APPEND_ONLY_SQLITE.format(table=table, verb=verb))
    for table, same in SAME.items():
        op.execute(NO_REPLACING_SQLITE.format(table=table, same=same))


def _guard_postgresql() -> None:
    op.execute(BALANCED_POSTGRESQL)
    op.execute(BALANCE_POSTGRESQL)
    op.execute(NO_LATE_POSTING_POSTGRESQL)
    op.execute(POSTINGS_FIRST_POSTGRESQL)
    op.execute(REFUSE_CHANGE_POSTGRESQL)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            op.execute(APPEND_ONLY_POSTGRESQL.format(table=table, verb=verb))
