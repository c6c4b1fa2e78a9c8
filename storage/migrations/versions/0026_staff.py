"""Who may do what at the admin desk, and the switch by which they pause all settlement."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nobody yet: the settings name the approvers that a deployment begins with, each time it starts."""
    op.create_table(
        "staff",
        sa.Column("telegram_user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("granted", TEXT, nullable=True),
        sa.Column("vouched_by", TEXT, nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("nominated_by", TEXT, nullable=True),
        sa.Column("nominated_because", TEXT, nullable=True),
        sa.Column("nominated_until", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("telegram_user_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "standstill",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("paused_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("resumed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standstill")),
    )
