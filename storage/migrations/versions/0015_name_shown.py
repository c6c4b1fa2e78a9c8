"""Holders choose how much of their name their certificates show."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Until now, all of it."""
    op.add_column(
        "participants", sa.Column("name_shown", TEXT, server_default=sa.text("'full'"), nullable=False)
    )
