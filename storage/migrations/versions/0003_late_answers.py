"""A remote bank answers later: what it is checking, what a change falls back to, and when an order was sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nothing was ever asked of a remote bank before, so nothing is being checked."""
    op.add_column(
        "campaigns", sa.Column("checking_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("pledges", sa.Column("prior", TEXT, nullable=True))
    op.add_column("pledges", sa.Column("prior_hold_id", TEXT, nullable=True))
    # SQLite adds no column that must have a value, unless there is one for the rows that stand.
    op.add_column(
        "pledges", sa.Column("counted_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.execute("UPDATE pledges SET counted_minor = amount_minor")
    op.add_column("bank_orders", sa.Column("pledge_id", TEXT, nullable=True))
    op.add_column("bank_orders", sa.Column("sent_at", sa.BigInteger(), nullable=True))
    op.add_column(
        "bank_orders", sa.Column("attempts", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    unanswered = sa.text("state IN ('ready', 'sent', 'unknown')")
    op.create_index(
        "ix_bank_orders_unanswered",
        "bank_orders",
        ["reference"],
        unique=False,
        sqlite_where=unanswered,
        postgresql_where=unanswered,
    )
