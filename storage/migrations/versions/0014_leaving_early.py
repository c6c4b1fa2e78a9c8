"""Shares that leave a deposit before it matures: how many have, and whether one was offered in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody could leave before."""
    op.add_column(
        "term_deposits",
        sa.Column("early_withdrawals", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "shares", sa.Column("untaken", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
