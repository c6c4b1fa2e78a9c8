"""Members choose what the people of their campaigns see of their name and amount; and people may be erased."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Until they do, the name in full and no amount, as it was."""
    op.add_column(
        "participants", sa.Column("name_to_members", TEXT, server_default=sa.text("'full'"), nullable=False)
    )
    op.add_column(
        "participants",
        sa.Column("amount_to_members", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("participants", sa.Column("erased_at", sa.BigInteger(), nullable=True))
