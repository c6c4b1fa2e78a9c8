"""Notices are claimed by nobody: one sender has them all, under a lease."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What a worker had claimed is simply waiting."""
    op.drop_column("notices", "claimed_by")
    op.drop_column("notices", "claimed_until")
