"""Searching the audit trail: by whom, on what, and what was done, newest first within each."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_BY = ("actor", "subject", "action")


def upgrade() -> None:
    """An index for each; the trail only grows by what admins do, so they cost next to nothing."""
    for column in _BY:
        op.create_index(f"ix_audit_trail_{column}_id", "audit_trail", [column, "id"], unique=False)
