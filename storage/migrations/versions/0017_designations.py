"""Designated people, and campaigns that are for them only."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Campaigns that stand are open to everybody who comes by their keys."""
    op.add_column(
        "campaigns",
        sa.Column("designated_only", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_table(
        "designations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("campaign_id", TEXT, nullable=False),
        sa.Column("designee", TEXT, nullable=False),
        sa.Column("telegram_user_id", sa.BigInteger(), nullable=True),
        sa.Column("phone", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("designated_at", sa.BigInteger(), nullable=False),
        sa.Column("participant_id", TEXT, nullable=True),
        sa.Column("notice_id", TEXT, nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_designations_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designations")),
        sa.UniqueConstraint("campaign_id", "designee", name=op.f("uq_designations_campaign_id_designee")),
    )
    awaited = sa.text("participant_id IS NULL")
    op.create_index(
        "ix_designations_awaited",
        "designations",
        ["designee"],
        unique=False,
        sqlite_where=awaited,
        postgresql_where=awaited,
    )
    op.create_index("ix_designations_met", "designations", ["participant_id", "campaign_id"], unique=False)
