"""A deposit's life: its interest in the books, its maturity, the money on its way back, and who held a share when."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_DEPOSIT = (
    "number, campaign_id, product_code, currency, day_count, compounding, rounding, value_date, maturity_date"
)
_SHARE = "deposit_id, pledge_id, participant_id, account_id, principal_minor, certificate_number, issued_at"


def upgrade() -> None:
    """No deposit has earned anything in the books, ended, or been followed by another."""
    # A campaign may have several deposits from now on, and a pledge several shares. SQLite takes a constraint off only
    # with its table, and a table only when nothing refers to it: what they hold is put aside meanwhile.
    op.execute("CREATE TABLE shares_before AS SELECT * FROM shares")
    op.execute("CREATE TABLE term_deposits_before AS SELECT * FROM term_deposits")
    op.drop_table("shares")
    op.drop_table("term_deposits")
    _create_deposits()
    _create_shares()
    _create_payouts()
    next_day = (
        "value_date + 1" if op.get_bind().dialect.name == "postgresql" else "date(value_date, '+1 day')"
    )
    op.execute(
        f"""INSERT INTO term_deposits (id, {_DEPOSIT}, principal_minor, annual_rate_percent, payout_date,
            outstanding_minor, accrued_to, accrued_minor, rate_changes, register_size, owed_count, due_on, state,
            version)
        SELECT id, {_DEPOSIT}, principal_minor, annual_rate_percent, maturity_date,
            principal_minor, value_date, 0, '', (SELECT count(*) FROM shares_before s WHERE s.deposit_id = d.id), 0,
            {next_day}, state, version
        FROM term_deposits_before d"""  # noqa: S608  # names of our own
    )
    op.execute(
        f"""INSERT INTO shares (id, {_SHARE}, owned_from, maturity_choice, interest_minor, tax_minor, state, version)
        SELECT s.id, {_SHARE}, d.value_date, 'pay_out', 0, 0, s.state, s.version
        FROM shares_before s JOIN (SELECT id AS deposit, value_date FROM term_deposits_before) d
            ON d.deposit = s.deposit_id"""  # noqa: S608  # names of our own
    )
    op.drop_table("shares_before")
    op.drop_table("term_deposits_before")
    op.add_column("bank_orders", sa.Column("deposit_id", TEXT, nullable=True))
    op.add_column("bank_orders", sa.Column("payout_id", TEXT, nullable=True))


def _create_deposits() -> None:
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
        sa.Column("payout_date", sa.Date(), nullable=False),
        sa.Column("outstanding_minor", sa.BigInteger(), nullable=False),
        sa.Column("accrued_to", sa.Date(), nullable=False),
        sa.Column("accrued_minor", sa.BigInteger(), nullable=False),
        sa.Column("rate_changes", TEXT, nullable=False),
        sa.Column("announced", TEXT, nullable=True),
        sa.Column("register_size", sa.BigInteger(), nullable=False),
        sa.Column("owed_count", sa.BigInteger(), nullable=False),
        sa.Column("renews", TEXT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "outstanding_minor BETWEEN 0 AND principal_minor", name=op.f("ck_term_deposits_outstanding")
        ),
        sa.CheckConstraint("owed_count >= 0", name=op.f("ck_term_deposits_owed")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_term_deposits_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_deposits")),
        sa.UniqueConstraint("number", name=op.f("uq_term_deposits_number")),
    )
    op.create_index(op.f("ix_term_deposits_campaign_id"), "term_deposits", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_term_deposits_due_on"), "term_deposits", ["due_on"], unique=False)


def _create_shares() -> None:
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
        sa.Column("owned_from", sa.Date(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("maturity_choice", TEXT, nullable=False),
        sa.Column("acquired_from", TEXT, nullable=True),
        sa.Column("interest_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("principal_minor > 0", name=op.f("ck_shares_principal")),
        sa.CheckConstraint("tax_minor BETWEEN 0 AND interest_minor", name=op.f("ck_shares_tax")),
        sa.ForeignKeyConstraint(["deposit_id"], ["term_deposits.id"], name=op.f("fk_shares_deposit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("certificate_number", name=op.f("uq_shares_certificate_number")),
    )
    op.create_index(op.f("ix_shares_deposit_id"), "shares", ["deposit_id"], unique=False)
    op.create_index(op.f("ix_shares_pledge_id"), "shares", ["pledge_id"], unique=False)
    op.create_index(op.f("ix_shares_participant_id"), "shares", ["participant_id"], unique=False)


def _create_payouts() -> None:
    op.create_table(
        "payouts",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("share_id", TEXT, nullable=False),
        sa.Column("deposit_id", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("participant_id", TEXT, nullable=False),
        sa.Column("account_id", TEXT, nullable=False),
        sa.Column("cause", TEXT, nullable=False),
        sa.Column("principal_minor", sa.BigInteger(), nullable=False),
        sa.Column("interest_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("conditions", TEXT, nullable=True),
        sa.Column("redirects", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("principal_minor + interest_minor > tax_minor", name=op.f("ck_payouts_amount")),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name=op.f("fk_payouts_share_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
    )
    op.create_index(op.f("ix_payouts_share_id"), "payouts", ["share_id"], unique=False)
    op.create_index(op.f("ix_payouts_deposit_id"), "payouts", ["deposit_id"], unique=False)
    op.create_index(op.f("ix_payouts_participant_id"), "payouts", ["participant_id"], unique=False)
