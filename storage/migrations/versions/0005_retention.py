"""What is over is found by how old it is, so that it can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Indexes only."""
    for table, since, over in (
        ("updates", "received_at", "state <> 'received'"),
        ("notices", "due_at", "state <> 'waiting'"),
    ):
        op.create_index(
            f"ix_{table}_over",
            table,
            [since],
            unique=False,
            sqlite_where=sa.text(over),
            postgresql_where=sa.text(over),
        )
