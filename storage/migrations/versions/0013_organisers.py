"""Who has the organiser's buttons of a campaign since its initiator has them no more."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Every initiator still has them."""
    op.add_column("campaigns", sa.Column("taken_over_by", TEXT, nullable=True))
