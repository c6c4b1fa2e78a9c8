"""Alarms in the admins' group: which it is, and what was told there."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """No group is chosen: each admin goes on being told."""
    op.create_table(
        "alarm_group",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("locale", TEXT, nullable=False),
        sa.Column("set_by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarm_group")),
    )
    op.create_table(
        "told_alarms",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("over_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_told_alarms")),
    )
    standing = sa.text("over_at IS NULL")
    op.create_index(
        "ix_told_alarms_standing",
        "told_alarms",
        ["told_at"],
        unique=False,
        sqlite_where=standing,
        postgresql_where=standing,
    )
