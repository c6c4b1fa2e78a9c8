"""Our books are compared with the bank's: what differs, what it pauses, and what two admins agree to correct."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nothing was ever compared before, so nothing is paused."""
    op.add_column(
        "campaigns", sa.Column("mismatch_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("campaigns", sa.Column("resumed_at", sa.BigInteger(), nullable=True))
    _create_mismatches()
    _create_corrections()
    op.create_table(
        "reconciling",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciling")),
    )
    op.create_table(
        "reconciliations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("compared", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("new", sa.BigInteger(), nullable=False),
        sa.Column("resolved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        sa.UniqueConstraint("round", name=op.f("uq_reconciliations_round")),
    )


def _create_mismatches() -> None:
    op.create_table(
        "mismatches",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("doubted_account_id", TEXT, nullable=True),
        sa.Column("campaign_ids", TEXT, nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("correction_id", TEXT, nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_mismatches")),
        sa.UniqueConstraint("id", name=op.f("uq_mismatches_id")),
    )
    still_open = sa.text("resolved_at IS NULL")
    op.create_index(
        "ix_mismatches_open",
        "mismatches",
        ["doubted_account_id"],
        unique=False,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("legs", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("proposed_by", TEXT, nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("subject", TEXT, nullable=True),
        sa.Column("reverses", TEXT, nullable=True),
        sa.Column("hold_id", TEXT, nullable=True),
        sa.Column("campaign_id", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)",
            name=op.f("ck_corrections_two_admins"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
