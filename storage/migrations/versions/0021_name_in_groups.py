"""Members choose how much of their name groups see."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Until they do, nothing of it."""
    op.add_column(
        "participants", sa.Column("name_in_groups", TEXT, server_default=sa.text("'hidden'"), nullable=False)
    )
