"""Who waits for a place of a full campaign, and until when a free one is kept for the first in line."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nobody waits yet."""
    op.add_column("campaigns", sa.Column("waiting", TEXT, nullable=True))
    op.add_column("campaigns", sa.Column("place_kept_until", sa.BigInteger(), nullable=True))
