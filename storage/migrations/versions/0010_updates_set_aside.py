"""Updates that were set aside are counted by every look at the bot's health: an index holds just them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SET_ASIDE = sa.text("state = 'set_aside'")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "ix_updates_set_aside",
        "updates",
        ["update_id"],
        sqlite_where=_SET_ASIDE,
        postgresql_where=_SET_ASIDE,
    )
