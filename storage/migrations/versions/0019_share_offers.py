"""Members offer shares for sale; until now none was offered, so none was left untaken."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """What a share's offer is by now, since when, and when time brings it further."""
    op.add_column("shares", sa.Column("offer_state", TEXT, nullable=True))
    op.add_column("shares", sa.Column("offer_since", sa.BigInteger(), nullable=True))
    op.add_column("shares", sa.Column("offer_due_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_shares_offer_due_at", "shares", ["offer_due_at"])
    op.drop_column("shares", "untaken")
