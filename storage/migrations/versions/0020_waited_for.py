"""Who waits in line finds what they wait for among their campaigns: few campaigns are waited for."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index over the campaigns that somebody waits for."""
    waited_for = sa.text("waiting IS NOT NULL")
    op.create_index(
        "ix_campaigns_waited_for",
        "campaigns",
        ["id"],
        sqlite_where=waited_for,
        postgresql_where=waited_for,
    )
