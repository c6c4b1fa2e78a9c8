"""After a pause, or at another address, a webhook endpoint begins anew; what is over is forgotten in time."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Endpoints that are there have been active ever since."""
    active_since = sa.Column("active_since", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("webhook_endpoints", active_since)
    op.execute("UPDATE webhook_endpoints SET active_since = registered_at")
    op.add_column("webhook_deliveries", sa.Column("attempted_at", sa.BigInteger(), nullable=True))
    over = sa.text("state <> 'waiting'")
    op.create_index(
        "ix_webhook_deliveries_over",
        "webhook_deliveries",
        ["due_at"],
        unique=False,
        sqlite_where=over,
        postgresql_where=over,
    )
