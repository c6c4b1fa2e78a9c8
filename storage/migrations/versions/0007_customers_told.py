"""What a bank elsewhere tells of its customers is kept with when it was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All customers until now are the embedded bank's own."""
    op.add_column("bank_customers", sa.Column("told_at", sa.BigInteger(), nullable=True))
