"""When the bank answered an order, and the rejected ones at hand: people look for those."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of older orders it is not known when they were answered."""
    op.add_column("bank_orders", sa.Column("answered_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_bank_orders_rejected",
        "bank_orders",
        ["reference"],
        unique=False,
        sqlite_where=sa.text("state = 'rejected'"),
        postgresql_where=sa.text("state = 'rejected'"),
    )
